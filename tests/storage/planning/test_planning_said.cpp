// What is planned though no forecast says it: units that somebody waits for, and those that somebody wants to be kept.
#include <algorithm>
#include <stdexcept>

#include "storage/planning/ordering/proposals.h"
#include "storage/planning/ordering/scorecard.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = Date::parse("2026-11-30").value();
  static LeadTime weeks(std::size_t count) {
    std::vector<double> chances(count + 1, 0);
    chances[count] = 1;
    return LeadTime::of_weeks(chances);
  }
  // Sells so many units, or a few more, in each of the last 40 weeks.
  Candidate candidate(std::int64_t units, double at_hand, double coming) const {
    std::vector<DemandLine> lines;
    lines.reserve(40);
    for (int week = 0; week < 40; ++week) {
      lines.push_back({Date::from_days(today.days() - 1 - 7 * week), units + week % 3});
    }
    return {weekly(lines, today), at_hand, coming, {SupplySource{weeks(2), {}, 6, 1}}};
  }
};

}  // namespace

TEST(what_waits_for_a_new_item_is_ordered_before_a_week_of_its_demand_is_over) {
  Candidate fresh{weekly({}, today), -40, 0, {SupplySource{weeks(1), {}, 6, 1}}};
  fresh.waiting = 40;
  fresh.waiting_lines = 1;
  const std::vector others{candidate(20, 500, 0), fresh};
  const auto find = [&](const std::vector<Candidate>& all) {
    for (const Proposal& one : propose(all, {}, today)) {
      if (one.candidate == 1) return one;
    }
    throw std::runtime_error("not in the plan");
  };
  const Proposal alone = find(others);
  REQUIRE(alone.order == 40);
  REQUIRE(alone.needed == 40);
  REQUIRE(alone.runs_out == today);
  REQUIRE(alone.order_by == today);
  REQUIRE(alone.saves == 40'000);
  fresh.sources.front().buying = {2, 24, 60};
  REQUIRE(find({others.front(), fresh}).order == 72);
  fresh.coming = 40;
  REQUIRE(find({others.front(), fresh}).order == 0);
  REQUIRE(propose(std::vector{fresh}, {}, today).size() == 1);
}

// What is kept back is taken off what is at hand, as no new order line gets it.
TEST(what_is_missing_of_what_is_kept_back_is_ordered_and_nobody_waits_for_it) {
  const Proposal without = propose(std::vector{candidate(20, 0, 0)}, {}, today).front();
  Candidate item = candidate(20, -200, 0);
  item.kept_back = 500;
  const Proposal kept = propose(std::vector{item}, {}, today).front();
  REQUIRE(kept.level == without.level);
  REQUIRE(kept.days == without.days);
  REQUIRE(kept.free == -200);
  REQUIRE(kept.runs_out == today);
  REQUIRE(kept.needed > kept.level + 200);
  REQUIRE(kept.saves <= without.saves);
  item.owed = item.waiting = 30;
  item.waiting_lines = 2;
  const Proposal waited_for = propose(std::vector{item}, {}, today).front();
  REQUIRE(waited_for.saves == kept.saves + 30'000);
}

TEST(what_is_kept_back_is_bought_where_nobody_has_asked_for_it_and_is_too_much_where_it_has_ended) {
  Candidate fresh{weekly({}, today), -15, 0, {SupplySource{weeks(1), {}, 6, 1}}};
  fresh.kept_back = 15;
  const Proposal kept = propose(std::vector{fresh}, {}, today).front();
  REQUIRE(kept.order == 15);
  REQUIRE(kept.saves == 0);
  fresh.at_hand = 0;
  REQUIRE(propose(std::vector{fresh}, {}, today).empty());
  Candidate over = candidate(5, 0, 0);
  over.kept_back = 500;
  over.ended = true;
  REQUIRE(propose(std::vector{over}, {}, today).front().excess > 300);
}

TEST(one_mistyped_item_does_not_change_the_levels_of_the_others) {
  std::vector<Candidate> items;
  for (int i = 0; i < 8; ++i) items.push_back(candidate(5 + 3 * i, 0, 0));
  const auto level_of_first = [&] {
    for (const Proposal& one : propose(items, {}, today)) {
      if (one.candidate == 0) return one.level;
    }
    throw std::runtime_error("not in the plan");
  };
  const std::int64_t before = level_of_first();
  Candidate huge = candidate(1, 0, 0);
  huge.demand.weeks.assign(40, 0);
  huge.demand.orders.assign(40, 0);
  huge.demand.weeks[20] = huge.demand.weeks[30] = 1e9;
  huge.demand.orders[20] = huge.demand.orders[30] = 1;
  items.push_back(huge);
  const std::int64_t with = level_of_first();
  REQUIRE(with <= before + 2);
  REQUIRE(with >= before - 2);
}

TEST(what_came_by_a_clock_that_was_ahead_is_no_delivery_of_next_year) {
  const auto day = [&](int ahead) { return Date::from_days(today.days() + ahead); };
  const PastPurchase on_time{day(-30), day(-16), 10, 10, day(-16)};
  PastPurchase dated_ahead = on_time;
  dated_ahead.arrived = day(200);
  const Scorecard card = scorecard(std::vector{on_time, dated_ahead}, today);
  REQUIRE(card.timed == 1);
  REQUIRE(card.came_late == 0);
  REQUIRE(deliveries_of(std::vector{on_time, dated_ahead}, today).size() == 1);
}

TEST(one_mistyped_week_of_an_item_weighs_as_the_others_allow) {
  Candidate rare = candidate(1, 0, 0);
  rare.demand.weeks.assign(100, 0);
  for (std::size_t week = 0; week < 100; week += 8) rare.demand.weeks[week] = 3;
  rare.demand.orders = rare.demand.weeks;
  const Proposal before = propose(std::vector{rare}, {}, today).front();
  rare.demand.weeks[50] = 200'000;
  const Proposal with = propose(std::vector{rare}, {}, today).front();
  REQUIRE(with.usual < 20 * before.usual);
  REQUIRE(with.level < 20 * std::max<std::int64_t>(before.level, 3));
}

TEST(a_mistyped_day_of_an_order_is_no_lead_time) {
  const auto day = [&](int ahead) { return Date::from_days(today.days() + ahead); };
  const PastPurchase good{day(-30), day(-16), 10, 10, day(-16)};
  PastPurchase ages_ago = good, a_year_ago = good, afterwards = good;
  ages_ago.ordered = Date::parse("1990-01-01").value();
  a_year_ago.ordered = day(-30 - 365);
  afterwards.ordered = day(150);
  const std::vector all{good, ages_ago, a_year_ago, afterwards};
  REQUIRE(deliveries_of(all, today).size() == 1);
  REQUIRE(days_said(all) == 14);
}

TEST(who_waits_is_worth_a_dearer_source_that_is_sooner) {
  Candidate item = candidate(20, 0, 0);
  item.demand.orders.assign(40, 5);
  item.sources = {SupplySource{weeks(8), {5.0}, 6, 1}, SupplySource{weeks(1), {5.6}, 6, 1}};
  item.at_hand = 170;  // what is asked for in eight weeks is there
  REQUIRE(propose(std::vector{item}, {}, today).front().source == 0);
  item.at_hand = 0;  // who asks in the next eight weeks would wait
  REQUIRE(propose(std::vector{item}, {}, today).front().source == 1);
  item.at_hand = -60;
  item.owed = item.waiting = 60;
  item.waiting_lines = 30;
  REQUIRE(propose(std::vector{item}, {}, today).front().source == 1);
  item.sources.back().buying.price = 500;  // no wait is worth that
  REQUIRE(propose(std::vector{item}, {}, today).front().source == 0);
}

TEST(an_order_saves_what_it_reaches_in_time_and_who_waits_already) {
  Candidate item = candidate(20, 10, 0);
  item.sources.front().lead = weeks(6);
  const Proposal late = propose(std::vector{item}, {}, today).front();
  REQUIRE(late.saves > 15'000);  // the week between its coming and that of the next order
  REQUIRE(late.saves < 25'000);  // not the six weeks before it
  item.at_hand = -100;
  item.owed = item.waiting = 100;
  item.waiting_lines = 4;
  const Proposal waited_for = propose(std::vector{item}, {}, today).front();
  REQUIRE(waited_for.saves > 115'000);
  REQUIRE(waited_for.saves < 125'000);
  REQUIRE(waited_for.lines >= 4'000);
  item.demand.orders.assign(40, 1);  // as a history of days says it
  item.waiting_lines = 10;
  const Proposal of_days = propose(std::vector{item}, {}, today).front();
  REQUIRE(of_days.lines > 11'500);
  REQUIRE(of_days.lines < 12'500);
}

TEST(what_a_week_has_sold_already_is_not_expected_again_on_its_last_day) {
  Candidate item = candidate(20, 70, 0);
  item.promotions = {{today, Date::from_days(today.days() + 6), 5}};
  const Proposal monday = propose(std::vector{item}, {}, today).front();
  item.week_gone = 6.0 / 7;
  const Proposal sunday = propose(std::vector{item}, {}, Date::from_days(today.days() + 6)).front();
  REQUIRE(monday.expected > sunday.expected + 60);
  REQUIRE(monday.runs_out->days() - today.days() < 7);
  REQUIRE(sunday.runs_out->days() - today.days() > 14);
  REQUIRE(monday.weeks == sunday.weeks);  // those of the calendar
}
