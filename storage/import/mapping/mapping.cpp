#include "storage/import/mapping/mapping.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "storage/files/table.h"
#include "storage/import/columns/import_columns.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

std::vector<std::string> split_at(std::string_view text, std::string_view sign) {
  std::vector<std::string> parts;
  for (std::size_t at = text.find(sign); at != std::string_view::npos; at = text.find(sign)) {
    parts.emplace_back(without_blanks(text.substr(0, at)));
    text.remove_prefix(at + sign.size());
  }
  parts.emplace_back(without_blanks(text));
  return parts;
}

MappingSum parse_sum(const std::string& text) {
  MappingSum sum;
  for (const std::string& term : split_at(text, " + ")) {
    const bool literal = term.size() >= 2 && term.front() == '\'' && term.back() == '\'';
    sum.push_back({literal ? term.substr(1, term.size() - 2) : term, literal});
  }
  return sum;
}

Error bad_line(const std::string& message) { return {ErrorKind::bad_input, "", message}; }

struct NamedState {
  std::string_view key, word;  // in a mapping, and on a command line
  RowState state;
};
constexpr std::array named_states{
    NamedState{"wanted", "wanted", RowState::wanted}, NamedState{"leave out", "left out", RowState::left_out},
    NamedState{"done", "done", RowState::done}, NamedState{"cancelled", "cancelled", RowState::cancelled}};

const NamedState* state_named(std::string_view key) {
  const auto found =
      std::find_if(named_states.begin(), named_states.end(), [&](const NamedState& one) { return one.key == key; });
  return found == named_states.end() ? nullptr : &*found;
}

// What stands in front of the first part, for the file as a whole.
Status set_of_file(Mapping& mapping, const std::string& key, const std::string& value) {
  if (key == "name") {
    mapping.name = value;
  } else if (key == "carry") {
    mapping.carried = split_at(value, " ; ");
  } else if (key == "only with") {
    for (const std::string& one : split_at(value, " ; ")) mapping.marks.push_back(split_at(one, " | "));
  } else if (const auto* named = state_named(key); named != nullptr) {
    const std::size_t colon = value.substr(0, value.find(" | ")).rfind(": ");  // words may have one too
    if (colon == std::string::npos) return bad_line("'" + key + "' is COLUMN: WORD | WORD");
    mapping.states.push_back(
        {value.substr(0, colon), named->state, split_at(std::string_view(value).substr(colon + 2), " | ")});
  } else if (key == "unit") {
    auto size = parse_unit_size(value, ": ");
    if (!size) return size.error();
    mapping.units.push_back(*std::move(size));
  } else if (key == "dates") {
    const auto days = parse_day_order(value);
    if (!days) return days.error();
    mapping.said.days = *days;
  } else if (key == "decimal") {
    const auto mark = parse_decimal_mark(value);
    if (!mark) return mark.error();
    mapping.said.mark = *mark;
  } else {
    return bad_line("'" + printable(key, 40) + "' is not known; a kind like [orders] comes first");
  }
  return Done{};
}

// What a part says as "a ; b".
struct NamesOfPart {
  std::string_view key;
  std::vector<std::string> MappingPart::*names;
};
constexpr std::array names_of_part{NamesOfPart{"brackets", &MappingPart::brackets},
                                   NamesOfPart{"path", &MappingPart::path},
                                   NamesOfPart{"count from 0", &MappingPart::from_zero},
                                   NamesOfPart{"apostrophe", &MappingPart::apostrophe},
                                   NamesOfPart{"needs", &MappingPart::needs},
                                   NamesOfPart{"told by", &MappingPart::told_by},
                                   NamesOfPart{"variants", &MappingPart::variants},
                                   NamesOfPart{"split", &MappingPart::split}};

// What a row may say beside the columns of its kind.
constexpr std::string_view columns_beside[] = {"unit", "factor", "delivered", "open", "other item"};

// A line that would mean nothing is a mistake of writing, or stands in the wrong place.
Status check_column(const MappingPart& part, const std::string& key) {
  const ImportKind* kind = kind_named(part.kind);
  const bool is_beside =
      std::find(std::begin(columns_beside), std::end(columns_beside), key) != std::end(columns_beside);
  if (kind == nullptr || is_beside || has_column(*kind, key)) return Done{};
  const std::string called = "'" + printable(key, 40) + "' is no column of " + part.kind;
  const bool is_of_file = state_named(key) != nullptr || key == "carry" || key == "only with" || key == "state";
  return bad_line(called + (is_of_file ? ": which rows are wanted, done or cancelled is said above the kinds, as in "
                                         "cancelled = STATUS: void | returned"
                                       : "; they are " + list_of(kind->columns)));
}

Status set_of_part(MappingPart& part, const std::string& key, const std::string& value) {
  if (key == "number") {
    part.number_by = value;
    return Done{};
  }
  for (const NamesOfPart& one : names_of_part) {
    if (key != one.key) continue;
    part.*one.names = split_at(value, " ; ");
    return Done{};
  }
  if (auto is_column = check_column(part, key); !is_column) return is_column;
  MappedColumn column{key, {}};
  for (const std::string& source : split_at(value, " | ")) column.sources.push_back(parse_sum(source));
  part.columns.push_back(std::move(column));
  return Done{};
}

Status take_mapping_line(Mapping& mapping, std::string_view line) {
  if (line.front() == '[' && line.back() == ']') {
    const std::string kind(line.substr(1, line.size() - 2));
    if (kind_named(kind) == nullptr) return bad_line("'" + printable(kind, 24) + "' is no kind of file");
    mapping.parts.emplace_back().kind = kind;
    return Done{};
  }
  if (line == "when asked" && !mapping.parts.empty()) {
    mapping.parts.back().when_asked = true;
    return Done{};
  }
  const std::size_t equals = line.find(" = ");
  if (equals == std::string_view::npos) return Error{ErrorKind::bad_input, "", "a line is NAME = VALUE"};
  const std::string key(without_blanks(line.substr(0, equals))), value(without_blanks(line.substr(equals + 3)));
  if (mapping.parts.empty()) return set_of_file(mapping, key, value);
  return set_of_part(mapping.parts.back(), key, value);
}

}  // namespace

std::string name_of(RowState state) {
  const auto named =
      std::find_if(named_states.begin(), named_states.end(), [&](const NamedState& one) { return one.state == state; });
  return std::string(named->word);
}

Result<RowState> parse_row_state(std::string_view text) {
  for (const NamedState& one : named_states) {
    if (one.word == text && one.state != RowState::left_out) return one.state;
  }
  return bad_line("'" + printable(text, 24) + "' is not one of wanted, done, cancelled");
}

Result<Mapping> parse_mapping(std::string_view text) {
  Mapping mapping;
  std::size_t number = 0;
  for (const std::string& line : split_at(text, "\n")) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (auto taken = take_mapping_line(mapping, line); !taken) {
      return Error{ErrorKind::bad_input, std::to_string(number), taken.error().message};
    }
  }
  if (mapping.parts.empty()) return Error{ErrorKind::bad_input, "1", "no kind like [orders] is there"};
  return mapping;
}

namespace {

std::string joined(const std::vector<std::string>& texts, const char* sign) {
  std::string all;
  for (const std::string& one : texts) all += (all.empty() ? "" : sign) + one;
  return all;
}

std::string key_of(RowState state) {
  const auto named =
      std::find_if(named_states.begin(), named_states.end(), [&](const NamedState& one) { return one.state == state; });
  return std::string(named->key);
}

std::string text_of(const MappedColumn& column) {
  std::vector<std::string> sources;
  for (const MappingSum& sum : column.sources) {
    std::vector<std::string> terms;
    for (const MappingTerm& term : sum) terms.push_back(term.literal ? "'" + term.text + "'" : term.text);
    sources.push_back(joined(terms, " + "));
  }
  return column.column + " = " + joined(sources, " | ") + "\n";
}

std::string text_of(const MappingPart& part) {
  std::string text = "[" + part.kind + "]\n" + (part.when_asked ? "when asked\n" : "");
  for (const MappedColumn& column : part.columns) text += text_of(column);
  if (!part.number_by.empty()) text += "number = " + part.number_by + "\n";
  const auto add = [&text](const char* name, const std::vector<std::string>& columns) {
    if (!columns.empty()) text += std::string(name) + " = " + joined(columns, " ; ") + "\n";
  };
  add("brackets", part.brackets);
  add("path", part.path);
  add("count from 0", part.from_zero);
  add("apostrophe", part.apostrophe);
  add("needs", part.needs);
  add("told by", part.told_by);
  add("variants", part.variants);
  add("split", part.split);
  return text;
}

}  // namespace

std::string text_of(const Mapping& mapping) {
  std::string text = mapping.name.empty() ? "" : "name = " + mapping.name + "\n";
  std::vector<std::string> marks;
  for (const auto& one : mapping.marks) marks.push_back(joined(one, " | "));
  if (!marks.empty()) text += "only with = " + joined(marks, " ; ") + "\n";
  if (!mapping.carried.empty()) text += "carry = " + joined(mapping.carried, " ; ") + "\n";
  for (const StateRule& rule : mapping.states) {
    text += key_of(rule.state) + " = " + rule.header + ": " + joined(rule.words, " | ") + "\n";
  }
  for (const UnitSize& one : mapping.units) text += "unit = " + one.word + ": " + std::to_string(one.units) + "\n";
  if (mapping.said.days) text += std::string("dates = ") + name_of(*mapping.said.days) + "\n";
  if (mapping.said.mark) text += std::string("decimal = ") + name_of(*mapping.said.mark) + "\n";
  for (const MappingPart& part : mapping.parts) text += text_of(part);
  return text;
}

const std::vector<Mapping>& shipped_mappings() {
  static const std::vector<Mapping> mappings{
#define SYSTEM(text) parse_mapping(text).value(),
#include "storage/import/mapping/german_systems.def"
#include "storage/import/mapping/other_languages.def"
#include "storage/import/mapping/shops.def"
#include "storage/import/mapping/systems.def"
#undef SYSTEM
  };
  return mappings;
}

}  // namespace dockhand
