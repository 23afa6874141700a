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

Result<std::vector<ItemSupply>> PlanningViews::supply() {
  std::vector<ItemSupply> items;
  const Transaction snapshot(*db_);
  // Each sum is made once for all items: there is no index by item of lines that are finished.
  for (auto rows = db_->query(
           "SELECT i.item, coalesce(s.units, 0), coalesce(o.units, 0), coalesce(p.units, 0), coalesce(l.supplier, '')"
           " FROM item i LEFT JOIN (SELECT b.item, sum(b.quantity) AS units FROM balance b"
           "  JOIN location w ON w.location = b.place LEFT JOIN lot t ON t.item = b.item AND t.lot = b.lot"
           "  WHERE b.quantity <> 0 AND w.kind <> 'quarantine' AND coalesce(t.status, 'available') = 'available'"
           "  GROUP BY b.item) s ON s.item = i.item"
           " LEFT JOIN (SELECT item, sum(waiting + reserved + picked) AS units FROM order_line GROUP BY item) o"
           " ON o.item = i.item"
           " LEFT JOIN (SELECT item, sum(expected - received) AS units FROM purchase_line WHERE received < expected"
           "  GROUP BY item) p ON p.item = i.item"
           " LEFT JOIN (SELECT item, supplier, row_number() OVER (PARTITION BY item ORDER BY due DESC, purchase DESC,"
           "  line DESC) AS latest FROM purchase_line) l ON l.item = i.item AND l.latest = 1 ORDER BY i.item");
       rows.next();) {
    const Cells cells(rows);
    RowReader row(cells);
    items.push_back({row.code<ItemCode>(), row.integer(), row.integer(), row.integer(), row.text()});
  }
  if (db_->failed()) return db_->failure();
  return items;
}

Result<std::vector<SupplierHistory>> PlanningViews::bought() {
  const Transaction snapshot(*db_);
  auto suppliers = bought_of_all(*db_);
  if (db_->failed()) return db_->failure();
  return suppliers;
}

}  // namespace dockhand
