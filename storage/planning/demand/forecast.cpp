#include "storage/planning/demand/forecast.h"

#include <algorithm>
#include <cmath>

#include "storage/planning/demand/seasons.h"
#include "storage/planning/demand/smooth.h"
#include "storage/planning/numbers.h"

namespace dockhand::planning {
namespace {

constexpr double intermittent_from = 0.35;  // share of periods without demand
constexpr std::size_t few = 8;              // periods in which there is neither trend nor season to be seen
constexpr double most = 1e9;                // of a period; a Quantity has the same limit
constexpr std::size_t lately_weeks = 78;
constexpr double least_level = 0.02;  // units in a week
constexpr double level_doubt = 0.01;  // the square of a tenth of the level

std::vector<double> sane(std::span<const double> values) {
  std::vector<double> result(values.begin(), values.end());
  for (double& value : result) value = std::isfinite(value) ? std::clamp(value, 0.0, most) : 0;
  return result;
}

double share_without(std::span<const double> values) {
  const auto without = std::count_if(values.begin(), values.end(), [](double value) { return value <= 0; });
  return static_cast<double>(without) / static_cast<double>(values.size());
}

double variance_of(std::span<const double> values, double mean) {
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / std::max(1.0, static_cast<double>(values.size()) - 1);
}

// Around a straight line: what grows or falls by the same every week is foreseen, and is no spread.
double variance_around_line(std::span<const double> values) {
  const auto count = static_cast<double>(values.size());
  const double mean = mean_of(values), middle = (count - 1) / 2;
  double slope = 0, steps = 0;
  for (std::size_t t = 0; t < values.size(); ++t) {
    const double off = static_cast<double>(t) - middle;
    slope += off * (values[t] - mean);
    steps += off * off;
  }
  slope /= std::max(1.0, steps);
  double squares = 0;
  for (std::size_t t = 0; t < values.size(); ++t) {
    const double error = values[t] - mean - slope * (static_cast<double>(t) - middle);
    squares += error * error;
  }
  return squares / std::max(1.0, count - 2);
}

void average(std::span<const double> values, std::size_t ahead, Forecast& result) {
  result.method = Method::average;
  const double mean = mean_of(values);
  // Few values may be alike by chance: at least as spread as a Poisson count.
  result.mean.assign(ahead, mean);
  result.variance.assign(ahead, std::max(variance_of(values, mean), mean));
}

void counted(std::span<const double> values, std::size_t ahead, const CountPrior& prior, Forecast& result) {
  result.method = Method::counts;
  const Counts next = next_count(values, prior);
  result.mean.assign(ahead, next.mean());
  result.variance.assign(ahead, next.variance());
}

void smoothed(std::span<const double> values, std::size_t period, std::size_t ahead, Forecast& result) {
  result.method = Method::smooth;
  const Ahead next = smooth_forecast(values, period, ahead);
  result.freedom = next.freedom;
  result.season = next.season;
  for (std::size_t h = 0; h < ahead; ++h) {
    result.mean.push_back(std::clamp(next.mean[h], 0.0, most));
    result.middle.push_back(std::clamp(next.middle[h], 0.0, most));
    result.variance.push_back(next.deviation[h] * next.deviation[h]);
  }
}

// Weeks of one item differ by its own customers: how far is learned from its own last year and a half, without its
// season and its trend, by the ratio of variance to mean, which grows with the mean.
void spread_weeks(std::span<const double> values, Forecast& result) {
  const std::vector<double> bare = Seasons::of(values, weeks_a_year).without(values);
  result.change = last_change(bare);
  if (values.size() < few) return;
  const std::span<const double> lately = std::span(bare).last(std::min(bare.size(), lately_weeks));
  const double level = std::max(mean_of(lately), least_level);
  const double ratio = std::max(1.0, variance_around_line(lately) / level);
  result.doubt = level_doubt;
  for (std::size_t h = 0; h < result.mean.size(); ++h) {
    const double mean = result.mean[h];
    result.variance[h] = mean * std::max(1.0, 1 + (ratio - 1) * mean / level) + level_doubt * mean * mean;
  }
}

// Of usual demand; where nothing was said of the period, all of it is usual.
std::int32_t percent_at(const std::vector<double>& times, std::size_t period) {
  constexpr double most_percent = 1e6;
  const double percent = period < times.size() ? 100 * times[period] : 100;
  return static_cast<std::int32_t>(std::floor(std::clamp(percent, 0.0, most_percent) + 0.5));
}

std::int64_t thousandths(double units) { return static_cast<std::int64_t>(std::floor(units * 1000 + 0.5)); }

}  // namespace

const char* name_of(Method method) {
  constexpr const char* names[] = {"nothing", "average", "smooth", "counts"};
  return names[static_cast<int>(method)];
}

const char* name_of(Pattern pattern) {
  constexpr const char* names[] = {"none", "smooth", "erratic", "intermittent", "lumpy", "brief"};
  return names[static_cast<int>(pattern)];
}

Pattern pattern_of(std::span<const double> values) {
  std::vector<double> sizes;
  for (const double value : values) {
    if (value > 0) sizes.push_back(value);
  }
  if (sizes.empty()) return Pattern::none;
  const double interval = static_cast<double>(values.size()) / static_cast<double>(sizes.size());
  const double mean = mean_of(sizes);
  const bool varied = variance_of(sizes, mean) / (mean * mean) > 0.49;
  if (interval > 1.32) return varied ? Pattern::lumpy : Pattern::intermittent;
  return varied ? Pattern::erratic : Pattern::smooth;
}

double Forecast::quantile(std::size_t ahead, double level) const {
  if (mean[ahead] <= 0 && variance[ahead] <= 0) return 0;
  if (method == Method::smooth) {
    return std::max(0.0, middle[ahead] + student_quantile(level, freedom) * std::sqrt(variance[ahead]));
  }
  // how much more it varies than a Poisson count
  const double more = std::max(variance[ahead] - mean[ahead], 1e-9 * mean[ahead]);
  return Counts(mean[ahead], mean[ahead] * mean[ahead] / more).quantile(level);
}

Forecast::Total Forecast::total(std::size_t first, std::size_t periods) const {
  Total total{0, 0};
  double shared = 0;
  for (std::size_t j = 0; j < periods; ++j) {
    const std::size_t h = std::min(first + j, mean.size() - 1);
    total.mean += mean[h];
    total.variance += variance[h];
    shared += doubt * mean[h] * mean[h];
  }
  total.variance += doubt * total.mean * total.mean - shared;
  return total;
}

Forecast from_within(Forecast periods, double gone) {
  const auto shift = [&](std::vector<double>& values) {
    for (std::size_t i = 0; i + 1 < values.size(); ++i) values[i] += gone * (values[i + 1] - values[i]);
  };
  shift(periods.mean);
  shift(periods.variance);
  return periods;
}

Forecast forecast(std::span<const double> given, std::size_t period, std::size_t ahead, const CountPrior& prior) {
  std::vector<double> all = sane(given);
  static_cast<void>(bound_one(all));
  const std::span<const double> values = all;
  Forecast result;
  result.pattern = pattern_of(values);
  if (result.pattern == Pattern::none) {
    result.mean.assign(ahead, 0);
    result.variance.assign(ahead, 0);
    return result;
  }
  const bool is_short = values.size() < few;
  if (is_short) result.pattern = Pattern::brief;
  if (share_without(values) > intermittent_from && !(is_short && !prior.learned)) {
    counted(values, ahead, prior, result);
  } else if (is_short) {
    average(values, ahead, result);
  } else {
    smoothed(values, period, ahead, result);
  }
  if (period == weeks_a_year) spread_weeks(values, result);
  return result;
}

std::vector<KeptPeriod> kept(const Forecast& forecast, std::size_t most_periods) {
  std::vector<KeptPeriod> periods;
  for (std::size_t h = 0; h < std::min(forecast.mean.size(), most_periods); ++h) {
    const auto at = [&](double level) { return thousandths(forecast.quantile(h, level)); };
    periods.push_back({thousandths(forecast.mean[h]), at(0.1), at(0.5), at(0.9), percent_at(forecast.season, h),
                       percent_at(forecast.lift, h)});
  }
  return periods;
}

Accuracy score(std::span<const double> values, std::size_t period, std::size_t origins, const CountPrior& prior) {
  Accuracy accuracy;
  double errors = 0, sum = 0, naive = 0, within = 0, sold_in_all = 0;
  for (std::size_t k = origins; k >= 1; --k) {
    if (values.size() < few + k) continue;
    const std::size_t origin = values.size() - k;
    const Forecast next = forecast(values.first(origin), period, 1, prior);
    const double sold = values[origin];
    errors += std::fabs(sold - next.mean[0]);
    sum += sold - next.mean[0];
    sold_in_all += sold;
    naive += std::fabs(sold - values[origin - 1]);
    within += sold >= next.quantile(0, 0.1) && sold <= next.quantile(0, 0.9) ? 1 : 0;
    ++accuracy.origins;
  }
  if (accuracy.origins == 0) return accuracy;
  const auto count = static_cast<double>(accuracy.origins);
  accuracy.error = errors / count;
  accuracy.naive_error = naive / count;
  accuracy.bias = sum / count;
  // What rounding leaves over is no error, and does not lean to one side.
  accuracy.tracking = errors > 1e-9 * sold_in_all ? sum / accuracy.error : 0;
  accuracy.within_band = within / count;
  return accuracy;
}

}  // namespace dockhand::planning
