// What hands have taken for order lines, so that whoever opens an order at another terminal sees that it is begun.
//
// Decides: that it is kept by the place and the database where it was booked, with who did so last. A pick is
// noted for the database that booked it, so that two terminals never stand in each other's way; who undoes it elsewhere
// takes it off there. Leaves to others: where
// the units are now (storage/books/books.h), and who is asked because of it (terminal/).
#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <string>

#include "storage/books/books.h"

namespace dockhand {

void note_taken(Books& books, const Pick& fact);
// The pick was undone. Who was there stays.
void note_put_back(Books& books, const Pick& fact, const CommandId& pick);

// A row of what this database has taken, by its line and place.
struct TakenAt {
  std::string order;
  std::int32_t line = 0;
  std::string place;
  auto operator<=>(const TakenAt&) const = default;
};
// The hub has sent its own rows of these: what was picked and put back here after the event lies on top of them.
void add_taken_since(Engine& db, const std::set<TakenAt>& rows, const std::string& writer, std::int64_t event);

}  // namespace dockhand
