// The key of a row that the office owns, whatever its table.
//
// Decides: which table and which cells find a row, and that a row which is taken back leaves a mark, so that it leaves
// every other database too. Leaves to others: what a row holds (storage/schema/documents.h), whether it may be taken
// back (storage/facts/facts_undo.cpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/commands/command.h"
#include "storage/model/value.h"

namespace dockhand {

struct RowKey {
  std::string_view table;  // one of synced_tables
  std::vector<Value> cells;
};

// The key of opening stock, which is no row, is the place and the item: its table is that of balances.
RowKey key_of(const ImportRow& row);
bool is_there(Engine& db, const RowKey& key);

// Removes the row, and does nothing when it is not there. Returns how many rows it removed.
std::int64_t remove_row(Engine& db, const RowKey& key, std::int64_t changed);
bool any_removed(Engine& db);
// Is for a row that another database has written otherwise than the books have it: that database is sent what the books
// have, or that there is none. When a key has fewer cells than its table, each row with these cells is sent.
void send_again(Engine& db, const RowKey& key, std::int64_t changed);
// Notes that the row is written again.
void is_back(Engine& db, const RowKey& key, std::int64_t changed);
// Returns which row was removed, by the key of a row of the table `removed`. It is none for another table, or when the
// key names no row.
std::optional<RowKey> removed_by(std::string_view table, const std::vector<Value>& key);
// Removes what another database has removed, by a row of the table `removed`. Returns false when it names no row.
bool remove_marked(Engine& db, const std::vector<Value>& mark);

}  // namespace dockhand
