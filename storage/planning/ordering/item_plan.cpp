#include "storage/planning/ordering/item_plan.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "storage/planning/numbers.h"

namespace dockhand::planning {
namespace {

constexpr std::size_t quarter = 12;

double lines_weekly(const Demand& demand) {
  const std::size_t year = std::min(demand.orders.size(), weeks_a_year);
  return mean_of(std::span(demand.orders).last(year));
}

// Returns what is sold within the shelf life in nine of ten cases, by whole weeks. For less than a week it is a part of
// a week.
double sells_in_time(const Item& item) {
  const std::int64_t days = item.candidate.shelf_life_days;
  if (days <= 0) return std::numeric_limits<double>::infinity();
  const auto weeks = std::clamp<std::size_t>(static_cast<std::size_t>(days / 7), 1, item.forecast.mean.size());
  const double part = std::min(1.0, static_cast<double>(days) / 7);
  const Forecast::Total total = item.forecast.total(0, weeks);
  return std::max(0.0, part * total.mean - normal_quantile(0.9) * std::sqrt(part * total.variance));
}

// More than what is asked for until the order comes, and sold before it is too old, would only spoil.
double most_that_keeps(const Item& item, const SupplySource& source) {
  return std::ceil(expected_within(item.forecast, 7 * source.lead.mean()) + sells_in_time(item));
}

}  // namespace

Item item_of(const Candidate& candidate, const CountPrior& prior) {
  Forecast by_week = weekly_forecast(candidate.demand, candidate.promotions, weeks_a_year, prior);
  Forecast next = from_within(by_week, candidate.week_gone);
  const double weekly = next.total(0, quarter).mean / quarter;
  return {candidate, std::move(by_week), std::move(next), weekly, 0};
}

Costs costs_of(const SupplySource& source, const PlanSettings& settings) {
  return {source.order_cost, settings.costs.holding, settings.costs.litre};
}

std::size_t review_of(const SupplySource& source, const PlanSettings& settings) {
  return source.review > 0 ? source.review : settings.review;
}

double weeks_of(const SupplySource& source, const PlanSettings& settings) {
  return source.lead.mean() + static_cast<double>(review_of(source, settings));
}

PlanSettings for_levels(PlanSettings settings) {
  if (!settings.crowded) return settings;
  settings.crowded = false;
  settings.costs.litre = 0;
  return settings;
}

namespace {

// Of what is known for a few weeks only, no order lasts for months.
double sells_for_sure(const Item& item) {
  constexpr double month = 4;
  const double in_time = sells_in_time(item);
  return item.forecast.pattern == Pattern::brief ? std::min(in_time, std::ceil(month * item.weekly)) : in_time;
}

double quantity_of(const Item& item, const SupplySource& source, const PlanSettings& settings) {
  return order_quantity(item.weekly, source.buying, costs_of(source, settings), sells_for_sure(item),
                        static_cast<double>(review_of(source, settings)));
}

}  // namespace

Planned planned(const Item& item, const SupplySource& source, const PlanSettings& settings) {
  return {Protection(item.forecast, 0, source.lead, review_of(source, settings)), source.buying, item.weekly,
          lines_weekly(item.candidate.demand), quantity_of(item, source, settings)};
}

// What gets too old, and what nobody is expected to ask for, is filled up to its level and no further.
double usual_order(const Item& item, double quantity, const Buying& buying, double position, double level) {
  const bool no_further = item.candidate.shelf_life_days > 0 || item.candidate.demand.weeks.empty();
  const double above = no_further ? 0 : quantity;
  const double units = units_to_order(position, level, above, buying);
  return units > 0 ? std::max(units, quantity) : 0;
}

double units_needed(const Item& item, const SupplySource& source, const PlanSettings& settings, double position,
                    double level) {
  SupplySource single = source;
  single.buying.pack = 1;
  single.buying.minimum = 0;
  const double usual = quantity_of(item, single, settings);
  return std::max(usual, usual_order(item, usual, single.buying, position, level));
}

Standing standing_of(const Item& item, std::int32_t days) {
  const Candidate& of = item.candidate;
  const double later = std::min(of.coming, comes_after(of.arriving, days));
  return {of.at_hand - left_too_old(of.ending, item.forecast, of.owed, days), of.coming - later, later};
}

double level_by_forecast(const Item& item, const Planned& plan, const SupplySource& source, double line_worth,
                         const PlanSettings& settings) {
  if (item.candidate.demand.weeks.empty()) return 0;
  if (settings.crowded) {
    const PlanSettings roomy = for_levels(settings);
    return level_by_forecast(item, planned(item, source, roomy), source, line_worth, roomy);
  }
  const double by_money = std::ceil(reorder_level(plan, line_worth, costs_of(source, settings)));
  return std::min(std::max(by_money, level_that_serves(plan, item.floor)), most_that_keeps(item, source));
}

}  // namespace dockhand::planning
