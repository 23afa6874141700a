// What of the stock is there when somebody asks for it, and what of the orders comes in time.
//
// Decides: that the units which end first leave first; that what nobody is expected to ask for before its last day
// serves nobody, and an order that comes after a new one would does not help until then. Leaves to others: what is
// expected (storage/planning/demand/forecast.h), what is ordered instead (storage/planning/ordering/proposals.h).
#pragma once

#include <cstdint>
#include <span>

#include "storage/planning/demand/forecast.h"

namespace dockhand::planning {

struct Dated {
  std::int32_t days;  // from today on; below 0: before today
  double units;
};

// Returns what is expected to be asked for on the next `days` days, today included.
double expected_within(const Forecast& forecast, double days);

// Returns how many of the units whose last day is at most `within` days ahead are left on that day. `owed` units are
// asked for already.
double left_too_old(std::span<const Dated> ending, const Forecast& forecast, double owed, std::int32_t within);

// Returns how many units come later than in `days` days.
double comes_after(std::span<const Dated> arriving, std::int32_t days);
// Returns in how many days the first of them comes. Without any it is `days`.
std::int32_t first_after(std::span<const Dated> arriving, std::int32_t days);

}  // namespace dockhand::planning
