// From lines to weeks to a forecast: what is learned from a history, and what a bad one comes to.
#include <algorithm>
#include <cmath>
#include <random>

#include "storage/planning/demand/forecast.h"
#include "storage/planning/demand/promotions.h"
#include "storage/planning/demand/seasons.h"
#include "storage/planning/demand/smooth.h"
#include "storage/planning/demand/smoothing.h"
#include "storage/planning/demand/theta.h"
#include "storage/planning/demand/waves.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;
using namespace dockhand::test;

namespace {

using Values = std::vector<double>;

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = Date::parse("2026-11-30").value();
  DemandLine line(int days_ago, std::int64_t units) const { return {Date::from_days(today.days() - days_ago), units}; }
  Demand doubted(const std::vector<DemandLine>& lines) const {
    Demand demand = weekly(lines, today);
    doubt(demand, {});
    return demand;
  }

  static Forecast of(const Values& values) { return forecast(values, weeks_a_year, 12, fit_prior({values})); }
  static void require_plain(const Forecast& forecast) {
    REQUIRE(forecast.mean.size() == 12);
    for (const KeptPeriod& period : kept(forecast)) {
      REQUIRE(period.mean >= 0);
      REQUIRE(period.p10 >= 0);
      REQUIRE(period.p10 <= period.p50);
      REQUIRE(period.p50 <= period.p90);
      REQUIRE(period.p90 <= 20'000'000'000'000);
    }
    for (const double variance : forecast.variance) REQUIRE(std::isfinite(variance));
  }
};

Values noise(std::size_t count, double level, double spread) {
  std::mt19937 random(7);
  Values values;
  while (values.size() < count) {
    const double u = static_cast<double>(random()) / static_cast<double>(std::mt19937::max());
    values.push_back(level + spread * (u - 0.5));
  }
  return values;
}

}  // namespace

// --- weeks -------------------------------------------------------------------------------------------------------

TEST(units_count_in_the_week_in_which_they_were_ordered) {
  const Demand demand = weekly(std::vector{line(1, 3), line(7, 4), line(8, 5), line(22, 1)}, today);
  REQUIRE(demand.weeks == Values{1, 0, 5, 7});
  REQUIRE(demand.orders == Values{1, 0, 1, 2});
}

TEST(today_returns_and_what_is_older_than_five_years_do_not_count) {
  const Demand demand =
      weekly(std::vector{line(0, 9), line(-3, 9), line(3, -5), line(1000 * 365, 9), line(2, 1)}, today);
  REQUIRE(demand.weeks == Values{1});
  REQUIRE(weekly({}, today).weeks.empty());
}

// --- methods -----------------------------------------------------------------------------------------------------

TEST(a_week_that_is_unlike_all_others_by_far_weighs_as_they_allow) {
  std::vector<DemandLine> lines;
  for (int week = 0; week < 40; ++week) lines.push_back(line(1 + 7 * week, 20 + week % 3));
  const Demand usual = doubted(lines);
  REQUIRE_FALSE(usual.doubted);
  lines[5].units = 260'000;
  const Demand slip = doubted(lines);
  REQUIRE(slip.doubted->says == 260'000);
  REQUIRE(slip.doubted->counts_as == 110);
  REQUIRE(slip.weeks[34] == 110);
  REQUIRE(slip.doubted->monday == Date::from_days(today.days() - 7 * 6));
  const CountPrior prior = fit_prior({usual.weeks, slip.weeks});
  const Forecast before = forecast(usual.weeks, weeks_a_year, 4, prior);
  const Forecast after = forecast(slip.weeks, weeks_a_year, 4, prior);
  REQUIRE(after.mean[0] < before.mean[0] * 1.05);
  REQUIRE(after.quantile(0, 0.9) < before.quantile(0, 0.9) * 1.5);
}

TEST(the_more_one_week_says_the_more_it_weighs) {
  double before = 0;
  for (const std::int64_t units : {30, 100, 109, 111, 219, 221, 659, 661, 1'000'000}) {
    std::vector<DemandLine> lines;
    for (int week = 0; week < 40; ++week) lines.push_back(line(1 + 7 * week, 20 + week % 3));
    lines[5].units = units;
    const double counts = doubted(lines).weeks[34];
    REQUIRE(counts == std::min(static_cast<double>(units), 110.0));
    REQUIRE(counts >= before);
    before = counts;
  }
}

TEST(two_weeks_that_are_alike_and_a_beginning_are_believed) {
  std::vector<DemandLine> lines;
  for (int week = 0; week < 40; ++week) lines.push_back(line(1 + 7 * week, week < 2 ? 3000 : 2));
  REQUIRE_FALSE(doubted(lines).doubted);
  const std::vector<DemandLine> young{line(22, 1), line(15, 2), line(8, 1), line(1, 300)};
  REQUIRE(doubted(young).weeks.back() == 300);
}

TEST(a_level_follows_what_jumps_about_it_slowly_and_a_walk_at_once) {
  REQUIRE(fit_level(noise(200, 100, 10)).factor < 0.2);
  Values walk{100};
  for (const double step : noise(200, 0, 10)) walk.push_back(walk.back() + step);
  REQUIRE(fit_level(walk).factor > 0.7);
}

TEST(a_straight_line_goes_on_and_a_damped_trend_goes_on_for_a_while) {
  Values line;
  for (int t = 1; t <= 40; ++t) line.push_back(10 + 2 * t);
  REQUIRE(std::fabs(dynamic_theta(line, 5)[4] - 100) < 3);
  REQUIRE(std::fabs(theta(line, 5)[4] - 95) < 3);  // half of the slope
  const Values damped = damped_trend(line, 50);
  REQUIRE(damped[0] > 91);
  REQUIRE(damped[49] > damped[10]);
  REQUIRE(damped[49] - damped[48] < damped[1] - damped[0]);
}

TEST(what_grows_or_falls_may_do_so_more_than_is_expected) {
  for (const double slope : {2.0, 0.0, -2.0}) {
    Values values = noise(40, 200, 1);
    for (std::size_t t = 0; t < values.size(); ++t) values[t] += slope * static_cast<double>(t);
    const Ahead ahead = smooth_forecast(values, 1, 12);
    REQUIRE(std::fabs(ahead.quantile(11, 0.5) - ahead.mean[11] - slope * 12 / 4) < 0.5);
    const Forecast next = forecast(values, 1, 12, {});
    REQUIRE(next.quantile(11, 0.5) == ahead.quantile(11, 0.5));
    REQUIRE(next.quantile(11, 0.1) < next.mean[11]);
    REQUIRE(next.quantile(11, 0.9) > next.mean[11]);
  }
}

TEST(a_season_is_found_taken_out_and_put_in_again) {
  Values values;
  const Values around = noise(120, 0, 4);
  for (std::size_t t = 0; t < 120; ++t) values.push_back(100 * (t % 12 == 11 ? 2 : 1) + around[t]);
  const Seasons seasons = Seasons::of(values, 12);
  REQUIRE_FALSE(seasons.none());
  REQUIRE(std::fabs(seasons.with(seasons.without(50, 11), 11) - 50) < 1e-9);
  const Ahead ahead = smooth_forecast(values, 12, 12);
  REQUIRE(std::fabs(ahead.mean[11] - 200) < 15);
  REQUIRE(std::fabs(ahead.mean[3] - 100) < 10);
  REQUIRE(Seasons::of(noise(120, 100, 4), 12).none());
}

TEST(weeks_of_a_year_share_an_index_by_fours) {
  Values values;
  const Values around = noise(208, 0, 4);
  for (std::size_t t = 0; t < 208; ++t) values.push_back(t % 52 >= 40 ? 180 + around[t] : 100 + around[t]);
  const Seasons seasons = Seasons::of(values, weeks_a_year);
  REQUIRE(seasons.with(100, 40) == seasons.with(100, 43));
  REQUIRE(seasons.with(100, 41) > 1.5 * seasons.with(100, 20));
}

// Sales of single weeks differ by far more than their season here.
TEST(a_season_of_weeks_is_found_in_three_noisy_years) {
  Values values;
  const Values around = noise(156, 20, 38);
  for (std::size_t t = 0; t < 156; ++t) values.push_back(around[t] * (t % 52 < 26 ? 1.3 : 0.7));
  const Seasons seasons = Seasons::of(values, weeks_a_year);
  REQUIRE(seasons.with(100, 13) > 125);
  REQUIRE(seasons.with(100, 39) < 90);
}

TEST(what_goes_up_and_down_once_a_year_is_seen_through_the_luck_of_single_weeks) {
  const auto year = [](double week) { return 1 + 0.5 * std::sin(week * 6.283185307179586 / 52); };
  double off = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    Values values;
    for (std::size_t t = 0; t < 156; ++t) {
      const double luck = static_cast<double>(random()) / static_cast<double>(std::mt19937::max());
      values.push_back((1 + 38 * luck) * year(static_cast<double>(t)));
    }
    const Seasons seasons = Seasons::of(values, weeks_a_year);
    for (std::size_t t = 0; t < 52; ++t) {
      off += std::fabs(seasons.with(1, t) - year(static_cast<double>(t / 4 * 4) + 1.5)) / 52 / 20;
    }
  }
  REQUIRE(off < 0.08);  // 0.13 with one weight for all waves
}

TEST(a_peak_of_a_few_weeks_is_no_less_a_season) {
  Values values = noise(156, 100, 40);
  for (std::size_t t = 0; t < values.size(); ++t) values[t] *= t % 52 >= 48 ? 3 : 1;
  const Seasons seasons = Seasons::of(values, weeks_a_year);
  REQUIRE(seasons.with(1, 49) / seasons.with(1, 20) > 2.7);
}

TEST(a_shape_is_the_sum_of_its_waves) {
  const Values shape{3, -1, 4, -1, -5, 9, -2, -6, 5, -3, 5, -8, 0};
  const Waves waves(shape.size());
  REQUIRE(waves.most() == 6);
  for (std::size_t i = 0; i < shape.size(); ++i) {
    double sum = 0;
    for (std::size_t times = 1; times <= waves.most(); ++times) sum += waves.at(waves.of(shape, times), times, i);
    REQUIRE(std::fabs(sum - shape[i]) < 1e-9);
  }
}

TEST(single_weeks_move_a_level_less_than_single_months) {
  const Values values = noise(156, 100, 100);
  const auto moved = [&](std::size_t period) {
    Values more = values;
    const double before = smooth_forecast(more, period, 1).mean[0];
    more.push_back(200);
    return smooth_forecast(more, period, 1).mean[0] - before;
  };
  REQUIRE(moved(26) < 0.7 * moved(1));
}

TEST(one_week_in_which_the_shop_was_closed_ends_no_demand) {
  Values values;
  for (int week = 59; week >= 1; --week) values.push_back(200 + week % 31);  // each week much like the one before it
  values.push_back(0);
  const Forecast next = of(values);
  REQUIRE(next.mean[0] > 130);
  REQUIRE(next.quantile(0, 0.9) > 160);
  for (int week = 0; week < 20; ++week) values.push_back(0);  // not one any more
  REQUIRE(of(values).mean[0] < 30);
}

TEST(a_level_that_walks_is_hardly_a_season) {
  double kept = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    std::mt19937 random(seed);
    Values values;
    double level = 1000;
    for (std::size_t t = 0; t < 208; ++t) values.push_back(level *= 0.96 + 0.08 * static_cast<double>(random() % 2));
    const Seasons seasons = Seasons::of(values, weeks_a_year);
    for (std::size_t t = 0; t < 52; ++t) kept += std::fabs(seasons.with(100, t) - 100) / 52 / 20;
  }
  REQUIRE(kept < 1);
}

TEST(a_dying_item_is_let_die) {
  Values values(90, 0);
  for (std::size_t t = 0; t < 30; t += 2) values[t] = 6;
  REQUIRE(next_count(values, {}).mean() < 1);
  std::reverse(values.begin(), values.end());
  REQUIRE(next_count(values, {}).mean() > 1);
}

TEST(an_item_that_never_sold_much_starts_from_what_all_items_do) {
  std::vector<Values> histories;
  for (int item = 0; item < 40; ++item) histories.push_back(noise(60, 2 + item % 5, 2));
  for (Values& values : histories) {
    for (double& value : values) value = std::round(value);
  }
  const CountPrior prior = fit_prior({histories.begin(), histories.end()});
  REQUIRE(std::fabs(prior.mean - 4) < 1.5);
  REQUIRE(next_count({}, prior).mean() == prior.mean);
  REQUIRE(next_count(Values{0}, prior).mean() > 0.3);
  REQUIRE(next_count(Values(200, 0), prior).mean() < next_count(Values{0}, prior).mean());
}

TEST(one_absurd_period_of_an_item_does_not_change_what_is_learned_for_the_others) {
  std::vector<Values> histories;
  for (int item = 0; item < 12; ++item) histories.push_back(Values(60, 0));
  for (std::size_t item = 0; item < histories.size(); ++item) {
    for (std::size_t t = item; t < 60; t += 3 + item) histories[item][t] = static_cast<double>(1 + t % 3);
  }
  histories.push_back(noise(60, 50, 10));
  const auto of_first = [&] {
    return next_count(histories.front(), fit_prior({histories.begin(), histories.end()})).mean();
  };
  const double sane = of_first();
  for (const double absurd : {100'000.0, 1e6, 1e9}) {
    histories.back()[40] = absurd;
    REQUIRE(of_first() < 2 * sane);
    REQUIRE(of_first() > 0.5 * sane);
  }
  histories.back() = {1e9};
  REQUIRE(of_first() < 3 * sane);
}

TEST(of_a_few_items_with_a_short_history_each_has_its_own_average) {
  const Values few{5, 0, 0}, many{5000, 0, 0};
  const CountPrior prior = fit_prior({few, many});
  const Forecast little = forecast(few, weeks_a_year, 4, prior), much = forecast(many, weeks_a_year, 4, prior);
  REQUIRE(little.method == Method::average);
  REQUIRE(std::fabs(little.mean[0] - 5.0 / 3) < 1e-9);
  REQUIRE(std::fabs(much.mean[0] - 5000.0 / 3) < 1e-9);
  REQUIRE(little.quantile(0, 0.9) > 1);
}

// --- choice and change -------------------------------------------------------------------------------------------

TEST(the_method_follows_how_often_an_item_sells) {
  REQUIRE(of(noise(60, 100, 30)).method == Method::smooth);
  Values rare(60, 0);
  for (std::size_t t = 0; t < 60; t += 4) rare[t] = static_cast<double>(1 + t % 3);
  REQUIRE(of(rare).method == Method::counts);
  REQUIRE(of(rare).pattern == Pattern::intermittent);
  REQUIRE(of({5, 6, 7}).method == Method::average);
  REQUIRE(of(Values(30, 0)).method == Method::nothing);
}

TEST(a_new_rate_is_noticed_and_followed) {
  Values values = noise(60, 20, 8);
  for (const double value : noise(20, 60, 8)) values.push_back(value);
  const auto change = last_change(values);
  REQUIRE(change);
  REQUIRE(change->direction == Direction::up);
  REQUIRE(change->since == 60);
  REQUIRE(of(values).mean[0] > 50);
  REQUIRE_FALSE(last_change(noise(200, 20, 8)));
}

TEST(a_season_is_no_new_rate) {
  Values values = noise(208, 20, 8);
  for (std::size_t t = 0; t < 208; ++t) values[t] += t % 52 < 20 ? 60 : 0;
  REQUIRE_FALSE(of(values).change);
  for (std::size_t t = 180; t < 208; ++t) values[t] *= 3;
  REQUIRE(of(values).change);
}

TEST(one_large_order_is_no_new_rate) {
  Values values = noise(80, 20, 8);
  values[50] = 900;
  REQUIRE_FALSE(last_change(values));
}

TEST(the_score_says_how_the_last_forecasts_did) {
  const Accuracy steady = score(noise(80, 100, 10), weeks_a_year, 12, {});
  REQUIRE(steady.origins == 12);
  REQUIRE(steady.error < steady.naive_error);
  REQUIRE(std::fabs(steady.tracking) < 4);
  Values rising;
  for (int t = 0; t < 40; ++t) rising.push_back(10.0 * t * t);
  REQUIRE(score(rising, weeks_a_year, 12, {}).tracking > 4);
  REQUIRE(score(Values{1, 2}, weeks_a_year, 12, {}).origins == 0);
}

// --- bad history -------------------------------------------------------------------------------------------------

TEST(a_trend_is_no_spread) {
  Values values;
  const Values around = noise(120, 0, 20);
  for (std::size_t t = 0; t < 120; ++t) values.push_back(2 * static_cast<double>(t) + 20 + around[t]);
  const Forecast rising = of(values), level = of(noise(120, rising.mean[0], 20));
  REQUIRE(std::sqrt(rising.variance[0]) < 1.2 * std::sqrt(level.variance[0]));
}

TEST(an_error_of_rounding_leans_to_no_side) {
  const std::vector<double> huge(59, 1e9);
  const Accuracy accuracy = score(huge, weeks_a_year, 12, {});
  REQUIRE(accuracy.error < 1);
  REQUIRE(accuracy.tracking == 0);
}

TEST(a_bad_history_gives_a_plain_forecast) {
  const double nan = std::nan("");
  for (const Values& values :
       {Values{}, Values{0}, Values{7}, Values{1e9}, Values(100, 0), Values(100, 1e9), Values{-4, -4, -4, -4},
        Values{nan, 3, nan, 3, nan, 3, nan, 3, nan}, Values{1e300, 1, 1e300, 1, 1, 1, 1, 1, 1, 1, 1, 1}, Values(300, 5),
        Values{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1e9}, Values{1e9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}) {
    CAPTURE(values.size());
    require_plain(forecast(values, weeks_a_year, 12, {}));
  }
  require_plain(of(Values(100, 1e9)));
  require_plain(of({1e9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
}

TEST(random_histories_give_plain_forecasts) {
  std::mt19937 random(11);
  for (int round = 0; round < 150; ++round) {
    Values values(random() % 200);
    const auto kind = random() % 4;
    const auto below = [&](unsigned bound) { return static_cast<double>(random() % bound); };
    for (double& value : values) {
      if (kind == 0) value = below(3);
      if (kind == 1) value = below(1'000'000'000);
      if (kind == 2) value = random() % 9 == 0 ? below(50) : 0;
      if (kind == 3) value = 5 + below(40);
    }
    CAPTURE(round, kind, values.size());
    require_plain(of(values));
  }
}
