#include "storage/listings/item_list.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "storage/views/views.h"

namespace dockhand {
namespace {

using ItemCells = nlohmann::ordered_json;

}  // namespace

void add_cover(nlohmann::ordered_json& row, const std::optional<Date>& runs_out, Date today) {
  row["cover_days"] = runs_out ? ItemCells(std::max(0, runs_out->days() - today.days())) : ItemCells();
  row["runs_out"] = runs_out ? runs_out->text() : "";
}

Result<std::vector<nlohmann::ordered_json>> list_items(const std::filesystem::path& database, std::size_t limit,
                                                       const Clock& clock) {
  auto views = Views::open(database, clock);
  if (!views) return views.error();
  const auto found = (*views)->items(limit);
  if (!found) return found.error();
  std::vector<ItemCells> rows;
  for (const ItemRowView& row : *found) {
    const auto plan = (*views)->plan(row.item);
    if (!plan) return plan.error();
    rows.push_back({{"item", row.item.text()},
                    {"tracking", name_of(row.tracking)},
                    {"on_hand", row.on_hand},
                    {"reserved", row.reserved},
                    {"waiting", row.waiting.units()},
                    {"expected", row.expected.units()},
                    {"state", name_of(row.state)},
                    {"name", row.name}});
    add_cover(rows.back(), *plan ? (*plan)->runs_out : std::nullopt, clock.now().date());
    if (*plan && row.state != ItemState::available) {
      rows.back()["cover_days"] = 0;
      rows.back()["runs_out"] = "";
    }
  }
  return rows;
}

}  // namespace dockhand
