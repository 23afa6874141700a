// What is found by a part of its name or code: read whole, because a search that waits for the disk at each key is
// slow.
#include "storage/views/views_state.h"

namespace dockhand {
namespace {

void add(std::vector<SearchRow>& all, SearchRow::Kind kind, Rows rows) {
  while (rows.next()) all.push_back({kind, rows.text(0), rows.text(1), rows.text(2)});
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
        db.query("SELECT location, '', '' FROM location WHERE stands_at != '' AND stands_at NOT LIKE '@%' ORDER BY "
                 "location"));
    add(all, Kind::order,
        db.query("SELECT o.order_no, min(coalesce(c.name, o.customer)), min(o.customer) FROM order_line o LEFT JOIN "
                 "customer c"
                 " ON c.customer = o.customer GROUP BY o.order_no HAVING sum(o.ordered - o.cancelled - o.shipped) > 0"
                 " ORDER BY o.order_no"));
    add(all, Kind::purchase,
        db.query("SELECT purchase, min(supplier), '' FROM purchase_line GROUP BY purchase"
                 " HAVING sum(CASE WHEN received < expected THEN 1 ELSE 0 END) > 0 ORDER BY purchase"));
    return all;
  });
}

}  // namespace dockhand
