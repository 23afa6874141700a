#include "storage/planning/ordering/saved.h"

#include <algorithm>

namespace dockhand::planning {
namespace {

// Returns the units that wait: what stands below 0 without what is kept back, or is known to wait beside it.
double waits_at(const Candidate& of, double position) {
  return std::clamp(-position, 0.0, std::max({0.0, of.waiting, -(position + of.kept_back)}));
}

}  // namespace

double units_saved(const Item& item, const Planned& plan, const SupplySource& source, double position, double order) {
  const Protection until_it_comes(item.forecast, 0, source.lead, 0);
  const auto would_wait = [&](double stock) {
    return plan.protection.short_of(stock) - until_it_comes.short_of(stock);
  };
  const double owed = std::min(order, waits_at(item.candidate, position));
  return owed + std::max(0.0, would_wait(std::max(0.0, position)) - would_wait(std::max(0.0, position + order)));
}

double lines_saved(const Item& item, const Planned& plan, double saved, double position) {
  const Candidate& of = item.candidate;
  const double owed = std::min({saved, std::max(0.0, -position), of.waiting});
  const double known = of.waiting > 0 ? of.waiting_lines * owed / of.waiting : 0;
  const double by_history = plan.lines_weekly / std::max(plan.weekly, 1e-6);
  const double by_waiting = of.waiting > 0 ? of.waiting_lines / of.waiting : 0;
  return known + (saved - owed) * std::max(by_history, by_waiting);
}

}  // namespace dockhand::planning
