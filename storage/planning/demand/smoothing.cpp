#include "storage/planning/demand/smoothing.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "storage/planning/minimum.h"
#include "storage/planning/numbers.h"

namespace dockhand::planning {
namespace {

// Each forecast is forecast_t = known + weight * first level, so the best first level is a regression.
Level level_with(std::span<const double> values, double factor) {
  double known = 0, weight = 1;
  double weights = 0, both = 0, squares = 0;
  for (const double value : values) {
    const double rest = value - known;
    weights += weight * weight;
    both += rest * weight;
    squares += rest * rest;
    known += factor * rest;
    weight *= 1 - factor;
  }
  const double first = both / weights;
  return {factor, known + weight * first, std::max(0.0, squares - both * first)};
}

double golden_section(std::span<const double> values, double low, double high) {
  constexpr double golden = 0.61803398874989485;
  double left = high - golden * (high - low), right = low + golden * (high - low);
  double at_left = level_with(values, left).squared_error, at_right = level_with(values, right).squared_error;
  for (int step = 0; step < 16; ++step) {
    if (at_left < at_right) {
      high = right;
      right = left;
      at_right = at_left;
      left = high - golden * (high - low);
      at_left = level_with(values, left).squared_error;
    } else {
      low = left;
      left = right;
      at_left = at_right;
      right = low + golden * (high - low);
      at_right = level_with(values, right).squared_error;
    }
  }
  return (low + high) / 2;
}

struct Trend {
  double level = 0, trend = 0, damping = 1, squared_error = 0;
};

// Both states at once as functions of the values at which they start: each is known + of_level * l0 + of_trend * b0.
struct Linear {
  double known = 0, of_level = 0, of_trend = 0;
  Linear plus(const Linear& other, double factor) const {
    return {known + factor * other.known, of_level + factor * other.of_level, of_trend + factor * other.of_trend};
  }
};

struct NormalEquations {
  double ll = 0, lt = 0, tt = 0, le = 0, te = 0, ee = 0;
  void add(const Linear& error) {
    ll += error.of_level * error.of_level;
    lt += error.of_level * error.of_trend;
    tt += error.of_trend * error.of_trend;
    le -= error.of_level * error.known;
    te -= error.of_trend * error.known;
    ee += error.known * error.known;
  }
  // Returns the first level and the first trend.
  std::array<double, 2> solved() const {
    const double determinant = ll * tt - lt * lt;
    if (determinant <= 1e-9 * ll * tt) return {ll > 0 ? le / ll : 0, 0};
    return {(le * tt - te * lt) / determinant, (te * ll - le * lt) / determinant};
  }
};

// `factors` are those of the level and of the trend, and the damping.
Trend trend_with(std::span<const double> values, const std::array<double, 3>& factors) {
  Linear level{0, 1, 0}, trend{0, 0, 1};
  NormalEquations equations;
  for (const double value : values) {
    const Linear forecast = level.plus(trend, factors[2]);
    const Linear error{value - forecast.known, -forecast.of_level, -forecast.of_trend};
    equations.add(error);
    level = forecast.plus(error, factors[0]);
    trend = Linear{}.plus(trend, factors[2]).plus(error, factors[0] * factors[1]);
  }
  const auto [first, slope] = equations.solved();
  const auto of = [first = first, slope = slope](const Linear& state) {
    return state.known + state.of_level * first + state.of_trend * slope;
  };
  const double error = equations.ee - first * equations.le - slope * equations.te;
  return {of(level), of(trend), factors[2], std::max(0.0, error)};
}

}  // namespace

Level fit_level(std::span<const double> values, double slowest, double fastest) {
  constexpr int steps = 24;
  const double step = (fastest - slowest) / steps;
  double best = slowest, least = level_with(values, slowest).squared_error;
  for (int i = 1; i <= steps; ++i) {
    const double factor = slowest + step * i;
    const double error = level_with(values, factor).squared_error;
    if (error >= least) continue;
    best = factor;
    least = error;
  }
  return level_with(values, golden_section(values, std::max(slowest, best - step), std::min(fastest, best + step)));
}

std::vector<double> damped_trend(std::span<const double> values, std::size_t ahead, double pace) {
  if (values.size() < 4) return std::vector<double>(ahead, fit_level(values).last);
  const Bounds<3> box{{pace * least_following, 0.0001, 0.8}, {0.9999, 0.9999, 0.98}};
  const auto error = [&](const std::array<double, 3>& factors) { return trend_with(values, factors).squared_error; };
  Trend best;
  bool first = true;
  for (const std::array<double, 3>& start : {std::array{pace * 0.1, 0.02, 0.95}, std::array{0.5, 0.3, 0.95}}) {
    const Trend fitted = trend_with(values, minimum<3>(error, box, start, {0.2, 0.1, -0.08}, 80));
    if (first || fitted.squared_error < best.squared_error) best = fitted;
    first = false;
  }
  std::vector<double> forecast(ahead);
  double sum = 0, damping = 1;
  for (double& value : forecast) {
    damping *= best.damping;
    sum += damping;
    value = best.level + sum * best.trend;
  }
  return forecast;
}

}  // namespace dockhand::planning
