// The cells of a row, read one after another.
//
// Decides: that the n-th call reads the n-th column, so that a function which makes a value of a row stands in the
// order of the columns that the query names, and neither counts. Leaves to others: what a cell is
// (storage/engine/cells.h).
//
// Within braces C++ reads from left to right; within the parentheses of a call it does not have to.
#pragma once

#include <optional>
#include <string>

#include "storage/engine/cells.h"
#include "storage/model/commands/outcome.h"

namespace dockhand {

class RowReader {
 public:
  explicit RowReader(const Cells& cells) : cells_(cells) {}
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;

  bool flag() { return cells_.flag(column_++); }
  std::int64_t integer() { return cells_.integer(column_++); }
  std::int32_t number() { return cells_.number(column_++); }
  std::optional<std::int32_t> maybe_number() {
    const int here = column_++;
    return cells_.null(here) ? std::nullopt : std::optional(cells_.number(here));
  }
  std::string text() { return cells_.text(column_++); }
  Quantity quantity() { return cells_.quantity(column_++); }
  Quantity sum() { return cells_.sum(column_++); }
  std::int64_t demand() { return cells_.demand(column_++); }
  std::optional<Quantity> maybe_quantity() { return cells_.maybe_quantity(column_++); }
  Price price() { return cells_.price(column_++); }
  Date date() { return cells_.date(column_++); }
  std::optional<Date> maybe_date() { return cells_.maybe_date(column_++); }
  Instant instant() { return cells_.instant(column_++); }
  LocationKind location_kind() { return cells_.location_kind(column_++); }
  LotStatus lot_status() { return cells_.lot_status(column_++); }
  Tracking tracking() { return cells_.tracking(column_++); }
  Policies policies() { return cells_.policies(column_++); }
  OrderClass order_class() { return cells_.order_class(column_++); }
  std::optional<OrderClass> maybe_order_class() { return cells_.maybe_order_class(column_++); }
  std::optional<Days> maybe_days() {
    const int here = column_++;
    return cells_.null(here) ? std::nullopt : std::optional(cells_.days(here));
  }
  template <class Code>
  Code code() {
    return cells_.code<Code>(column_++);
  }
  // Reads an empty text as none.
  template <class Code>
  std::optional<Code> maybe_code() {
    const int here = column_++;
    return cells_.text(here).empty() ? std::nullopt : std::optional(cells_.code<Code>(here));
  }
  template <class T>
  T word(Result<T> (*parse)(std::string_view), T otherwise) {
    return cells_.word(column_++, parse, otherwise);
  }
  // Reads two columns: the document's number and the line.
  template <class Number>
  LineRef<Number> line() {
    column_ += 2;
    return cells_.line<Number>(column_ - 2);
  }
  template <class Number>
  std::optional<LineRef<Number>> maybe_line() {
    column_ += 2;
    return cells_.maybe_line<Number>(column_ - 2);
  }
  // Reads three columns: what the line, its customer and its item say.
  Terms terms() {
    const Policies line = policies();
    const Policies customer = policies();
    return terms_of(line, customer, policies());
  }
  // Reads four columns: class, priority, promised date and order time of a line that is known already.
  Rank rank(const OrderLine& line) {
    const OrderClass its_class = order_class();
    const std::int32_t priority = number();
    const Date promised = date();
    return Rank{false, its_class, priority, promised, instant(), line};
  }

 private:
  const Cells& cells_;
  int column_ = 0;
};

}  // namespace dockhand
