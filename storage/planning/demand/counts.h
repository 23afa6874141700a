// The forecast of an item that sells now and then: a distribution of counts, not a number.
//
// Decides: how a rate of sale is learned from few sales (a Gamma prior that all items share, a Poisson rate that fades
// back to it), and that what comes is negative binomial; how fast items come and go, by likelihood over the assortment.
// Leaves to others: which items sell so (storage/planning/demand/forecast.h).
//
// Sources: Harvey and Fernandes (1989), "Time series models for count or qualitative observations" (the fading
// Gamma-Poisson filter).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dockhand::planning {

// A negative binomial distribution with a mean and a size. Its variance is mean + mean^2 / size.
class Counts {
 public:
  Counts(double mean, double size);  // size above 0; a mean of 0 or less: always 0

  double mean() const { return mean_; }
  double size() const { return size_; }
  double variance() const { return mean_ + mean_ * mean_ / size_; }
  double log_probability(double count) const;
  // Returns the smallest count that is not exceeded with probability `level`, 0 < level < 1. When the mean is above
  // 1,000, it is a multiple of the mean's thousandth.
  double quantile(double level) const;

 private:
  double mean_, size_;
};

// Says what an item is like before it sold anything, and how fast it changes. It is learned once for an assortment.
struct CountPrior {
  double shape = 0.5;       // the shape of the Gamma distribution of rates
  double mean = 0.5;        // the mean of the rates, for one period
  double memory = 0.97;     // what is left of a period's evidence a period later, 0 to 1
  double dispersion = 1.0;  // size of one period's counts at a known rate: small where single orders are large
  bool learned = true;      // no: of too few items and periods, so that a short history says more by itself
};
// Fits the prior by the likelihood of at most 600 of the histories. Without any history it is as above. A period of 30
// times what its item usually sells, or of 1,000 times what items usually sell, teaches as much as that and no more:
// one absurd row does not change the forecasts of the other items.
CountPrior fit_prior(const std::vector<std::span<const double>>& histories);

// Returns what the next period brings, after `values`.
Counts next_count(std::span<const double> values, const CountPrior& prior);

}  // namespace dockhand::planning
