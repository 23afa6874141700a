#include "storage/planning/ordering/proposals.h"

#include <algorithm>
#include <cmath>
#include <thread>
#include <utility>

#include "storage/planning/numbers.h"
#include "storage/planning/ordering/classes.h"
#include "storage/planning/ordering/item_plan.h"
#include "storage/planning/ordering/saved.h"

namespace dockhand::planning {
namespace {

constexpr std::size_t kept_weeks = 12;
constexpr std::size_t searched_items = 4000;
constexpr double half_a_year = 26;
constexpr double hardly_anything = 0.1;  // units in a year: for so few nothing is bought
constexpr double not_foreseen = 2;       // a spread far beyond that of class Z
constexpr double price_parts = 10'000;
constexpr double most_litres = 1e9;
constexpr std::int64_t dearest_litre = 10'000'000;  // 1000 a year: orders are no larger than they have to be

// Returns the floor of each item by its class, which follows from what was sold in the last year at the price of the
// first source.
std::vector<double> floors_of(std::span<const Candidate> candidates, const Floors& floors) {
  std::vector<Sold> sold;
  for (const Candidate& candidate : candidates) {
    double units = 0;
    const auto& weeks = candidate.demand.weeks;
    for (const double week : std::span(weeks).last(std::min(weeks.size(), weeks_a_year))) units += week;
    sold.push_back({units * candidate.sources.front().buying.price, 0});
  }
  std::vector<double> found;
  for (const std::string& group : classes_of(sold)) {
    const char letter = group.front();
    if (letter == 'A') {
      found.push_back(floors.a);
    } else {
      found.push_back(letter == 'B' ? floors.b : floors.c);
    }
  }
  return found;
}

std::optional<Date> runs_out(const Item& item, Date today) {
  if (item.candidate.at_hand < 0) return today;  // nothing is free, whatever is expected
  constexpr std::int32_t a_year = 7 * static_cast<std::int32_t>(weeks_a_year);
  double left =
      item.candidate.at_hand - left_too_old(item.candidate.ending, item.forecast, item.candidate.owed, a_year);
  for (std::size_t week = 0; week < item.forecast.mean.size(); ++week) {
    const double mean = item.forecast.mean[week];
    if (mean > 0 && left < mean) {
      const double days = 7 * std::max(left, 0.0) / mean;
      return Date::from_days(today.days() + static_cast<std::int32_t>(7 * week) + static_cast<std::int32_t>(days));
    }
    left -= mean;
  }
  return std::nullopt;
}

std::int64_t whole(double units) { return static_cast<std::int64_t>(std::floor(units + 0.5)); }

// Where nothing runs out within a year, there is a year.
Date order_by(const std::optional<Date>& out, const LeadTime& lead, Date today) {
  const std::int32_t end = out ? out->days() : today.days() + 7 * static_cast<std::int32_t>(weeks_a_year);
  return Date::from_days(std::max(today.days(), end - 7 * static_cast<std::int32_t>(lead.weeks_kept(0.9))));
}

// What is known for too few weeks is not foreseen, however much alike they are.
double month_spread(const Forecast& forecast) {
  if (forecast.pattern == Pattern::none || forecast.pattern == Pattern::brief) return not_foreseen;
  const Forecast::Total month = forecast.total(0, 4);
  return month.mean > 0 ? std::sqrt(month.variance) / month.mean : 0;
}

std::optional<RateChange> change_of(const Item& item) {
  const auto& change = item.forecast.change;
  const Demand& demand = item.candidate.demand;
  if (!change || change->since >= demand.weeks.size()) return std::nullopt;
  const auto weeks_ago = static_cast<std::int32_t>(demand.weeks.size() - change->since);
  return RateChange{Date::from_days(demand.until.days() - 7 * weeks_ago), change->direction};
}

// The part of a year that the longest order of any of them lasts.
double lasts(std::span<const Planned> plans) {
  double part = 0;
  for (const Planned& plan : plans) {
    const double yearly = plan.weekly * static_cast<double>(weeks_a_year);
    part = std::max(part, yearly > 0 ? plan.quantity / yearly : 1);
  }
  return std::min(part, 1.0);
}

// What is asked for until the goods of this source come, and finds an empty shelf, waits for half of that time: a
// line's worth for each week, and for a part of one as well.
double cost_until_it_comes(const Item& item, const Planned& plan, const SupplySource& source, double line_worth) {
  const double days = 7 * source.lead.mean();
  const double there = std::max(0.0, standing_of(item, static_cast<std::int32_t>(whole(days))).position());
  const double short_of = std::max(0.0, expected_within(item.forecast, days) - there);
  const double weekly = std::max(plan.weekly, 1e-6);
  return line_worth * short_of * plan.lines_weekly / weekly * std::max(1.0, short_of / weekly / 2);
}

// Chooses by what the sources cost. When there is only one, there is nothing to choose.
std::size_t chosen_source(const Item& item, double line_worth, const PlanSettings& settings) {
  const auto& sources = item.candidate.sources;
  if (sources.size() == 1) return 0;
  std::vector<Planned> plans;
  plans.reserve(sources.size());
  for (const SupplySource& source : sources) plans.push_back(planned(item, source, settings));
  const double part = lasts(plans);
  const Waits waits{item.candidate.waiting, item.candidate.waiting_lines};
  std::vector<double> costs;
  costs.reserve(sources.size());
  for (std::size_t i = 0; i < sources.size(); ++i) {
    costs.push_back(cost_of_order(plans[i], sources[i], part, waits, line_worth, costs_of(sources[i], settings)) +
                    cost_until_it_comes(item, plans[i], sources[i], line_worth));
  }
  return best_source(costs, sources);
}

bool is_wanted(const Item& item, double position) {
  if (item.candidate.ended) return false;
  return position < 0 || item.forecast.total(0, weeks_a_year).mean >= hardly_anything;
}

std::int32_t days_of(const SupplySource& source, const PlanSettings& settings) {
  return static_cast<std::int32_t>(whole(7 * weeks_of(source, settings)));
}

// What is ordered of this source: its usual order, or, where more comes later, as much as lasts until then.
double order_at(const Item& item, const Planned& plan, const Standing& standing, double level, std::int32_t days,
                bool bridges) {
  const double usual = usual_order(item, plan.quantity, plan.buying, standing.position(), level);
  if (usual <= 0 || !bridges) return usual;
  const double until = expected_within(item.forecast, first_after(item.candidate.arriving, days));
  return std::min(usual, units_to_order(standing.position(), std::max(level, std::ceil(until)), 0, plan.buying));
}

Proposal proposal_of(std::size_t place, const Item& item, std::size_t chosen, bool bridges, double line_worth,
                     const PlanSettings& settings, Date today) {
  const SupplySource& source = item.candidate.sources[chosen];
  const Planned plan = planned(item, source, settings);
  const double level = level_by_forecast(item, plan, source, line_worth, settings);
  const double weeks = weeks_of(source, settings);
  const std::int32_t days = days_of(source, settings);
  const Standing standing = standing_of(item, days);
  const double position = standing.position();
  // Where nothing is expected yet, what is missing is ordered, and no more.
  const double ordered_at = item.candidate.demand.weeks.empty() ? -1 : level;
  const double order = is_wanted(item, position) ? order_at(item, plan, standing, ordered_at, days, bridges) : 0;
  const double usual = order > 0 ? order : plan.quantity;
  const double saved = units_saved(item, plan, source, position, usual);
  const double deviation = std::sqrt(item.forecast.variance.front());
  const double z = normal_quantile(settings.promise);
  const auto out = runs_out(item, today);
  const double days_left = out ? out->days() - today.days() : 7 * static_cast<double>(weeks_a_year);
  std::vector<KeptPeriod> kept_ahead = kept(item.by_week, kept_weeks);
  return {place,
          chosen,
          order > 0 ? backup_source(item.candidate.sources, chosen, days_left) : std::nullopt,
          whole(order),
          whole(usual),
          whole(units_needed(item, source, settings, position, ordered_at)),
          whole(level),
          whole(std::min(plan.protection.mean(), level)),
          days,
          whole(std::ceil(textbook_level(plan.weekly, deviation, weeks, z))),
          whole(std::ceil(king_level(plan.weekly, deviation, weeks, source.lead.variance(), z))),
          whole(1000 * saved),
          whole(1000 * lines_saved(item, plan, saved, position)),
          whole(standing.free),
          whole(standing.in_time),
          whole(standing.later),
          whole(std::max(0.0, item.candidate.at_hand - level - half_a_year * plan.weekly)),
          out,
          order_by(out, source.lead, today),
          plan.weekly * static_cast<double>(weeks_a_year) * source.buying.price,
          month_spread(item.forecast),
          item.forecast.method,
          std::move(kept_ahead),
          item.forecast.pattern,
          change_of(item)};
}

// Returns the cheapest source that comes sooner than what was ordered does, and at whose level the item stands until
// then.
std::optional<std::size_t> bridging_source(const Item& item, std::size_t chosen, double line_worth,
                                           const PlanSettings& settings) {
  const auto& sources = item.candidate.sources;
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (i == chosen || sources[i].lead.mean() >= sources[chosen].lead.mean()) continue;
    const Standing standing = standing_of(item, days_of(sources[i], settings));
    if (standing.later <= 0 || !is_wanted(item, standing.position())) continue;
    const Planned plan = planned(item, sources[i], settings);
    if (standing.position() > level_by_forecast(item, plan, sources[i], line_worth, settings)) continue;
    if (!found || sources[i].buying.price < sources[*found].buying.price) found = i;
  }
  return found;
}

Proposal proposal(std::size_t place, const Item& item, double line_worth, const PlanSettings& settings, Date today) {
  const std::size_t chosen = chosen_source(item, line_worth, settings);
  Proposal one = proposal_of(place, item, chosen, false, line_worth, settings, today);
  if (one.order > 0 || item.candidate.arriving.empty() || item.candidate.demand.weeks.empty()) return one;
  const auto bridge = bridging_source(item, chosen, line_worth, settings);
  return bridge ? proposal_of(place, item, *bridge, true, line_worth, settings, today) : one;
}

// The items for the search: every n-th item that anybody asked for, with its first source.
struct Searched {
  std::vector<Item> items;
  std::size_t step = 1;
};

Searched searched(std::span<const Candidate> candidates, const CountPrior& prior) {
  std::vector<const Candidate*> asked_for;
  for (const Candidate& candidate : candidates) {
    if (!candidate.demand.weeks.empty()) asked_for.push_back(&candidate);
  }
  Searched found;
  found.step = std::max<std::size_t>(1, (asked_for.size() + searched_items - 1) / searched_items);
  for (std::size_t i = 0; i < asked_for.size(); i += found.step) {
    found.items.push_back(item_of(*asked_for[i], prior));
  }
  return found;
}

std::vector<Planned> plans_of(const Searched& searched, const PlanSettings& settings) {
  std::vector<Planned> plans;
  plans.reserve(searched.items.size());
  for (const Item& item : searched.items) plans.push_back(planned(item, item.candidate.sources.front(), settings));
  return plans;
}

double searched_worth(std::span<const Planned> plans, const PlanSettings& settings) {
  return line_worth_for(plans, settings.promise, settings.costs);
}

CountPrior prior_of(std::span<const Candidate> candidates) {
  std::vector<std::span<const double>> histories;
  for (const Candidate& candidate : candidates) {
    if (!candidate.demand.weeks.empty()) histories.emplace_back(candidate.demand.weeks);
  }
  return fit_prior(histories);
}

// Litres at the peak, when an order has come.
double room_of(const Planned& plan, double level) {
  return plan.buying.litres * (std::max(0.0, level - plan.protection.mean()) + plan.quantity);
}

// Returns the room with a litre's price as in `settings`, when the promise is still kept.
double room_needed(const Searched& searched, const PlanSettings& settings) {
  const std::vector<Planned> plans = plans_of(searched, settings);
  const double line_worth = searched_worth(plans, settings);
  double litres = 0;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const Costs costs = costs_of(searched.items[i].candidate.sources.front(), settings);
    litres += room_of(plans[i], std::ceil(reorder_level(plans[i], line_worth, costs)));
  }
  return litres * static_cast<double>(searched.step);
}

}  // namespace

bool is_planned(const Candidate& candidate) { return !candidate.demand.weeks.empty() || candidate.at_hand < 0; }

double Proposal::return_on_money(double price) const {
  return static_cast<double>(saves) / (static_cast<double>(std::max<std::int64_t>(1, usual)) * price);
}

namespace {

// Returns a value above `low` and below `high`, which is at least two more.
std::int64_t between(std::int64_t low, std::int64_t high) {
  if (low == 0) return (high + 63) / 64;
  const double middle = std::sqrt(static_cast<double>(low) * static_cast<double>(high));
  return std::clamp(whole(middle), low + 1, high - 1);
}

}  // namespace

PlanSettings priced(PlanSettings settings, const PlanRoom& room) {
  settings.costs.litre = static_cast<double>(room.litre_price) / price_parts;
  settings.crowded = room.litre_price > 0 && room.needed > room.there;
  return settings;
}

// Finds the cheapest litre whose plan fits, by halving on a scale of powers. When even the dearest one does not fit, it
// takes that one.
PlanRoom planned_room(std::span<const Candidate> candidates, const PlanSettings& settings) {
  PlanRoom room{0, whole(std::min(settings.litres, most_litres)), 0};
  const auto takes = [](const Candidate& candidate) { return candidate.sources.front().buying.litres > 0; };
  if (room.there == 0 || std::none_of(candidates.begin(), candidates.end(), takes)) return room;
  const Searched items = searched(candidates, prior_of(candidates));
  const auto needed_at = [&](std::int64_t price) {
    return whole(std::min(room_needed(items, priced(settings, {0, 0, price})), most_litres));
  };
  room.needed = needed_at(0);
  if (room.needed <= room.there) return room;
  std::int64_t low = 0, high = dearest_litre;
  while (high - low > std::max<std::int64_t>(1, low / 50)) {
    const std::int64_t middle = between(low, high);
    if (needed_at(middle) > room.there) {
      low = middle;
    } else {
      high = middle;
    }
  }
  room.litre_price = high;
  room.needed = needed_at(high);
  return room;
}

namespace {

// Each worker takes every n-th of them.
template <class Work>
void share_out(std::size_t count, std::size_t workers, const Work& work) {
  const auto part = [&](std::size_t first) {
    for (std::size_t i = first; i < count; i += workers) work(i);
  };
  std::vector<std::thread> others;
  others.reserve(workers);
  for (std::size_t first = 1; first < workers; ++first) others.emplace_back(part, first);
  part(0);
  for (std::thread& one : others) one.join();
}

}  // namespace

namespace {

// No more of it is bought: nothing is kept of it, and what half a year does not ask for is too much, kept back or not.
Proposal as_ended(Proposal one, const Candidate& of) {
  const double weekly = one.money_yearly / static_cast<double>(weeks_a_year) / of.sources[one.source].buying.price;
  one.order = one.needed = one.level = one.expected = one.textbook = one.king = one.saves = one.lines = 0;
  one.days = 0;
  one.backup.reset();
  one.excess = whole(std::max(0.0, of.at_hand + of.kept_back - half_a_year * weekly));
  return one;
}

}  // namespace

std::vector<Proposal> propose(std::span<const Candidate> candidates, const PlanSettings& settings, Date today,
                              const std::function<void(std::size_t candidate)>& planned) {
  const CountPrior prior = prior_of(candidates);
  const PlanSettings of_levels = for_levels(settings);
  const double line_worth = searched_worth(plans_of(searched(candidates, prior), of_levels), of_levels);
  const std::vector<double> floors = floors_of(candidates, settings.floors);
  std::vector<std::optional<Proposal>> made(candidates.size());
  share_out(candidates.size(), std::max<std::size_t>(1, settings.workers), [&](std::size_t i) {
    if (!is_planned(candidates[i])) return;
    Item item = item_of(candidates[i], prior);
    item.floor = floors[i];
    made[i] = proposal(i, item, line_worth, settings, today);
    if (candidates[i].ended) made[i] = as_ended(*std::move(made[i]), candidates[i]);
    if (planned) planned(i);
  });
  std::vector<Proposal> proposals;
  proposals.reserve(made.size());
  for (std::optional<Proposal>& one : made) {
    if (one) proposals.push_back(*std::move(one));
  }
  const auto worth = [&](const Proposal& one) {
    return one.order > 0 ? one.return_on_money(candidates[one.candidate].sources[one.source].buying.price) : -1;
  };
  std::stable_sort(proposals.begin(), proposals.end(),
                   [&](const Proposal& a, const Proposal& b) { return worth(a) > worth(b); });
  return proposals;
}

}  // namespace dockhand::planning
