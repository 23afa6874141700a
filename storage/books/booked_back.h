// What something later has booked back of units that went out for an order line, or came in for a purchase line.
//
// Decides: an undo takes back what it finds where it was brought, and the accounts that are no locations can say too
// that it is there no more: a line was sent no fewer than none, and a purchase line has brought no fewer than none.
// Leaves to others: whether the undo is refused then, or takes back the rest (storage/facts/facts_undo.cpp).
#pragma once

#include <string>
#include <vector>

#include "storage/books/account.h"
#include "storage/engine/engine.h"

namespace dockhand {

// `effect`: what an event, or a booking of several, did to each account, in sum.
// "1 of SO-1/1 came back since"; empty: all is as it was brought.
std::string booked_back(Engine& db, const std::vector<Held>& effect);
// The effect without the units that were booked back.
std::vector<Held> without_booked_back(Engine& db, std::vector<Held> effect);

}  // namespace dockhand
