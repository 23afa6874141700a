#include "storage/planning/ordering/protection.h"

#include <algorithm>
#include <cmath>

#include "storage/planning/numbers.h"

namespace dockhand::planning {
namespace {

constexpr double steps = 400;
constexpr double negligible = 1e-4;  // a lead time with a smaller chance is left out

}  // namespace

Protection::Protection(const Forecast& forecast, std::size_t first, const LeadTime& lead, std::size_t review) {
  double most = 0;
  for (std::size_t week = 0; week < lead.chances().size(); ++week) {
    if (lead.chances()[week] < negligible) continue;
    const Forecast::Total total = forecast.total(first, week + review);
    most = std::max(most, total.mean + 6 * std::sqrt(total.variance));
  }
  unit_ = std::max(1.0, std::ceil(most / steps));
  mass_.assign(static_cast<std::size_t>(most / unit_) + 2, 0);
  for (std::size_t week = 0; week < lead.chances().size(); ++week) {
    const double share = lead.chances()[week];
    if (share >= negligible) add(share, forecast.total(first, week + review));
  }
  double rest = 0;
  for (const double share : mass_) rest += share;
  for (const double share : mass_) beyond_.push_back(rest = std::max(0.0, rest - share));
}

// A negative binomial of steps. Far above 0 its first probability is too small for a number, so that it is begun within
// reach of the mean.
void Protection::add(double share, const Forecast::Total& total) {
  mean_ += share * total.mean;
  const double mean = total.mean / unit_;
  const double variance = std::max(total.variance / (unit_ * unit_), mean * 1.0001 + 1e-9);
  if (mean < 1e-9) {
    mass_[0] += share;
    return;
  }
  const double size = mean * mean / (variance - mean), failing = mean / (size + mean);
  const double low = std::max(0.0, std::floor(mean - 8 * std::sqrt(variance)));
  double probability = exp_of(Counts(mean, size).log_probability(low));
  for (auto count = static_cast<std::size_t>(low); count < mass_.size(); ++count) {
    mass_[count] += share * probability;
    const auto n = static_cast<double>(count);
    probability *= (n + size) / (n + 1) * failing;
    if (probability < 1e-12 && n > mean) break;
  }
}

double Protection::short_of(double stock) const {
  if (stock < 0) return mean_ - stock;
  double sum = 0;
  for (auto step = static_cast<std::size_t>(stock / unit_); step < beyond_.size(); ++step) sum += beyond_[step] * unit_;
  return sum;
}

double Protection::stock_for(double risk) const {
  const auto found = std::partition_point(beyond_.begin(), beyond_.end(), [&](double more) { return more > risk; });
  return static_cast<double>(found - beyond_.begin()) * unit_;
}

}  // namespace dockhand::planning
