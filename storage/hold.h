// Whether an order, or a line of it, is held back from picking.
//
// Decides: an order of which a line says `whole_order` is held while any of its lines waits, and no longer than until
// the earliest `release_on` of those lines; from that day on it is picked as far as it is covered. A line that is only
// served whole (`partial` no) is held while it waits itself. Held units are reserved like any others.
// Leaves to others: refusing the pick (storage/facts_pick.cpp), not offering it (storage/views.h).
#pragma once

#include <optional>

#include "storage/model/codes.h"
#include "storage/model/policies.h"

namespace dockhand {

class Engine;

struct Hold {
  Quantity waiting;    // units that the order's lines, or the line, still wait for
  Date until = never;  // the day from which it is picked all the same
  bool order = true;   // false: the line alone
};
// Empty when the order may be picked on this day, as far as its lines may.
std::optional<Hold> hold_of(Engine& db, const OrderNumber& order, Date today);
// Of a line: its order's hold, else its own.
std::optional<Hold> hold_of(Engine& db, const OrderLine& line, Date today);

}  // namespace dockhand
