#include "storage/planning/demand/counts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <utility>

#include "storage/planning/minimum.h"
#include "storage/planning/numbers.h"

namespace dockhand::planning {
namespace {

constexpr double coarse_from = 1000;  // means above are counted in thousandths of themselves
constexpr double most_of_own = 30;    // a period of more than so many usual ones of its item is a mistake, or a wonder
constexpr double most_of_all = 1000;  // the same for an item that sells far more than the others
constexpr std::size_t few_items = 8, few_periods = 64;

// The smallest count whose summed probability reaches `level`; each probability follows from the one before.
double counted_quantile(double mean, double size, double level) {
  const double failing = mean / (size + mean);
  double probability = exp_of(size * log_of(size / (size + mean)));
  if (probability <= 0)
    return std::max(0.0, std::floor(mean + normal_quantile(level) * std::sqrt(mean / (1 - failing)) + 0.5));
  double sum = probability, count = 0;
  const double most = mean + 60 * std::sqrt(mean / (1 - failing)) + 60;
  while (sum < level && count < most) {
    count += 1;
    probability *= (count - 1 + size) / count * failing;
    sum += probability;
  }
  return count;
}

// A Gamma distribution (shape, rate). In every period it fades to its prior and then takes what was seen.
class Rate {
 public:
  explicit Rate(const CountPrior& prior)
      : prior_(prior), first_rate_(prior.shape / prior.mean), shape_(prior.shape), rate_(first_rate_) {}

  void fade() {
    shape_ = prior_.memory * shape_ + (1 - prior_.memory) * prior_.shape;
    rate_ = prior_.memory * rate_ + (1 - prior_.memory) * first_rate_;
  }
  // A count that single orders make jump says less of the rate.
  void take(double count) {
    const double weight = prior_.dispersion / (prior_.dispersion + shape_ / rate_);
    shape_ += count * weight;
    rate_ += weight;
  }
  Counts next() const { return {shape_ / rate_, 1 / (1 / shape_ + 1 / prior_.dispersion)}; }

 private:
  const CountPrior& prior_;
  double first_rate_, shape_, rate_;
};

double log_likelihood(std::span<const double> values, const CountPrior& prior) {
  const std::size_t from = std::min<std::size_t>(6, values.size() / 2);
  Rate rate(prior);
  double sum = 0;
  for (std::size_t t = 0; t < values.size(); ++t) {
    rate.fade();
    if (t >= from) sum += rate.next().log_probability(values[t]);
    rate.take(values[t]);
  }
  return sum;
}

CountPrior prior_at(const std::array<double, 4>& point) {
  return {exp_of(point[0]), exp_of(point[1]), 1 / (1 + exp_of(-point[2])), exp_of(point[3]), true};
}

}  // namespace

Counts::Counts(double mean, double size) : mean_(std::max(mean, 0.0)), size_(std::max(size, 1e-6)) {}

double Counts::log_probability(double count) const {
  if (mean_ <= 0) return count > 0 ? -700 : 0;
  const double at_zero = size_ * log_of(size_ / (size_ + mean_));
  if (count <= 0) return at_zero;
  return log_gamma(count + size_) - log_gamma(size_) - log_gamma(count + 1) + at_zero +
         count * log_of(mean_ / (size_ + mean_));
}

double Counts::quantile(double level) const {
  if (mean_ <= 0) return 0;
  if (mean_ <= coarse_from) return counted_quantile(mean_, size_, level);
  const double unit = mean_ / coarse_from;
  return unit * counted_quantile(coarse_from, size_, level);
}

namespace {

// Returns the lower one of the two in the middle, and 0 without any.
double middle_of(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// What a period of this item usually sells, when it sells anything.
double usual_of(std::span<const double> values) {
  std::vector<double> sold;
  sold.reserve(values.size());
  std::copy_if(values.begin(), values.end(), std::back_inserter(sold), [](double value) { return value > 0; });
  return middle_of(std::move(sold));
}

// Returns the most that a period of each history teaches about the others.
std::vector<double> most_taught(const std::vector<std::span<const double>>& histories) {
  std::vector<double> most;
  most.reserve(histories.size());
  for (const auto& values : histories) most.push_back(usual_of(values));
  std::vector<double> sold;
  sold.reserve(most.size());
  std::copy_if(most.begin(), most.end(), std::back_inserter(sold), [](double usual) { return usual > 0; });
  const double of_all = most_of_all * middle_of(std::move(sold));
  for (double& usual : most) usual = std::min(most_of_own * usual, of_all);
  return most;
}

std::vector<double> at_most(std::span<const double> values, double most) {
  std::vector<double> taught(values.begin(), values.end());
  for (double& value : taught) value = std::min(value, most);
  return taught;
}

}  // namespace

CountPrior fit_prior(const std::vector<std::span<const double>>& histories) {
  const std::vector<double> most = most_taught(histories);
  double sum = 0, periods = 0;
  for (std::size_t i = 0; i < histories.size(); ++i) {
    for (const double value : histories[i]) sum += std::min(value, most[i]);
    periods += static_cast<double>(histories[i].size());
  }
  if (sum <= 0) return {};
  constexpr std::size_t enough = 600;
  const std::size_t step = std::max<std::size_t>(1, histories.size() / enough);
  std::vector<std::vector<double>> taught;
  taught.reserve(histories.size() / step + 1);
  for (std::size_t i = 0; i < histories.size(); i += step) taught.push_back(at_most(histories[i], most[i]));
  const auto loss = [&](const std::array<double, 4>& point) {
    const CountPrior prior = prior_at(point);
    double likelihood = 0;
    for (const std::vector<double>& values : taught) likelihood += log_likelihood(values, prior);
    return -likelihood;
  };
  const Bounds<4> box{{-6, -8, -3, -5}, {6, 20, 8, 6}};
  CountPrior prior =
      prior_at(minimum<4>(loss, box, {log_of(0.5), log_of(sum / periods), 3, 0}, {0.7, 0.5, -1, 1}, 160));
  prior.learned = histories.size() >= few_items || periods >= static_cast<double>(few_periods);
  return prior;
}

Counts next_count(std::span<const double> values, const CountPrior& prior) {
  Rate rate(prior);
  for (const double value : values) {
    rate.fade();
    rate.take(value);
  }
  return rate.next();
}

}  // namespace dockhand::planning
