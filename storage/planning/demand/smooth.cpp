#include "storage/planning/demand/smooth.h"

#include <algorithm>
#include <cmath>

#include "storage/planning/demand/smoothing.h"
#include "storage/planning/demand/theta.h"

namespace dockhand::planning {
namespace {

constexpr std::size_t most_origins = 8;
constexpr double least_drift = 0.1;  // no level stands still

// Returns the variance of an error `step` periods after the first, relative to that of the first. A level that follows
// what is sold by alpha has itself moved by alpha times every error until then.
double widened(double follows, std::size_t step) { return 1 + follows * follows * static_cast<double>(step); }

struct Spread {
  double variance, follows;
};

// Returns the variance one period ahead. It takes the errors of Theta at past origins, scaled to one period, and the
// error within the history as three more of them, which matters where there are few.
Spread spread_of(std::span<const double> values, std::size_t ahead) {
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
    const std::vector<double> forecast = theta(values.first(origin), std::min(ahead, back));
    for (std::size_t h = 0; h < forecast.size(); ++h) {
      const double error = values[origin + h] - forecast[h];
      sum += error * error / widened(follows, h);
      count += 1;
    }
  }
  return {sum / count, follows};
}

}  // namespace

Ahead smooth_forecast(std::span<const double> values, std::size_t period, std::size_t ahead) {
  const Seasons seasons = Seasons::of(values, period);
  const std::vector<double> bare = seasons.without(values);
  const std::vector<double> trend = damped_trend(bare, ahead), line = theta(bare, ahead),
                            moving = dynamic_theta(bare, ahead);
  const Spread spread = spread_of(bare, ahead);
  Ahead result;
  result.freedom = std::max(5.0, static_cast<double>(bare.size()) / 4);
  for (std::size_t h = 0; h < ahead; ++h) {
    const std::size_t t = values.size() + h;
    result.mean.push_back(seasons.with((trend[h] + line[h] + moving[h]) / 3, t));
    result.deviation.push_back(seasons.spread(std::sqrt(spread.variance * widened(spread.follows, h)), t));
  }
  return result;
}

}  // namespace dockhand::planning
