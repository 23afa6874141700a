// How a row that the hub sent takes the place of the one of the same key.
//
// Decides: that every column of it is the hub's, save a balance, whose units of this terminal's own are added again.
// Leaves to others: which tables and columns travel (storage/schema/tables.h), reading the row
// (storage/ledger/sent_row.h).
#pragma once

#include <string>
#include <string_view>

#include "storage/schema/tables.h"

namespace dockhand {

// Null: a newer hub has sent a table that this program does not know.
const SyncedTable* sent_table(std::string_view name);
std::string replacement_in(const SyncedTable& table);

}  // namespace dockhand
