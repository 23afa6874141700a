#include "storage/planning/proposals.h"

#include <algorithm>
#include <cmath>

#include "storage/planning/assortment.h"
#include "storage/planning/forecast.h"
#include "storage/planning/numbers.h"

namespace dockhand::planning {
namespace {

struct Item {
  std::size_t candidate;
  Forecast forecast;
};

double lines_weekly(const Demand& demand) {
  const std::size_t year = std::min(demand.orders.size(), weeks_a_year);
  return mean_of(std::span(demand.orders).last(year));
}

Planned planned(const Candidate& candidate, const Forecast& forecast, const PlanSettings& settings) {
  constexpr std::size_t quarter = 12;
  const double weekly = forecast.total(0, quarter).mean / quarter;
  return {Protection(forecast, 0, candidate.lead, settings.review), candidate.buying, weekly,
          lines_weekly(candidate.demand), order_quantity(weekly, candidate.buying, settings.costs)};
}

std::optional<Date> runs_out(const Candidate& candidate, const Forecast& forecast) {
  double left = candidate.at_hand;
  for (std::size_t week = 0; week < forecast.mean.size(); ++week) {
    if (forecast.mean[week] > 0 && left < forecast.mean[week]) {
      const double days = 7 * std::max(left, 0.0) / forecast.mean[week];
      return Date::from_days(candidate.demand.until.days() + static_cast<std::int32_t>(7 * week) +
                             static_cast<std::int32_t>(days));
    }
    left -= forecast.mean[week];
  }
  return std::nullopt;
}

std::int64_t whole(double units) { return static_cast<std::int64_t>(std::floor(units + 0.5)); }

Proposal proposal(const Candidate& candidate, const Item& item, const Planned& plan, double line_worth,
                  const PlanSettings& settings) {
  const double level = std::ceil(reorder_level(plan, line_worth, settings.costs));
  const double position = candidate.at_hand + candidate.coming;
  const double order = units_to_order(position, level, plan.quantity, candidate.buying);
  const double deviation = std::sqrt(item.forecast.variance.front());
  const double weeks = candidate.lead.mean() + static_cast<double>(settings.review);
  const double z = normal_quantile(settings.promise);
  return {item.candidate,
          whole(order),
          whole(level),
          whole(std::min(plan.protection.mean(), level)),
          whole(std::ceil(textbook_level(plan.weekly, deviation, weeks, z))),
          whole(std::ceil(king_level(plan.weekly, deviation, weeks, candidate.lead.variance(), z))),
          whole(1000 * (plan.protection.short_of(position) - plan.protection.short_of(position + order))),
          runs_out(candidate, item.forecast)};
}

}  // namespace

std::vector<Proposal> propose(std::span<const Candidate> candidates, const PlanSettings& settings) {
  std::vector<Demand> demands;
  for (const Candidate& candidate : candidates) demands.push_back(candidate.demand);
  const CountPrior prior = prior_of(demands);
  std::vector<Item> items;
  std::vector<Planned> plans;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].demand.weeks.empty()) continue;
    items.push_back({i, forecast(candidates[i].demand.weeks, weeks_a_year, weeks_a_year, prior)});
    plans.push_back(planned(candidates[i], items.back().forecast, settings));
  }
  const double line_worth = line_worth_for(plans, settings.promise, settings.costs);
  std::vector<Proposal> proposals;
  for (std::size_t i = 0; i < items.size(); ++i) {
    proposals.push_back(proposal(candidates[items[i].candidate], items[i], plans[i], line_worth, settings));
  }
  const auto worth = [&](const Proposal& one) {
    const double money = static_cast<double>(one.order) * candidates[one.candidate].buying.price;
    return one.order > 0 ? static_cast<double>(one.saves) / money : -1;
  };
  std::stable_sort(proposals.begin(), proposals.end(),
                   [&](const Proposal& a, const Proposal& b) { return worth(a) > worth(b); });
  return proposals;
}

}  // namespace dockhand::planning
