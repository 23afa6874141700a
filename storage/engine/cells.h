// The cells of a row as words of the model.
//
// Decides: how a cell becomes a code, a quantity, a date; and that what does not parse fails the transaction as
// corrupt, because a row that we wrote always parses. Leaves to others: which columns a query has.
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
#include "storage/model/command.h"
#include "storage/model/policies.h"
#include "storage/model/quantity.h"
#include "storage/model/time.h"

namespace dockhand {

// What stands for a name that is malformed. Nobody sees it: the transaction has failed.
template <class Code>
Code stand_in() {
  if constexpr (std::is_same_v<Code, Sscc>)
    return Sscc::parse("000000000000000000").value();
  else
    return Code::parse("?").value();
}

// A name that came out of the database. A malformed one fails the transaction as corrupt.
template <class Code>
Code known_code(Engine& db, const std::string& text) {
  auto parsed = Code::parse(text);
  if (parsed) return *std::move(parsed);
  db.fail({ErrorKind::corrupt, "", "the database holds a malformed name: " + parsed.error().sentence()});
  return stand_in<Code>();
}

// Lives no longer than the rows stand where they stand.
class Cells {
 public:
  explicit Cells(const Rows& rows) : rows_(rows) {}

  bool null(int column) const { return rows_.null(column); }
  bool flag(int column) const { return integer(column) != 0; }
  // SQLite takes a text in a column of numbers, and reads it as 0.
  std::int64_t integer(int column) const {
    if (!std::holds_alternative<std::string>(rows_.value(column))) return rows_.integer(column);
    rows_.engine().fail({ErrorKind::corrupt, "", "the database holds a text where a number belongs"});
    return 0;
  }
  std::int32_t number(int column) const { return static_cast<std::int32_t>(integer(column)); }
  std::string text(int column) const { return rows_.text(column); }
  // Sums over many rows are cut at the largest quantity there is.
  Quantity quantity(int column) const { return Quantity::nearest(integer(column)); }
  std::optional<Quantity> maybe_quantity(int column) const {
    return null(column) ? std::nullopt : std::optional(quantity(column));
  }
  Date date(int column) const { return Date::from_days(number(column)); }
  std::optional<Date> maybe_date(int column) const { return null(column) ? std::nullopt : std::optional(date(column)); }
  Instant instant(int column) const { return Instant{integer(column)}; }
  template <class Code>
  Code code(int column) const {
    return known_code<Code>(rows_.engine(), rows_.text(column));
  }
  // Two columns: the document's number and the line.
  template <class Number>
  LineRef<Number> line(int column) const {
    return {code<Number>(column), number(column + 1)};
  }
  template <class Number>
  std::optional<LineRef<Number>> maybe_line(int column) const {
    return text(column).empty() ? std::nullopt : std::optional(line<Number>(column));
  }
  LocationKind location_kind(int column) const { return parsed(column, parse_location_kind, LocationKind::storage); }
  Tracking tracking(int column) const { return parsed(column, parse_tracking, Tracking::none); }
  LotStatus lot_status(int column) const { return parsed(column, parse_lot_status, LotStatus::quarantine); }
  Policies policies(int column) const { return parsed(column, parse_policies, Policies{}); }
  OrderClass order_class(int column) const { return maybe_order_class(column).value_or(OrderClass::redistribute); }
  // Zero: nothing was said.
  std::optional<OrderClass> maybe_order_class(int column) const {
    const std::int32_t found = number(column);
    if (found == 0) return std::nullopt;
    if (found < static_cast<std::int32_t>(OrderClass::win) || found > static_cast<std::int32_t>(OrderClass::lose)) {
      rows_.engine().fail({ErrorKind::corrupt, "", "the database holds an order class that there is not"});
      return std::nullopt;
    }
    return static_cast<OrderClass>(found);
  }

 private:
  template <class T>
  T parsed(int column, Result<T> (*parse)(std::string_view), T otherwise) const {
    auto value = parse(rows_.text(column));
    if (value) return *std::move(value);
    rows_.engine().fail({ErrorKind::corrupt, "", "the database holds a malformed cell: " + value.error().sentence()});
    return otherwise;
  }

  const Rows& rows_;
};

// All rows of a query, each made by `make(cells)`.
template <class Make>
auto all_of(Rows rows, Make make) {
  std::vector<decltype(make(std::declval<Cells>()))> all;
  while (rows.next()) all.push_back(make(Cells(rows)));
  return all;
}

}  // namespace dockhand
