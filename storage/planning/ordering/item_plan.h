// One item, planned with one of its sources.
//
// Decides: how many units an order has, which level its order begins at, and what stands against that level: what gets
// too old before an order has come, or comes after it, serves nobody until then; that no level is more than what is
// asked for until the order comes and sold in time after it. Leaves to others: the formulae
// (storage/planning/ordering/reorder.h), which source it is (storage/planning/ordering/proposals.h).
#pragma once

#include <cstddef>
#include <cstdint>

#include "storage/planning/demand/forecast.h"
#include "storage/planning/ordering/candidate.h"

namespace dockhand::planning {

struct Item {
  const Candidate& candidate;
  Forecast by_week;   // of the calendar, the current one first
  Forecast forecast;  // of seven days each, from today on
  double weekly;
  double floor = 0;  // the share of its lines that is served at least
};
Item item_of(const Candidate& candidate, const CountPrior& prior);

Costs costs_of(const SupplySource& source, const PlanSettings& settings);
// A supplier of whom is ordered every fourth week is looked at as seldom.
std::size_t review_of(const SupplySource& source, const PlanSettings& settings);
// Small orders ask for higher levels. Where not even they fit into the room, a level is what it would be with room
// enough: to order more of what there is no room for helps nobody.
PlanSettings for_levels(PlanSettings settings);
// Returns the weeks in which an order that is placed at the next review has come, in the mean.
double weeks_of(const SupplySource& source, const PlanSettings& settings);

Planned planned(const Item& item, const SupplySource& source, const PlanSettings& settings);
// Returns what to order, as units_to_order (storage/planning/ordering/reorder.h) with the usual `quantity`.
double usual_order(const Item& item, double quantity, const Buying& buying, double position, double level);
// Returns what would be ordered, were it sold by the unit.
double units_needed(const Item& item, const SupplySource& source, const PlanSettings& settings, double position,
                    double level);

// `days` is how long the level protects.
struct Standing {
  double free, in_time, later;
  double position() const { return free + in_time; }
};
Standing standing_of(const Item& item, std::int32_t days);

// 0 for an item without a week of demand.
double level_by_forecast(const Item& item, const Planned& plan, const SupplySource& source, double line_worth,
                         const PlanSettings& settings);

}  // namespace dockhand::planning
