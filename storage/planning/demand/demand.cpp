#include "storage/planning/demand/demand.h"

#include <algorithm>

#include "storage/model/quantity.h"

namespace dockhand::planning {

std::optional<Doubted> bound_one(std::vector<double>& periods) {
  constexpr std::ptrdiff_t others_that_judge = 4;
  const auto sold = [](double units) { return units > 0; };
  if (std::count_if(periods.begin(), periods.end(), sold) <= others_that_judge) return std::nullopt;
  const auto largest = std::max_element(periods.begin(), periods.end());
  double others = 0;
  for (auto period = periods.begin(); period != periods.end(); ++period) {
    if (period != largest) others = std::max(others, *period);
  }
  if (*largest <= times_unlike * others) return std::nullopt;
  const Doubted doubted{static_cast<std::size_t>(largest - periods.begin()), *largest};
  *largest = times_unlike * others;
  return doubted;
}

Date monday_of(Date day) {
  constexpr std::int32_t days = 7, thursday = 3;  // day 0 was a Thursday
  const std::int32_t since = (day.days() + thursday) % days;
  return Date::from_days(day.days() - (since < 0 ? since + days : since));
}

Demand weekly(std::span<const DemandLine> lines, Date today) {
  constexpr std::int64_t days = 7;
  const Date until = monday_of(today);
  const auto weeks_ago = [&](const DemandLine& line) {  // 0 is the last whole week
    return (std::int64_t{until.days()} - 1 - line.day.days()) / days;
  };
  const auto counts = [&](const DemandLine& line) {
    return line.units > 0 && line.day < until && weeks_ago(line) < static_cast<std::int64_t>(most_weeks);
  };
  std::int64_t oldest = -1;
  for (const DemandLine& line : lines) {
    if (counts(line)) oldest = std::max(oldest, weeks_ago(line));
  }
  Demand demand{until, {}, {}};
  demand.weeks.assign(static_cast<std::size_t>(oldest + 1), 0);
  demand.orders.assign(demand.weeks.size(), 0);
  for (const DemandLine& line : lines) {
    if (!counts(line)) continue;
    const auto week = static_cast<std::size_t>(oldest - weeks_ago(line));
    demand.weeks[week] += static_cast<double>(std::min(line.units, Quantity::max));
    demand.orders[week] += static_cast<double>(line.lines);
  }
  return demand;
}

}  // namespace dockhand::planning
