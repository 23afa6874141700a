#include "storage/planning/demand/assortment.h"

#include <span>

namespace dockhand::planning {

CountPrior prior_of(const std::vector<Demand>& demands) {
  std::vector<std::span<const double>> histories;
  for (const Demand& demand : demands) {
    if (!demand.weeks.empty()) histories.emplace_back(demand.weeks);
  }
  return fit_prior(histories);
}

}  // namespace dockhand::planning
