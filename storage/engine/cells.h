// This reads the cells of a row as types of the model.
//
// Decides: how a cell becomes a code, a quantity, a date; and that what does not parse or lies out of its range fails
// the transaction as corrupt, because no row that we wrote does. Leaves to others: which columns a query has.
//
//   for (auto rows = db.query("SELECT item, quantity FROM ..."); rows.next();) {
//     const Cells cells(rows);
//     use(cells.code<ItemCode>(0), cells.quantity(1));
//   }
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/commands/command.h"
#include "storage/model/price.h"
#include "storage/model/quantity.h"
#include "storage/model/rows/policies.h"
#include "storage/model/time.h"

namespace dockhand {

// Stands in place of a name that is malformed. Nobody sees it, because the transaction has failed.
template <class Code>
Code stand_in() {
  if constexpr (std::is_same_v<Code, Sscc>)
    return Sscc::parse("000000000000000000").value();
  else
    return Code::parse("?").value();
}

// Makes a code of a name that came out of the database. A malformed name fails the transaction as corrupt.
template <class Code>
Code known_code(Engine& db, const std::string& text) {
  auto parsed = Code::parse(text);
  if (parsed) return *std::move(parsed);
  db.fail({ErrorKind::corrupt, "", "the database holds a malformed name: " + parsed.error().sentence()});
  return stand_in<Code>();
}

// Returns what the word `text` of the database stands for, when it was found in its list. Any other word fails the
// transaction.
template <class T>
T known_word(Engine& db, const std::string& text, const std::optional<T>& found, T otherwise) {
  if (found) return *found;
  db.fail({ErrorKind::corrupt, "", "the database holds '" + text + "', which is no word of its list"});
  return otherwise;
}

// Cells must not outlive the rows. They show the row at which the rows stand now.
class Cells {
 public:
  explicit Cells(const Rows& rows) : rows_(rows) {}

  bool null(int column) const { return rows_.null(column); }
  bool flag(int column) const { return within(column, 0, 1) != 0; }
  std::int64_t integer(int column) const { return rows_.integer(column); }
  std::int32_t number(int column) const { return static_cast<std::int32_t>(within(column, INT32_MIN, INT32_MAX)); }
  std::string text(int column) const { return rows_.text(column); }
  // The quantity as it was written.
  Quantity quantity(int column) const { return Quantity::exactly(within(column, 0, Quantity::max)); }
  // A balance, or a sum over many rows. It is 0 when it is below zero, and it is cut at the largest quantity.
  Quantity sum(int column) const { return Quantity::nearest(integer(column)); }
  // What was ordered, less what was cancelled and what came back. The last two can be more than the first.
  std::int64_t demand(int column) const { return within(column, -2 * Quantity::max, Quantity::max); }
  std::optional<Quantity> maybe_quantity(int column) const {
    return null(column) ? std::nullopt : std::optional(quantity(column));
  }
  Price price(int column) const { return Price::nearest(within(column, 0, Price::max)); }
  Days days(int column) const { return Days{static_cast<std::int32_t>(within(column, 0, Days::max))}; }
  Date date(int column) const {
    return Date::from_days(static_cast<std::int32_t>(within(column, first_day, never.days())));
  }
  std::optional<Date> maybe_date(int column) const { return null(column) ? std::nullopt : std::optional(date(column)); }
  Instant instant(int column) const {
    return Instant{within(column, first_day * ms_per_day, (never.days() + 1) * ms_per_day - 1)};
  }
  template <class Code>
  Code code(int column) const {
    return known_code<Code>(rows_.engine(), rows_.text(column));
  }
  // Reads two columns: the document's number and the line.
  template <class Number>
  LineRef<Number> line(int column) const {
    return {code<Number>(column), number(column + 1)};
  }
  template <class Number>
  std::optional<LineRef<Number>> maybe_line(int column) const {
    return text(column).empty() ? std::nullopt : std::optional(line<Number>(column));
  }
  LocationKind location_kind(int column) const { return word(column, parse_location_kind, LocationKind::storage); }
  Tracking tracking(int column) const { return word(column, parse_tracking, Tracking::none); }
  LotStatus lot_status(int column) const { return word(column, parse_lot_status, LotStatus::quarantine); }
  Policies policies(int column) const { return word(column, parse_policies, Policies{}); }
  OrderClass order_class(int column) const { return maybe_order_class(column).value_or(OrderClass::redistribute); }
  // Zero means that nothing was said.
  std::optional<OrderClass> maybe_order_class(int column) const {
    const std::int64_t found = within(column, 0, static_cast<int>(OrderClass::lose));
    return found == 0 ? std::nullopt : std::optional(static_cast<OrderClass>(found));
  }
  // Reads one of a list of words.
  template <class T>
  T word(int column, Result<T> (*parse)(std::string_view), T otherwise) const {
    auto value = parse(rows_.text(column));
    if (value) return *std::move(value);
    rows_.engine().fail({ErrorKind::corrupt, "", "the database holds a malformed cell: " + value.error().sentence()});
    return otherwise;
  }

 private:
  static constexpr std::int64_t first_day = -25'567;  // 1900-01-01, as Date::of
  static constexpr std::int64_t ms_per_day = 86'400'000;

  // Returns the number. In every row that we wrote it lies between these two others.
  std::int64_t within(int column, std::int64_t lowest, std::int64_t highest) const {
    const std::int64_t found = integer(column);
    if (found >= lowest && found <= highest) return found;
    rows_.engine().fail({ErrorKind::corrupt, "",
                         "the database holds " + std::to_string(found) + " where a number from " +
                             std::to_string(lowest) + " to " + std::to_string(highest) + " belongs"});
    return std::clamp(found, lowest, highest);
  }

  const Rows& rows_;
};

// Returns all rows of a query, each made by `make(cells)`.
template <class Make>
auto all_of(Rows rows, Make make) {
  std::vector<decltype(make(std::declval<Cells>()))> all;
  while (rows.next()) all.push_back(make(Cells(rows)));
  return all;
}

}  // namespace dockhand
