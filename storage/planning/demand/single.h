// Single weeks that are unlike all around them: the shop was closed, or one customer bought for a year.
//
// Decides: which ones, and how much of them is left: what lies further from the median of a quarter than four times the
// usual distance counts as much as that. What goes on for half a quarter is no single week any more. Leaves to others:
// what is forecast (storage/planning/demand/smooth.h), how far weeks differ (storage/planning/demand/forecast.h).
//
// Source: Hampel (1974), "The influence curve and its role in robust estimation".
#pragma once

#include <span>
#include <vector>

namespace dockhand::planning {

std::vector<double> without_single(std::span<const double> values);

}  // namespace dockhand::planning
