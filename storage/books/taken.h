// What hands have taken for order lines, so that whoever opens an order at another terminal sees that it is begun.
//
// Decides: that it is kept by the place and the database where it was booked, with who did so last. Each database
// writes its own rows alone, so that those of two terminals never stand in each other's way. Leaves to others: where
// the units are now (storage/books/books.h), and who is asked because of it (terminal/).
#pragma once

#include "storage/books/books.h"

namespace dockhand {

void note_taken(Books& books, const Pick& fact);
// The pick was undone. Who was there stays.
void note_put_back(Books& books, const Pick& fact, const CommandId& pick);

}  // namespace dockhand
