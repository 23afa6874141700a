// Seasons: which share of a typical period each period of the year has.
//
// Decides: whether a history has seasons at all, and their indices: classical decomposition, each index drawn towards
// "no season" by as much of their spread as is noise. Of weeks that alone decides, for each wave of the year by itself:
// what goes up and down once a year is seen long before what is so of single weeks.
// Leaves to others: forecasting what is left (storage/planning/demand/smooth.h).
//
// Sources: the test of the M4 competition, with a limit of 1.0 instead of 1.645, because with shrunk indices a season
// that does not exist costs little; Miller and Williams (2003), "Shrinkage estimators of time series seasonal factors".
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace dockhand::planning {

class Seasons {
 public:
  Seasons() = default;  // none
  // `period` is how many values a year has; `values` has no gaps. When the values are weeks, four neighbours share an
  // index, because a few years are too little to learn 52 of them.
  static Seasons of(std::span<const double> values, std::size_t period);

  bool none() const { return index_.empty(); }
  // The value at position `t`, which is in the history or after it: without its season, and with it.
  double without(double value, std::size_t t) const;
  double with(double value, std::size_t t) const;
  // Returns what a spread around the level becomes at `t`.
  double spread(double value, std::size_t t) const;
  std::vector<double> without(std::span<const double> values) const;

 private:
  double& index_at(std::size_t t) { return index_[t % period_ / together_]; }
  double index_at(std::size_t t) const { return index_[t % period_ / together_]; }
  void average(std::span<const double> ratios, std::size_t first);
  double error_of_index(std::span<const double> ratios, std::size_t first) const;
  void shrink(double error);
  void shrink_waves(std::span<const double> ratios, double error);
  double none_is() const { return multiplies_ ? 1 : 0; }

  std::size_t period_ = 1, together_ = 1;
  std::vector<double> index_;
  bool multiplies_ = true;
};

}  // namespace dockhand::planning
