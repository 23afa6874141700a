// The forecast of an item that sells in nearly every period.
//
// Decides: the mean of three methods (damped trend, Theta, dynamic optimised Theta) on a history without its seasons,
// and how wide the truth is spread around it, by the errors that were made at past origins. Leaves to others: which
// items are smooth (storage/planning/demand/forecast.h).
//
// The three are always combined, and none is chosen: in the M4 competition a fixed combination did better than a
// choice.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "storage/planning/demand/seasons.h"

namespace dockhand::planning {

// What is expected in each period ahead, and the middle and the standard deviation of what may come. The deviation is
// learned from few errors, so the quantiles are those of Student's distribution.
//
// Theta takes half of the slope, because that makes the smallest errors. Whether the other half goes on is taken to be
// as likely as not: the middle lies a quarter of the slope further than what is expected, and the deviation grows by as
// much.
struct Ahead {
  std::vector<double> mean;
  std::vector<double> middle;
  std::vector<double> deviation;
  std::vector<double> season{};  // how many times the usual demand the time of the year makes of each; 1: nothing
  double freedom = 5;            // its degrees of freedom
  double follows =
      0;  // how fast the level moves with what is sold, 0.1 to 1: errors of neighbouring periods go together

  // Returns what is not exceeded in the period with probability `level`. It is never below 0.
  double quantile(std::size_t h, double level) const;
};

// `values` is not empty; `period` is how many of them a year has.
Ahead smooth_forecast(std::span<const double> values, std::size_t period, std::size_t ahead);

}  // namespace dockhand::planning
