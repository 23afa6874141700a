// Exponential smoothing: one level, and a level with a trend that fades.
//
// Decides: the parameters, by least squares of the errors one period ahead. The errors are linear in the first level
// and trend, so these are solved for exactly and only the factors are searched. Leaves to others: seasons
// (storage/planning/demand/seasons.h) and combining (storage/planning/demand/smooth.h).
//
// Sources: Brown (1959); Gardner and McKenzie (1985), "Forecasting trends in time series"; the forms of Hyndman et al.
// (2008), "Forecasting with exponential smoothing".
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace dockhand::planning {

// A level that hardly follows what is sold comes only from a short history. So methods with a trend follow it at least
// so fast in a month, and in a shorter period by as much less: single weeks are mostly luck.
inline constexpr double least_following = 0.05;

struct Level {
  double factor = 0;         // how fast it follows, 0 to 1
  double last = 0;           // the forecast of every period to come
  double squared_error = 0;  // the sum over the history
};
// `values` is not empty; the factor is searched between `slowest` and `fastest`.
Level fit_level(std::span<const double> values, double slowest = 0.0001, double fastest = 0.9999);

// Returns `ahead` periods of the damped trend, or of the level when there are fewer than 4 values. `pace` is which part
// of a month a period is, at most 1.
std::vector<double> damped_trend(std::span<const double> values, std::size_t ahead, double pace = 1);

}  // namespace dockhand::planning
