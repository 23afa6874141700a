// How many units of an item are free and how many are coming, and so the item's state.
//
// Decides: that units count as free when a new order line would get them: they are not claimed, not in quarantine, not
// of a lot that may not leave, not at a place that is to be counted, and above the safety stock; and what counts as
// coming. Leaves to others: what the state is called and when it holds (storage/model/rows/item_state.h).
#pragma once

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/rows/item_state.h"
#include "storage/model/time.h"

namespace dockhand {

struct ItemStanding {
  std::int64_t free = 0;
  // Units on open purchase lines that come to the dock, on handling units that no purchase line names, and those that
  // people have ordered by a proposal (storage/books/placed.h).
  std::int64_t coming = 0;
  bool ended = false;
  ItemState state() const { return state_of(free, coming, ended); }
};
ItemStanding standing_of(Engine& db, const ItemCode& item, Date today);

// Counts the units on handling units that are announced without a purchase line and were not received yet.
std::int64_t announced_of(Engine& db, const ItemCode& item);

}  // namespace dockhand
