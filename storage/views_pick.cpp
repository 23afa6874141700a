#include "storage/views_state.h"

namespace dockhand {
namespace {

// FNV-1a (Fowler, Noll, Vo; 64 bits): the same lane for an order on every machine, which std::hash does not promise.
std::uint64_t stable_hash(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

std::optional<LocationCode> lane_in_use(Engine& db, const OrderNumber& order) {
  auto rows = db.query(
      "SELECT b.place FROM balance b JOIN location p ON p.location = b.place"
      " WHERE b.doc=$1 AND b.quantity <> 0 AND b.quantity > 0 AND p.kind = 'lane' ORDER BY p.walk, b.place LIMIT 1",
      order.text());
  if (!rows.next()) return std::nullopt;
  return Cells(db, rows).code<LocationCode>(0);
}

// The lane where units of the order are already, else always the same one for the same order; a site without lanes
// picks straight to shipping.
LocationCode lane_for(Engine& db, const OrderNumber& order) {
  if (auto used = lane_in_use(db, order)) return *used;
  const auto lanes = all_of(db,
                            db.query("SELECT location FROM location WHERE kind IN ('lane', 'shipping')"
                                     " ORDER BY CASE WHEN kind = 'lane' THEN 0 ELSE 1 END, location"),
                            [](const Cells& cells) { return cells.code<LocationCode>(0); });
  auto counted = db.query("SELECT count(*) FROM location WHERE kind = 'lane'");
  const std::int64_t count = counted.next() ? counted.integer(0) : 0;
  if (lanes.empty()) {
    db.fail({ErrorKind::unknown, "locations", "no lane is known to pick into: import one"});
    return LocationCode::parse("?").value();
  }
  return lanes[count == 0 ? 0 : stable_hash(order.text()) % static_cast<std::uint64_t>(count)];
}

std::vector<PickStop> stops_of(Engine& db, const OrderNumber& order) {
  auto rows = db.query(
      "SELECT b.doc, b.line, b.item, coalesce(i.name, b.item), b.place, b.lot, b.serial, b.quantity"
      " FROM balance b JOIN location p ON p.location = b.place LEFT JOIN item i ON i.item = b.item"
      " WHERE b.doc=$1 AND b.quantity <> 0 AND b.quantity > 0 AND p.kind NOT IN ('lane', 'shipping')"
      " ORDER BY p.walk, b.place, b.item, b.line, b.lot, b.serial",
      order.text());
  return all_of(db, std::move(rows), [&db](const Cells& cells) {
    const auto item = cells.code<ItemCode>(2);
    return PickStop{cells.line<OrderNumber>(0),
                    item,
                    cells.text(3),
                    cells.code<LocationCode>(4),
                    cells.text(5),
                    cells.text(6),
                    cells.quantity(7),
                    packs_of(db, item)};
  });
}

}  // namespace

Result<std::optional<PickList>> Views::pick_list(const OrderNumber& order) {
  return state_->read([&](Engine& db) -> std::optional<PickList> {
    auto rows = db.query(
        "SELECT min(coalesce(c.name, o.customer)), sum(o.reserved), sum(o.picked), sum(o.waiting)"
        " FROM order_line o LEFT JOIN customer c ON c.customer = o.customer WHERE o.order_no=$1 GROUP BY o.order_no",
        order.text());
    if (!rows.next()) return std::nullopt;
    const Cells cells(db, rows);
    const auto hold = hold_of(db, order, state_->clock->now().date());
    return PickList{order,
                    cells.text(0),
                    lane_for(db, order),
                    hold ? std::vector<PickStop>{} : stops_of(db, order),
                    cells.quantity(1),
                    cells.quantity(2),
                    cells.quantity(3),
                    hold ? std::optional(hold->until) : std::nullopt};
  });
}

}  // namespace dockhand
