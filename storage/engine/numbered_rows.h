// This reads and writes whole tables, row by row, whatever they mean.
//
// Decides: what a table looks like, by the database's own word, and how a row is read and put back under its number.
// Leaves to others: which rows (storage/store/store_cache.h). Failures are the engine's, as everywhere.
#pragma once

#include <functional>
#include <optional>

#include "storage/engine/engine.h"
#include "storage/model/rows/numbered_rows.h"

namespace dockhand {

TableShape shape_of(Engine& db, const std::string& table);
// Returns all tables, sorted by name.
std::vector<TableShape> shapes_of(Engine& db);
std::optional<NumberedRow> read_numbered_row(Engine& db, const TableShape& table, std::int64_t number);
// Reads the rows in the order of their numbers, until `take` returns false.
void read_rows(Engine& db, const TableShape& table, const std::function<bool(NumberedRow)>& take);
// The database is told what becomes of the rows.
void change_rows(Engine& db, const TableShape& table, const ChangedRows& change);
// Keeps the rows and loses the indexes that have names, so that another table can have them.
void rename_table(Engine& db, const std::string& name, const std::string& as);

}  // namespace dockhand
