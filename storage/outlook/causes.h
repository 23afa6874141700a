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

// What makes somebody look: a line may wait that has no cause yet; units were lost, and who waits for as many as before
// may wait for another reason; the office has said otherwise what is coming; or a night.
enum class Replay { of_new_lines, of_losses, of_supply, by_night };
// Has to be called within a transaction. By day the first hundred lines in rank have their causes, the others by night.
void find_causes(Engine& db, const ItemCode& item, const AsOf& as_of, Replay why);
// The same for every item that somebody waits for.
void find_all_causes(Engine& db, const AsOf& as_of);

}  // namespace dockhand
