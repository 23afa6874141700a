#include "storage/planning/demand/seasons.h"

#include <algorithm>
#include <cmath>

#include "storage/planning/demand/waves.h"
#include "storage/planning/numbers.h"

namespace dockhand::planning {
namespace {

constexpr double worth_a_wave = 2;     // times what it has by chance: two numbers are learned for it
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
  // The first and the last half year have no whole year around them. Of weeks they are a third of what there is to
  // learn from, and the nearest whole year stands in.
  const std::size_t half = period / 2, last = values.size() - 1 - half, first = together == 1 ? half : 0;
  std::vector<double> ratios;
  for (std::size_t t = first; t + first < values.size(); ++t) {
    const double level = around(values, std::clamp(t, half, last), period);
    ratios.push_back(seasons.multiplies_ ? values[t] / level : values[t] - level);
  }
  seasons.average(ratios, first);
  const double error = seasons.error_of_index(ratios, first);
  if (together == 1) {
    seasons.shrink(error);
  } else {
    seasons.shrink_waves(ratios, error);
  }
  if (!seasons.multiplies_) return seasons;
  for (double& index : seasons.index_) index = std::max(index, least_season);
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

// Returns the variance of an index, as single values differ.
double Seasons::error_of_index(std::span<const double> ratios, std::size_t first) const {
  const auto count = static_cast<double>(index_.size()), seen = static_cast<double>(ratios.size());
  double within = 0;
  for (std::size_t k = 0; k < ratios.size(); ++k) {
    const double off = ratios[k] - index_at(first + k);
    within += off * off;
  }
  return within / std::max(1.0, seen - count) / (seen / count);
}

void Seasons::shrink(double error) {
  const auto count = static_cast<double>(index_.size());
  double between = 0;
  for (const double index : index_) between += (index - none_is()) * (index - none_is()) / count;
  const double kept = between > 0 ? std::max(0.0, 1 - (count - 3) / count * error / between) : 0;
  for (double& index : index_) index = none_is() + kept * (index - none_is());
}

namespace {

using Shape = std::vector<double>;

// Returns one shape for each whole year, in means of as many neighbours as share an index.
std::vector<Shape> years_of(std::span<const double> ratios, std::size_t positions, std::size_t together) {
  std::vector<Shape> years(ratios.size() / (positions * together), Shape(positions, 0));
  for (std::size_t k = 0; k < years.size() * positions * together; ++k) {
    years[k / (positions * together)][k / together % positions] += ratios[k] / static_cast<double>(together);
  }
  return years;
}

// Returns the energy that the mean of a wave has by chance, as it differs from year to year. A level that walks has the
// same sign for many weeks on end, which looks like a long wave until the next year.
double energy_by_chance(const Waves& waves, std::span<const Shape> years, std::size_t times) {
  const auto count = static_cast<double>(years.size());
  Waves::Wave mean;
  std::vector<Waves::Wave> each;
  each.reserve(years.size());
  for (const Shape& year : years) {
    each.push_back(waves.of(year, times));
    mean.cosine += each.back().cosine / count;
    mean.sine += each.back().sine / count;
  }
  double energy = 0;
  for (const Waves::Wave& one : each) {
    energy += Waves::Wave{one.cosine - mean.cosine, one.sine - mean.sine}.energy();
  }
  return energy / (count - 1) / count;
}

double variance_between(std::span<const Shape> years) {
  const auto count = static_cast<double>(years.size());
  double squares = 0;
  for (std::size_t i = 0; i < years.front().size(); ++i) {
    double mean = 0;
    for (const Shape& year : years) mean += year[i] / count;
    for (const Shape& year : years) squares += (year[i] - mean) * (year[i] - mean);
  }
  return squares / static_cast<double>(years.front().size()) / (count - 1) / count;
}

}  // namespace

// `ratios` begin with the first position of a year.
void Seasons::shrink_waves(std::span<const double> ratios, double error) {
  const std::vector<Shape> years = years_of(ratios, index_.size(), together_);
  const double by_single = std::max(error, variance_between(years)) * 2 / static_cast<double>(index_.size());
  const Waves waves(index_.size());
  const Shape all = index_;
  std::fill(index_.begin(), index_.end(), none_is());
  for (std::size_t times = 1; times <= waves.most(); ++times) {
    const Waves::Wave wave = waves.of(all, times);
    const double chance = std::max(by_single, energy_by_chance(waves, years, times));
    const double kept = wave.energy() > 0 ? std::max(0.0, 1 - worth_a_wave * chance / wave.energy()) : 0;
    for (std::size_t i = 0; i < index_.size(); ++i) index_[i] += kept * waves.at(wave, times, i);
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
