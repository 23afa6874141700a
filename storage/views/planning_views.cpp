#include "storage/views/planning_views.h"

#include <utility>

#include "storage/engine/engine.h"
#include "storage/engine/row_reader.h"
#include "storage/schema/open_reader.h"

namespace dockhand {

PlanningViews::PlanningViews(std::unique_ptr<Engine> db) : db_(std::move(db)) {}
PlanningViews::~PlanningViews() = default;

Result<std::unique_ptr<PlanningViews>> PlanningViews::open(const std::filesystem::path& file) {
  auto db = open_reader(file);
  if (!db) return db.error();
  return std::unique_ptr<PlanningViews>(new PlanningViews(std::move(db).value()));
}

Result<std::vector<ItemDemand>> PlanningViews::demand() {
  std::vector<ItemDemand> items;
  const Transaction snapshot(*db_);
  for (auto rows = db_->query("SELECT i.item, i.name, coalesce(o.ordered_at, 0), coalesce(o.ordered - o.cancelled, 0)"
                              " FROM item i LEFT JOIN order_line o ON o.item = i.item ORDER BY i.item, o.ordered_at");
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    const auto item = row.code<ItemCode>();
    const std::string name = row.text();
    if (items.empty() || items.back().item != item) items.push_back({item, name, {}});
    const Date day = row.instant().date();
    const std::int64_t units = row.integer();
    if (units > 0) items.back().lines.push_back({day, units});
  }
  if (db_->failed()) return db_->failure();
  return items;
}

}  // namespace dockhand
