// Lines whose units are here, and have not left by the day that their customer was told.
//
// Decides: when such a line's customer is told a later day, once a week at most; and until when the house was late
// with it, and not who brought its goods. Leaves to others: what he has for that (storage/outlook/goodwill.h), the
// notice to the office (storage/ledger/outlook.cpp).
#pragma once

#include <vector>

#include "storage/outlook/occasion.h"

namespace dockhand {

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

// True when a line whose units are here, and leave so many days after the day that was told first, was kept longer in
// the house than what it waited for was late. The working days that the house needs are not its delay.
bool lay_in_the_house(Engine& db, const OrderLine& line, std::int32_t days_late);

}  // namespace dockhand
