#include "storage/planning/ordering/backtest.h"

#include <algorithm>
#include <cmath>

namespace dockhand::planning {
namespace {

constexpr std::size_t weeks_between_fits = 4;
constexpr double golden = 0.6180339887498949;  // its multiples are spread evenly over 0 to 1
constexpr std::size_t weeks_ahead = 12;

// What was asked for in the week that is `ago` weeks before the end of the history; 1 is the last.
double asked(const std::vector<double>& weeks, std::size_t ago) {
  return ago <= weeks.size() ? weeks[weeks.size() - ago] : 0;
}

// Lines of a week are taken to be alike.
void count_week(const Past& item, std::size_t ago, double there, Replay& replay) {
  const double units = asked(item.demand.weeks, ago);
  const double lines = asked(item.demand.orders, ago);
  const double served = std::min(units, std::max(0.0, there));
  replay.units += units;
  replay.units_served += served;
  replay.lines += lines;
  if (units > 0) replay.lines_served += std::floor(lines * served / units + 1e-9);
  replay.stock += std::max(0.0, there - units / 2) * item.source.buying.price;
}

Demand known_then(const Demand& demand, std::size_t ago) {
  const std::size_t known = demand.weeks.size() > ago ? demand.weeks.size() - ago : 0;
  Demand before{demand.until, {}, {}};
  before.weeks.assign(demand.weeks.begin(), demand.weeks.begin() + static_cast<std::ptrdiff_t>(known));
  before.orders.assign(demand.orders.begin(), demand.orders.begin() + static_cast<std::ptrdiff_t>(known));
  return before;
}

struct Ordered {
  std::size_t arrives;  // in this week of those that are played
  double units;
};

// One item's stock, while the past is played again.
struct Shelf {
  double there = 0;  // below 0: somebody waits
  std::vector<Ordered> coming{};
  double level = 0, quantity = 0;
  std::size_t orders = 0;

  double position() const {
    double sum = there;
    for (const Ordered& one : coming) sum += one.units;
    return sum;
  }
  void receive(std::size_t week) {
    for (const Ordered& one : coming) {
      if (one.arrives <= week) there += one.units;
    }
    std::erase_if(coming, [&](const Ordered& one) { return one.arrives <= week; });
  }
  void order(std::size_t week, const SupplySource& source) {
    const double units = units_to_order(position(), level, quantity, source.buying);
    if (units <= 0) return;
    const double turn = static_cast<double>(++orders) * golden;
    const std::size_t takes = std::max<std::size_t>(1, source.lead.weeks_kept(turn - std::floor(turn)));
    coming.push_back({week + takes, units});
  }
};

void fit(std::span<const Past> items, std::size_t ago, const PlanSettings& settings, std::vector<Shelf>& shelves) {
  std::vector<Demand> known;
  for (const Past& item : items) known.push_back(known_then(item.demand, ago));
  std::vector<std::span<const double>> histories;
  for (const Demand& demand : known) {
    if (!demand.weeks.empty()) histories.emplace_back(demand.weeks);
  }
  const CountPrior prior = fit_prior(histories);
  std::vector<Planned> plans;
  std::vector<std::size_t> of;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (known[i].weeks.empty()) continue;
    const Forecast next = weekly_forecast(known[i], items[i].promotions, weeks_a_year, prior);
    const double weekly = next.total(0, weeks_ahead).mean / weeks_ahead;
    const std::size_t year = std::min(known[i].orders.size(), weeks_a_year);
    double lines = 0;
    for (const double week : std::span(known[i].orders).last(year)) lines += week / static_cast<double>(year);
    const std::size_t review = items[i].source.review > 0 ? items[i].source.review : settings.review;
    const Costs costs{items[i].source.order_cost, settings.costs.holding};
    plans.push_back({Protection(next, 0, items[i].source.lead, review), items[i].source.buying, weekly, lines,
                     order_quantity(weekly, items[i].source.buying, costs, std::numeric_limits<double>::infinity(),
                                    static_cast<double>(review))});
    of.push_back(i);
  }
  const double worth = line_worth_for(plans, settings.promise, settings.costs);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    shelves[of[i]].level = std::ceil(reorder_level(plans[i], worth, settings.costs));
    shelves[of[i]].quantity = plans[i].quantity;
  }
}

}  // namespace

Replay as_it_was(std::span<const Past> items, std::size_t weeks) {
  Replay replay;
  for (const Past& item : items) {
    for (std::size_t week = 0; week < std::min(weeks, item.free.size()); ++week) {
      count_week(item, weeks - week, item.free[week], replay);
    }
  }
  replay.stock /= static_cast<double>(std::max<std::size_t>(1, weeks));
  return replay;
}

Replay as_planned(std::span<const Past> items, std::size_t weeks, const PlanSettings& settings) {
  Replay replay;
  std::vector<Shelf> shelves(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    shelves[i].there = items[i].free.empty() ? 0 : items[i].free.front();
  }
  for (std::size_t week = 0; week < weeks; ++week) {
    const std::size_t ago = weeks - week;
    if (week % weeks_between_fits == 0) fit(items, ago, settings, shelves);
    for (std::size_t i = 0; i < items.size(); ++i) {
      Shelf& shelf = shelves[i];
      shelf.receive(week);
      count_week(items[i], ago, shelf.there, replay);
      if (week % std::max<std::size_t>(1, items[i].source.review) == 0) shelf.order(week, items[i].source);
      shelf.there -= asked(items[i].demand.weeks, ago);
    }
  }
  replay.stock /= static_cast<double>(std::max<std::size_t>(1, weeks));
  return replay;
}

}  // namespace dockhand::planning
