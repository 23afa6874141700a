#include "storage/planning/demand/theta.h"

#include <algorithm>
#include <array>

#include "storage/planning/demand/smoothing.h"
#include "storage/planning/minimum.h"
#include "storage/planning/numbers.h"

namespace dockhand::planning {
namespace {

// The model runs along the history and beyond it, where its own forecasts stand in for the values. Its error is linear
// in the first level, which is therefore solved for; only alpha (how fast the level follows) and theta are searched.
class DynamicTheta {
 public:
  DynamicTheta(double alpha, double theta) : alpha_(alpha), slope_share_(1 - 1 / theta) {}

  // Returns what the line through all values so far adds to the level.
  double drift() const {
    const double left = power_ * (1 - alpha_);
    return slope_share_ * (power_ * start_ + (1 - left) / alpha_ * slope_);
  }
  void take(double value) {
    const double before = mean_;
    ++t_;
    mean_ = ((t_ - 1) * mean_ + value) / t_;
    slope_ = t_ == 1 ? 0 : ((t_ - 2) * slope_ + 6 / t_ * (value - before)) / (t_ + 1);
    start_ = mean_ - (t_ + 1) / 2 * slope_;
    power_ *= 1 - alpha_;
  }

 private:
  double alpha_, slope_share_;
  double t_ = 0, mean_ = 0, slope_ = 0, start_ = 0;
  double power_ = 1;  // (1 - alpha)^(t - 1)
};

struct Fitted {
  DynamicTheta model;
  double level;
  double squared_error;
};

Fitted fitted(std::span<const double> values, double alpha, double theta) {
  DynamicTheta model(alpha, theta);
  double known = 0, weight = 1;  // level = known + weight * first level
  double weights = 0, both = 0, squares = 0;
  std::size_t t = 0;
  for (const double value : values) {
    const double rest = value - known - model.drift();
    if (++t >= 3) {  // before the third value there is no line
      weights += weight * weight;
      both += rest * weight;
      squares += rest * rest;
    }
    known = alpha * value + (1 - alpha) * known;
    weight *= 1 - alpha;
    model.take(value);
  }
  const double first = weights > 1e-12 ? both / weights : values.front() / 2;
  return {model, known + weight * first, squares - 2 * first * both + first * first * weights};
}

}  // namespace

std::vector<double> theta(std::span<const double> values, std::size_t ahead, double pace) {
  if (values.size() < 3) return std::vector<double>(ahead, values.back());
  const Line line = line_through(values);
  std::vector<double> twice(values.size());
  for (std::size_t t = 0; t < values.size(); ++t) twice[t] = 2 * values[t] - line.at(static_cast<double>(t + 1));
  const double level = fit_level(twice, pace * least_following).last;
  std::vector<double> forecast(ahead);
  for (std::size_t h = 0; h < ahead; ++h) {
    forecast[h] = 0.5 * (level + line.at(static_cast<double>(values.size() + h + 1)));
  }
  return forecast;
}

std::vector<double> dynamic_theta(std::span<const double> values, std::size_t ahead, double pace) {
  if (values.size() < 5) return theta(values, ahead, pace);
  const auto error = [&](const std::array<double, 2>& at) { return fitted(values, at[0], at[1]).squared_error; };
  const auto [alpha, shape] =
      minimum<2>(error, Bounds<2>{{pace * 0.1, 1}, {0.99, 10000}}, {pace * 0.5, 2}, {pace * 0.25, 1}, 80);
  Fitted best = fitted(values, alpha, shape);
  std::vector<double> forecast(ahead);
  for (double& value : forecast) {
    value = best.level + best.model.drift();
    best.level = alpha * value + (1 - alpha) * best.level;
    best.model.take(value);
  }
  return forecast;
}

}  // namespace dockhand::planning
