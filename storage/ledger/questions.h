// What a hub says about an event that it applied otherwise than its sender had decided.
//
// Decides: which notices come of claims that were not granted, and of claims of others that gave way to the fact.
// Leaves to others: booking the event (storage/ledger/acceptance.h).
#pragma once

#include "storage/books/books.h"
#include "storage/codec/codec.h"

namespace dockhand {

// Is called after the event was performed on `books`. `asked` is what its sender had granted.
void question(Books& books, const AskedClaims& asked);

// Returns what a person is told of units that were reserved for a line and are so no more: that the line wants fewer
// now, that it has others and these went to `instead`, or that it waits again. `wants_fewer`: what it asks for was
// changed.
Notice told_of_loss(Books& books, const OrderLine& line, Quantity lost, const AskedClaims& instead, bool wants_fewer);

// Whether the event itself has said already what the line has lost.
bool was_told(const Accepted& accepted, const OrderLine& line);

}  // namespace dockhand
