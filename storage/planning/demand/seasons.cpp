#include "storage/planning/demand/seasons.h"

#include <algorithm>
#include <cmath>

#include "storage/planning/numbers.h"

namespace dockhand::planning {
namespace {

constexpr double least_season = 0.05;  // of a multiplying index: what is divided by it stays finite

double autocovariance(std::span<const double> values, double mean, std::size_t lag) {
  double sum = 0;
  for (std::size_t t = lag; t < values.size(); ++t) sum += (values[t] - mean) * (values[t - lag] - mean);
  return sum;
}

bool seasonal(std::span<const double> values, std::size_t period) {
  const double mean = mean_of(values);
  const double variance = autocovariance(values, mean, 0);
  if (variance <= 0) return false;
  double squares = 0;
  for (std::size_t lag = 1; lag < period; ++lag) {
    const double r = autocovariance(values, mean, lag) / variance;
    squares += r * r;
  }
  const double r = autocovariance(values, mean, period) / variance;
  return std::fabs(r) > std::sqrt((1 + 2 * squares) / static_cast<double>(values.size()));
}

// The mean of the year around `t`; of an even period its two ends count half each.
double around(std::span<const double> values, std::size_t t, std::size_t period) {
  const std::size_t half = period / 2;
  double sum = 0;
  for (std::size_t k = t - half; k <= t + half; ++k) sum += values[k];
  if (period % 2 == 0) sum -= 0.5 * (values[t - half] + values[t + half]);
  return sum / static_cast<double>(period);
}

}  // namespace

Seasons Seasons::of(std::span<const double> values, std::size_t period) {
  Seasons seasons;
  if (period < 2 || values.size() < 3 * period) return seasons;
  const std::size_t together = period >= 26 && period % 4 == 0 ? 4 : 1;
  // Single weeks differ by so much luck that the test finds few of the seasons that are there. Of weeks the shrinkage
  // alone decides, which compares whole years.
  if (together == 1 && !seasonal(values, period)) return seasons;
  seasons.period_ = period;
  seasons.together_ = together;
  seasons.multiplies_ = *std::min_element(values.begin(), values.end()) > 0;
  const std::size_t half = period / 2;
  std::vector<double> ratios;
  for (std::size_t t = half; t + half < values.size(); ++t) {
    const double level = around(values, t, period);
    ratios.push_back(seasons.multiplies_ ? values[t] / level : values[t] - level);
  }
  seasons.average(ratios, half);
  seasons.shrink(ratios, half);
  return seasons;
}

void Seasons::average(std::span<const double> ratios, std::size_t first) {
  index_.assign(period_ / together_, 0);
  std::vector<double> counts(index_.size(), 0);
  for (std::size_t k = 0; k < ratios.size(); ++k) {
    index_at(first + k) += ratios[k];
    counts[(first + k) % period_ / together_] += 1;
  }
  for (std::size_t i = 0; i < index_.size(); ++i) index_[i] /= counts[i];
  const double mean = mean_of(index_);
  for (double& index : index_) index = multiplies_ ? index / mean : index - mean;
}

// Returns the variance of an index, as the same weeks of several years differ. A level that walks up and down has the
// same sign for many weeks on end, which looks like a season until the next year.
double Seasons::error_between_years(std::span<const double> ratios, std::size_t first) const {
  const std::size_t count = index_.size();
  std::vector<double> sums(((first + ratios.size()) / period_ + 1) * count, 0), seen(sums.size(), 0);
  for (std::size_t k = 0; k < ratios.size(); ++k) {
    const std::size_t at = (first + k) / period_ * count + (first + k) % period_ / together_;
    sums[at] += ratios[k];
    seen[at] += 1;
  }
  double squares = 0, freedom = 0, years = 0;  // years: of all indices together
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<double> means;
    for (std::size_t at = i; at < sums.size(); at += count) {
      if (2 * seen[at] >= static_cast<double>(together_)) means.push_back(sums[at] / seen[at]);
    }
    if (means.size() < 2) continue;
    const double mean = mean_of(means);
    for (const double one : means) squares += (one - mean) * (one - mean);
    freedom += static_cast<double>(means.size()) - 1;
    years += static_cast<double>(means.size());
  }
  return freedom > 0 ? squares / freedom / (years / static_cast<double>(count)) : 0;
}

void Seasons::shrink(std::span<const double> ratios, std::size_t first) {
  const auto count = static_cast<double>(index_.size());
  const double middle = multiplies_ ? 1 : 0;
  double between = 0, within = 0;
  for (const double index : index_) between += (index - middle) * (index - middle) / count;
  for (std::size_t k = 0; k < ratios.size(); ++k) {
    const double off = ratios[k] - index_at(first + k);
    within += off * off;
  }
  const auto seen = static_cast<double>(ratios.size());
  double error = within / std::max(1.0, seen - count) / (seen / count);
  if (together_ > 1) error = std::max(error, error_between_years(ratios, first));
  const double kept = between > 0 ? std::max(0.0, 1 - (count - 3) / count * error / between) : 0;
  for (double& index : index_) {
    index = middle + kept * (index - middle);
    if (multiplies_) index = std::max(index, least_season);
  }
}

double Seasons::without(double value, std::size_t t) const {
  if (none()) return value;
  const double index = index_at(t);
  return multiplies_ ? value / index : value - index;
}

double Seasons::with(double value, std::size_t t) const {
  if (none()) return value;
  const double index = index_at(t);
  return multiplies_ ? value * index : value + index;
}

double Seasons::spread(double value, std::size_t t) const {
  return none() || !multiplies_ ? value : value * index_at(t);
}

std::vector<double> Seasons::without(std::span<const double> values) const {
  std::vector<double> bare(values.begin(), values.end());
  for (std::size_t t = 0; t < bare.size(); ++t) bare[t] = without(bare[t], t);
  return bare;
}

}  // namespace dockhand::planning
