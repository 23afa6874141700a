#include "storage/outlook/house_delay.h"

#include <algorithm>

#include "storage/engine/cells.h"
#include "storage/outlook/learning.h"
#include "storage/outlook/working_days.h"

namespace dockhand {

bool lay_in_the_house(Engine& db, const OrderLine& line, std::int32_t days_late) {
  auto rows = db.query(
      "SELECT t.first_day, (SELECT max(x.at) FROM explanation x WHERE x.order_no = o.order_no AND x.line = o.line)"
      " FROM order_line o JOIN told t ON t.order_no = o.order_no AND t.line = o.line"
      " WHERE o.order_no=$1 AND o.line=$2 AND o.waiting = 0 AND t.first_day > 0 AND EXISTS (SELECT 1 FROM message m"
      "  WHERE m.order_no = o.order_no AND m.line = o.line AND m.kind='here' AND m.item = o.item)",
      line.document.text(), line.line);
  if (!rows.next() || rows.null(1)) return false;
  const Date first = Cells(rows).date(0), covered = Instant{rows.integer(1)}.date();
  const auto handling = learned_handling(db);
  const std::int32_t usual = handling.empty() ? 1 : handling[handling.size() / 2];
  const Date ready = working_days(db).after(covered, usual);
  const std::int32_t by_supply = std::max(0, ready.days() - first.days());
  return days_late - by_supply > by_supply;
}

}  // namespace dockhand
