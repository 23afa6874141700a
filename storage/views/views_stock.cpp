#include "storage/schema/sql.h"
#include "storage/views/views_state.h"

namespace dockhand {
namespace {

// What stands where, without names; the balances of one place and item, one after another, come from one index.
#define DOCKHAND_STOCK                                            \
  "SELECT place, item, lot, serial, sum(quantity) AS units,"      \
  " sum(CASE WHEN doc <> '' THEN quantity ELSE 0 END) AS claimed" \
  " FROM balance WHERE quantity <> 0 AND item <> '@unit'"
#define DOCKHAND_STOCK_GROUP                                                             \
  " GROUP BY place, item, lot, serial"                                                   \
  " HAVING sum(quantity) <> 0 OR sum(CASE WHEN doc <> '' THEN quantity ELSE 0 END) <> 0" \
  " ORDER BY place, item, lot, serial"
// Names are looked up for what is shown only. Accounts that are no locations fall out by the join.
#define DOCKHAND_NAMED(stock)                                                                      \
  "SELECT s.place, p.kind, s.item, coalesce(i.name, s.item), s.lot, s.serial, s.units, s.claimed," \
  " p.stands_at, CASE WHEN p.kind IN " DOCKHAND_STOCK_KINDS                                        \
  " THEN 1 ELSE 0 END, coalesce(l.status, 'available'), " DOCKHAND_LAST_DAY                        \
  ", CASE WHEN EXISTS (SELECT 1 FROM to_count t WHERE t.item = s.item AND t.open = 1"              \
  " AND (+t.place = s.place OR +t.place = p.stands_at) AND (t.lot = '' OR t.lot = s.lot))"         \
  " THEN 1 ELSE 0 END FROM (" stock                                                                \
  ") s JOIN location p ON p.location = s.place LEFT JOIN item i ON i.item = s.item"                \
  " LEFT JOIN lot l ON l.item = s.item AND l.lot = s.lot"                                          \
  " ORDER BY p.walk, s.place, s.item, s.lot, s.serial"

// By the same rules as what is free of an item in all (storage/books/item_state.h).
NotFree not_free(bool is_stock, const std::string& lot_status, std::int64_t last_day, bool to_count, Date today) {
  if (!is_stock) return NotFree::place;
  if (lot_status != name_of(LotStatus::available)) return NotFree::lot;
  if (last_day < today.days()) return NotFree::expired;
  return to_count ? NotFree::to_count : NotFree::free;
}

StockRow stock_row_of(Engine& db, const Cells& cells, Date today) {
  RowReader row(cells);
  StockRow found{row.code<LocationCode>(),
                 row.location_kind(),
                 row.code<ItemCode>(),
                 row.text(),
                 row.text(),
                 row.text(),
                 row.integer(),
                 row.integer(),
                 row.text()};
  const bool is_stock = row.integer() != 0;
  const std::string lot_status = row.text();
  const std::int64_t last_day = row.integer();
  found.not_free = not_free(is_stock, lot_status, last_day, row.integer() != 0, today);
  found.packs = packs_of(db, found.item);
  return found;
}

std::vector<StockRow> stock_in(Engine& db, const std::string& place, std::size_t limit, Date today) {
  return all_of(db.query(DOCKHAND_NAMED(DOCKHAND_STOCK " AND place=$2" DOCKHAND_STOCK_GROUP " LIMIT $1"),
                         sql_limit(limit), place),
                [&](const Cells& cells) { return stock_row_of(db, cells, today); });
}

// Reads place by place, so that a long list costs only what is shown of it.
std::vector<StockRow> stock_along(Engine& db, Rows places, std::size_t limit, Date today) {
  std::vector<StockRow> found;
  while (found.size() < limit && places.next()) {
    for (auto& row : stock_in(db, places.text(0), limit - found.size(), today)) found.push_back(std::move(row));
  }
  return found;
}

}  // namespace

std::vector<Pack> packs_of(Engine& db, const ItemCode& item) {
  return all_of(db.query("SELECT code, level, units FROM barcode WHERE item=$1 ORDER BY units, code", item.text()),
                [](const Cells& cells) {
                  return Pack{cells.text(0), cells.text(1), cells.quantity(2)};
                });
}

std::vector<StockRow> stock_of(Engine& db, const ItemCode& item, Date today) {
  return all_of(db.query(DOCKHAND_NAMED(DOCKHAND_STOCK " AND item=$1" DOCKHAND_STOCK_GROUP), item.text()),
                [&](const Cells& cells) { return stock_row_of(db, cells, today); });
}

Result<std::vector<StockRow>> Views::stock(std::size_t limit) {
  return state_->read([&](Engine& db) {
    return stock_along(db, db.query("SELECT location FROM location ORDER BY walk, location"), limit,
                       state_->clock->now().date());
  });
}

Result<std::vector<ItemRowView>> Views::items(std::size_t limit) {
  return state_->read([&](Engine& db) {
    const Date today = state_->clock->now().date();
    return all_of(
        db.query("SELECT i.item, i.name, i.tracking,"
                 " (SELECT coalesce(sum(b.quantity), 0) FROM balance b JOIN location p ON p.location = b.place"
                 "  WHERE b.item = i.item AND b.quantity <> 0),"
                 " (SELECT coalesce(sum(b.quantity), 0) FROM balance b JOIN location p ON p.location = b.place"
                 "  WHERE b.item = i.item AND b.doc > '' AND b.quantity <> 0),"
                 " (SELECT coalesce(sum(o.waiting), 0) FROM order_line o WHERE o.item = i.item AND o.waiting > 0),"
                 " (SELECT coalesce(sum(e.expected - e.received), 0) FROM purchase_line e"
                 "  WHERE e.item = i.item AND e.received < e.expected AND e.closed = 0 AND e.drop_ship = 0)"
                 " FROM item i ORDER BY i.item LIMIT $1",
                 sql_limit(limit)),
        [&](const Cells& cells) {
          RowReader row(cells);
          ItemRowView found{row.code<ItemCode>(), row.text(), row.tracking(), row.integer(),
                            row.integer(),        row.sum(),  row.sum()};
          found.state = standing_of(db, found.item, today).state();
          return found;
        });
  });
}

Result<std::vector<StockRow>> Views::stock_at(const LocationCode& place, std::size_t limit) {
  return state_->read([&](Engine& db) {
    return stock_along(db,
                       db.query("SELECT location FROM location WHERE location=$1"
                                " OR (stands_at=$1 AND stands_at <> '') ORDER BY walk, location",
                                place.text()),
                       limit, state_->clock->now().date());
  });
}

Result<std::optional<ItemView>> Views::item(const ItemCode& item) {
  return state_->read([&](Engine& db) -> std::optional<ItemView> {
    auto rows = db.query("SELECT item, name, tracking FROM item WHERE item=$1", item.text());
    if (!rows.next()) return std::nullopt;
    const Cells cells(rows);
    const Date today = state_->clock->now().date();
    const ItemStanding standing = standing_of(db, item, today);
    return ItemView{item,
                    cells.text(1),
                    cells.tracking(2),
                    packs_of(db, item),
                    stock_of(db, item, today),
                    waiting_lines_of(db, item),
                    open_lines_of(db, item),
                    standing.state(),
                    standing.free};
  });
}

}  // namespace dockhand
