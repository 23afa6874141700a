// When each waiting line leaves the house, kept in the table `promise`.
//
// Decides: which lines are looked at (the first 100 of an item in rank; by night ten thousand), what counts as coming
// (open purchase lines, and handling units that are announced without one), who is asked for what nothing brings (the
// first of its sources, else the supplier whom it was bought from last), that an order which leaves in one piece leaves
// with its last line, and when a day may be named: for letters, screens and programs alike. Leaves to others: how
// likely each day is (storage/planning/promises/promise.h), when it is asked for (storage/ledger/outlook.cpp), who may
// say so: a hub, or a terminal without one; the others show what the hub said.
#pragma once

#include <optional>
#include <set>

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/rows/promise.h"
#include "storage/model/time.h"

namespace dockhand {

struct AsOf {
  Date today;            // the day that is planned for
  Instant now;           // the moment of the event
  std::int64_t changed;  // the hub's cursor; 0 on a terminal
};

// Has to be called within a transaction. Looks at the items' lines again.
void promise_lines(Engine& db, const std::set<ItemCode>& items, const AsOf& as_of);
// The same for every item that somebody waits for.
void promise_all(Engine& db, const AsOf& as_of);

// Returns the day of a line that waits, as it may be named to anybody: on screens, on the command line, to programs, in
// letters. Empty: nothing is known, or nothing will bring it, or nothing is on its way to it and the office names no
// source who would be asked.
std::optional<Promise> promise_of(Engine& db, const OrderLine& line, Date today);
// The same also where nobody is named who would be asked: it is compared with, and named to nobody.
std::optional<Promise> estimate_of(Engine& db, const OrderLine& line, Date today);
// True when the line was looked at, when what is coming is not for it, and when it cannot be ordered either, or nobody
// is named who would be asked.
bool nothing_brings(Engine& db, const OrderLine& line, Date today);

// Promises a line that does not exist: so many units for a customer who asks on the day, after all who wait. It only
// reads.
NewLinePromise promise_for(Engine& db, const ItemCode& item, Quantity quantity, const AsOf& as_of);

}  // namespace dockhand
