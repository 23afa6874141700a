// What customers wish for, as demand.
//
// Decides: that it was asked for in the week of the wish, without what the same customer has ordered of it since; that
// a wish which is said again while it holds keeps its day, and one that is taken back was never made. The day is kept
// here alone, as all of demand is. Leaves to others: who is told that it is here (storage/outlook/alternatives.h), the
// demand of orders (storage/schema/demand_history.h).
#pragma once

#include <cstdint>

#include "storage/engine/engine.h"
#include "storage/model/rows/office_rows.h"
#include "storage/model/time.h"

namespace dockhand {

// Writes a wish and its day. One that was known and holds still keeps the day on which it was made first. Returns 0
// when the row said the same before.
std::int64_t put_wish(Engine& db, const WishRow& wish, std::int64_t changed, Date today);
// Prints what is wished for and was not ordered since, as rows of item, day, units and 1, by item.
#define DOCKHAND_WISHED                                                                               \
  "SELECT item, wished_on, units, 1 FROM (SELECT w.item, w.wished_on, w.quantity - coalesce((SELECT"  \
  " sum(o.ordered - o.cancelled) FROM order_line o WHERE o.item = w.item AND o.customer = w.customer" \
  " AND o.ordered_at >= CAST(w.wished_on AS BIGINT) * 86400000), 0) AS units FROM wish w"             \
  " WHERE w.quantity > 0 AND w.wished_on > 0) AS wished WHERE units > 0 ORDER BY item"

}  // namespace dockhand
