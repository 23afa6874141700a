// Rows of any table, by the numbers under which a database keeps them.
//
// Decides: the words in which whole tables are carried from one database to another. Leaves to others: which tables
// there are (the database says it), and what is done with the rows (storage/engine/numbered_rows.h, storage/store/).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/model/value.h"

namespace dockhand {

struct ColumnShape {
  std::string name;
  bool number = false;  // otherwise text; either may hold nothing
  bool operator==(const ColumnShape&) const = default;
};

struct TableShape {
  std::string name;
  std::vector<ColumnShape> columns;
  bool operator==(const TableShape&) const = default;
};

struct NumberedRow {
  std::int64_t number = 0;
  std::vector<Value> cells;  // in the order of the table's columns
  bool operator==(const NumberedRow&) const = default;
};

// Says what becomes of some rows of one table: those of `gone` leave, then `rows` come. A row that is replaced stands
// in both.
struct ChangedRows {
  std::string table;
  std::vector<std::int64_t> gone;
  std::vector<NumberedRow> rows;
};

}  // namespace dockhand
