#include "storage/books/item_state.h"

#include <algorithm>

#include "storage/books/placed.h"
#include "storage/model/rows/waited_for.h"
#include "storage/schema/sql.h"
#include "storage/schema/waited_for_sql.h"

namespace dockhand {
namespace {

std::int64_t first_number(Rows rows) { return rows.next() ? rows.integer(0) : 0; }

std::int64_t unclaimed_of(Engine& db, const ItemCode& item, Date today) {
  return first_number(
      db.query("SELECT coalesce(sum(CASE WHEN here > 0 THEN here ELSE 0 END), 0) FROM"
               " (SELECT sum(b.quantity) AS here FROM balance b JOIN location p ON p.location = b.place"
               " LEFT JOIN lot l ON l.item = b.item AND l.lot = b.lot"
               " WHERE b.item=$1 AND b.doc='' AND b.line=0 AND b.quantity <> 0"
               " AND p.kind IN " DOCKHAND_STOCK_KINDS " AND (b.quantity < 0 OR " DOCKHAND_MAY_LEAVE_ON
               "$2" DOCKHAND_NOT_DOUBTED ") GROUP BY b.place) AS by_place",
               item.text(), today.days()));
}

std::int64_t purchased_of(Engine& db, const ItemCode& item, Date today) {
  return first_number(
      db.query("SELECT coalesce(sum(expected - received), 0) FROM purchase_line WHERE item=$1 AND received < expected"
               " AND closed = 0 AND drop_ship = 0 AND " DOCKHAND_WAITED_FOR("purchase_line", "$2"),
               item.text(), first_waited_for(today).days()));
}

std::int64_t placed_of(Engine& db, const ItemCode& item, Date today) {
  std::int64_t units = 0;
  for (const PlacedOrder& one : placed_and_not_known(db, item)) {
    if (is_waited_for(one, days_said(db, one), today)) units += one.units;
  }
  return units;
}

}  // namespace

std::int64_t announced_of(Engine& db, const ItemCode& item) {
  return first_number(
      db.query("SELECT coalesce(sum(a.quantity), 0) FROM asn_line a WHERE a.item=$1 AND a.purchase=''"
               " AND NOT " DOCKHAND_HAS_COME,
               item.text()));
}

ItemStanding standing_of(Engine& db, const ItemCode& item, Date today) {
  std::int64_t kept_back = 0;
  ItemStanding standing;
  if (auto rows = db.query("SELECT safety_stock, ended FROM item WHERE item=$1", item.text()); rows.next()) {
    kept_back = rows.integer(0);
    standing.ended = rows.integer(1) != 0;
  }
  standing.free = std::max<std::int64_t>(0, unclaimed_of(db, item, today) - kept_back);
  standing.coming = purchased_of(db, item, today) + announced_of(db, item) + placed_of(db, item, today);
  return standing;
}

}  // namespace dockhand
