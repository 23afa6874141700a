#include "storage/planning/ordering/sources.h"

#include <algorithm>

#include "storage/planning/demand/demand.h"

namespace dockhand::planning {
namespace {

constexpr double hardly_more = 1.01;
constexpr double too_unsure = 0.7;
constexpr double clearly_surer = 0.2;

}  // namespace

double yearly_cost(const Planned& item, double line_worth, const Costs& costs) {
  const double level = reorder_level(item, line_worth, costs);
  const double yearly = item.weekly * static_cast<double>(weeks_a_year);
  const double quantity = std::max(1.0, item.quantity);
  const double stock = std::max(0.0, level - item.protection.mean()) + quantity / 2;
  const double waiting = item.lines_weekly * static_cast<double>(weeks_a_year) * (1 - expected_service(item, level));
  return item.buying.price * yearly + held_yearly(item.buying, costs) * stock + costs.order * yearly / quantity +
         line_worth * waiting;
}

double cost_of_order(const Planned& item, const SupplySource& source, double part, const Waits& waits,
                     double line_worth, const Costs& costs) {
  return part * yearly_cost(item, line_worth, costs) + waits.units * item.buying.price +
         line_worth * waits.lines * source.lead.mean();
}

std::size_t best_source(std::span<const double> costs, std::span<const SupplySource> sources) {
  const double least = *std::min_element(costs.begin(), costs.end());
  std::size_t best = costs.size();
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (costs[i] > least * hardly_more) continue;
    const bool better = best == costs.size() || sources[i].rank < sources[best].rank ||
                        (sources[i].rank == sources[best].rank && costs[i] < costs[best]);
    if (better) best = i;
  }
  return best;
}

double chance_within(const LeadTime& lead, double days) {
  double chance = 0;
  for (std::size_t week = 0; week < lead.chances().size() && 7 * static_cast<double>(week) <= days; ++week) {
    chance += lead.chances()[week];
  }
  return chance;
}

std::optional<std::size_t> backup_source(std::span<const SupplySource> sources, std::size_t best, double days_left) {
  if (chance_within(sources[best].lead, days_left) >= too_unsure) return std::nullopt;
  std::optional<std::size_t> backup;
  double most = clearly_surer;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    // Where nobody can come in time, the sooner one is compared on the day on which it probably comes.
    const double comes = 7 * static_cast<double>(sources[i].lead.weeks_kept(too_unsure));
    const double day = std::max(days_left, comes);
    const double surer = chance_within(sources[i].lead, day) - chance_within(sources[best].lead, day);
    if (i == best || surer < most) continue;
    most = surer;
    backup = i;
  }
  return backup;
}

}  // namespace dockhand::planning
