// The room's own functions against those of the C library, and as the very bits that every machine has to give.
#include <cmath>

#include "storage/model/tools/stable_hash.h"
#include "storage/planning/demand/forecast.h"
#include "storage/planning/minimum.h"
#include "storage/planning/numbers.h"
#include "storage/planning/ordering/proposals.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  static bool near(double a, double b, double off) { return std::fabs(a - b) <= off * std::max(1.0, std::fabs(b)); }
};

}  // namespace

TEST(logarithm_and_exponential_are_those_of_the_c_library) {
  for (double x = 1e-12; x < 1e12; x *= 1.37) {
    INFO(x);
    REQUIRE(near(log_of(x), std::log(x), 1e-14));
    REQUIRE(near(log_gamma(x), std::lgamma(x), 1e-12));
  }
  for (double x = -40; x < 40; x += 0.37) REQUIRE(near(exp_of(x) / std::exp(x), 1, 1e-13));
  REQUIRE(exp_of(-1e9) == 0);
  REQUIRE(std::isfinite(exp_of(1e9)));
}

TEST(quantiles_of_the_normal_distribution_have_the_probability_that_the_c_library_says) {
  for (double level = 0.0005; level < 1; level += 0.0007) {
    INFO(level);
    const double z = normal_quantile(level);
    REQUIRE(near(0.5 * std::erfc(-z / std::sqrt(2)), level, 1e-8));
  }
  REQUIRE(near(normal_quantile(0.975), 1.959963985, 1e-8));
  REQUIRE(near(student_quantile(0.95, 5), 2.015048, 0.01));
  REQUIRE(near(student_quantile(0.9, 30), 1.310415, 1e-4));
}

TEST(a_minimum_is_found_within_its_box) {
  const auto bowl = [](const std::array<double, 2>& at) {
    return (at[0] - 1) * (at[0] - 1) + 3 * (at[1] + 2) * (at[1] + 2);
  };
  const auto free = minimum<2>(bowl, Bounds<2>{{-9, -9}, {9, 9}}, {5, 5}, {1, 1}, 200);
  REQUIRE(near(free[0], 1, 1e-3));
  REQUIRE(near(free[1], -2, 1e-3));
  const auto bounded = minimum<2>(bowl, Bounds<2>{{-9, 0}, {9, 9}}, {5, 5}, {1, 1}, 200);
  REQUIRE(bounded[1] == 0);
}

TEST(counts_sum_to_their_quantiles) {
  const Counts counts(3.5, 1.2);
  double sum = 0, mean = 0;
  for (double count = 0; count < 400; count += 1) {
    const double probability = exp_of(counts.log_probability(count));
    for (const double level : {0.1, 0.5, 0.9, 0.98}) {
      if (sum < level && sum + probability >= level) REQUIRE(counts.quantile(level) == count);
    }
    sum += probability;
    mean += count * probability;
  }
  REQUIRE(near(sum, 1, 1e-9));
  REQUIRE(near(mean, 3.5, 1e-9));
}

TEST(large_counts_are_as_wide_as_their_variance_says) {
  const Counts counts(1e9, 50);
  const double deviation = std::sqrt(counts.variance());
  REQUIRE(near(counts.quantile(0.5), 1e9, 0.02));
  REQUIRE(near(counts.quantile(0.9), 1e9 + 1.28 * deviation, 0.02));
  REQUIRE(Counts(0, 1).quantile(0.99) == 0);
}

// It is kept in thousandths of a unit and hashed. It has to be the same on every machine and engine, or a replay cannot
// check a plan.
TEST(a_forecast_has_the_same_hash_on_every_machine) {
  std::vector<double> smooth, counts;
  for (int t = 0; t < 160; ++t) {
    smooth.push_back(40 + t * 7 % 23 + (t % 52 < 20 ? 15 : 0));
    counts.push_back(t * t % 7 == 1 ? t % 5 : 0);
  }
  std::string text;
  for (const auto& values : {smooth, counts}) {
    for (const KeptPeriod& period : kept(forecast(values, weeks_a_year, 12, fit_prior({smooth, counts})))) {
      for (const auto number : {period.mean, period.p10, period.p50, period.p90}) text += std::to_string(number) + " ";
    }
  }
  INFO(text);
  REQUIRE(stable_hash(text) == 0xb44e3ae032fb02f7);
}

// From histories, deliveries and terms to what is ordered, of whom and why: every number that a plan keeps.
TEST(a_whole_plan_has_the_same_hash_on_every_machine) {
  const Date today = Date::parse("2026-11-30").value();
  std::vector<Candidate> candidates;
  for (int i = 0; i < 24; ++i) {
    std::vector<DemandLine> lines;
    for (int week = 1; week <= 110; ++week) {
      const std::int64_t units =
          i % 3 == 0 ? week * week % 7 * (week % 4 == 1 ? i % 5 : 0) : 10 + (week * (i + 3)) % 19;
      lines.push_back({Date::from_days(today.days() - 7 * week), units});
    }
    Candidate one{weekly(lines, today), 5.0 * (i % 11), 3.0 * (i % 4), {}};
    std::vector<Delivery> seen;
    for (int k = 0; k < 9; ++k) seen.push_back({7 + (k * (i + 5)) % 30, k == 8});
    one.sources = {{LeadTime::learned(seen, 14), {1.5 + i, 6, 12}, 6, 1},
                   {LeadTime::learned({}, 7), {2.5 + i, 1, 0}, 9, 2}};
    one.promotions = {{Date::from_days(today.days() + 14), Date::from_days(today.days() + 20), 2}};
    one.shelf_life_days = i % 5 == 0 ? 60 : 0;
    candidates.push_back(std::move(one));
  }
  std::string text;
  for (const Proposal& one : propose(candidates, {}, today)) {
    for (const auto number :
         {one.order, one.usual, one.needed, one.level, one.expected, std::int64_t{one.days}, one.textbook, one.king,
          one.saves, one.lines, one.free, one.coming, one.later, one.excess}) {
      text += std::to_string(number) + " ";
    }
    text += std::to_string(one.candidate) + " " + std::to_string(one.source) + " " + one.order_by.text() + " ";
    for (const KeptPeriod& week : one.weeks) {
      for (const auto number :
           {week.mean, week.p10, week.p50, week.p90, std::int64_t{week.season}, std::int64_t{week.lift}})
        text += std::to_string(number) + " ";
    }
  }
  INFO(text);
  REQUIRE(stable_hash(text) == 0xbb4a989a800c5f6b);
}
