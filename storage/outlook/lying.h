// Lines whose units are here, and have not left by the day that their customer was told.
//
// Decides: when such a line's customer is told a later day, once a week at most. Leaves to others: what
// he has for that (storage/outlook/goodwill.h), the notice to the office (storage/ledger/outlook.cpp).
#pragma once

#include <vector>

#include "storage/outlook/occasion.h"

namespace dockhand {

// True where picked units of the line are of a lot that is stopped, or too old: they are here, and leave for nobody.
bool may_not_leave(Engine& db, const OrderLine& line, Date today);
struct LyingLine {
  OrderLine line;
  ItemCode item;
  Quantity units;
  Date told;  // the day that has gone by
};
// Has to be called within a transaction, when a day begins.
std::vector<LyingLine> lying_lines(Engine& db, Date today);
// The customer reads the message `moved` with the text of late_and_here.
void tell_of_lying_lines(Engine& db, const AsOf& as_of);

}  // namespace dockhand
