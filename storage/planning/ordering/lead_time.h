// This learns how long a supplier takes.
//
// Decides: how likely each number of weeks between an order and its arrival is, from deliveries and from orders that
// are still open: one that is late already says that this supplier is late, long before it comes. Leaves to others:
// where the orders come from (storage/views/planning_views.h).
//
// Source: Kaplan and Meier (1958), "Nonparametric estimation from incomplete observations", with weights that fade.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace dockhand::planning {

inline constexpr std::size_t most_lead_weeks = 52;

// One order line of a supplier, with the days until it came, or for which somebody has waited so far.
struct Delivery {
  std::int32_t days;
  bool open = false;
};

// Whether it says anything yet: an order that is open in its first week does not.
inline bool says_something(const Delivery& one) { return !one.open || one.days >= 7; }

// The smallest numbers of days in which half of them, and nine in ten, come; learned as weeks are. For people: a plan
// looks at weeks.
struct DaysKept {
  std::int32_t half = 0, nine_in_ten = 0;
};
DaysKept days_kept(std::span<const Delivery> deliveries, std::int32_t said);

class LeadTime {
 public:
  LeadTime() : LeadTime(std::vector<double>()) {}  // nothing is known: no week has a chance
  // Learns from deliveries, the oldest first. Each counts half as much as the twelfth after it. `said` are the days
  // that the supplier promises. They count as two deliveries, one of which took half as long again.
  static LeadTime learned(std::span<const Delivery> deliveries, std::int32_t said);
  // Does the same with what all suppliers of the lane have shown, which counts as eight deliveries, and never as more
  // than it was learned from.
  static LeadTime learned(std::span<const Delivery> deliveries, std::int32_t said, const LeadTime& lane,
                          std::size_t of_lane = most_of_lane);
  static LeadTime of_weeks(std::vector<double> chances);  // chances[w] is the chance that it takes w weeks; they sum to
                                                          // 1

  // Says how likely the goods arrive in the w-th week after the order. Week 0 is the week of the order itself.
  const std::vector<double>& chances() const { return *chances_; }
  double mean() const;
  double variance() const;
  std::size_t weeks_kept(double level) const;  // the smallest number of weeks that is kept so often

  static constexpr std::size_t most_of_lane = 8;  // deliveries

 private:
  explicit LeadTime(std::vector<double> chances)
      : chances_(std::make_shared<const std::vector<double>>(std::move(chances))) {}
  // The items of one supplier share them: each item of a large assortment has its copy of a lead time.
  std::shared_ptr<const std::vector<double>> chances_;
};

}  // namespace dockhand::planning
