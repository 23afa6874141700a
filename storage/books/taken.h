// What hands have taken for order lines, so that whoever opens an order at another terminal sees that it is begun.
//
// Decides: that it is kept by the place and the database where it was booked, with who did so last. A pick is
// noted for the database that booked it, so that two terminals never stand in each other's way; who undoes it elsewhere
// takes it off there. Leaves to others: where
// the units are now (storage/books/books.h), and who is asked because of it (terminal/).
#pragma once

#include "storage/books/books.h"

namespace dockhand {

void note_taken(Books& books, const Pick& fact);
// The pick was undone. Who was there stays.
void note_put_back(Books& books, const Pick& fact, const CommandId& pick);

}  // namespace dockhand
