#include "storage/ledger/sent_table.h"

#include <algorithm>

namespace dockhand {

const SyncedTable* sent_table(std::string_view name) {
  const auto* found =
      std::find_if(synced_tables.begin(), synced_tables.end(), [&](const SyncedTable& t) { return t.name == name; });
  return found == synced_tables.end() ? nullptr : found;
}

// Returns "INSERT INTO item(item,name,tracking) VALUES($1,$2,$3) ON CONFLICT(item) DO UPDATE SET name=excluded.name,
// ..."
std::string replacement_in(const SyncedTable& table) {
  const bool balance = table.name == "balance";
  const std::string columns = balance ? "hub_quantity" : std::string(table.columns);
  std::string names = std::string(table.keys) + "," + columns;
  std::string values;
  for (std::size_t i = 0; i < names_in(names).size(); ++i) values += (i == 0 ? "$" : ",$") + std::to_string(i + 1);
  if (balance) {
    names += ",quantity";
    values += ",0";
  }
  std::string updates = balance ? "" : "changed=0";  // no longer to be swept away
  for (const std::string& column : names_in(columns))
    updates += (updates.empty() ? "" : ",") + column + "=excluded." + column;
  return "INSERT INTO " + std::string(table.name) + "(" + names + ") VALUES(" + values + ") ON CONFLICT(" +
         std::string(table.keys) + ") DO UPDATE SET " + updates;
}

}  // namespace dockhand
