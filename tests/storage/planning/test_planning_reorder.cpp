// Lead times, the demand until an order has come, levels and proposals.
#include <cmath>

#include "storage/planning/numbers.h"
#include "storage/planning/ordering/backtest.h"
#include "storage/planning/ordering/classes.h"
#include "storage/planning/ordering/proposals.h"
#include "storage/planning/ordering/scorecard.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = Date::parse("2026-11-30").value();
  Date day(int ago) const { return Date::from_days(today.days() - ago); }

  static Forecast steady(double mean, double variance) {
    Forecast forecast;
    forecast.method = Method::counts;
    forecast.mean.assign(52, mean);
    forecast.variance.assign(52, variance);
    return forecast;
  }
  static LeadTime weeks(std::size_t count) {
    std::vector<double> chances(count + 1, 0);
    chances[count] = 1;
    return LeadTime::of_weeks(chances);
  }
  static Planned item(double mean, double price) {
    const Buying buying{price, 1, 0};
    return {Protection(steady(mean, 3 * mean), 0, weeks(3), 1), buying, mean, 1, order_quantity(mean, buying, {})};
  }
  // Sells `weekly` units on each day of the last 40 weeks.
  Candidate candidate(std::int64_t units, double at_hand, double coming) const {
    std::vector<DemandLine> lines;
    for (int week = 0; week < 40; ++week) lines.push_back({day(1 + 7 * week), units + week % 3});
    return {weekly(lines, today), at_hand, coming, {SupplySource{weeks(2), {}, 6, 1}}};
  }
};

}  // namespace

// --- lead times --------------------------------------------------------------------------------------------------

TEST(a_lead_time_is_what_deliveries_took) {
  const std::vector<Delivery> always(40, Delivery{21});
  const LeadTime lead = LeadTime::learned(always, 7);
  REQUIRE(lead.weeks_kept(0.5) == 3);
  REQUIRE(lead.weeks_kept(0.9) == 3);
  REQUIRE(std::fabs(lead.mean() - 3) < 0.3);
}

TEST(the_days_that_a_supplier_takes_are_known_to_people_to_the_day) {
  std::vector<Delivery> deliveries(30, Delivery{9});
  REQUIRE(days_kept(deliveries, 9).half == 9);
  for (int i = 0; i < 5; ++i) deliveries.push_back({12});
  REQUIRE(days_kept(deliveries, 9).half == 9);
  REQUIRE(days_kept(deliveries, 9).nine_in_ten == 12);
  REQUIRE(days_kept({}, 9).half == 9);  // his word
}

TEST(an_order_that_is_late_and_open_lengthens_the_lead_time_before_it_comes) {
  std::vector<Delivery> deliveries(20, Delivery{14});
  const LeadTime before = LeadTime::learned(deliveries, 14);
  for (int i = 0; i < 6; ++i) deliveries.push_back({42, true});
  const LeadTime after = LeadTime::learned(deliveries, 14);
  REQUIRE(before.weeks_kept(0.8) == 2);
  REQUIRE(after.weeks_kept(0.8) > 6);
  deliveries.back() = {3, true};  // as good as new: says nothing yet
  REQUIRE(LeadTime::learned(std::vector<Delivery>{{3, true}}, 14).mean() == LeadTime::learned({}, 14).mean());
}

TEST(a_supplier_of_few_deliveries_is_drawn_to_its_lane_and_old_ones_fade) {
  const LeadTime lane = LeadTime::learned(std::vector<Delivery>(50, Delivery{70}), 70);
  const std::vector<Delivery> few(2, Delivery{7}), many(60, Delivery{7});
  REQUIRE(LeadTime::learned(few, 7, lane).mean() > 5);
  REQUIRE(LeadTime::learned(many, 7, lane).mean() < 5);
  std::vector<Delivery> changed(30, Delivery{70});
  changed.insert(changed.end(), 30, Delivery{14});
  REQUIRE(LeadTime::learned(changed, 14).mean() < 4.5);
}

TEST(chances_sum_to_one_whatever_came) {
  for (const auto& deliveries :
       {std::vector<Delivery>{}, {{0, false}}, {{100000, false}}, {{100000, true}}, {{0, true}}}) {
    for (const std::int32_t said : {0, 14, 100000}) {
      double sum = 0;
      const LeadTime lead = LeadTime::learned(deliveries, said);
      for (const double chance : lead.chances()) sum += chance;
      REQUIRE(std::fabs(sum - 1) < 1e-9);
    }
  }
}

TEST(a_scorecard_counts_what_came_on_time_and_what_is_overdue) {
  const std::vector<PastPurchase> lines{{day(60), day(40), 10, 10, day(41)},
                                        {day(60), day(40), 10, 10, day(30)},
                                        {day(60), day(40), 10, 4, day(41)},
                                        {std::nullopt, day(-9), 10, 0, std::nullopt}};
  const Scorecard card = scorecard(lines, today);
  REQUIRE(card.lines == 4);
  REQUIRE(card.finished == 2);
  REQUIRE(card.on_time_in_full == 1);
  REQUIRE(card.open == 2);
  REQUIRE(card.overdue == 1);
  REQUIRE(card.came_late == 1);
  REQUIRE(card.timed == 3);
}

TEST(what_came_on_a_day_that_is_not_known_here_is_neither_late_nor_on_its_way) {
  const std::vector<PastPurchase> lines{{day(60), day(40), 10, 10, std::nullopt}, {day(60), day(40), 10, 10, day(41)}};
  const Scorecard card = scorecard(lines, today);
  REQUIRE(card.finished == 1);
  REQUIRE(card.on_time_in_full == 1);
  REQUIRE(card.timed == 1);
}

TEST(a_line_that_was_closed_came_short_unless_nothing_of_it_came) {
  PastPurchase some{day(60), day(40), 4, 4, day(41)}, none{day(60), day(40), 0, 0, std::nullopt};
  some.closed = none.closed = true;
  some.damaged = 1;
  const std::vector<PastPurchase> lines{some, none, {day(60), day(40), 6, 6, day(41)}};
  const Scorecard card = scorecard(lines, today);
  REQUIRE(card.finished == 2);
  REQUIRE(card.came_short == 1);
  REQUIRE(card.came_late == 0);  // what comes short on its day is not late
  REQUIRE(card.on_time_in_full == 1);
  REQUIRE(card.received == 10);
  REQUIRE(card.damaged == 1);
}

// --- protection --------------------------------------------------------------------------------------------------

// The sum over all stocks of what is asked for beyond them is half of the mean of demand * (demand + 1).
TEST(the_demand_until_an_order_comes_has_the_mean_and_spread_of_its_weeks) {
  const Protection protection(steady(10, 30), 0, weeks(3), 1);
  REQUIRE(std::fabs(protection.mean() - 40) < 1e-9);
  REQUIRE(std::fabs(protection.short_of(0) - 40) < 1e-3);
  double sum = 0;
  for (int stock = 0; stock < 200; ++stock) sum += protection.short_of(stock);
  const double variance = 2 * sum - protection.mean() - protection.mean() * protection.mean();
  REQUIRE(std::fabs(variance - 120) < 0.1);
}

TEST(the_stock_for_a_risk_is_the_smallest_beyond_which_hardly_more_is_asked_for) {
  const Protection protection(steady(10, 30), 0, weeks(3), 1);
  const auto risk = [&](double stock) { return protection.short_of(stock) - protection.short_of(stock + 1); };
  const double level = protection.stock_for(0.05);
  REQUIRE(risk(level) <= 0.05);
  REQUIRE(risk(level - 1) > 0.05);
  REQUIRE(risk(-1) > 1 - 1e-3);
  REQUIRE(risk(1e6) == 0);
}

TEST(an_unsure_lead_time_asks_for_more_than_its_mean) {
  const LeadTime sure = weeks(4), unsure = LeadTime::of_weeks({0, 0, 0.5, 0, 0, 0, 0.5});
  const Forecast forecast = steady(10, 10);
  REQUIRE(Protection(forecast, 0, unsure, 1).stock_for(0.05) > Protection(forecast, 0, sure, 1).stock_for(0.05) + 10);
}

TEST(doubt_about_the_level_counts_for_all_weeks_at_once) {
  Forecast forecast = steady(100, 110);
  const double alone = forecast.total(0, 9).variance;
  forecast.doubt = 0.01;
  for (double& variance : forecast.variance) variance += 0.01 * 100 * 100;
  REQUIRE(std::fabs(alone - 990) < 1e-6);
  REQUIRE(std::fabs(forecast.total(0, 9).variance - (990 + 0.01 * 900 * 900)) < 1e-6);
}

// --- levels ------------------------------------------------------------------------------------------------------

TEST(the_formulae_that_buyers_know) {
  REQUIRE(textbook_level(10, 4, 9, 2) == 90 + 2 * 4 * 3);
  REQUIRE(std::fabs(king_level(10, 4, 9, 1, 2) - (90 + 2 * std::sqrt(9 * 16 + 100))) < 1e-9);
}

TEST(a_dear_item_may_run_out_more_often_than_a_cheap_one) {
  const std::vector<Planned> items{item(10, 1), item(10, 100)};
  const double worth = line_worth_for(items, 0.95, {});
  REQUIRE(accepted_risk(items[0], worth, {}) < accepted_risk(items[1], worth, {}));
  double served = 0;
  for (const Planned& one : items) served += expected_service(one, reorder_level(one, worth, {})) / 2;
  REQUIRE(std::fabs(served - 0.95) < 0.02);
}

TEST(however_dear_an_item_is_a_share_of_its_lines_is_served) {
  const Planned dear = item(5, 4000);
  const double level = level_that_serves(dear, 0.8);
  REQUIRE(expected_service(dear, level) >= 0.8);
  REQUIRE(expected_service(dear, level - 1) < 0.8);
  Candidate costly = candidate(5, 0, 0), cheap = candidate(5, 0, 0);
  costly.sources.front().buying.price = 20000;
  const std::vector both{costly, cheap};
  PlanSettings none;
  none.promise = 0.6;
  none.floors = {0, 0, 0};
  PlanSettings floors = none;
  floors.floors = {0.95, 0.95, 0.95};
  const auto level_of = [&](const PlanSettings& settings) {
    for (const Proposal& one : propose(both, settings, today)) {
      if (one.candidate == 0) return one.level;
    }
    return std::int64_t{-1};
  };
  REQUIRE(level_of(floors) > level_of(none));
}

TEST(quantities_are_whole_packs_and_at_least_the_minimum) {
  const double plain = order_quantity(10, {4, 1, 0}, {});
  REQUIRE(plain >= 10);
  REQUIRE(std::fmod(order_quantity(10, {4, 12, 0}, {}), 12) == 0);
  REQUIRE(order_quantity(10, {4, 12, 500}, {}) == 504);
  REQUIRE(units_to_order(31, 30, 24, {4, 12, 0}) == 0);
  REQUIRE(units_to_order(30, 30, 24, {4, 12, 0}) == 24);
  REQUIRE(units_to_order(-70, 30, 24, {4, 12, 0}) == 120);  // 100 up to the level, half an order above it, in packs
  REQUIRE(units_to_order(-70, 30, 12, {4, 12, 0}) == 108);  // a pack is the usual order
}

TEST(no_more_is_ordered_than_is_sold_before_it_is_too_old) {
  const double plain = order_quantity(10, {4, 12, 0}, {});
  REQUIRE(order_quantity(10, {4, 12, 0}, {}, 30) == 24);
  REQUIRE(order_quantity(10, {4, 12, 0}, {}, 5) == 12);      // one pack: the supplier gives no less
  REQUIRE(order_quantity(10, {4, 12, 500}, {}, 30) == 504);  // nor less than its minimum
  REQUIRE(order_quantity(10, {4, 12, 0}, {}, 1e6) == plain);

  Candidate lasting = candidate(20, 0, 0), fresh = candidate(20, 0, 0);
  fresh.shelf_life_days = 28;
  const auto proposals = propose(std::vector{lasting, fresh}, {}, today);
  const auto usual_of = [&](std::size_t place) { return proposals[proposals[0].candidate == place ? 0 : 1].usual; };
  REQUIRE(usual_of(1) < usual_of(0));
  REQUIRE(usual_of(1) <= 4 * 22);
}

TEST(nothing_is_ordered_of_what_nobody_is_expected_to_ask_for) {
  Candidate over = candidate(20, 0, 0);
  over.demand.weeks.insert(over.demand.weeks.end(), 200, 0);
  over.demand.orders.insert(over.demand.orders.end(), 200, 0);
  REQUIRE(propose(std::vector{over}, {}, today).front().order == 0);
  over.at_hand = -3;
  REQUIRE(propose(std::vector{over}, {}, today).front().order >= 3);
}

TEST(proposals_are_the_same_by_any_number_of_workers) {
  std::vector<Candidate> candidates;
  candidates.reserve(40);
  for (int i = 0; i < 40; ++i) candidates.push_back(candidate(i, i % 7, 0));
  PlanSettings several;
  several.workers = 3;
  const auto alone = propose(candidates, {}, today), together = propose(candidates, several, today);
  REQUIRE(alone.size() == together.size());
  for (std::size_t i = 0; i < alone.size(); ++i) {
    REQUIRE(alone[i].candidate == together[i].candidate);
    REQUIRE(alone[i].level == together[i].level);
    REQUIRE(alone[i].weeks == together[i].weeks);
  }
}

// --- proposals ---------------------------------------------------------------------------------------------------

TEST(what_saves_most_waiting_for_its_money_comes_first_and_what_nobody_asked_for_never) {
  Candidate unwanted = candidate(5, 0, 0);
  unwanted.demand = weekly({}, today);
  const std::vector<Candidate> candidates{candidate(5, 1000, 0), unwanted, candidate(20, 30, 0), candidate(20, -60, 0),
                                          candidate(20, 0, 500)};
  const auto proposals = propose(candidates, {}, today);
  REQUIRE(proposals.size() == 4);
  REQUIRE(proposals[0].candidate == 3);
  REQUIRE(proposals[1].candidate == 2);
  REQUIRE(proposals[1].order > 0);
  REQUIRE(proposals[2].order == 0);
  REQUIRE(proposals[1].level >= proposals[1].expected);
  REQUIRE(proposals[0].runs_out == today);
  REQUIRE(proposals[1].runs_out->days() > today.days() + 6);
  REQUIRE(proposals[1].runs_out->days() < today.days() + 14);
}

TEST(a_plan_of_nothing_is_empty) { REQUIRE(propose({}, {}, today).empty()); }

// --- suppliers ---------------------------------------------------------------------------------------------------

TEST(a_better_rank_may_cost_hardly_more_and_no_more_than_that) {
  const std::vector<SupplySource> sources{{weeks(1), {}, 6, 2}, {weeks(1), {}, 6, 1}};
  REQUIRE(best_source(std::vector{100.0, 100.5}, sources) == 1);
  REQUIRE(best_source(std::vector{100.0, 103.0}, sources) == 0);
}

TEST(a_backup_is_who_comes_in_time_where_the_first_does_not) {
  const std::vector<SupplySource> sources{{weeks(8), {}, 6, 1}, {weeks(1), {}, 6, 1}, {weeks(9), {}, 6, 1}};
  REQUIRE(backup_source(sources, 0, 14) == std::size_t{1});
  REQUIRE_FALSE(backup_source(sources, 0, 100));
  REQUIRE_FALSE(backup_source(sources, 1, 3));
}

TEST(the_supplier_of_a_proposal_is_the_cheapest_with_what_its_lead_time_costs) {
  Candidate item = candidate(20, 0, 0);
  item.sources = {{weeks(1), {10, 1, 0}, 6, 1}, {weeks(1), {8, 24, 0}, 6, 1}};
  const auto proposals = propose(std::vector{item}, {}, today);
  REQUIRE(proposals.front().source == 1);
  REQUIRE(proposals.front().order % 24 == 0);
  item.sources = {{weeks(1), {10, 1, 0}, 6, 1}, {weeks(40), {9.9, 1, 0}, 6, 1}};
  REQUIRE(propose(std::vector{item}, {}, today).front().source == 0);
}

TEST(items_are_classed_by_their_money_and_by_how_well_they_are_foreseen) {
  const std::vector<Sold> sold{{10, 0.2}, {800, 0.6}, {190, 2}};
  REQUIRE(classes_of(sold) == std::vector<std::string>{"CX", "AY", "BZ"});
}

TEST(one_absurd_item_makes_no_other_items_orders_larger) {
  std::vector<Planned> items;
  for (int i = 1; i <= 8; ++i) items.push_back(item(4 * i, 3 * i));
  const double sane = line_worth_for(items, 0.98, {});
  items.push_back(item(600'000'000, 5));
  REQUIRE(line_worth_for(items, 0.98, {}) == sane);
}

// --- the past, played again --------------------------------------------------------------------------------------

TEST(a_past_that_ran_out_is_served_better_by_the_plan_and_one_of_plenty_with_less_stock) {
  const Candidate item = candidate(20, 0, 0);
  const Past short_of{item.demand, std::vector<double>(20, 5), item.sources.front()};
  const Replay was = as_it_was(std::vector{short_of}, 20);
  const Replay planned = as_planned(std::vector{short_of}, 20, {});
  REQUIRE(was.lines == 20);
  REQUIRE(was.share_of_lines() == 0);
  REQUIRE(was.share_of_units() > 0.2);
  REQUIRE(planned.share_of_lines() > 0.6);
  const Past plenty{item.demand, std::vector<double>(20, 5000), item.sources.front()};
  REQUIRE(as_it_was(std::vector{plenty}, 20).share_of_lines() == 1);
  REQUIRE(as_planned(std::vector{short_of}, 20, {}).stock < as_it_was(std::vector{plenty}, 20).stock);
}

TEST(a_past_of_nothing_is_no_loss) {
  REQUIRE(as_planned({}, 10, {}).share_of_lines() == 1);
  REQUIRE(as_it_was({}, 0).stock == 0);
}

TEST(who_waited_when_a_past_began_waits_at_the_beginning_of_its_plan_too) {
  const Candidate item = candidate(20, 0, 0);
  const Past owed{item.demand, std::vector<double>(20, -200), item.sources.front()};
  REQUIRE(as_it_was(std::vector{owed}, 20).share_of_units() == 0);
  const Past empty{item.demand, std::vector<double>(20, 0), item.sources.front()};
  REQUIRE(as_planned(std::vector{owed}, 2, {}).share_of_units() == 0);
  REQUIRE(as_planned(std::vector{owed}, 20, {}).stock != as_planned(std::vector{empty}, 20, {}).stock);
}

TEST(one_week_is_no_habit_and_no_order_of_months_follows_it) {
  Candidate item = candidate(10, 0, 0);
  item.demand.weeks.assign(1, 10);
  item.demand.orders.assign(1, 1);
  const Proposal proposed = propose(std::vector{item}, {}, today).front();
  REQUIRE(proposed.pattern == Pattern::brief);
  REQUIRE(proposed.month_spread > 1);
  REQUIRE(proposed.usual <= proposed.level + 40);
}
