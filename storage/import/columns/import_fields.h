// The cells of one row by the names of their columns.
//
// Decides: that all that is wrong with a row is known, a cell once, with the column as its place. Leaves to others:
// which columns there are (storage/import/columns/import_columns.h).
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "storage/codec/fields.h"
#include "storage/import/cells/item_words.h"
#include "storage/import/cells/office_code.h"
#include "storage/import/columns/import_kind.h"
#include "storage/model/rows/policies.h"
#include "storage/model/tools/small_letters.h"

namespace dockhand {

template <class T>
inline constexpr bool is_number =
    std::is_same_v<T, Quantity> || std::is_same_v<T, std::int32_t> || std::is_same_v<T, Days>;

template <class T>
inline constexpr bool is_code = false;
template <class Tag>
inline constexpr bool is_code<Code<Tag>> = true;

// The fields of one record, by the names of their columns. It keeps what is wrong with them.
class Fields {
 public:
  Fields(const Header& header, const std::vector<std::string>& cells, Notes& notes)
      : header_(header), cells_(cells), notes_(notes) {}

  template <class T>
  std::optional<T> get(std::string_view column, Result<T> (*parse)(std::string_view)) {
    const std::string_view text = text_of(column);
    if (!text.empty()) return parsed(column, text, parse);
    const std::string_view there = written(column);
    fail(column, there.empty() ? "is empty" : "'" + std::string(there) + "' means that there is no date");
    return std::nullopt;
  }
  // A column that is left out, or empty, gives `otherwise`.
  template <class T>
  T get_or(std::string_view column, Result<T> (*parse)(std::string_view), T otherwise) {
    return maybe(column, parse).value_or(std::move(otherwise));
  }
  template <class T>
  std::optional<T> maybe(std::string_view column, Result<T> (*parse)(std::string_view)) {
    const std::string_view text = text_of(column);
    if (text.empty()) return std::nullopt;
    return parsed(column, text, parse);
  }
  // Reads a member of a document as the lists of columns say it. Returns nothing after a failure.
  template <class Member, class T, class Otherwise>
  std::optional<Member> take(std::string_view column, Result<T> (*parse)(std::string_view),
                             const Otherwise& otherwise) {
    if constexpr (std::is_same_v<Member, Policies>) {
      return policies();
    } else if constexpr (std::is_same_v<Otherwise, Required>) {
      return get(column, parse);
    } else {
      if (text_of(column).empty()) return std::optional<Member>(std::in_place, otherwise);
      const auto value = get(column, parse);
      return value ? std::optional<Member>(Member(*value)) : std::nullopt;
    }
  }
  // From now on an empty column says what another column says.
  void fall_back(std::string_view column, std::string_view other) { fallbacks_.emplace_back(column, other); }
  // Each policy is a column of its own.
  Policies policies() {
    Policies policies;
    for (const PolicyInfo& policy : policy_list()) {
      const std::string_view text = text_of(policy.name);
      if (text.empty()) continue;
      if (set_policy(policies, policy.name, small_letters(std::string(text)))) continue;
      if (auto set = set_policy(policies, policy.name, text); !set) fail(policy.name, set.error().message);
    }
    return policies;
  }
  bool has_column(std::string_view column) const {
    const std::size_t index = index_of(column);
    return index < header_.places.size() && header_.places[index] >= 0;
  }
  void fail(std::string_view column, const std::string& message) {
    if (!error_) error_ = Error{ErrorKind::bad_input, std::string(column), message};
    const std::string_view source = source_of(column);
    const auto is_same = [&](const CellFault& one) { return one.column == source; };
    if (std::none_of(faults_.begin(), faults_.end(), is_same))
      faults_.push_back({std::string(source), std::string(written(source)), message});
  }
  // A code that is the same as the item's own number is the house's code, whatever it looks like.
  void take_own_label(std::string_view code, std::string_view item) {
    own_labels_ = own_labels_ || text_of(code) == text_of(item);
  }
  void note(const char* sentence) { notes_.insert(sentence); }
  const std::optional<Error>& error() const { return error_; }  // the first
  const Faults& faults() const { return faults_; }

 private:
  template <class T>
  std::optional<T> parsed(std::string_view column, std::string_view text, Result<T> (*parse)(std::string_view)) {
    auto value = read_cell(source_of(column), text, parse);
    if (value) return std::move(value).value();
    fail(column, value.error().message);
    return std::nullopt;
  }
  template <class T>
  Result<T> read_cell(std::string_view column, std::string_view text, Result<T> (*parse)(std::string_view)) const {
    const std::size_t index = index_of(column);
    const ColumnType type = index < header_.kind->columns.size() ? header_.kind->columns[index].type : ColumnType::text;
    if (type == ColumnType::sscc) {
      const auto digits = read_sscc(text);
      return digits ? parse(*digits) : Result<T>(digits.error());
    }
    if (type == ColumnType::text && text.find_first_of("\r\n\t") != std::string_view::npos)
      return read(convention_of(column), in_one_line(text), parse);
    Status checked = Done{};
    if (type == ColumnType::barcode)
      checked = check_barcode(text, own_labels_ ? Labels::own : convention_of(column).labels);
    const bool is_of_a_document =
        column == "order" || column == "purchase" || column == "customer" || column == "supplier" || column == "asn";
    if (is_of_a_document) checked = check_number(text);
    if (type == ColumnType::code && !is_of_a_document)
      checked = names_a_thing(column) ? check_name_of_thing(text) : check_code(text);
    return checked ? read(convention_of(column), text, parse) : Result<T>(checked.error());
  }
  static bool names_a_thing(std::string_view column) {
    return column == "item" || column == "other" || column == "location" || column == "place" || column == "badge" ||
           column == "order" || column == "purchase" || column == "customer";
  }
  // Joins a name that stands in several lines of its cell. In a code, a line break would mean another code.
  static std::string in_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
      const bool breaks = c == '\r' || c == '\n' || c == '\t';
      if (!breaks || !line.ends_with(' ')) line += breaks ? ' ' : c;
    }
    return line;
  }
  // Reads texts in the books' own form directly, and others as offices write them.
  template <class T>
  static Result<T> read(const Convention& convention, std::string_view text, Result<T> (*parse)(std::string_view)) {
    if constexpr (std::is_same_v<T, Date>) {
      if (convention.may_be_exchanged && is_plain_day(text) && is_exchangeable(text)) return exchanged(text);
      return is_plain_day(text) ? parse(text) : read_date(text, convention.days);
    } else if constexpr (std::is_same_v<T, Instant>) {
      return is_plain_day(text) ? parse(text) : read_moment(text, convention.days);
    } else if constexpr (std::is_same_v<T, Price>) {
      if (convention.many_currencies && !currency_of(text).empty()) return in_another_currency(text);
      const auto amount = read_amount(text, convention.mark);
      return amount ? parse(*amount) : Result<T>(amount.error());
    } else if constexpr (is_number<T>) {
      if (is_digits(text)) return parse(text);
      const auto digits = read_whole_number(text, convention.mark);
      return digits ? parse(*digits) : Result<T>(digits.error());
    } else if constexpr (std::is_same_v<T, Tracking>) {
      return parse_tracking_of_others(text);
    } else if constexpr (std::is_same_v<T, bool>) {
      return parse == parse_yes_no ? parse_yes_no_of_others(text) : in_any_letters(text, parse);  // one of two words
    } else if constexpr (std::is_same_v<T, OrderClass>) {
      return in_any_letters(text, parse);
    } else {
      return parse(text);
    }
  }
  // One of a few words, which an office may begin with a capital.
  template <class T>
  static Result<T> in_any_letters(std::string_view text, Result<T> (*parse)(std::string_view)) {
    auto as_written = parse(text);
    if (as_written) return as_written;
    auto in_small = parse(small_letters(std::string(text)));
    return in_small ? std::move(in_small) : std::move(as_written);
  }
  static Error exchanged(std::string_view text) {
    return {ErrorKind::bad_input, "",
            "'" + std::string(text) +
                "' stands in a column of which a spreadsheet has read only some as days, and has likely exchanged day "
                "and month of those: give the column one form and save it again, or say --dates where they are right"};
  }
  static bool is_plain_day(std::string_view text) { return text.size() == 10 && text[4] == '-' && text[7] == '-'; }

  std::string_view text_of(std::string_view column) const { return said(source_of(column)); }
  // Returns the column that says what this one holds.
  std::string_view source_of(std::string_view column) const {
    if (fallbacks_.empty() || !said(column).empty()) return column;
    for (const auto& [empty, other] : fallbacks_) {
      if (empty == column) return other;
    }
    return column;
  }
  // Returns what is written, unless it means that nothing is said.
  std::string_view said(std::string_view column) const {
    const std::string_view text = written(column);
    const std::size_t index = index_of(column);
    if (text.empty() || index == header_.kind->columns.size()) return text;
    const ColumnType type = header_.kind->columns[index].type;
    const bool is_day = type == ColumnType::date || type == ColumnType::moment;
    return is_day && means_no_date(text) ? std::string_view() : text;
  }
  std::string_view written(std::string_view column) const {
    const std::size_t index = index_of(column);
    if (index == header_.kind->columns.size() || header_.places[index] < 0) return {};
    const auto place = static_cast<std::size_t>(header_.places[index]);
    return place < cells_.size() ? std::string_view(cells_[place]) : std::string_view();
  }
  const Convention& convention_of(std::string_view column) const {
    static const Convention none;
    const std::size_t index = index_of(column);
    return index < header_.conventions.size() ? header_.conventions[index] : none;
  }
  // Columns are asked for in their order, and each one several times, so the search goes on from the last one. Returns
  // the number of columns when none has that name.
  std::size_t index_of(std::string_view column) const {
    const auto& columns = header_.kind->columns;
    for (std::size_t step = 0; step < columns.size(); ++step) {
      const std::size_t next = (last_index_ + step) % columns.size();
      if (column == columns[next].name) return last_index_ = next;
    }
    return columns.size();
  }

  const Header& header_;
  const std::vector<std::string>& cells_;
  Notes& notes_;
  std::vector<std::pair<std::string_view, std::string_view>> fallbacks_;
  std::optional<Error> error_;
  Faults faults_;
  bool own_labels_ = false;
  mutable std::size_t last_index_ = 0;  // the place of the column that was looked for last
};

}  // namespace dockhand
