// What may stand in for an item, and who waits for it without an order.
//
// Decides: that another item is offered only when enough of it is free, better ones first; and that a wish is told
// once, when more is free than all lines wait for. Leaves to others: accepting it (storage/facts/facts_customer.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/time.h"
#include "storage/outlook/promises.h"

namespace dockhand {

struct OtherItem {
  ItemCode item;
  std::string name;
  Quantity units;
  bool better = false;
};
// Returns the other item that stands in for `units` of an item, with what is free on the day.
std::optional<OtherItem> other_for(Engine& db, const ItemCode& item, Quantity units, Date today);

// Makes the messages of the wishes that are to be told now. It has to be called within a transaction, and from then on
// they count as told.
void tell_wishes(Engine& db, const ItemCode& item, const AsOf& as_of);
// What is free beyond what all lines wait for.
std::int64_t free_for_wishes(Engine& db, const ItemCode& item, Date today);
// What was to be told is not so any more: the wish is told when it is.
void wish_again(Engine& db, const ItemCode& item, const std::string& customer);

}  // namespace dockhand
