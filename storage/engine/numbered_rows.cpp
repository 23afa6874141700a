#include "storage/engine/numbered_rows.h"

namespace dockhand {
namespace {

std::string columns_text(const TableShape& table) {
  std::string text = "rowid";
  for (const ColumnShape& column : table.columns) text += "," + column.name;
  return text;
}

NumberedRow row_at(const Rows& rows) {
  NumberedRow row{rows.integer(0), {}};
  row.cells.reserve(static_cast<std::size_t>(rows.columns()));
  for (int column = 1; column < rows.columns(); ++column) row.cells.push_back(rows.value(column));
  return row;
}

std::vector<std::string> table_names(Engine& db) {
  std::vector<std::string> names;
  for (auto rows =
           db.query("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%' ORDER BY name");
       rows.next();) {
    names.push_back(rows.text(0));
  }
  return names;
}

}  // namespace

TableShape shape_of(Engine& db, const std::string& table_name) {
  TableShape table{table_name, {}};
  for (auto rows = db.query_text("PRAGMA table_info(" + table_name + ")", {}); rows.next();) {
    table.columns.push_back({rows.text(1), rows.text(2) != "TEXT"});
  }
  return table;
}

std::vector<TableShape> shapes_of(Engine& db) {
  std::vector<TableShape> tables;
  for (const std::string& name : table_names(db)) tables.push_back(shape_of(db, name));
  return tables;
}

std::optional<NumberedRow> read_numbered_row(Engine& db, const TableShape& table, std::int64_t number) {
  auto rows = db.query_text("SELECT " + columns_text(table) + " FROM " + table.name + " WHERE rowid=$1", {number});
  if (!rows.next()) return std::nullopt;
  return row_at(rows);
}

void read_rows(Engine& db, const TableShape& table, const std::function<bool(NumberedRow)>& take) {
  for (auto rows = db.query_text("SELECT " + columns_text(table) + " FROM " + table.name + " ORDER BY rowid", {});
       rows.next();) {
    if (!take(row_at(rows))) return;
  }
}

void change_rows(Engine& db, const TableShape& table, const ChangedRows& change) {
  const std::string remove = "DELETE FROM " + table.name + " WHERE rowid=$1";
  for (const std::int64_t number : change.gone) db.run_text(remove, {number});
  std::string values = "$1";
  for (std::size_t i = 0; i < table.columns.size(); ++i) values += ",$" + std::to_string(i + 2);
  const std::string insert = "INSERT INTO " + table.name + "(" + columns_text(table) + ") VALUES(" + values + ")";
  for (const NumberedRow& row : change.rows) {
    std::vector<Value> cells{row.number};
    cells.insert(cells.end(), row.cells.begin(), row.cells.end());
    if (cells.size() != table.columns.size() + 1) {
      return db.fail({ErrorKind::corrupt, table.name, "a row does not have the cells of its table"});
    }
    db.run_text(insert, cells);
  }
}

void rename_table(Engine& db, const std::string& name, const std::string& as) {
  std::vector<std::string> indexes;
  for (auto rows =
           db.query("SELECT name FROM sqlite_master WHERE type='index' AND sql IS NOT NULL AND tbl_name=$1", name);
       rows.next();) {
    indexes.push_back(rows.text(0));
  }
  for (const std::string& index : indexes) db.run_text("DROP INDEX " + index, {});
  db.run_text("ALTER TABLE " + name + " RENAME TO " + as, {});
}

}  // namespace dockhand
