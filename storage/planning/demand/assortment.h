// The items of a warehouse together: what one of them learns from all others.
//
// Decides: that all items are forecast by one prior of counts, so that a new item starts as the others did.
// Leaves to others: reading the demand (storage/views/planning_views.h), one item's forecast
// (storage/planning/demand/forecast.h).
#pragma once

#include <vector>

#include "storage/planning/demand/counts.h"
#include "storage/planning/demand/demand.h"

namespace dockhand::planning {

// Judges by the demand of all items, and includes those that nobody asked for.
CountPrior prior_of(const std::vector<Demand>& demands);

}  // namespace dockhand::planning
