// This plays a site's own past again, week by week, to show what would have happened if its stock had been planned.
//
// Decides: how the past is played again: each week the plan sees no more than was known then, what it orders comes when
// the supplier's lead times say (each order at another quantile of them, evenly spread), and a line finds its units
// when they were there at the start of its week, and nobody before it had a right to them. What a site did is measured
// by the same rule. Leaves to others: where the past comes from (storage/views/planning_views.h).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "storage/planning/ordering/proposals.h"

namespace dockhand::planning {

struct Past {
  Demand demand;             // the whole demand until today
  std::vector<double> free;  // at the start of each of the weeks that are played again: stock less what earlier lines
                             // wait for or hold; below 0: somebody waits
  SupplySource source;
  std::vector<Promotion> promotions{};  // these were known from the beginning
};

struct Replay {
  double lines = 0, lines_served = 0;
  double units = 0, units_served = 0;
  double stock = 0;  // mean money in free stock
  double share_of_lines() const { return lines > 0 ? lines_served / lines : 1; }
  double share_of_units() const { return units > 0 ? units_served / units : 1; }
};

// Replays the last `weeks` with the stock that was there.
Replay as_it_was(std::span<const Past> items, std::size_t weeks);
// Replays the same weeks with our plan, which begins with the stock that was there and the lines that waited for it,
// and with nothing on its way.
Replay as_planned(std::span<const Past> items, std::size_t weeks, const PlanSettings& settings);

}  // namespace dockhand::planning
