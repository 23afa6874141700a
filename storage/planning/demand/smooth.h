// The forecast of an item that sells in nearly every period.
//
// Decides: the mean of three methods (damped trend, Theta, dynamic optimised Theta) on a history without its seasons,
// and how wide the truth is spread around it, by the errors that were made at past origins. Leaves to others: which
// items are smooth (storage/planning/demand/forecast.h).
//
// The three are combined and never chosen among: a fixed combination did better than choosing in the M4 competition.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "storage/planning/demand/seasons.h"

namespace dockhand::planning {

// What comes in each period ahead: its expected value and the standard deviation around it. The deviation is learned
// from few errors, hence the quantiles are those of Student's distribution.
struct Ahead {
  std::vector<double> mean;
  std::vector<double> deviation;
  double freedom = 5;  // degrees of it
  double follows =
      0;  // how fast the level moves with what is sold, 0.1 to 1: errors of neighbouring periods go together
};

// `values` is not empty; `period` is how many of them a year has.
Ahead smooth_forecast(std::span<const double> values, std::size_t period, std::size_t ahead);

}  // namespace dockhand::planning
