// Whether an order, or a line of it, is held back from picking or from shipping.
//
// Decides: an order of which a line says `whole_order` is not picked while any of its lines waits and not shipped while
// anything of it is still to be picked, but no longer than until the earliest `release_on` of those lines; from that
// day on it goes as far as it is covered. For a line that is only served whole (`partial` no) the same holds by itself.
// Held units are reserved, or picked, like any others. Leaves to others: refusing the pick or the shipment
// (storage/facts/facts_pick.cpp), not offering it (storage/views/views.h).
#pragma once

#include <optional>
#include <set>

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/rows/hold.h"
#include "storage/model/time.h"

namespace dockhand {

// Returns nothing when the order may be picked on this day, as far as its lines may.
std::optional<Hold> hold_of(Engine& db, const OrderNumber& order, Date today);
// Returns the hold of a line: that of its order, or else its own.
std::optional<Hold> hold_of(Engine& db, const OrderLine& line, Date today);
// Returns the hold of a shipment with units of these lines of an order.
std::optional<Hold> hold_of_shipment(Engine& db, const OrderNumber& order, const std::set<std::int32_t>& lines,
                                     Date today);

// True where no part of the order leaves alone on this day.
bool leaves_whole(Engine& db, const OrderNumber& order, Date today);
// Returns the first of these lines of the order that is to be cancelled.
std::optional<OrderLine> line_to_cancel(Engine& db, const OrderNumber& order, const std::set<std::int32_t>& lines);

}  // namespace dockhand
