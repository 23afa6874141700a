// What advertising and holidays do to demand.
//
// Decides: how many times its usual demand an item sells on a day on which it is advertised, and on a holiday, each
// learned from its own past and drawn to what was counted on; that a day that is both is one of advertising; what its
// past weeks would have been without, so that a promotion is not taken for a habit; that a week on which the house was
// hardly open says nothing, and is taken to have been as those around it, as up to three weeks are in which what always
// sells has not sold at the end; that a week which is unlike all others by far
// counts as no more than they, and its advertising, allow; and what a forecast is with the promotions to come. Leaves
// to others: which promotions there are (the office's file), the forecast itself (storage/planning/demand/forecast.h),
// what a promotion that sold more has caused (storage/planning/promises/causes.h).
//
// A week with both kinds teaches nothing of either. The lift of a kind: (in + 2 s out) / (days + 2) / out, where `in`
// is what the advertised days sold, `out` what a usual day sells, `days` how many were advertised, and `s` what was
// counted on, which weighs as much as two days.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "storage/planning/demand/forecast.h"

namespace dockhand::planning {

// What was asked for in a week, of all items together.
struct HouseWeek {
  Date monday;
  std::int64_t lines;
};
// Returns the weeks up to that of `today` in which nobody asked for anything, where hardly any week is so: the house
// was closed, or its orders never came here. `weeks` are those with lines, in order.
std::vector<Date> closed_weeks(std::span<const HouseWeek> weeks, Date today);

struct Promotion {
  Date from, until;  // `until` is the last day
  double said;       // a factor on the usual demand
  bool holiday = false;
  bool closed = false;  // nobody could ask for anything; it teaches nothing
};

// Lets one week that is unlike all others by far count as no more than they allow (bound_one), and notes which. An
// advertised week may be so many times as large as was counted on: else the lift of a promotion that went well would be
// learned from a part of what it sold.
void doubt(Demand& demand, std::span<const Promotion> promotions);

// Returns the lift of advertising, or of holidays. It is `said` when there was no promotion yet, or nothing is known of
// usual weeks. It is never below a tenth. Promotions that overlap count once.
double learned_lift(const Demand& demand, std::span<const Promotion> promotions, double said, bool holiday = false);

// Returns the days of the past that such a lift is learned from. Without any, what was said is believed.
double days_learned_from(const Demand& demand, std::span<const Promotion> promotions, bool holiday);

// Returns the weeks of `demand` as they would have been without the promotions.
std::vector<double> without(std::span<const Promotion> promotions, const Demand& demand);

// Forecasts the weeks from `demand.until` on, with the promotions that are planned for them.
Forecast weekly_forecast(const Demand& demand, std::span<const Promotion> promotions, std::size_t ahead,
                         const CountPrior& prior);

}  // namespace dockhand::planning
