// Picked units that must not leave any more: their lot was recalled or set aside, or has expired since.
//
// Decides: how they read on every screen that handles what is picked, and the way on: they are taken out with Move,
// then others are picked for their order. Leaves to others: which lots may leave (storage/views/views.h), and that
// nothing of the order is shipped before (storage/facts/facts_ship.cpp).
#pragma once

#include <string>
#include <vector>

#include "terminal/kit/screen.h"

namespace dockhand {

struct Stopped {
  ClaimView units;
  std::string why;  // "Lot L1 is recalled: letter."
};

Result<std::vector<Stopped>> stopped_now(Views& views, Date today);  // of all orders
Result<std::vector<Stopped>> stopped_of(Views& views, const OrderNumber& order, Date today);
std::vector<Stopped> stopped_of(const std::vector<Stopped>& all, const OrderNumber& order);
// Returns the stopped units of the same item and lot. nullptr: these may leave.
const Stopped* stopped_among(const std::vector<Stopped>& all, const ItemCode& item, const std::string& lot);

// Returns "12 must not leave: their lot is stopped". It is empty when there are none.
std::string words_of(const std::vector<Stopped>& stopped);
// Returns "Lot L1 is recalled: letter. 12 of OIL for SO-112 must not leave."
std::string words_of(const Stopped& stopped);

// Shows them, as what is to be put back is shown: a tap opens the place (open_put_back() in bring_back.h).
void show_stopped(const std::vector<Stopped>& stopped, WorkPage& page);
// Asks before anything else is done with them; a yes opens the place.
Question ask_to_take_out(const Stopped& stopped);
// The same where something is begun, which a yes would leave.
Refuse refuse_stopped(const Stopped& stopped);

}  // namespace dockhand
