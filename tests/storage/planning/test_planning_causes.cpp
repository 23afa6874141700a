// Why units wait: the fixed order, and a seeded warehouse that knows the truth.
#include <algorithm>
#include <cmath>

#include "storage/planning/promises/causes.h"
#include "tests/support/planning/planning_world.h"
#include "tests/support/seeds.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;
using namespace dockhand::test;

namespace {

constexpr std::size_t of(Cause cause) { return static_cast<std::size_t>(cause); }

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = Date::parse("2026-11-30").value();
  Date day(int after) const { return Date::from_days(today.days() + after); }
  Happened waits(std::int64_t units) const {
    Happened happened;
    happened.waiting = units;
    happened.today = today;
    return happened;
  }
};

// A purchase line that is over its first day, as the books may have it: as it was, with a later day that its supplier
// has said since, or with one on which it comes for money.
PastPurchase overdue(Luck& luck, Date today, std::int64_t units) {
  const Date first = Date::from_days(today.days() - static_cast<std::int32_t>(luck.between(1, 9)));
  PastPurchase line{std::nullopt, first, units, 0, std::nullopt};
  if (luck.chance(0.33)) return line;
  line.first_due = first;
  line.due = Date::from_days(today.days() + static_cast<std::int32_t>(luck.between(0, 12)));
  return line;
}

// One that the office has closed: short of so many units, or called off before anything could come.
PastPurchase closed_short(Luck& luck, Date today, std::int64_t units) {
  const std::int64_t came = luck.chance(0.5) ? static_cast<std::int64_t>(luck.between(1, 50)) : 0;
  PastPurchase line{std::nullopt, Date::from_days(today.days() - 8), came, came, std::nullopt};
  line.closed = true;
  line.closed_on = Date::from_days(today.days() - static_cast<std::int32_t>(luck.between(0, 7)));
  line.given_up = units;
  return line;
}
PastPurchase called_off(Luck& luck, Date today, std::int64_t units) {
  PastPurchase line{std::nullopt, today, 0, 0, std::nullopt};
  line.closed = true;
  line.closed_on = Date::from_days(today.days() - static_cast<std::int32_t>(luck.between(1, 7)));
  line.given_up = units;
  return line;
}

// A lead time of an item whose maker knows what went wrong, and by how much.
struct Mishap {
  Happened happened;
  PlannedDemand planned;
  CauseUnits truth{};
};

Mishap mishap(Luck& luck, Date today) {
  Mishap made;
  const double rate = luck.between(40, 400), deviation = std::sqrt(rate) * luck.between(1, 2.5);
  made.planned = {rate, rate + 1.645 * deviation, 0};
  made.happened.today = today;
  made.happened.usual_order = 1 + static_cast<std::int64_t>(luck.between(2, 10));
  // The usual demand, with a rate that may have risen unseen; two of three times the forecast's errors have shown it.
  const double risen = luck.chance(0.25) ? rate * luck.between(0.1, 0.4) : 0;
  if (luck.chance(0.67)) made.planned.bias = risen * luck.between(0.85, 1.15);
  const auto noise = luck.normal() * deviation;
  auto usual = static_cast<std::int64_t>(std::max(0.0, std::round(rate + risen + noise)));
  const std::int64_t asked_as_usual = usual;
  while (usual > 0) {
    const std::int64_t units = std::min(usual, 1 + static_cast<std::int64_t>(luck.between(
                                                       0, 2.0 * static_cast<double>(made.happened.usual_order) - 1)));
    made.happened.orders.push_back(units);
    usual -= units;
  }
  const std::int64_t one_off =
      luck.chance(0.25) ? made.happened.usual_order * static_cast<std::int64_t>(luck.between(5, 20)) : 0;
  if (one_off > 0) made.happened.orders.push_back(one_off + made.happened.usual_order);
  if (luck.chance(0.2)) {
    made.happened.promotion_planned = static_cast<std::int64_t>(rate * luck.between(0.1, 0.4));
    made.happened.promoted =
        made.happened.promotion_planned + static_cast<std::int64_t>(rate * luck.between(-0.1, 0.4));
    made.happened.orders.push_back(std::max<std::int64_t>(0, made.happened.promoted));
  }
  const std::int64_t late = luck.chance(0.35) ? static_cast<std::int64_t>(rate * luck.between(0.1, 0.8)) : 0;
  if (late > 0) made.happened.purchases.push_back(overdue(luck, today, late));
  made.happened.lost = luck.chance(0.2) ? static_cast<std::int64_t>(rate * luck.between(0.05, 0.4)) : 0;
  made.happened.damaged = luck.chance(0.1) ? static_cast<std::int64_t>(rate * luck.between(0.05, 0.3)) : 0;
  const std::int64_t short_by = luck.chance(0.15) ? static_cast<std::int64_t>(rate * luck.between(0.05, 0.4)) : 0;
  if (short_by > 0) made.happened.purchases.push_back(closed_short(luck, today, short_by));
  const std::int64_t not_wanted = luck.chance(0.1) ? static_cast<std::int64_t>(rate * luck.between(0.05, 0.4)) : 0;
  if (not_wanted > 0) made.happened.purchases.push_back(called_off(luck, today, not_wanted));
  // This much is there: enough for 95 of 100, less what was spoilt.
  const auto covered = static_cast<std::int64_t>(made.planned.p95) + made.happened.promotion_planned;
  std::int64_t asked = 0;
  for (const std::int64_t units : made.happened.orders) asked += units;
  const std::int64_t here = covered - late - made.happened.lost - made.happened.damaged - short_by - not_wanted;
  made.happened.waiting = std::max<std::int64_t>(0, asked - here);
  made.truth[of(Cause::supplier_late)] = late;
  made.truth[of(Cause::supplier_short)] = made.happened.damaged + short_by;
  made.truth[of(Cause::stock_lost)] = made.happened.lost;
  made.truth[of(Cause::promotion)] =
      std::max<std::int64_t>(0, made.happened.promoted - made.happened.promotion_planned);
  made.truth[of(Cause::one_off)] = one_off;
  const double beyond = std::max(0.0, static_cast<double>(asked_as_usual) - rate);
  const double by_rate = std::min(risen, beyond), band = 1.645 * deviation;
  made.truth[of(Cause::forecast_low)] = std::llround(by_rate);
  made.truth[of(Cause::peak)] = std::llround(std::max(0.0, beyond - by_rate - band));
  made.truth[of(Cause::planned_risk)] = std::llround(std::min(beyond - by_rate, band));
  return made;
}

}  // namespace

TEST(what_a_late_supplier_owes_comes_before_all_else) {
  Happened happened = waits(31);
  happened.purchases = {{std::nullopt, day(-9), 40, 16, std::nullopt}, {std::nullopt, day(5), 90, 0, std::nullopt}};
  happened.orders = {4, 5, 40};
  happened.usual_order = 5;
  const auto causes = causes_of(happened, {20, 30, 0});
  REQUIRE(causes == std::vector<CauseShare>{{Cause::supplier_late, 24}, {Cause::one_off, 7}});
  REQUIRE(std::string(words_of(causes[0].cause)) == "the supplier is late");
}

TEST(a_supplier_is_late_by_the_day_that_it_said_first) {
  PastPurchase moved{std::nullopt, day(6), 20, 4, std::nullopt};
  REQUIRE(late_units(moved, today) == 0);
  moved.first_due = day(-2);
  REQUIRE(late_units(moved, today) == 16);
  moved.first_due = day(0);
  REQUIRE(late_units(moved, today) == 0);
}

TEST(what_a_line_was_closed_short_of_is_the_suppliers_unless_it_was_called_off_or_came_after_all) {
  PastPurchase closed{std::nullopt, day(3), 8, 8, std::nullopt};
  REQUIRE(short_units(closed) == 0);
  closed.closed = true;
  closed.closed_on = day(-1);
  closed.given_up = 12;
  REQUIRE(short_units(closed) == 12);
  closed.received = 13;
  REQUIRE(short_units(closed) == 7);
  closed.expected = closed.received = 0;
  REQUIRE(short_units(closed) == 0);
  closed.first_due = day(-2);
  REQUIRE(short_units(closed) == 12);
}

TEST(nobody_waits_and_nothing_is_said) { REQUIRE(causes_of(waits(0), {10, 20, 0}).empty()); }

TEST(what_no_cause_explains_was_never_ordered) {
  REQUIRE(causes_of(waits(5), {}) == std::vector<CauseShare>{{Cause::not_planned, 5}});
}

TEST(what_is_ordered_and_not_late_is_on_its_way_and_nobodys_fault) {
  Happened happened = waits(30);
  happened.announced = 2;
  happened.purchases = {{std::nullopt, day(0), 9, 3, std::nullopt}, {std::nullopt, day(-1), 5, 0, std::nullopt}};
  const auto causes = causes_of(happened, {});
  REQUIRE(causes ==
          std::vector<CauseShare>{{Cause::supplier_late, 5}, {Cause::on_its_way, 8}, {Cause::not_planned, 17}});
}

TEST(demand_within_the_band_is_the_planned_risk_and_above_it_a_peak) {
  Happened happened = waits(100);
  happened.orders = {10, 10, 10, 10, 10};
  happened.usual_order = 10;
  const auto causes = causes_of(happened, {20, 35, 0});
  REQUIRE(causes == std::vector<CauseShare>{{Cause::peak, 15}, {Cause::planned_risk, 15}, {Cause::not_planned, 70}});
}

TEST(a_forecast_that_was_too_low_of_late_moves_the_whole_band) {
  Happened happened = waits(30);
  happened.orders = {10, 10, 10, 10, 10};
  happened.usual_order = 10;
  const auto causes = causes_of(happened, {20, 35, 12});
  REQUIRE(causes == std::vector<CauseShare>{{Cause::peak, 3}, {Cause::forecast_low, 12}, {Cause::planned_risk, 15}});
}

TEST(free_units_that_a_rule_keeps_come_after_what_is_missing) {
  Happened happened = waits(10);
  happened.lost = 4;
  happened.held_by_rule = 20;
  REQUIRE(causes_of(happened, {}) == std::vector<CauseShare>{{Cause::stock_lost, 4}, {Cause::held_by_rule, 6}});
}

TEST(the_units_of_all_causes_are_those_that_wait) {
  for (const unsigned seed : seeds(50)) {
    Luck luck(seed);
    const Mishap made = mishap(luck, today);
    std::int64_t sum = 0;
    for (const CauseShare& share : causes_of(made.happened, made.planned)) sum += share.units;
    REQUIRE(sum == made.happened.waiting);
  }
}

// The maker shares out what he knows, in the same order.
TEST(nine_of_ten_units_have_the_cause_that_the_maker_of_the_world_knows) {
  double right = 0, all = 0;
  for (const unsigned seed : seeds(2000)) {
    Luck luck(seed);
    const Mishap made = mishap(luck, today);
    CauseUnits truth{}, found{};
    for (const CauseShare& share : shared_out(made.happened.waiting, made.truth)) truth[of(share.cause)] = share.units;
    for (const CauseShare& share : causes_of(made.happened, made.planned)) found[of(share.cause)] = share.units;
    for (std::size_t i = 0; i < truth.size(); ++i) right += static_cast<double>(std::min(truth[i], found[i]));
    all += static_cast<double>(made.happened.waiting);
  }
  WARN("units with the right cause: " << 100 * right / all << " % of " << all);
  REQUIRE(right >= 0.9 * all);
}
