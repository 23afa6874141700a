// Which units of an item an allocation may give away, as the database has them.
//
// Decides: that only units at docks and in storage, of lots that have not expired, are given, and in which order.
// Leaves to others: who gets them (storage/allocation/allocation.h).
#pragma once

#include "storage/allocation/allocation.h"
#include "storage/books/books.h"

namespace dockhand {

// Free units. Earliest expiry first; `prefer`, the place where units just arrived, before others, so that they need not
// be put away; then along the walk.
std::vector<Offer> free_units(Books& books, const ItemCode& item, const std::string& prefer);

// Reserved units: first those that orders have above `cap`, then those of lines whose class may lose them, each from
// the lowest rank up; not those that were bought for them. `coming`: units bought for a line that it is about to get.
// Reads no further than it is asked; the books are not changed while it lives.
NextOffer reserved_units(Books& books, const ItemCode& item, const std::vector<Bought>& coming, Quantity cap);

}  // namespace dockhand
