#include "storage/files/despatch_advice.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "storage/files/advice_level.h"
#include "storage/files/advice_units.h"
#include "storage/files/edi.h"
#include "storage/files/edi_values.h"
#include "storage/model/codes.h"
#include "storage/model/tools/plural.h"

namespace dockhand {
namespace {

using Says = AdviceSays;
using Level = AdviceLevel;

// What a message does to what was sent under its number before; both syntaxes count these in the same way, X12 with a
// zero in front.
enum class Function { original, cancels, adds, takes_out, changes, replaces };
Function function_of(const Level& level) {
  std::string_view code = said(level, Says::function);
  if (code.size() == 2 && code.front() == '0') code.remove_prefix(1);
  if (code.size() != 1 || code.front() < '1' || code.front() > '5') return Function::original;
  return static_cast<Function>(code.front() - '0');
}

// The message takes something back that was sent before.
bool is_withdrawn(const Level& level) {
  const Function function = function_of(level);
  return function == Function::cancels || function == Function::takes_out;
}

// Where it is not known on which pallet they are, somebody has to say how many are on each.
std::string quantity_of(const Level& level) {
  if (!said(level, Says::problem).empty()) return {};
  return is_withdrawn(level) ? "0" : plain_number(said(level, Says::quantity));
}

const std::vector<std::string>& columns() {
  static const std::vector<std::string> names{"asn",    "sscc",   "item",     "quantity", "lot",
                                              "expiry", "serial", "purchase", "line",     "due"};
  return names;
}

// With units it is no file of ours any more: they are read as others' files say them.
constexpr const char* unit_column = "unit";
constexpr const char* size_column = "pack size";
constexpr const char* item_beside_unit = "item code";
constexpr std::size_t unit_place = 1, item_place = 2;

// Gathers the rows of a message, one level after the other.
class Rows {
 public:
  Rows(DespatchAdvice& advice, EdiSyntax syntax) : advice_(advice), syntax_(syntax) {
    advice_.rows.push_back({1, columns()});
  }

  // What is cancelled is known by its number: nothing else of it has to be right.
  void add(std::size_t position, const Level& level) {
    if (function_of(level) == Function::cancels) return;
    const std::string& unit = said(level, Says::unit);
    if (!unit.empty() && !said(level, Says::outer).empty()) outer_.insert(said(level, Says::outer));
    own_.insert(unit);
    const CountedUnits what = is_withdrawn(level) ? CountedUnits{item_of(level)} : counted_units(syntax_, level);
    std::vector<std::string> cells{said(level, Says::asn),
                                   unit.empty() ? said(level, Says::carton) : unit,
                                   what.item,
                                   quantity_of(level),
                                   said(level, Says::lot),
                                   is_withdrawn(level) ? "" : edi_day(said(level, Says::expiry)),
                                   said(level, Says::serial),
                                   said(level, Says::purchase),
                                   said(level, Says::line),
                                   is_withdrawn(level) ? "" : edi_day(said(level, Says::due))};
    if (!what.unit.empty() || !what.size.empty()) begin_units();
    if (has_units_) cells.insert(cells.end(), {what.unit, what.size});
    advice_.rows.push_back(
        {static_cast<std::int64_t>(position), std::move(cells), false, what.other, said(level, Says::problem)});
  }

  // A unit that holds others, and nothing by itself, is announced by theirs.
  void tell_outer() {
    std::erase_if(outer_, [&](const std::string& unit) { return own_.contains(unit); });
    if (outer_.empty()) return;
    advice_.found.push_back(
        plural(outer_.size(), "pallet holds units with codes of their own: those are announced, and its own is not",
               "pallets hold units with codes of their own: those are announced, and their own are not") +
        " (" + printable(*outer_.begin(), 24) + " ...)");
  }

  // `header` holds what is said for all of the message.
  void end_message(std::size_t position, const Level& header) {
    const std::string asn = said(header, Says::asn);
    const Function function = function_of(header);
    if (!asn.empty()) {
      if (!seen_.insert(asn).second) drop_earlier(asn, function);
      NoticeChanges& changes = advice_.changes;
      if (function == Function::cancels || function == Function::replaces)
        changes.whole[asn] = static_cast<std::int64_t>(position);
      else if (function != Function::original)
        changes.in_parts.insert(asn);
    }
    begin_ = advice_.rows.size();
  }

 private:
  // Of the messages of one notice a later one holds: for all of it, for the handling units that it names, or for their
  // items.
  void drop_earlier(const std::string& asn, Function function) {
    if (function == Function::adds) return;
    const bool all = function == Function::cancels || function == Function::replaces;
    const std::size_t cells = function == Function::original ? unit_place + 1 : item_place + 1;
    std::set<std::vector<std::string>> named;
    auto& rows = advice_.rows;
    const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(begin_);
    const auto front_of = [cells](const TableRow& row) {
      return std::vector(row.cells.begin(), row.cells.begin() + static_cast<std::ptrdiff_t>(cells));
    };
    for (auto row = begin; row != rows.end(); ++row) named.insert(front_of(*row));
    const auto kept = std::remove_if(rows.begin() + 1, begin, [&](const TableRow& row) {
      return row.cells.front() == asn && (all || named.contains(front_of(row)));
    });
    if (kept != begin && (function == Function::cancels || function == Function::takes_out))
      advice_.changes.withdrawn.insert(asn);
    rows.erase(kept, begin);
  }

  // Adds columns for what is not counted in pieces, when the first of it is met.
  void begin_units() {
    if (has_units_) return;
    has_units_ = true;
    for (TableRow& row : advice_.rows) row.cells.insert(row.cells.end(), {"", ""});
    std::copy_n(std::array{unit_column, size_column}.begin(), 2, advice_.rows.front().cells.end() - 2);
    advice_.rows.front().cells[item_place] = item_beside_unit;
  }

  DespatchAdvice& advice_;
  const EdiSyntax syntax_;
  bool has_units_ = false;
  std::size_t begin_ = 1;       // the first row of the message that is being read
  std::set<std::string> seen_;  // notices of messages before it
  std::set<std::string> outer_{}, own_{};
};

Error bad_segment(const EdiSegment& segment, const std::string& why) {
  return {ErrorKind::bad_input, std::to_string(segment.position), segment.tag + " " + why};
}

// The rows of such a package are refused, and those of the others are not.
void note_several_pallets(const EdiSegment& segment, Level& level) {
  level.emplace(Says::problem, segment.tag + " of segment " + std::to_string(segment.position) +
                                   " puts several pallets on one package: which has what is not said");
}

// --- X12 856: a tree of HL segments, each with the number of the one above

struct Node {
  std::size_t position = 0;
  std::optional<std::size_t> above{};
  bool has_children = false;
  Level level{};
};

// What the node says, then what is said above it.
Level whole_level(const std::vector<Node>& nodes, std::size_t node, const Level& header) {
  Level level = nodes[node].level;
  for (std::optional<std::size_t> up = nodes[node].above; up; up = nodes[*up].above) {
    const Level& above = nodes[*up].level;
    const bool has_unit = level.contains(Says::unit), has_problem = level.contains(Says::problem);
    if (has_unit && above.contains(Says::unit)) level.emplace(Says::outer, above.at(Says::unit));
    level.insert(above.begin(), above.end());
    if (has_unit && !has_problem) level.erase(Says::problem);  // that is of the unit which holds it
  }
  level.insert(header.begin(), header.end());
  return level;
}

// Whether a segment names a range of units, a second one of its own, or another one than the level has.
bool names_another_unit(const EdiSegment& segment, const Level& level) {
  const auto names_unit = [&](std::size_t qualifier) {
    return segment.at(qualifier) == "GM" || segment.at(qualifier) == "AA";
  };
  if (segment.tag != "MAN" || !names_unit(1)) return false;
  const std::string& before = said(level, Says::unit);
  return !segment.at(3).empty() || names_unit(4) || (!before.empty() && before != segment.at(2));
}

// The node that says how many there are: this one, or the next above it.
std::optional<std::size_t> counting_node(const std::vector<Node>& nodes, std::size_t node) {
  std::optional<std::size_t> counted = node;
  while (counted && said(nodes[*counted].level, Says::quantity).empty()) counted = nodes[*counted].above;
  return counted;
}

// Of what is on several packages nobody knows how much is on each, unless each says it.
void add_shipment(const std::vector<Node>& nodes, const Level& header, Rows& rows) {
  std::map<std::size_t, std::size_t> packages;  // of a node that counts
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto counted = nodes[i].has_children ? std::nullopt : counting_node(nodes, i);
    if (counted) ++packages[*counted];
  }
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].has_children) continue;
    Level level = whole_level(nodes, i, header);
    if (item_of(level).empty() && said(level, Says::quantity).empty()) continue;
    const auto counted = counting_node(nodes, i);
    if (counted && packages[*counted] > 1)
      level.emplace(Says::problem, "HL is one of several packages of " + printable(item_of(level), 40) +
                                       ": how many are on each is not said");
    rows.add(nodes[i].position, level);
  }
}

Result<std::size_t> read_shipments(const std::vector<EdiSegment>& segments, Rows& rows) {
  std::size_t messages = 0;
  std::vector<Node> nodes;
  std::map<std::string, std::size_t> by_number;
  Level header;
  bool inside = false;
  for (const EdiSegment& segment : segments) {
    if (segment.tag == "ST") {
      if (segment.at(1) != "856")
        return bad_segment(segment,
                           "begins a message " + printable(segment.at(1), 8) + "; a despatch advice is an 856");
      inside = true;
      ++messages;
    } else if (segment.tag == "SE") {
      add_shipment(nodes, header, rows);
      rows.end_message(segment.position, header);
      nodes.clear();
      by_number.clear();
      header.clear();
      inside = false;
    } else if (inside && segment.tag == "HL") {
      Node node{segment.position};
      if (!segment.at(2).empty()) {
        const auto above = by_number.find(segment.at(2));
        if (above == by_number.end()) return bad_segment(segment, "names a level above it that is not there");
        node.above = above->second;
        nodes[above->second].has_children = true;
      }
      by_number[segment.at(1)] = nodes.size();
      nodes.push_back(std::move(node));
    } else if (inside) {
      Level& level = nodes.empty() ? header : nodes.back().level;
      if (names_another_unit(segment, level)) note_several_pallets(segment, level);
      take_said(EdiSyntax::x12, segment, level);
    }
  }
  return messages;
}

// --- EDIFACT DESADV: packages (CPS) with the lines (LIN) below them

class Desadv {
 public:
  explicit Desadv(Rows& rows) : rows_(rows) {}

  Status take_segment(const EdiSegment& segment) {
    if (segment.tag == "UNH") return begin(segment);
    if (segment.tag == "UNT") return finish(segment);
    if (!inside_) return Done{};
    if (segment.tag == "CPS") return begin_package(segment);
    if (segment.tag == "LIN") begin_line(segment);
    Level& level = here();
    const bool another_unit = segment.tag == "GIN" && (segment.at(1) == "BJ" || segment.at(1) == "AW") &&
                              (level.contains(Says::unit) || segment.elements.size() > 2 || !segment.at(2, 2).empty());
    if (another_unit) note_several_pallets(segment, level);
    take_said(EdiSyntax::edifact, segment, level);
    return Done{};
  }
  std::size_t messages() const { return messages_; }

 private:
  Status begin(const EdiSegment& segment) {
    if (segment.at(2) != "DESADV") {
      return bad_segment(segment,
                         "begins a message " + printable(segment.at(2), 8) + "; a despatch advice is a DESADV");
    }
    inside_ = true;
    ++messages_;
    return Done{};
  }
  Status finish(const EdiSegment& segment) {
    end_line();
    rows_.end_message(segment.position, header_);
    package_.reset();
    packages_.clear();
    header_.clear();
    inside_ = false;
    return Done{};
  }
  // What is said of the package that it is in holds for it as well.
  Status begin_package(const EdiSegment& segment) {
    end_line();
    if (package_) packages_[package_->first] = package_->second;
    Level level;
    if (const auto above = packages_.find(segment.at(2)); above != packages_.end()) level = above->second;
    if (const auto unit = level.extract(Says::unit)) level[Says::outer] = unit.mapped();
    level.erase(Says::problem);  // that is of the package which holds it
    package_ = {segment.at(1), std::move(level)};
    return Done{};
  }
  // What is being said now is of the line, of the package, or of all.
  Level& here() {
    if (line_) return line_->second;
    return package_ ? package_->second : header_;
  }
  void begin_line(const EdiSegment& segment) {
    end_line();
    line_ = {segment.position, Level{}};
  }
  void end_line() {
    if (!line_) return;
    Level level = line_->second;
    if (package_) level.insert(package_->second.begin(), package_->second.end());
    level.insert(header_.begin(), header_.end());
    rows_.add(line_->first, level);
    line_.reset();
  }

  Rows& rows_;
  bool inside_ = false;
  std::size_t messages_ = 0;
  Level header_;
  std::map<std::string, Level> packages_;
  std::optional<std::pair<std::string, Level>> package_;
  std::optional<std::pair<std::size_t, Level>> line_;
};

Result<std::size_t> read_advices(const std::vector<EdiSegment>& segments, Rows& rows) {
  Desadv desadv(rows);
  for (const EdiSegment& segment : segments) {
    if (auto taken = desadv.take_segment(segment); !taken) return taken.error();
  }
  return desadv.messages();
}

}  // namespace

Result<DespatchAdvice> read_despatch_advice(const TextFile& file) {
  const auto placed = [&](const Error& error) {
    return Error{error.kind, file.file.string() + ":" + error.place, error.message};
  };
  std::string text;
  bool whole = true;
  auto read = read_text(file, [&](std::string_view piece) {
    whole = text.size() + piece.size() <= max_edi_bytes;
    if (whole) text += piece;
    return whole;
  });
  if (!read) return read.error();
  if (!whole) return placed({ErrorKind::bad_input, "1", "the message is larger than 64 MiB: split it"});
  const auto message = read_edi(text);
  if (!message) return placed(message.error());
  const bool x12 = message->syntax == EdiSyntax::x12;
  DespatchAdvice advice;
  Rows rows(advice, message->syntax);
  const auto messages = x12 ? read_shipments(message->segments, rows) : read_advices(message->segments, rows);
  if (!messages) return placed(messages.error());
  if (*messages == 0) return placed({ErrorKind::bad_input, "1", "there is no despatch advice in it"});
  advice.found.push_back(std::string("read as ") + (x12 ? "ANSI X12 856" : "EDIFACT DESADV") +
                         "; the number behind the file's name is that of a segment");
  rows.tell_outer();
  return advice;
}

}  // namespace dockhand
