// The Theta method, and the dynamic optimised Theta model.
//
// Decides: both as their papers define them. Leaves to others: seasons (storage/planning/demand/seasons.h) and
// combining (storage/planning/demand/smooth.h).
//
// Sources: Assimakopoulos and Nikolopoulos (2000), "The theta model: a decomposition approach to forecasting"; Fiorucci
// et al. (2016), "Models for optimising the theta method and their relationship to state space models".
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace dockhand::planning {

// Adds half of the line through the history and half of what lies above it twice over, smoothed. `values` is not empty.
// `pace` is which part of a month a period is, at most 1.
std::vector<double> theta(std::span<const double> values, std::size_t ahead, double pace = 1);

// Does the same as `theta` when the history has fewer than 5 values.
std::vector<double> dynamic_theta(std::span<const double> values, std::size_t ahead, double pace = 1);

}  // namespace dockhand::planning
