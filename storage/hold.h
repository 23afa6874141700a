// Whether an order is held back from picking.
//
// Decides: an order of which a line says `whole_order` is held while any of its lines waits, and no longer than until
// the earliest `release_on` of those lines; from that day on it is picked as far as it is covered. Its units are
// reserved meanwhile like any others.
// Leaves to others: refusing the pick (storage/facts.cpp), not offering it (storage/views.h).
#pragma once

#include <optional>

#include "storage/engine.h"
#include "storage/model/codes.h"
#include "storage/model/policies.h"

namespace dockhand {

struct Hold {
  Quantity waiting;    // units that the order's lines still wait for
  Date until = never;  // the day from which it is picked all the same
};
// Empty when the order may be picked on this day.
std::optional<Hold> hold_of(Engine& db, const OrderNumber& order, Date today);

}  // namespace dockhand
