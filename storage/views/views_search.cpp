// What is found by a part of its name or code: read whole, because a search that waits for the disk at each key is
// slow.
#include "storage/schema/waited_for_sql.h"
#include "storage/views/views_state.h"

namespace dockhand {
namespace {

void add(std::vector<SearchRow>& all, SearchRow::Kind kind, Rows rows) {
  while (rows.next()) all.push_back({kind, rows.text(0), rows.text(1), rows.text(2)});
}

constexpr std::int64_t most_tracked = 5000, most_done = 2000;

// A lot or a serial is the label of its item.
void add_tracked(Engine& db, std::vector<SearchRow>& all) {
  add(all, SearchRow::Kind::item,
      db.query("SELECT DISTINCT b.lot, i.name, '' FROM balance b JOIN item i ON i.item = b.item"
               " WHERE b.lot <> '' AND b.quantity <> 0 ORDER BY b.lot LIMIT $1",
               most_tracked));
  add(all, SearchRow::Kind::item,
      db.query("SELECT DISTINCT b.serial, i.name, '' FROM balance b JOIN item i ON i.item = b.item"
               " WHERE b.serial <> '' AND b.quantity <> 0 ORDER BY b.serial LIMIT $1",
               most_tracked));
}

// Pallets that have not come yet, and the notices that announce them.
void add_announced(Engine& db, std::vector<SearchRow>& all) {
  add(all, SearchRow::Kind::announced,
      db.query(
          "SELECT a.sscc, min(a.asn), min(a.purchase) FROM asn_line a WHERE a.quantity > 0 AND NOT " DOCKHAND_HAS_COME
          " GROUP BY a.sscc ORDER BY a.sscc"));
  add(all, SearchRow::Kind::notice,
      db.query("SELECT a.asn, '', min(a.purchase) FROM asn_line a WHERE a.asn > '' AND a.quantity > 0"
               " AND NOT " DOCKHAND_HAS_COME " GROUP BY a.asn ORDER BY a.asn"));
}

// Any other customer is found by the orders that are open.
void add_customers_without_order(Engine& db, std::vector<SearchRow>& all) {
  add(all, SearchRow::Kind::customer,
      db.query("SELECT c.customer, c.name, '' FROM customer c WHERE c.customer NOT IN (SELECT o.customer FROM"
               " order_line o WHERE o.ordered - o.cancelled - o.shipped > 0) ORDER BY c.customer"));
}

// What comes back was sent, and what goes back was received: such documents stand last, the newest of them.
void add_done(Engine& db, std::vector<SearchRow>& all) {
  add(all, SearchRow::Kind::order,
      db.query("SELECT o.order_no, min(coalesce(c.name, o.customer)), min(o.customer) FROM order_line o LEFT JOIN "
               "customer c ON c.customer = o.customer GROUP BY o.order_no"
               " HAVING sum(o.ordered - o.cancelled - o.shipped) <= 0 AND sum(o.shipped) > 0"
               " ORDER BY max(o.ordered_at) DESC, o.order_no DESC LIMIT $1",
               most_done));
  add(all, SearchRow::Kind::purchase,
      db.query("SELECT purchase, min(supplier), '' FROM purchase_line GROUP BY purchase"
               " HAVING sum(CASE WHEN received < expected THEN 1 ELSE 0 END) = 0 AND sum(received) > 0"
               " ORDER BY max(due) DESC, purchase DESC LIMIT $1",
               most_done));
}

}  // namespace

Result<std::vector<SearchRow>> Views::searchable() {
  return state_->read([](Engine& db) {
    using Kind = SearchRow::Kind;
    std::vector<SearchRow> all;
    add(all, Kind::item,
        db.query(
            "SELECT i.item, i.name, coalesce((SELECT group_concat(b.code, ' ') FROM barcode b WHERE b.item = i.item),"
            " '') FROM item i ORDER BY i.item"));
    add(all, Kind::place,
        db.query("SELECT location, '', '' FROM location WHERE stands_at = '' ORDER BY walk, location"));
    add(all, Kind::unit,
        db.query("SELECT location, '', '' FROM location WHERE stands_at != ''"
                 " AND (stands_at NOT LIKE '@%' OR stands_at = '@lost') ORDER BY location"));
    add(all, Kind::order,
        db.query("SELECT o.order_no, min(coalesce(c.name, o.customer)), min(o.customer) FROM order_line o LEFT JOIN "
                 "customer c"
                 " ON c.customer = o.customer GROUP BY o.order_no HAVING sum(o.ordered - o.cancelled - o.shipped) > 0"
                 " ORDER BY o.order_no"));
    add(all, Kind::purchase,
        db.query("SELECT purchase, min(supplier), '' FROM purchase_line GROUP BY purchase"
                 " HAVING sum(CASE WHEN received < expected THEN 1 ELSE 0 END) > 0 ORDER BY purchase"));
    add_announced(db, all);
    add_tracked(db, all);
    add_done(db, all);
    add_customers_without_order(db, all);
    return all;
  });
}

}  // namespace dockhand
