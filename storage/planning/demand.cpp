#include "storage/planning/demand.h"

#include <algorithm>

#include "storage/model/quantity.h"

namespace dockhand::planning {

Demand weekly(std::span<const DemandLine> lines, Date today) {
  constexpr std::int64_t days = 7;
  const auto weeks_ago = [&](const DemandLine& line) {  // 0: the week that ends before today
    return (std::int64_t{today.days()} - 1 - line.day.days()) / days;
  };
  const auto counts = [&](const DemandLine& line) {
    return line.units > 0 && line.day < today && weeks_ago(line) < static_cast<std::int64_t>(most_weeks);
  };
  std::int64_t oldest = -1;
  for (const DemandLine& line : lines) {
    if (counts(line)) oldest = std::max(oldest, weeks_ago(line));
  }
  Demand demand{today, {}, {}};
  demand.weeks.assign(static_cast<std::size_t>(oldest + 1), 0);
  demand.orders.assign(demand.weeks.size(), 0);
  for (const DemandLine& line : lines) {
    if (!counts(line)) continue;
    const auto week = static_cast<std::size_t>(oldest - weeks_ago(line));
    demand.weeks[week] += static_cast<double>(std::min(line.units, Quantity::max));
    demand.orders[week] += 1;
  }
  return demand;
}

}  // namespace dockhand::planning
