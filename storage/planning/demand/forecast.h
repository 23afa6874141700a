// What an item will sell, with how sure that is.
//
// Decides: by which method an item is forecast (by how many of its periods are without demand), what is said of a
// history that is too short or empty, and how the numbers are rounded so that every machine keeps the same ones. Leaves
// to others: the methods (storage/planning/demand/smooth.h, storage/planning/demand/counts.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "storage/planning/demand/change.h"
#include "storage/planning/demand/counts.h"
#include "storage/planning/demand/demand.h"

namespace dockhand::planning {

enum class Method {
  nothing,  // nothing was ever asked for
  average,  // too few periods to see more in them
  smooth,
  counts,
};
const char* name_of(Method method);

// Labels for people, after Syntetos, Boylan and Croston (2005): how often it sells (every 1.32 periods), and how much
// the size of a sale varies (squared coefficient of variation 0.49). No method is chosen by them.
enum class Pattern { none, smooth, erratic, intermittent, lumpy, brief };  // brief: too few periods to say
const char* name_of(Pattern pattern);
Pattern pattern_of(std::span<const double> values);

struct Forecast {
  Method method = Method::nothing;
  Pattern pattern = Pattern::none;
  std::vector<double> mean, variance;  // for each period ahead
  std::vector<double> middle{};        // of a smooth forecast: where its quantiles lie around; see Ahead
  double freedom = 5;                  // for a smooth forecast; see Ahead
  double doubt = 0;                    // for weeks: how uncertain the level is, as a squared coefficient of variation
  std::optional<LevelChange> change{};
  // How many times the usual demand of each period ahead comes from the time of the year, and from promotions and
  // holidays. Empty: none of it.
  std::vector<double> season{}, lift{};

  // The sum of `periods` periods from `first` on. The level is not known exactly, and its error is the same in all of
  // them. So the sum is less certain than that of as many independent periods.
  struct Total {
    double mean, variance;
  };
  Total total(std::size_t first, std::size_t periods) const;

  // Returns what is not exceeded in the period with probability `level`. It is never below 0.
  double quantile(std::size_t ahead, double level) const;
};

// `values` are what a `Demand` has: not negative, the oldest first; others are taken as 0. `period` is how many of them
// a year has.
Forecast forecast(std::span<const double> values, std::size_t period, std::size_t ahead, const CountPrior& prior);

// The same from a day within its first period on, of which the part `gone` is over: each period is what is left of one
// and the beginning of the next.
Forecast from_within(Forecast periods, double gone);

// A period ahead as it is kept, in thousandths of a unit; and in percent of what is usual, what the time of the year,
// and promotions and holidays, make of it.
struct KeptPeriod {
  std::int64_t mean, p10, p50, p90;
  std::int32_t season = 100, lift = 100;
  bool operator==(const KeptPeriod&) const = default;
};
std::vector<KeptPeriod> kept(const Forecast& forecast, std::size_t most = most_weeks);  // at most `most` of them

// Says how well an item would have been forecast at its last origins.
struct Accuracy {
  std::size_t origins = 0;  // 0: the history is too short to tell
  double error = 0;         // mean absolute error of a period, in units
  double naive_error = 0;   // the error of the forecast "as in the period before"
  double bias = 0;          // mean of sold - forecast: above 0, the forecast is too low
  double tracking = 0;      // sum of errors by their mean size: beyond 4 the forecast is out of step
  double within_band = 0;   // share of periods within p10 to p90
};
Accuracy score(std::span<const double> values, std::size_t period, std::size_t origins, const CountPrior& prior);

}  // namespace dockhand::planning
