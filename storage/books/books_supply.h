// Which units of an item an allocation may give away, as the database has them.
//
// Decides: that only units at docks and in storage, of lots that have not expired, are given, and in which order.
// Leaves to others: who gets them (storage/allocation/allocation.h).
#pragma once

#include "storage/allocation/allocation.h"
#include "storage/books/books.h"

namespace dockhand {

// Returns the free units in this order: the earliest expiry first; then `prefer`, the place where units just arrived,
// before other places, so that they need not be put away; then along the walk.
std::vector<Offer> free_units(Books& books, const ItemCode& item, const std::string& prefer);

// Gives reserved units: first those that orders have above `cap`, then those of lines whose class may lose them, each
// from the lowest rank up. Units that were bought for their line are not among them. `coming` are units that were
// bought for a line which is about to get them. It reads no further than it is asked; the books must not be changed
// while it lives.
NextOffer reserved_units(Books& books, const ItemCode& item, const std::vector<Bought>& coming, Quantity cap);

}  // namespace dockhand
