#include "storage/planning/demand/single.h"

#include <algorithm>
#include <cmath>

namespace dockhand::planning {
namespace {

constexpr std::size_t each_side = 6;  // weeks: a quarter in all
constexpr double unlike = 4;
constexpr double of_normal = 1.4826;  // the standard deviation of a normal distribution, in median distances

double median_of(std::vector<double>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

// No week is surer than a Poisson count.
std::vector<double> without_single(std::span<const double> values) {
  std::vector<double> result(values.begin(), values.end());
  std::vector<double> around;
  for (std::size_t t = 0; t < values.size(); ++t) {
    const std::size_t first = t < each_side ? 0 : t - each_side, end = std::min(values.size(), t + each_side + 1);
    around.assign(values.begin() + static_cast<std::ptrdiff_t>(first),
                  values.begin() + static_cast<std::ptrdiff_t>(end));
    const double median = median_of(around);
    for (double& value : around) value = std::fabs(value - median);
    const double usual = std::max(of_normal * median_of(around), std::sqrt(std::fabs(median)));
    result[t] = std::clamp(values[t], median - unlike * usual, median + unlike * usual);
  }
  return result;
}

}  // namespace dockhand::planning
