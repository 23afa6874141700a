// What a walk leaves of its orders once nothing of them is left to be picked on it.
//
// Decides: what is said to wait there, so that nobody reads "all picked" while units are still wanted, and what to do
// with those that are picked: a tote that is scanned then is dropped off. Leaves to others: when a line that waits
// leaves (terminal/kit/words.h), where a tote goes (terminal/kit/picking.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/views/views.h"
#include "terminal/flows/cart_parts.h"
#include "terminal/kit/picking.h"
#include "terminal/kit/session.h"

namespace dockhand {

struct LeftOver {
  Quantity waiting;    // nothing is reserved for them
  Quantity held;       // reserved, but the order or the line is only sent whole
  Quantity elsewhere;  // to be picked, but not on this walk

  bool none() const { return waiting.none() && held.none() && elsewhere.none(); }
  // "3 still wait, 2 are to be picked in other zones"; empty when there is none.
  std::string words() const;
};

LeftOver left_over(const PickList& list);
LeftOver left_over(const CartParts& parts);

// What of an order is picked already, whoever has picked it.
struct PickedOf {
  std::optional<Brought> brought;       // where it lies; empty: it cannot be read
  std::vector<BringBackView> unwanted;  // nobody wants it any more
  std::vector<Stopped> stopped;         // must not leave any more
};
Result<PickedOf> picked_of(Views& views, const OrderNumber& order, const std::optional<PickList>& list, Date today);

// By the books all that is picked stands in its lane, and nothing was picked on this visit.
bool stands_in_lane(const PickList& list, const PickedOf& picked, const Session& visit);

// The page of an order of which nothing is to be picked now. `list`: empty when the books do not know it.
WorkPage page_at_end(const OrderNumber& order, const std::optional<PickList>& list, const PickedOf& picked, Instant now,
                     const Session& visit);
// The page of a cart that is all picked, or of which nothing more is to be picked on its walk.
WorkPage page_at_end(const Cluster& cart, const CartParts& parts, Instant now, bool has_booked);
// What is tapped there: another item for who waits, or that the cart is done.
Step tap_at_end(Views& views, const CartParts& parts, std::string_view id, Job& job);
// A tote of a cart that is all picked is brought to its lane; the cart is done with then.
Step scan_at_end(const Cluster& cart, const Found& found, Job& job);

// What of an order cannot be picked: units that are reserved for what leaves in one piece, and what waits, with the day
// on which it is expected to leave.
void show_held(const PickList& list, Date today, WorkPage& page);
void show_waiting(const PickList& list, Instant now, WorkPage& page);
// Whether units of the line that is short now can be picked nowhere, in no zone.
bool waits_after(const CartParts& parts, const Action& short_pick);

// What is said with the last pick of an order, and when its walk is left.
// `tote`: what is picked is in it; empty: it goes into the lane.
std::string told_at_end(const PickList& list, const std::string& tote);
// The tote in which the order is begun, and into which more of it goes; empty: there is none.
std::string begun_tote(const PickList& list, const PickedOf& picked);
std::string told_when_left(const PickList& list);
// The same of a cart; `zone`: the walk went through that one only.
std::string told_at_end(const CartParts& parts, const std::string& zone);
std::string told_when_left(const CartParts& parts);

}  // namespace dockhand
