// What an order saves: the units and the order lines that nobody has to wait for because of it.
//
// Decides: who waits already, and what runs out between the coming of this order and that of one of the next review.
// Leaves to others: how many are ordered (storage/planning/ordering/proposals.h).
#pragma once

#include "storage/planning/ordering/item_plan.h"

namespace dockhand::planning {

// Returns the units that wait, and those that would wait once an order of now can have come and before one of the next
// review can: what runs out before is short whatever is ordered. `position` is what is free and comes in time.
double units_saved(const Item& item, const Planned& plan, const SupplySource& source, double position, double order);

// Returns how many order lines `saved` units are. Those that wait already are known: each may be of any size, and one
// of a thousand units is one line. What comes after them is as large as lines of this item are, and no larger than
// those that wait: a history of days does not know how many lines a day had.
double lines_saved(const Item& item, const Planned& plan, double saved, double position);

}  // namespace dockhand::planning
