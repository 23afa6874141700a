#include "storage/planning/demand/smooth.h"

#include <algorithm>
#include <cmath>

#include "storage/planning/demand/single.h"
#include "storage/planning/demand/smoothing.h"
#include "storage/planning/demand/theta.h"
#include "storage/planning/numbers.h"

namespace dockhand::planning {
namespace {

constexpr std::size_t most_origins = 8;
constexpr double months_a_year = 12;
constexpr double least_drift = 0.1;  // no level stands still
constexpr double slope_left_out = 0.5, goes_on = 0.5;

// Returns the variance of an error `step` periods after the first, relative to that of the first. A level that follows
// what is sold by alpha has itself moved by alpha times every error until then.
double widened(double follows, std::size_t step) { return 1 + follows * follows * static_cast<double>(step); }

struct Spread {
  double variance, follows;
};

// Returns the variance one period ahead. It takes the errors of Theta at past origins, scaled to one period, and the
// error within the history as three more of them, which matters where there are few.
Spread spread_of(std::span<const double> values, std::size_t ahead, double pace) {
  const std::size_t n = values.size();
  const Level level = fit_level(values);
  const double follows = std::clamp(level.factor, least_drift, 1.0);
  const double within = level.squared_error / std::max(1.0, static_cast<double>(n) - 2);
  double sum = 3 * within, count = 3;
  const std::size_t apart = std::max<std::size_t>(1, ahead / 6);
  const std::size_t origins = std::clamp<std::size_t>(n / 4, 2, most_origins);
  for (std::size_t k = 1; k <= origins; ++k) {
    const std::size_t back = k * apart;
    if (back + std::max<std::size_t>(6, n / 3) > n) break;
    const std::size_t origin = n - back;
    const std::vector<double> forecast = theta(values.first(origin), std::min(ahead, back), pace);
    for (std::size_t h = 0; h < forecast.size(); ++h) {
      const double error = values[origin + h] - forecast[h];
      sum += error * error / widened(follows, h);
      count += 1;
    }
  }
  return {sum / count, follows};
}

}  // namespace

double Ahead::quantile(std::size_t h, double level) const {
  return std::max(0.0, middle[h] + student_quantile(level, freedom) * deviation[h]);
}

Ahead smooth_forecast(std::span<const double> values, std::size_t period, std::size_t ahead) {
  const Seasons seasons = Seasons::of(values, period);
  std::vector<double> bare = seasons.without(values);
  const double pace = static_cast<double>(period) > months_a_year ? months_a_year / static_cast<double>(period) : 1;
  if (pace < 1) bare = without_single(bare);
  const std::vector<double> trend = damped_trend(bare, ahead, pace), line = theta(bare, ahead, pace),
                            moving = dynamic_theta(bare, ahead, pace);
  const Spread spread = spread_of(bare, ahead, pace);
  Ahead result;
  const double further = goes_on * slope_left_out * line_through(bare).slope;
  result.freedom = std::max(5.0, static_cast<double>(bare.size()) / 4);
  for (std::size_t h = 0; h < ahead; ++h) {
    const std::size_t t = values.size() + h;
    const double expected = (trend[h] + line[h] + moving[h]) / 3;
    const double moved = further * static_cast<double>(h + 1);
    const double variance = spread.variance * widened(spread.follows, h) + moved * moved;
    result.mean.push_back(seasons.with(expected, t));
    result.season.push_back(expected > 0 ? std::max(0.0, result.mean.back() / expected) : 1);
    result.middle.push_back(seasons.with(expected + moved, t));
    result.deviation.push_back(seasons.spread(std::sqrt(variance), t));
  }
  return result;
}

}  // namespace dockhand::planning
