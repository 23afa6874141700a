// What no undo takes back: some kinds of events, and what something later has booked back of units that went out for an
// order line, or came in for a purchase line.
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

// Returns why an event of this kind is never undone. Empty: it may be undone.
std::string never_undone(const std::string& action);
// True for an event that the ledger gave itself, so that it is no deed of a person.
bool is_of_the_ledger(const std::string& action);

// `effect` is what an event, or a booking of several, did to each account, in sum. Returns a sentence such as "1 of
// SO-1/1 came back since". Empty: everything is still as the event left it.
std::string booked_back(Engine& db, const std::vector<Held>& effect);
// Returns the effect without the units that were booked back.
std::vector<Held> without_booked_back(Engine& db, std::vector<Held> effect);

}  // namespace dockhand
