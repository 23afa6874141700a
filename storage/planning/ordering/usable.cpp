#include "storage/planning/ordering/usable.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace dockhand::planning {

double expected_within(const Forecast& forecast, double days) {
  const double weeks = std::max(0.0, days) / 7, whole_weeks = std::floor(weeks);
  if (forecast.mean.empty()) return 0;
  const auto whole = static_cast<std::size_t>(whole_weeks);
  return forecast.total(0, whole).mean + (weeks - whole_weeks) * forecast.total(whole, 1).mean;
}

double left_too_old(std::span<const Dated> ending, const Forecast& forecast, double owed, std::int32_t within) {
  std::vector<Dated> by_day(ending.begin(), ending.end());
  std::sort(by_day.begin(), by_day.end(), [](const Dated& a, const Dated& b) { return a.days < b.days; });
  double sold = 0, left = 0;
  for (const Dated& one : by_day) {
    if (one.days > within) break;
    const double asked = owed + expected_within(forecast, one.days + 1.0);
    const double sells = std::clamp(asked - sold, 0.0, one.units);
    sold += sells;
    left += one.units - sells;
  }
  return left;
}

double comes_after(std::span<const Dated> arriving, std::int32_t days) {
  double units = 0;
  for (const Dated& one : arriving) units += one.days > days ? one.units : 0;
  return units;
}

std::int32_t first_after(std::span<const Dated> arriving, std::int32_t days) {
  std::int32_t first = days;
  for (const Dated& one : arriving) {
    if (one.days > days && (first == days || one.days < first)) first = one.days;
  }
  return first;
}

}  // namespace dockhand::planning
