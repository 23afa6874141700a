// The policies that bench_planning compares, each with one knob: what is ordered by hand, by the textbook, by King, by
// storage/planning, and by who knows the truth.
#pragma once

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "storage/planning/demand/assortment.h"
#include "storage/planning/numbers.h"
#include "tests/support/planning/planning_world.h"

namespace dockhand::bench {

namespace plan = planning;
using test::Judged;
using test::Policy;
using test::Wanted;
using test::World;
using test::WorldItem;

struct NamedPolicy {
  std::string name;
  Policy policy;
  double low, high;  // of the knob
  bool by_ratio;     // the knob is searched by its order of size
};

// Levels of an item and week for risks from 1e-4 to 1, so that a knob can be tried without making a forecast again.
class LevelTable {
 public:
  LevelTable() = default;
  LevelTable(const plan::Protection& protection, double weekly, double quantity)
      : weekly_(weekly), quantity_(quantity) {
    for (std::size_t k = 0; k < levels_.size(); ++k) levels_[k] = static_cast<float>(protection.stock_for(risk(k)));
  }
  Wanted wanted(double accepted) const {
    const double at = std::log10(std::max(accepted, 1e-4) / 1e-4) / 4 * (size - 1);
    const auto k = static_cast<std::size_t>(std::min(at, size - 1.001));
    const double part = at - static_cast<double>(k);
    return {std::ceil((1 - part) * levels_[k] + part * levels_[k + 1]), quantity_};
  }
  double weekly() const { return weekly_; }
  double quantity() const { return quantity_; }

 private:
  static constexpr double size = 40;
  static double risk(std::size_t k) { return 1e-4 * std::pow(10, 4 * static_cast<double>(k) / (size - 1)); }
  double weekly_ = 0, quantity_ = 0;
  std::array<float, static_cast<std::size_t>(size)> levels_{};
};

// Each item has one row of weeks.
using Tables = std::vector<std::vector<LevelTable>>;

inline std::vector<LevelTable> tables_of(const WorldItem& item, const std::function<plan::LeadTime(int week)>& lead_at,
                                         const std::function<plan::Forecast(int week)>& forecast_at) {
  std::vector<LevelTable> tables;
  plan::Forecast forecast;
  plan::LeadTime lead;
  for (int t = 0; t < World::judged; ++t) {
    if (t % 4 == 0) {
      forecast = forecast_at(World::history + t);
      lead = lead_at(World::history + t);
    }
    const auto first = static_cast<std::size_t>(t % 4);
    const double weekly = forecast.total(first, 12).mean / 12;
    tables.emplace_back(plan::Protection(forecast, first, lead, 1), weekly,
                        plan::order_quantity(weekly, item.buying, {}));
  }
  return tables;
}

inline std::span<const double> until(const WorldItem& item, int week) {
  return std::span(item.demand).first(static_cast<std::size_t>(week));
}

class Policies {
 public:
  explicit Policies(const World& world) : world_(world), ours_(world.items.size()), truth_(world.items.size()) {
    std::vector<std::span<const double>> histories;
    for (const WorldItem& item : world.items) histories.push_back(until(item, World::history));
    prior_ = plan::fit_prior(histories);
    std::vector<plan::Delivery> of_all;
    for (const auto& supplier : world.suppliers)
      of_all.insert(of_all.end(), supplier.seen.begin(), supplier.seen.end());
    for (std::size_t i = 0; i < world.items.size(); ++i) plan_item(i);
  }

  std::vector<NamedPolicy> all() const {
    const auto z = [this](auto level) {
      return [this, level](std::size_t i, int t, double knob) { return classical(i, t, t, knob, level); };
    };
    const auto by_hand = [this](std::size_t i, int t, double knob) {
      const int set = World::history + (t - World::history) / 52 * 52;
      return classical(i, t, set, knob,
                       [](const Usual& usual, double weeks) { return weeks * usual.mean * usual.lead; });
    };
    const auto textbook = [](const Usual& usual, double factor) {
      return plan::textbook_level(usual.mean, usual.deviation, usual.lead, factor);
    };
    const auto king = [](const Usual& usual, double factor) {
      return plan::king_level(usual.mean, usual.deviation, usual.lead, usual.lead_variance, factor);
    };
    return {{"min/max by hand, once a year", by_hand, 0.3, 12, false},
            {"z * sigma * sqrt(L)", z(textbook), -1, 12, false},
            {"King", z(king), -1, 12, false},
            {"ours, by lines", cheapest(ours_, true), 1e-3, 1e5, true},
            {"ours, by units", cheapest(ours_, false), 1e-3, 1e5, true},
            {"true model, by lines", cheapest(truth_, true), 1e-3, 1e5, true},
            {"true model, by units", cheapest(truth_, false), 1e-3, 1e5, true}};
  }

 private:
  struct Usual {
    double mean, deviation, lead, lead_variance;  // lead: with one week of review
  };

  void plan_item(std::size_t i) {
    const WorldItem& item = world_.items[i];
    const auto& supplier = world_.suppliers[item.supplier];
    const auto said = static_cast<std::int32_t>(7 * supplier.mean);
    const auto learned = [&](int week) { return plan::LeadTime::learned(deliveries_until(item, week), said); };
    const auto true_lead = [&](int week) { return plan::LeadTime::of_weeks(true_chances(supplier, week)); };
    ours_[i] = tables_of(item, learned, [&](int week) { return our_forecast(item, week); });
    truth_[i] = tables_of(item, true_lead, [&](int week) { return World::truth_of(item, week); });
  }

  plan::Forecast our_forecast(const WorldItem& item, int week) const {
    const auto values = until(item, week).last(World::history);
    const plan::Demand demand{World::monday(week), {values.begin(), values.end()}, {}};
    return plan::weekly_forecast(demand, World::known_promotions(item, week), World::beyond, prior_);
  }

  // Of a supplier that fails, what was ordered weekly since then shows it, also before it comes.
  std::vector<plan::Delivery> deliveries_until(const WorldItem& item, int week) const {
    const auto& supplier = world_.suppliers[item.supplier];
    std::vector<plan::Delivery> seen = supplier.seen;
    if (!supplier.fails) return seen;
    for (int t = World::history; t < week; ++t) {
      const int lead = item.lead[static_cast<std::size_t>(t)];
      const bool open = t + lead > week;
      const bool is_overdue = week - t > static_cast<int>(supplier.mean);
      if (!open || is_overdue) seen.push_back({7 * (open ? week - t : lead), open});
    }
    return seen;
  }

  // Who knows the truth knows from its first week on how long a failure lasts.
  static std::vector<double> true_chances(const test::WorldSupplier& supplier, int week) {
    if (!supplier.fails || !supplier.fails->has(week)) return supplier.truth;
    std::vector<double> chances(supplier.truth.size(), 0);
    const auto left = static_cast<std::size_t>(supplier.fails->until - week);
    for (std::size_t lead = 0; lead < supplier.truth.size(); ++lead)
      chances[std::max(lead, left)] += supplier.truth[lead];
    return chances;
  }

  Usual usual(std::size_t i, int week) const {
    const auto year = until(world_.items[i], week).last(52);
    Usual usual{plan::mean_of(year), 0, 1, 0};
    for (const double value : year) usual.deviation += (value - usual.mean) * (value - usual.mean) / 51;
    usual.deviation = std::sqrt(usual.deviation);
    const auto& seen = world_.suppliers[world_.items[i].supplier].seen;
    const auto count = static_cast<double>(seen.size());
    for (const auto& one : seen) usual.lead += one.days / 7 / count;
    for (const auto& one : seen) {
      const double off = one.days / 7 + 1 - usual.lead;
      usual.lead_variance += off * off / (count - 1);
    }
    return usual;
  }

  template <class Level>
  Wanted classical(std::size_t i, int /*week*/, int seen_at, double knob, const Level& level) const {
    const Usual now = usual(i, seen_at);
    return {std::ceil(level(now, knob)), plan::order_quantity(now.mean, world_.items[i].buying, {})};
  }

  Policy cheapest(const Tables& tables, bool by_lines) const {
    return [this, &tables, by_lines](std::size_t i, int t, double worth) {
      const LevelTable& table = tables[i][static_cast<std::size_t>(t - World::history)];
      const double lines = by_lines ? lines_weekly(i) : std::max(table.weekly(), 0.02);
      const double holding = world_.items[i].buying.price * plan::Costs{}.holding / 52;
      return table.wanted(std::min(0.6, holding * std::max(table.quantity(), table.weekly()) / (worth * lines)));
    };
  }
  double lines_weekly(std::size_t i) const {
    const auto year = until(world_.items[i], World::history).last(52);
    return static_cast<double>(1 + std::count_if(year.begin(), year.end(), [](double d) { return d > 0; })) / 53;
  }

  const World& world_;
  plan::CountPrior prior_;
  Tables ours_, truth_;
};

}  // namespace dockhand::bench
