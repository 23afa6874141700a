// What advertising does to demand: learned from the past, taken out of it, and added to what is to come.
#include <cmath>

#include "storage/planning/demand/promotions.h"
#include "storage/planning/ordering/proposals.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = Date::parse("2026-11-30").value();  // a Monday
  const CountPrior prior{};

  Date in_weeks(int weeks) const { return Date::from_days(today.days() + 7 * weeks); }
  Promotion promotion(int week, int weeks, double said) const {
    return {in_weeks(week), Date::from_days(in_weeks(week + weeks).days() - 1), said};
  }
  // Makes 19, 20 or 21 units in each of 40 weeks, but `units` in the weeks from `first` to `last`, counted back from
  // today.
  Demand demand(int first, int last, std::int64_t units) const {
    std::vector<DemandLine> lines;
    for (int week = -40; week < 0; ++week) {
      const bool advertised = week >= first && week <= last;
      lines.push_back({in_weeks(week), advertised ? units : 20 + week % 2});
    }
    return weekly(lines, today);
  }
};

}  // namespace

TEST(what_an_advertised_day_sells_is_learned_from_the_past) {
  const Demand sold = demand(-10, -9, 60);
  const std::vector promotions{promotion(-10, 2, 2)};
  REQUIRE(std::fabs(learned_lift(sold, promotions, 2) - 3) < 0.2);
}

TEST(a_promotion_that_sells_many_times_the_usual_is_learned_from_all_that_it_sold) {
  Demand sold = demand(-10, -10, 160);
  const std::vector promotions{promotion(-10, 1, 6), promotion(2, 1, 6)};
  doubt(sold, promotions);
  REQUIRE_FALSE(sold.doubted);
  REQUIRE(std::fabs(learned_lift(sold, promotions, 6) - 7.5) < 0.3);
  const Forecast next = weekly_forecast(sold, promotions, 4, prior);
  REQUIRE(next.mean[2] / next.mean[1] > 7);
  REQUIRE(std::fabs(next.mean[1] - 20) < 2);
}

TEST(a_slip_is_doubted_whether_its_week_was_advertised_or_not) {
  Demand sold = demand(-10, -10, 1'000'000);
  const std::vector promotions{promotion(-10, 1, 2)};
  Demand plain = sold;
  doubt(plain, {});
  REQUIRE(plain.doubted->counts_as == 100);
  doubt(sold, promotions);
  REQUIRE(sold.doubted->says == 1'000'000);
  REQUIRE(sold.doubted->counts_as == 200);  // twice as many were counted on
  REQUIRE(learned_lift(sold, promotions, 2) < 10);
  Promotion holiday = promotion(-10, 1, 0.1);
  holiday.holiday = true;
  Demand usual = demand(-10, -10, 20);
  doubt(usual, std::vector{holiday});
  REQUIRE_FALSE(usual.doubted);  // all was as usual on it
}

TEST(what_was_counted_on_weighs_as_two_days) {
  const Demand sold = demand(0, 0, 0);
  const std::vector one_day{Promotion{in_weeks(-10), in_weeks(-10), 4}};  // nothing more was sold on it
  const double lift = learned_lift(sold, one_day, 4);
  REQUIRE(lift > 2.5);
  REQUIRE(lift < 4);
}

TEST(before_anything_was_advertised_the_office_is_believed) {
  const std::vector promotions{promotion(1, 1, 2.5)};
  REQUIRE(learned_lift(demand(0, 0, 0), promotions, 2.5) == 2.5);
  REQUIRE(learned_lift(Demand{today, {}, {}}, promotions, 2.5) == 2.5);
}

TEST(a_promotion_is_not_taken_for_a_habit) {
  const Demand sold = demand(-3, -1, 80);
  const std::vector promotions{promotion(-3, 3, 4)};
  for (const double units : without(promotions, sold)) REQUIRE(std::fabs(units - 20) < 2);
  const Forecast plain = weekly_forecast(sold, {}, 4, prior), known = weekly_forecast(sold, promotions, 4, prior);
  REQUIRE(plain.mean[0] > 1.2 * known.mean[0]);
  REQUIRE(std::fabs(known.mean[0] - 20) < 2);
}

TEST(a_week_that_will_be_advertised_sells_more_and_is_less_sure) {
  const Demand sold = demand(-20, -19, 60);
  const std::vector promotions{promotion(-20, 2, 3), promotion(2, 1, 3)};
  const Forecast next = weekly_forecast(sold, promotions, 6, prior);
  REQUIRE(std::fabs(next.mean[2] / next.mean[1] - 3) < 0.3);
  REQUIRE(next.variance[2] > 4 * next.variance[1]);
  REQUIRE(std::fabs(next.mean[3] - next.mean[1]) < 2);
}

TEST(three_days_of_a_week_are_three_sevenths_of_it) {
  const std::vector promotions{Promotion{in_weeks(0), Date::from_days(today.days() + 2), 8}};
  const Forecast next = weekly_forecast(demand(0, 0, 0), promotions, 2, prior);
  REQUIRE(std::fabs(next.mean[0] / next.mean[1] - (4 + 3 * 8) / 7.0) < 0.1);
}

TEST(holidays_have_a_lift_of_their_own) {
  Demand sold = demand(0, 0, 0);
  Promotion holiday = promotion(-6, 1, 1);
  holiday.holiday = true;
  const std::vector promotions{promotion(-10, 1, 1), holiday};
  const auto week = [&](int ago) -> double& { return sold.weeks[sold.weeks.size() - static_cast<std::size_t>(ago)]; };
  const double usual = week(1);
  week(10) = 3 * usual;
  week(6) = 0.3 * usual;
  REQUIRE(learned_lift(sold, promotions, 1) > 2);
  REQUIRE(learned_lift(sold, promotions, 1, true) < 0.6);
  const Forecast next = weekly_forecast(sold, std::vector{holiday}, 1, prior);
  REQUIRE(next.mean[0] > 0.5 * usual);
}

TEST(days_that_two_promotions_cover_count_once) {
  const std::vector promotions{promotion(0, 1, 2), promotion(0, 2, 3)};
  const Forecast next = weekly_forecast(demand(0, 0, 0), promotions, 3, prior);
  REQUIRE(std::fabs(next.mean[0] / next.mean[2] - 2) < 0.1);
}

TEST(goods_that_will_be_advertised_are_ordered_in_time) {
  Candidate plain{demand(0, 0, 0), 75, 0, {SupplySource{LeadTime::of_weeks(std::vector<double>{0, 0, 1}), {}, 6, 1}}};
  Candidate advertised = plain;
  advertised.promotions = {promotion(1, 2, 5)};
  const auto calm = propose(std::vector{plain}, {}, today), busy = propose(std::vector{advertised}, {}, today);
  REQUIRE(busy.front().level > calm.front().level);
  REQUIRE(*busy.front().runs_out < *calm.front().runs_out);
  REQUIRE(busy.front().order > 0);
}

TEST(a_week_on_which_the_house_was_closed_is_as_those_around_it) {
  const Demand sold = demand(-6, -5, 0);
  Promotion closed = promotion(-6, 2, 0.1);
  closed.holiday = true;
  for (const double units : without(std::vector{closed}, sold)) {
    REQUIRE(units > 18);
    REQUIRE(units < 23);
  }
  closed.closed = true;
  REQUIRE(without(std::vector{closed}, sold)[35] > 18);
  REQUIRE(without({}, sold)[35] == 0);
  const double open = weekly_forecast(demand(0, 0, 0), {}, 4, prior).mean.front();
  REQUIRE(std::fabs(weekly_forecast(sold, std::vector{closed}, 4, prior).mean.front() - open) < 0.5);
}

TEST(weeks_in_which_nobody_asked_for_anything_are_closed_where_hardly_any_is_so) {
  std::vector<HouseWeek> weeks;
  for (int week = -30; week < 0; ++week) {
    if (week != -9 && week != -1) weeks.push_back({in_weeks(week), 40});
  }
  REQUIRE(closed_weeks(weeks, today) == std::vector{in_weeks(-9), in_weeks(-1)});
  for (HouseWeek& week : weeks) week.lines = 3;  // so few may be none by chance
  REQUIRE(closed_weeks(weeks, today).empty());
  std::vector<HouseWeek> months;
  for (int week = -40; week < 0; week += 4) months.push_back({in_weeks(week), 900});
  REQUIRE(closed_weeks(months, today).empty());  // a history that is written by months
  REQUIRE(closed_weeks({}, today).empty());
}

TEST(a_few_silent_weeks_of_what_always_sells_are_no_end) {
  const double usual = weekly_forecast(demand(0, 0, 0), {}, 4, prior).mean[0];
  for (int silent = 1; silent <= 3; ++silent) {
    const Forecast next = weekly_forecast(demand(-silent, -1, 0), {}, 4, prior);
    INFO(silent);
    REQUIRE(next.mean[0] > 0.9 * usual);
    REQUIRE(next.quantile(0, 0.9) > usual);
  }
  REQUIRE(weekly_forecast(demand(-6, -1, 0), {}, 4, prior).mean[0] < 0.5 * usual);
}
