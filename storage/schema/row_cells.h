// The members of a document as the cells of its row.
//
// Decides: what each kind of member is in a table. Leaves to others: which members a row has
// (storage/schema/documents.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/model/commands/command.h"
#include "storage/model/value.h"

namespace dockhand {

using RowCells = std::vector<Value>;

inline void add_cell(RowCells& row, const std::string& text) { row.emplace_back(text); }
inline void add_cell(RowCells& row, bool flag) { row.emplace_back(std::int64_t{flag ? 1 : 0}); }
inline void add_cell(RowCells& row, std::int32_t number) { row.emplace_back(std::int64_t{number}); }
inline void add_cell(RowCells& row, Quantity quantity) { row.emplace_back(quantity.units()); }
inline void add_cell(RowCells& row, Date date) { row.emplace_back(std::int64_t{date.days()}); }
inline void add_cell(RowCells& row, Instant time) { row.emplace_back(time.ms); }
inline void add_cell(RowCells& row, Tracking tracking) { row.emplace_back(std::string(name_of(tracking))); }
inline void add_cell(RowCells& row, const Policies& policies) { row.emplace_back(text_of(policies)); }
inline void add_cell(RowCells& row, Price price) { row.emplace_back(price.parts()); }
inline void add_cell(RowCells& row, Days days) { row.emplace_back(std::int64_t{days.count}); }
inline void add_cell(RowCells& row, const std::optional<OrderClass>& said) {
  row.emplace_back(said ? static_cast<std::int64_t>(*said) : std::int64_t{0});
}
inline void add_cell(RowCells& row, const std::optional<Quantity>& quantity) {
  if (quantity) return add_cell(row, *quantity);
  row.emplace_back();
}
inline void add_cell(RowCells& row, const std::optional<Date>& date) {
  if (date) return add_cell(row, *date);
  row.emplace_back();
}
inline void add_cell(RowCells& row, const std::optional<Days>& days) {
  if (days) return add_cell(row, *days);
  row.emplace_back();
}
template <class Tag>
inline void add_cell(RowCells& row, const Code<Tag>& code) {
  row.emplace_back(code.text());
}
template <class Number>
inline void add_cell(RowCells& row, const LineRef<Number>& line) {
  add_cell(row, line.document);
  add_cell(row, line.line);
}
inline void add_cell(RowCells& row, const std::optional<OrderLine>& line) {
  if (line) return add_cell(row, *line);
  add_cell(row, std::string());
  add_cell(row, std::int32_t{0});
}

}  // namespace dockhand
