#include "storage/import/mapping/mapper.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "storage/files/table.h"
#include "storage/import/cells/office_code.h"
#include "storage/import/mapping/reject_columns.h"
#include "storage/import/mapping/state_words.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

int place_in(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), plain_name(name));
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

std::string cell_at(const std::vector<std::string>& cells, int place) {
  const auto index = static_cast<std::size_t>(place);
  return place >= 0 && index < cells.size() ? cells[index] : std::string();
}

bool has(const std::vector<std::string>& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

// What is sold and never lies on a shelf.
bool is_fee(std::string_view item) {
  static constexpr std::array<std::string_view, 14> fees{"shipping",  "ship",     "freight", "fracht",   "versand",
                                                         "porto",     "delivery", "fee",     "discount", "handling",
                                                         "gift card", "rabatt",   "tip",     "surcharge"};
  const std::string plain = plain_name(item);
  return std::find(fees.begin(), fees.end(), plain) != fees.end() || plain.starts_with("delivery_") ||
         plain.starts_with("delivery ") || plain.starts_with("shipping ");
}

std::string in_brackets(const std::string& text) {
  const std::size_t end = text.find(']');
  if (!text.starts_with('[') || end == std::string::npos) return text;
  return std::string(without_blanks(std::string_view(text).substr(1, end - 1)));
}

// What stands behind "[CODE]"; the code, where nothing does.
std::string behind_brackets(const std::string& text) {
  const std::size_t end = text.find(']');
  if (!text.starts_with('[') || end == std::string::npos) return text;
  const auto rest = without_blanks(std::string_view(text).substr(end + 1));
  return rest.empty() ? in_brackets(text) : std::string(rest);
}

std::string end_of_path(const std::string& text, std::string_view sign) {
  const std::size_t at = text.rfind(sign);
  return at == std::string::npos ? text : std::string(without_blanks(std::string_view(text).substr(at + sign.size())));
}

// A number that is nothing says nothing.
bool says_something(const std::string& cell) { return cell.find_first_not_of("0.,") != std::string::npos; }

bool counts_some(const std::string& cell) {
  return says_something(cell) && cell.find_first_of("123456789") != std::string::npos && cell.front() != '-';
}

std::string one_more(const std::string& text) {
  if (!is_digits(text) || text.size() > 6) return text;
  return std::to_string(std::stoi(text) + 1);
}

}  // namespace

FileMapper::FileMapper(const Mapping& mapping, const std::vector<std::string>& names) {
  for (const std::string& name : mapping.carried) {
    if (const int place = place_in(names, name); place >= 0) carried_.push_back(place);
  }
  for (const MappingPart& part : mapping.parts) {
    for (const MappedColumn& column : part.columns) {
      if (column.column != "promised" && column.column != "due") continue;
      for (const MappingSum& sum : column.sources) days_.push_back(place_in(names, sum.front().text));
    }
  }
  for (const StateRule& rule : mapping.states) {
    const int place = place_in(names, rule.header);
    if (place < 0) continue;
    auto column = std::find_if(states_.begin(), states_.end(), [&](const auto& one) { return one.place == place; });
    if (column == states_.end()) column = states_.insert(column, {place, rule.header, {}, false});
    StateRule plain{rule.header, rule.state, {}};
    for (const std::string& word : rule.words) plain.words.push_back(plain_name(word));
    column->rules.push_back(std::move(plain));
    column->knows_wanted = column->knows_wanted || rule.state == RowState::wanted;
  }
}

// A row without its document's number goes on with the one above, unless it says something else of the document.
bool FileMapper::says_the_same(const std::vector<std::string>& cells) const {
  for (std::size_t i = 1; i < carried_.size(); ++i) {
    const std::string cell = cell_at(cells, carried_[i]);
    if (!cell.empty() && cell != above_[i]) return false;
  }
  return true;
}

void FileMapper::carry(std::vector<std::string>& cells) {
  if (carried_.empty()) return;
  const std::string document = cell_at(cells, carried_.front());
  const bool goes_on = !above_.empty() && (document == above_.front() || (document.empty() && says_the_same(cells)));
  if (!goes_on) above_.assign(carried_.size(), {});
  for (std::size_t i = 0; i < carried_.size(); ++i) {
    const auto place = static_cast<std::size_t>(carried_[i]);
    if (place >= cells.size()) continue;
    if (!cells[place].empty()) {
      above_[i] = cells[place];
      continue;
    }
    cells[place] = above_[i];
    const bool is_day = std::find(days_.begin(), days_.end(), carried_[i]) != days_.end();
    if (is_day && !document.empty() && !cells[place].empty()) ++days_carried_;
  }
}

JudgedRow FileMapper::judge(const StateColumn& column, const std::string& cell) {
  const std::string text = plain_name(cell);
  if (text.empty()) return {};
  for (const StateRule& rule : column.rules) {
    const bool any = rule.words.front().empty();  // '*' is no letter
    if (!any && !has(rule.words, text)) continue;
    const bool is_done = rule.state == RowState::left_out && (any || says_done(cell));
    return {is_done ? RowState::done : rule.state, column.header, any ? "" : cell};
  }
  if (column.knows_wanted) return {std::nullopt, column.header, cell};
  return {};
}

// What is cancelled stays so, whatever the other columns say; next what is done or left out, then what nobody knows.
JudgedRow FileMapper::take(std::vector<std::string>& cells) {
  carry(cells);
  const auto weight = [](const JudgedRow& row) {
    if (!row.state) return 1;
    if (*row.state == RowState::cancelled) return 3;
    return *row.state == RowState::wanted ? 0 : 2;
  };
  JudgedRow judged;
  for (const StateColumn& column : states_) {
    JudgedRow one = judge(column, cell_at(cells, column.place));
    if (weight(one) > weight(judged)) judged = std::move(one);
  }
  return judged;
}

PartMapper::CellSource PartMapper::source_of(const MappedColumn& column, const std::vector<std::string>& names) const {
  CellSource source{{},
                    has(part_.brackets, column.column),
                    has(part_.path, column.column) && column.column != "place",
                    has(part_.path, column.column) && column.column == "place",
                    has(part_.from_zero, column.column),
                    has(part_.apostrophe, column.column),
                    has(part_.needs, column.column),
                    column.column == "name",
                    column.column == "name" && has(part_.brackets, "item"),
                    column.column == "barcode" && has(part_.needs, column.column)};
  for (const MappingSum& sum : column.sources) {
    std::vector<Term> terms;
    for (const MappingTerm& term : sum) terms.push_back({term.text, term.literal ? -1 : place_in(names, term.text)});
    const bool there = std::all_of(sum.begin(), sum.end(), [&](const MappingTerm& term) {
      return term.literal || place_in(names, term.text) >= 0;
    });
    if (there) source.sums.push_back(std::move(terms));
  }
  return source;
}

std::optional<PartMapper::CellSource>* PartMapper::source_beside(std::string_view column) {
  if (column == "unit") return &unit_;
  if (column == "factor") return &factor_;
  if (column == "delivered") return &delivered_;
  if (column == "other item") return &other_item_;
  return column == "open" ? &open_ : nullptr;
}

PartMapper::PartMapper(const MappingPart& part, const ImportKind& kind, const std::vector<std::string>& names)
    : part_(part) {
  header_.kind = &kind;
  header_.places.assign(kind.columns.size(), -1);
  header_.conventions.resize(kind.columns.size());
  const auto column_of = [&kind](std::string_view name) {
    const auto found =
        std::find_if(kind.columns.begin(), kind.columns.end(), [&](const Column& one) { return name == one.name; });
    return static_cast<std::size_t>(found - kind.columns.begin());
  };
  for (const MappedColumn& column : part.columns) {
    CellSource source = source_of(column, names);
    if (std::optional<CellSource>* beside = source_beside(column.column)) {
      if (!source.sums.empty()) *beside = std::move(source);
      continue;
    }
    if (column.column == "barcode" && !source.sums.empty() && !source.sums.front().front().text.empty())
      header_.labels = labels_named(plain_name(source.sums.front().front().text));
    const std::size_t index = column_of(column.column);
    if (source.sums.empty() || index == kind.columns.size()) continue;
    header_.places[index] = static_cast<int>(sources_.size());
    if (column.column == part.number_by) number_by_ = static_cast<int>(sources_.size());
    if (column.column == "item" && (part.kind == "orders" || part.kind == "purchases" || part.when_asked))
      item_ = static_cast<int>(sources_.size());
    if (column.column == "quantity" && (part.kind == "orders" || part.kind == "purchases"))
      quantity_ = static_cast<int>(sources_.size());
    sources_.push_back(std::move(source));
  }
  for (const std::string& name : part.told_by) told_by_.push_back(place_in(names, name));
  for (const std::string& name : part.variants) variants_.push_back(place_in(names, name));
  kept_number_ = place_in(names, kept_line_number);
  header_.width = sources_.size();
  if (const std::size_t line = column_of("line"); number_by_ >= 0 && line < kind.columns.size()) {
    line_ = header_.places[line];
    if (line_ < 0) header_.places[line] = static_cast<int>(header_.width++);
  }
  header_.width += names.size();
}

std::string PartMapper::text_of(const CellSource& source, const std::vector<std::string>& cells) const {
  for (const auto& sum : source.sums) {
    std::string text;
    bool any = false;
    for (const Term& term : sum) {
      const std::string part = term.place < 0 ? term.text : cell_at(cells, term.place);
      any = any || (!part.empty() && (term.place >= 0 || sum.size() == 1));
      text += part;
    }
    text = std::string(without_blanks(text));
    if (!any || text.empty()) continue;
    if (source.may_be_placeholder && is_no_barcode(text)) continue;
    if (source.apostrophe && text.front() == '\'') text.erase(0, 1);
    if (source.brackets) text = in_brackets(text);
    if (source.behind_brackets) text = behind_brackets(text);
    if (source.path) text = end_of_path(text, " : ");
    if (source.folders) text = end_of_path(text, "/");
    if (source.named_by_variants) text = with_variants(std::move(text), cells);
    return source.from_zero ? one_more(text) : text;
  }
  return {};
}

// "Shirt S / red", where the name alone is that of all sizes and colours.
std::string PartMapper::with_variants(std::string name, const std::vector<std::string>& cells) const {
  const char* sign = " ";
  for (const int place : variants_) {
    const std::string one(without_blanks(cell_at(cells, place)));
    if (one.empty() || one == "Default Title") continue;
    name += sign + one;
    sign = " / ";
  }
  return name;
}

void PartMapper::count(const std::vector<std::string>& cells, const std::string& document) {
  number_text_ = std::to_string(++counted_[document]);
  if (const std::string kept = cell_at(cells, kept_number_); !kept.empty()) number_text_ = kept;
}

bool PartMapper::lacks_needs(const std::vector<std::string>& cells) const {
  return std::any_of(sources_.begin(), sources_.end(),
                     [&](const CellSource& source) { return source.needed && text_of(source, cells).empty(); });
}

PartMapper::Taken PartMapper::take(const std::vector<std::string>& cells, std::vector<std::string>& ours) {
  ours.clear();
  placeholder_.clear();
  bool complete = true;
  for (const CellSource& source : sources_) {
    ours.push_back(text_of(source, cells));
    if (source.may_be_placeholder && ours.back().empty())
      placeholder_ = cell_at(cells, source.sums.front().front().place);
    complete = complete && !(source.needed && ours.back().empty());
  }
  if (number_by_ >= 0) {
    count(cells, ours[static_cast<std::size_t>(number_by_)]);
    if (line_ < 0)
      ours.push_back(number_text_);
    else if (std::string& written = ours[static_cast<std::size_t>(line_)]; written.empty())
      written = number_text_;
    else
      number_text_.clear();
  }
  if (!complete) {
    const auto says = [&](int place) { return says_something(cell_at(cells, place)); };
    const bool orders_some = quantity_ >= 0 && counts_some(ours[static_cast<std::size_t>(quantity_)]);
    const bool is_told = orders_some || std::any_of(told_by_.begin(), told_by_.end(), says);
    return is_told ? Taken::nameless : Taken::nothing;
  }
  if (item_ >= 0 && is_fee(ours[static_cast<std::size_t>(item_)]))
    return part_.when_asked ? Taken::nothing : Taken::fee;
  const auto said = [&](const std::optional<CellSource>& one) { return one ? text_of(*one, cells) : std::string(); };
  unit_text_ = said(unit_);
  factor_text_ = said(factor_);
  delivered_text_ = said(delivered_);
  open_text_ = said(open_);
  other_item_text_ = said(other_item_);
  ours.insert(ours.end(), cells.begin(), cells.end());
  return Taken::row;
}

}  // namespace dockhand
