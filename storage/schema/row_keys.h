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

// Of opening stock, which is no row, the place and the item: its table is the one of balances.
RowKey key_of(const ImportRow& row);
bool is_there(Engine& db, const RowKey& key);

// Takes the row away; nothing when it is not there. Returns how many rows went.
std::int64_t remove_row(Engine& db, const RowKey& key, std::int64_t changed);
bool any_removed(Engine& db);
// Another database has written the row as the books do not have it: it is sent what they have, or that there is none.
// Of a key with fewer cells than its table has, each row that there is.
void send_again(Engine& db, const RowKey& key, std::int64_t changed);
// The row is written again.
void is_back(Engine& db, const RowKey& key, std::int64_t changed);
// The row that was removed, by the key of a row of the table `removed`; none of another table, or when it names none.
std::optional<RowKey> removed_by(std::string_view table, const std::vector<Value>& key);
// What another database has removed, by a row of the table `removed`. False: it names no row.
bool remove_marked(Engine& db, const std::vector<Value>& mark);

}  // namespace dockhand
