#include "storage/schema/tables.h"

#include <algorithm>

namespace dockhand {

std::vector<std::string> names_in(std::string_view list) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    names.emplace_back(list.substr(at, comma - at));
    at = comma + 1;
  }
  return names;
}

const SyncedTable& synced_table(std::string_view name) {
  return *std::find_if(synced_tables.begin(), synced_tables.end(),
                       [&](const SyncedTable& table) { return table.name == name; });
}

}  // namespace dockhand
