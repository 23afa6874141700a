// On which day something that was ordered arrives.
#include "storage/planning/promises/arrival.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date monday = Date::parse("2026-11-30").value();
  Date day(int after) const { return Date::from_days(monday.days() + after); }
};

}  // namespace

TEST(a_supplier_that_was_always_ten_days_late_is_expected_ten_days_late) {
  const std::vector<Lateness> late(30, Lateness{10, 20, false});
  const Arrival arrival = Arrival::learned({day(20), monday}, late, {}, monday);
  REQUIRE(arrival.at(0.5) == day(30));
  REQUIRE(arrival.at(0.9) == day(30));
}

TEST(a_delay_grows_with_the_time_that_was_said_at_most_twofold) {
  const std::vector<Lateness> late(30, Lateness{10, 20, false});
  REQUIRE(Arrival::learned({day(40), monday}, late, {}, monday).at(0.5) == day(60));
  REQUIRE(Arrival::learned({day(200), monday}, late, {}, monday).at(0.5) == day(220));
  REQUIRE(Arrival::learned({day(5), monday}, late, {}, monday).at(0.5) == day(10));
}

TEST(without_the_day_of_the_order_a_delay_is_what_it_was) {
  const std::vector<Lateness> late(30, Lateness{10, 20, false});
  REQUIRE(Arrival::learned({day(40), std::nullopt}, late, {}, monday).at(0.5) == day(50));
}

TEST(what_has_not_come_by_today_comes_today_or_later) {
  const std::vector<Lateness> punctual(30, Lateness{0, 20, false});
  const Arrival arrival = Arrival::learned({day(-3), day(-23)}, punctual, {}, monday);
  REQUIRE(arrival.chance_by(day(-1)) == 0);
  REQUIRE(arrival.at(0.01) >= monday);
  REQUIRE(arrival.at(0.9) > day(1));
}

TEST(orders_that_are_open_and_late_make_the_next_one_later) {
  std::vector<Lateness> seen(20, Lateness{0, 20, false});
  const Date before = Arrival::learned({day(20), monday}, seen, {}, monday).at(0.9);
  for (int i = 0; i < 6; ++i) seen.push_back({15, 20, true});
  REQUIRE(Arrival::learned({day(20), monday}, seen, {}, monday).at(0.9) > before);
}

TEST(a_supplier_that_nobody_knows_is_taken_to_be_like_the_others) {
  const std::vector<Lateness> others(100, Lateness{12, 20, false});
  REQUIRE(Arrival::learned({day(20), monday}, {}, others, monday).at(0.5) == day(32));
}

TEST(what_others_have_shown_counts_less_the_more_a_supplier_has_shown_itself) {
  const std::vector<Lateness> others(100, Lateness{12, 20, false});
  const std::vector<Lateness> few(6, Lateness{0, 20, false}), many(40, Lateness{0, 20, false});
  REQUIRE(Arrival::learned({day(20), monday}, few, others, monday).at(0.9) == day(32));
  REQUIRE(Arrival::learned({day(20), monday}, many, others, monday).at(0.9) == day(20));
}

TEST(an_arrival_that_nothing_is_known_of_is_still_a_day) {
  const Arrival arrival = Arrival::learned({day(-400), std::nullopt}, {}, {}, monday);
  REQUIRE(arrival.at(0.5) > monday);
  REQUIRE(arrival.at(1) < day(400));
}

TEST(of_a_supplier_of_whom_nothing_is_known_who_is_later_is_never_expected_sooner_and_p90_is_after_p50) {
  for (const auto ordered_before : {std::optional<int>{}, std::optional<int>{2}, std::optional<int>{30}}) {
    std::vector<Date> before(20, monday);
    for (int late = 0; late < 300; ++late) {
      INFO("late " << late);
      Awaited line{day(-late), std::nullopt};
      if (ordered_before) line.ordered = day(-late - *ordered_before);
      const Arrival arrival = Arrival::learned(line, {}, {}, monday);
      REQUIRE(arrival.at(0.9) > arrival.at(0.5));
      for (std::size_t level = 0; level < before.size(); ++level) {
        const Date now = arrival.at(static_cast<double>(level + 1) / 20.0);
        REQUIRE(now >= before[level]);
        before[level] = now;
      }
    }
  }
}

TEST(what_others_deliver_takes_the_doubt_from_no_late_supplier_of_whom_nothing_is_known) {
  const std::vector<std::vector<Lateness>> of_others{
      {{0, 20, false}}, {{3, 20, false}, {40, 20, true}}, std::vector<Lateness>(100, Lateness{12, 20, false})};
  for (const auto& others : of_others) {
    std::vector<Date> before(20, monday);
    for (int late = 1; late < 300; ++late) {
      INFO("late " << late << ", deliveries of others " << others.size());
      const Arrival arrival = Arrival::learned({monday, std::nullopt}, {}, others, day(late));
      if (late > 12) REQUIRE(arrival.at(0.9) > arrival.at(0.5));
      for (std::size_t level = 0; level < before.size(); ++level) {
        const Date now = arrival.at(static_cast<double>(level + 1) / 20.0);
        REQUIRE(now >= before[level]);
        before[level] = now;
      }
    }
  }
}
