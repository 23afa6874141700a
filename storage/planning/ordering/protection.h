// What may be asked for until an order that is placed after the next review has come.
//
// Decides: the distribution of that demand: over every lead time, weighted by how likely it is, a negative binomial of
// the forecast's mean and variance. Leaves to others: how much of it is covered (storage/planning/ordering/reorder.h).
#pragma once

#include <cstddef>
#include <vector>

#include "storage/planning/demand/forecast.h"
#include "storage/planning/ordering/lead_time.h"

namespace dockhand::planning {

class Protection {
 public:
  // Begins with period `first` of the forecast. `review` is the number of weeks between two looks at the stock.
  Protection(const Forecast& forecast, std::size_t first, const LeadTime& lead, std::size_t review);

  double mean() const { return mean_; }
  // Returns how many units are asked for beyond `stock`, in the mean.
  double short_of(double stock) const;
  // Returns the smallest stock beyond which is asked for with at most this probability. It is counted in steps, of
  // which there are at most some hundreds.
  double stock_for(double risk) const;

 private:
  void add(double share, const Forecast::Total& total);

  double unit_ = 1;             // units in a step
  std::vector<double> mass_;    // the probability of 0, 1, 2 ... steps
  std::vector<double> beyond_;  // the probability of more than 0, 1, 2 ... steps
  double mean_ = 0;
};

}  // namespace dockhand::planning
