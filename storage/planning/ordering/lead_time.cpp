#include "storage/planning/ordering/lead_time.h"

#include <algorithm>
#include <cmath>

#include "storage/planning/numbers.h"

namespace dockhand::planning {
namespace {

constexpr double half_life = 12;  // deliveries

struct Observation {
  std::size_t periods;
  double weight;
  bool open;
};

// Periods of so many days each, begun ones as well.
struct Periods {
  std::int32_t days;
  std::size_t most;
  std::size_t of(std::int32_t in_days) const {
    return static_cast<std::size_t>(std::clamp((in_days + days - 1) / days, 0, static_cast<std::int32_t>(most)));
  }
};
constexpr Periods by_weeks{7, most_lead_weeks}, by_days{1, 7 * most_lead_weeks};

std::vector<Observation> seen_of(std::span<const Delivery> deliveries, std::int32_t said, const Periods& in) {
  std::vector<Observation> seen{{in.of(said), 1, false}, {in.of(said + said / 2), 1, false}};
  for (std::size_t i = 0; i < deliveries.size(); ++i) {
    const auto age = static_cast<double>(deliveries.size() - 1 - i);
    // An order that is open in its first week says nothing yet.
    const std::int32_t days = deliveries[i].open ? deliveries[i].days / 7 * 7 : deliveries[i].days;
    seen.push_back({in.of(days), exp_of(-0.693147180559945 * age / half_life), deliveries[i].open});
  }
  return seen;
}

// The product over periods of the share that was still waited for. What is open longer than anything that ever came
// takes half as long again.
std::vector<double> kaplan_meier(const std::vector<Observation>& seen, const Periods& in) {
  std::vector<double> chances(in.most + 1, 0);
  double waiting = 1;
  std::size_t longest = 1;
  for (std::size_t period = 0; period <= in.most; ++period) {
    double at_risk = 0, came = 0;
    for (const Observation& one : seen) {
      if (one.periods == period && !one.open) came += one.weight;
      if (one.periods > period || (one.periods == period && !one.open)) at_risk += one.weight;
      longest = std::max(longest, one.periods);
    }
    if (at_risk <= 0) break;
    chances[period] = waiting * came / at_risk;
    waiting -= chances[period];
  }
  chances[std::min(in.most, longest + (longest + 1) / 2)] += std::max(waiting, 0.0);
  return chances;
}

std::size_t first_kept(const std::vector<double>& chances, double level) {
  double sum = 0;
  for (std::size_t period = 0; period < chances.size(); ++period) {
    sum += chances[period];
    if (sum >= level - 1e-12) return period;
  }
  return chances.size() - 1;
}

double total_weight(const std::vector<Observation>& seen) {
  double sum = 0;
  for (const Observation& one : seen) sum += one.weight;
  return sum;
}

}  // namespace

DaysKept days_kept(std::span<const Delivery> deliveries, std::int32_t said) {
  const std::vector<double> chances = kaplan_meier(seen_of(deliveries, said, by_days), by_days);
  return {static_cast<std::int32_t>(first_kept(chances, 0.5)), static_cast<std::int32_t>(first_kept(chances, 0.9))};
}

LeadTime LeadTime::learned(std::span<const Delivery> deliveries, std::int32_t said) {
  return of_weeks(kaplan_meier(seen_of(deliveries, said, by_weeks), by_weeks));
}

LeadTime LeadTime::learned(std::span<const Delivery> deliveries, std::int32_t said, const LeadTime& lane,
                           std::size_t of_lane) {
  const std::vector<Observation> seen = seen_of(deliveries, said, by_weeks);
  std::vector<double> chances = kaplan_meier(seen, by_weeks);
  const auto lane_counts = static_cast<double>(std::min(of_lane, most_of_lane));
  const double own = total_weight(seen), all = own + lane_counts;
  for (std::size_t week = 0; week < chances.size(); ++week) {
    const double theirs = week < lane.chances().size() ? lane.chances()[week] : 0;
    chances[week] = (own * chances[week] + lane_counts * theirs) / all;
  }
  return of_weeks(std::move(chances));
}

LeadTime LeadTime::of_weeks(std::vector<double> chances) { return LeadTime(std::move(chances)); }

double LeadTime::mean() const {
  double sum = 0;
  for (std::size_t week = 0; week < chances().size(); ++week) sum += static_cast<double>(week) * chances()[week];
  return sum;
}

double LeadTime::variance() const {
  const double middle = mean();
  double sum = 0;
  for (std::size_t week = 0; week < chances().size(); ++week) {
    const double off = static_cast<double>(week) - middle;
    sum += off * off * chances()[week];
  }
  return sum;
}

std::size_t LeadTime::weeks_kept(double level) const { return first_kept(chances(), level); }

}  // namespace dockhand::planning
