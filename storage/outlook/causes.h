// Why lines wait, kept in the table `cause`.
//
// Decides: what of the books is which cause (units of recalled lots are lost ones, an order of thrice the usual size is
// one of its kind), that an item's causes are shared out among its lines in rank, save those of units that a supplier
// sends straight to one line's customer, and that a line's causes are found when it begins to wait, again when the
// office says otherwise what is coming, and again each night. Leaves to others: the order in which the last lead time
// is replayed (storage/planning/promises/causes.h).
#pragma once

#include <vector>

#include "storage/outlook/promises.h"
#include "storage/planning/promises/causes.h"

namespace dockhand {

// Has to be called within a transaction. Unless `again` is set, it works only when a line of the item waits whose cause
// was not found yet.
void find_causes(Engine& db, const ItemCode& item, const AsOf& as_of, bool again);
// The same for every item that somebody waits for.
void find_all_causes(Engine& db, const AsOf& as_of);

// Returns the causes of a line that waits, as they were found last.
std::vector<planning::CauseShare> causes_of_line(Engine& db, const OrderLine& line);

}  // namespace dockhand
