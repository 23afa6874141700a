// The night's plan in words: every number with its why.
//
// Decides: the English of levels, proposals and suppliers. Leaves to others: where it is shown.
#pragma once

#include <string>

#include "storage/model/rows/plan_rows.h"

namespace dockhand {

// Prints "31 = 22 expected in 9 days + 9 because Nordlager was late 3 of 12 times".
std::string sentence(const LevelWhy& why);
// Prints "8 lines with 31 units would wait, the first on 2026-12-02".
std::string prevented(const ProposalRow& proposal);
// Prints "Room is short: ...". Empty: there is enough, or nobody has said how much there is.
std::string sentence(const PlanRoom& room);
// Prints 12400 thousandths as "12.4", and 237000 as "237".
std::string of_thousandths(std::int64_t thousandths);
// Returns what the units of a proposal cost; none: not known.
Price value_of(const ProposalRow& proposal);

}  // namespace dockhand
