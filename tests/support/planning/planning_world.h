// A seeded warehouse whose truth is known: what its items would sell, and how long its suppliers would take.
//
// Items are smooth, seasonal, intermittent or lumpy, with trends, shifts of level and peaks that nobody announced;
// suppliers have gamma lead times and now and then a disruption. Where it is asked for, one item in five is advertised
// some times a year, which is known eight weeks before, and one supplier in four sends nothing for two months. Stock is
// looked at weekly, and who finds none waits. Policies are compared under the same luck: demand and lead times do not
// depend on what is ordered; nor does a promotion or a failure change the luck of anything else.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <vector>

#include "storage/planning/demand/promotions.h"
#include "storage/planning/ordering/reorder.h"

namespace dockhand::test {

// Random numbers that are the same with every library.
class Luck {
 public:
  explicit Luck(std::uint64_t seed) : random_(seed) {}
  double uniform() { return static_cast<double>(random_() >> 11) * 0x1.0p-53; }
  double between(double low, double high) { return low + (high - low) * uniform(); }
  bool chance(double probability) { return uniform() < probability; }
  double normal() { return std::sqrt(-2 * std::log(1 - uniform())) * std::cos(6.283185307179586 * uniform()); }
  // This is the method of Marsaglia and Tsang (2000).
  double gamma(double shape, double scale) {
    if (shape < 1) return gamma(shape + 1, scale) * std::pow(1 - uniform(), 1 / shape);
    const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    for (;;) {
      const double x = normal(), root = 1 + c * x;
      if (root <= 0) continue;
      const double v = root * root * root;
      if (std::log(1 - uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v * scale;
    }
  }
  double poisson(double mean) {
    if (mean > 60) return std::max(0.0, std::round(mean + std::sqrt(mean) * normal()));
    const double limit = std::exp(-mean);
    double count = 0;
    for (double product = uniform(); product > limit; product *= uniform()) count += 1;
    return count;
  }
  double negative_binomial(double mean, double size) { return mean <= 0 ? 0 : poisson(gamma(size, mean / size)); }

 private:
  std::mt19937_64 random_;
};

// Weeks from `from` on, before `until`.
struct WeekSpan {
  int from, until;
  bool has(int week) const { return week >= from && week < until; }
};

struct WorldSupplier {
  double mean, variation;  // of the lead time, in weeks
  std::vector<planning::Delivery> seen;
  std::vector<double> truth;        // the chance of each number of weeks
  std::optional<WeekSpan> fails{};  // nothing comes in these weeks, and what should have come, comes after them

  int lead_weeks(Luck& luck) const {
    const double shape = 1 / (variation * variation);
    const double disrupted = luck.chance(0.04) ? 4 : 0;
    return static_cast<int>(std::clamp(std::round(luck.gamma(shape, mean / shape) + disrupted), 1.0, 29.0));
  }
};

// What a world has beside its usual luck.
struct Trouble {
  bool promotions = false, failures = false;
};

enum class Habit { smooth, seasonal, intermittent, lumpy };

struct WorldItem {
  Habit habit;
  double size;      // of the negative binomial: small where orders differ
  double occasion;  // chance that anybody asks in a week
  planning::Buying buying;
  std::size_t supplier;
  std::vector<double> rate, demand;  // a week: expected when it is asked for as usual, and what was asked for
  std::vector<int> lead;             // of an order that is placed in the week
  std::vector<planning::Promotion> promotions{};
  std::vector<double> lift{};  // a week: how many times the rate is asked for; empty: it is never advertised

  double lift_of(int week) const { return lift.empty() ? 1 : lift[static_cast<std::size_t>(week)]; }
};

struct World {
  static constexpr int history = 156, judged = 104, warm_up = 26, beyond = 40, weeks = history + judged + beyond;
  static constexpr int known_ahead = 8;  // weeks, of a promotion
  std::vector<WorldSupplier> suppliers;
  std::vector<WorldItem> items;

  World(std::size_t count, std::uint64_t seed, Trouble trouble = {}) {
    Luck luck(seed), of_trouble(seed + 1'000'000);
    for (int i = 0; i < 12; ++i) suppliers.push_back(supplier(luck));
    for (WorldSupplier& one : suppliers) {
      if (trouble.failures && of_trouble.chance(0.25)) one.fails = failure(of_trouble);
    }
    for (std::size_t i = 0; i < count; ++i) {
      Luck of_demand = luck;  // an advertised item draws otherwise, and the next one as ever
      items.push_back(item(luck, {}));
      if (!trouble.promotions || !of_trouble.chance(0.2)) continue;
      WorldItem advertised;
      advertise(advertised, of_trouble);
      items.back() = item(of_demand, std::move(advertised));
    }
  }

  // The Monday of a week.
  static Date monday(int week) { return Date::from_days(17'994 + 7 * week); }
  // What is known of an item's promotions in a week.
  static std::vector<planning::Promotion> known_promotions(const WorldItem& item, int week) {
    std::vector<planning::Promotion> known;
    for (const planning::Promotion& one : item.promotions) {
      if (one.from <= monday(week + known_ahead)) known.push_back(one);
    }
    return known;
  }

  // What the next weeks bring, by who knows how the world was made.
  static planning::Forecast truth_of(const WorldItem& item, int week) {
    planning::Forecast truth;
    truth.method = planning::Method::counts;
    for (int t = week; t < week + beyond; ++t) {
      const int at = std::min(t, weeks - 1);
      const double lift = t <= week + known_ahead ? item.lift_of(at) : 1;
      const double rate = lift * item.rate[static_cast<std::size_t>(at)];
      const double asked = rate / item.occasion;  // when anybody asks
      if (item.occasion >= 1) {
        truth.mean.push_back(rate);
        truth.variance.push_back(rate + rate * rate / item.size);
        continue;
      }
      const double more = std::max(asked - 1, 0.0), sale = 1 + more;
      truth.mean.push_back(item.occasion * sale);
      truth.variance.push_back(item.occasion * (more + more * more / item.size + sale * sale) -
                               item.occasion * item.occasion * sale * sale);
    }
    return truth;
  }

 private:
  static WorldSupplier supplier(Luck& luck) {
    WorldSupplier one{luck.between(2, 11), luck.between(0.1, 0.55), {}, std::vector<double>(30, 0)};
    for (int i = 0; i < 60; ++i) one.seen.push_back({7 * one.lead_weeks(luck), false});
    constexpr int draws = 20000;
    for (int i = 0; i < draws; ++i) one.truth[static_cast<std::size_t>(one.lead_weeks(luck))] += 1.0 / draws;
    return one;
  }

  static WeekSpan failure(Luck& luck) {
    const int from = history + static_cast<int>(luck.between(warm_up, judged - 20));
    return {from, from + 8};
  }

  // Two weeks each, some three times a year; what is counted on is not what it brings.
  static void advertise(WorldItem& one, Luck& luck) {
    one.lift.assign(weeks, 1);
    const double usual = luck.between(1.5, 3);
    for (int week = static_cast<int>(luck.between(4, 17)); week + 2 < weeks;
         week += static_cast<int>(luck.between(12, 24))) {
      const double lift = usual * std::exp(0.15 * luck.normal());
      one.lift[static_cast<std::size_t>(week)] = one.lift[static_cast<std::size_t>(week) + 1] = lift;
      one.promotions.push_back(
          {monday(week), Date::from_days(monday(week + 2).days() - 1), usual * std::exp(0.2 * luck.normal())});
    }
  }

  // What would come while its supplier fails comes in one of the two weeks after that.
  static int held_up(int lead, int week, const WorldSupplier& supplier) {
    if (!supplier.fails || !supplier.fails->has(week + lead)) return lead;
    return supplier.fails->until - week + lead % 2;
  }

  WorldItem item(Luck& luck, WorldItem one) const {
    constexpr std::array habits{Habit::smooth, Habit::seasonal, Habit::intermittent, Habit::lumpy};
    constexpr std::array until{0.35, 0.6, 0.85, 1.0};
    const double kind = luck.uniform();
    for (std::size_t i = habits.size(); i-- > 0;) {
      if (kind < until[i]) one.habit = habits[i];
    }
    const bool rare = one.habit == Habit::intermittent || one.habit == Habit::lumpy;
    one.size = one.habit == Habit::lumpy ? 0.7 : luck.between(2, 10);
    one.occasion = rare ? luck.between(0.1, 0.45) : 1;
    one.buying.price = std::exp(2.3 + 1.1 * luck.normal());
    one.buying.pack = 1;
    if (!luck.chance(0.5)) one.buying.pack = luck.chance(0.5) ? 6 : 12;
    one.supplier = static_cast<std::size_t>(luck.between(0, static_cast<double>(suppliers.size())));
    one.rate = rates(one, luck);
    for (int t = 0; t < weeks; ++t) {
      const double rate = one.lift_of(t) * one.rate[static_cast<std::size_t>(t)];
      one.demand.push_back(asked_for(one, luck.chance(0.006) ? 3 * rate : rate, luck));
    }
    const WorldSupplier& of = suppliers[one.supplier];
    for (int t = 0; t < weeks; ++t) one.lead.push_back(held_up(of.lead_weeks(luck), t, of));
    return one;
  }

  static std::vector<double> rates(const WorldItem& item, Luck& luck) {
    const double base = std::exp(1.6 + 1.1 * luck.normal());
    const double amplitude = item.habit == Habit::seasonal ? luck.between(0.3, 0.7) : 0, phase = luck.between(0, 52);
    const double trend = luck.between(-0.2, 0.2) / 52;
    const bool shifts = luck.chance(0.15);
    const double at = luck.between(0, history + 0.6 * judged), by = luck.chance(0.5) ? 0.5 : 1.8;
    std::vector<double> rates;
    for (int t = 0; t < weeks; ++t) {
      double rate = base * (1 + amplitude * std::sin((t + phase) / 52 * 6.283185307179586)) * std::exp(trend * t);
      if (shifts && t >= at) rate *= by;
      rates.push_back(rate);
    }
    return rates;
  }

  static double asked_for(const WorldItem& item, double rate, Luck& luck) {
    if (item.occasion >= 1) return luck.negative_binomial(rate, item.size);
    if (!luck.chance(item.occasion)) return 0;
    return 1 + luck.negative_binomial(std::max(rate / item.occasion - 1, 0.0), item.size);
  }
};

// What a policy wants of an item in a week.
struct Wanted {
  double level, quantity;
};
using Policy = std::function<Wanted(std::size_t item, int week, double knob)>;

struct Judged {
  double units = 0, units_served = 0, lines = 0, lines_served = 0;
  double stock_value = 0;  // in the mean of the weeks
};

// Plays two years under one policy, of which the first half year is not counted.
inline Judged judge(const World& world, const Policy& policy, double knob) {
  Judged judged;
  for (std::size_t i = 0; i < world.items.size(); ++i) {
    const WorldItem& item = world.items[i];
    std::vector<double> arrives(World::weeks + 40, 0);
    double on_hand = 0, waiting = 0, coming = 0;
    for (int t = World::history; t < World::history + World::judged; ++t) {
      const auto week = static_cast<std::size_t>(t);
      const Wanted wanted = policy(i, t, knob);
      if (t == World::history) on_hand = wanted.level + wanted.quantity / 2;
      on_hand += arrives[week];
      coming -= arrives[week];
      const double late = std::min(on_hand, waiting);
      on_hand -= late;
      waiting -= late;
      const double asked = item.demand[week], given = std::min(on_hand, asked);
      on_hand -= given;
      waiting += asked - given;
      if (t >= World::history + World::warm_up) {
        judged.units += asked;
        judged.units_served += given;
        if (asked > 0) judged.lines += 1;
        if (asked > 0 && given >= asked) judged.lines_served += 1;
        judged.stock_value += on_hand * item.buying.price / (World::judged - World::warm_up);
      }
      const double order =
          planning::units_to_order(on_hand + coming - waiting, wanted.level, wanted.quantity, item.buying);
      coming += order;
      arrives[week + static_cast<std::size_t>(item.lead[week])] += order;
    }
  }
  return judged;
}

}  // namespace dockhand::test
