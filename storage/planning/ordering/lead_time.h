// How long a supplier takes.
//
// Decides: how likely each number of weeks between an order and its arrival is, from deliveries and from orders that
// are still open: one that is late already says that this supplier is late, long before it comes. Leaves to others:
// where the orders come from (storage/views/planning_views.h).
//
// Source: Kaplan and Meier (1958), "Nonparametric estimation from incomplete observations", with weights that fade.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dockhand::planning {

inline constexpr std::size_t most_lead_weeks = 52;

// One order line of a supplier: the days until it came, or that it has been waited for.
struct Delivery {
  std::int32_t days;
  bool open = false;
};

class LeadTime {
 public:
  // Of deliveries, the oldest first. Each counts half as much as the twelfth after it. `said` are the days that the
  // supplier promises: as good as two deliveries of which one is half as late again.
  static LeadTime learned(std::span<const Delivery> deliveries, std::int32_t said);
  // The same with what all suppliers of the lane have shown, which counts as eight deliveries.
  static LeadTime learned(std::span<const Delivery> deliveries, std::int32_t said, const LeadTime& lane);
  static LeadTime of_weeks(std::vector<double> chances);  // chances[w]: of w weeks; they sum to 1

  // How likely it is to arrive in the w-th week after the order; week 0 is the order's own.
  const std::vector<double>& chances() const { return chances_; }
  double mean() const;
  double variance() const;
  std::size_t weeks_kept(double level) const;  // the smallest number of weeks that is kept so often

 private:
  std::vector<double> chances_;
};

}  // namespace dockhand::planning
