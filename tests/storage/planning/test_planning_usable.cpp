// What gets too old, and what comes too late, serves nobody until an order has come.
#include <cmath>

#include "storage/planning/ordering/proposals.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = Date::parse("2026-11-30").value();

  static Forecast steady(double weekly) {
    Forecast forecast;
    forecast.method = Method::counts;
    forecast.mean.assign(52, weekly);
    forecast.variance.assign(52, weekly);
    return forecast;
  }
  // Sells 20 a week; its order needs two weeks, so that three are protected.
  Candidate candidate(double at_hand, double coming) const {
    std::vector<DemandLine> lines;
    for (int week = 0; week < 40; ++week) {
      lines.push_back({Date::from_days(today.days() - 1 - 7 * week), 20 + week % 3});
    }
    return {weekly(lines, today), at_hand, coming, {SupplySource{LeadTime::of_weeks({0, 0, 1}), {}, 6, 1}}};
  }
  Proposal proposed(const Candidate& one) const { return propose(std::vector{one}, {}, today).front(); }
};

}  // namespace

TEST(units_that_nobody_asks_for_before_their_last_day_are_left) {
  const Forecast weekly = steady(14);
  REQUIRE(left_too_old(std::vector<Dated>{{6, 20}}, weekly, 0, 30) == 6);
  REQUIRE(left_too_old(std::vector<Dated>{{6, 20}}, weekly, 4, 30) == 2);  // four are asked for already
  REQUIRE(left_too_old(std::vector<Dated>{{6, 20}}, weekly, 0, 5) == 0);   // not yet
  REQUIRE(left_too_old(std::vector<Dated>{{-1, 20}}, weekly, 0, 30) == 20);
  REQUIRE(left_too_old({}, weekly, 0, 30) == 0);
}

TEST(what_ends_first_leaves_first) {
  const Forecast weekly = steady(14);
  REQUIRE(left_too_old(std::vector<Dated>{{13, 20}, {6, 20}}, weekly, 0, 30) == 6 + 6);
  REQUIRE(left_too_old(std::vector<Dated>{{13, 8}, {6, 20}}, weekly, 0, 30) == 6);
}

TEST(stock_that_ends_before_it_is_sold_is_ordered_again_in_time) {
  const Candidate lasting = candidate(300, 0);
  REQUIRE(proposed(lasting).order == 0);
  Candidate ending = lasting;
  ending.ending = {{9, 300}};
  const Proposal one = proposed(ending);
  REQUIRE(one.order > 0);
  REQUIRE(one.free > 20);
  REQUIRE(one.free < 40);
  REQUIRE(one.runs_out->days() < today.days() + 14);
  ending.ending = {{180, 300}};
  REQUIRE(proposed(ending).order == 0);
}

TEST(an_order_that_comes_after_a_new_one_would_is_no_reason_to_wait) {
  Candidate soon = candidate(0, 300), late = soon;
  soon.arriving = {{10, 300}};
  late.arriving = {{100, 300}};
  REQUIRE(proposed(soon).order == 0);
  REQUIRE(proposed(soon).later == 0);
  REQUIRE(proposed(late).order > 0);
  REQUIRE(proposed(late).coming == 0);
  REQUIRE(proposed(late).later == 300);
}

TEST(a_level_is_no_more_than_what_is_sold_before_it_is_too_old) {
  Candidate lasting = candidate(0, 0), fresh = lasting;
  lasting.sources.front().lead = fresh.sources.front().lead = LeadTime::of_weeks({0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5});
  fresh.shelf_life_days = 14;
  const Proposal short_lived = proposed(fresh);
  REQUIRE(short_lived.level < proposed(lasting).level);
  REQUIRE(short_lived.level <= 5 * 22 + 2 * 22);  // until the order comes, and until it is too old
  REQUIRE(short_lived.order <= short_lived.level + 1);
}

TEST(what_comes_from_far_is_bridged_by_who_is_sooner_with_as_much_as_lasts_until_then) {
  Candidate one = candidate(30, 0);
  one.sources = {{LeadTime::of_weeks({0, 0, 0, 0, 0, 0, 0, 0, 1}), {1, 1, 0}, 6, 1},
                 {LeadTime::of_weeks({1}), {3, 1, 0}, 6, 1}};
  const Proposal far = proposed(one);
  REQUIRE(far.source == 0);
  REQUIRE(far.order > 0);
  one.coming = 400;
  one.arriving = {{50, 400}};
  REQUIRE(proposed(one).order == 0);  // 30 last for a week and a half
  one.at_hand = 5;
  const Proposal bridge = proposed(one);
  REQUIRE(bridge.source == 1);
  REQUIRE(bridge.order > 100);
  REQUIRE(bridge.order <= 160);  // seven weeks' demand
  REQUIRE(bridge.later == 400);
  one.coming += 150;
  one.arriving.push_back({1, 150});
  REQUIRE(proposed(one).order == 0);
  REQUIRE(proposed(candidate(30, 400)).source == 0);
}
