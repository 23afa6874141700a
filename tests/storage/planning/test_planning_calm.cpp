// When a customer is told another day, and when he is left in peace.
#include "storage/planning/promises/calm.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = Date::parse("2026-11-30").value();
  Date day(int after) const { return Date::from_days(today.days() + after); }
};

}  // namespace

TEST(a_day_or_two_are_not_worth_a_message) {
  Told told{day(10), day(-10)};
  REQUIRE_FALSE(to_tell(told, {day(12), true, false}, today));
  REQUIRE_FALSE(to_tell(told, {day(6), true, true}, today));
}

TEST(a_fact_that_makes_it_later_is_told_at_once) {
  Told told{day(10), day(-1)};
  REQUIRE(to_tell(told, {day(13), true, false}, today) == day(13));
  REQUIRE(told == Told{day(13), today, 0, true});
}

TEST(of_a_long_wait_a_tenth_more_is_not_told) {
  Told told{day(60), day(-1)};
  REQUIRE_FALSE(to_tell(told, {day(66), true, false}, today));
  REQUIRE(to_tell(told, {day(67), true, false}, today) == day(67));
}

TEST(a_nights_second_thought_is_told_when_the_next_night_agrees_and_a_week_has_passed) {
  Told told{day(10), day(-10)};
  REQUIRE_FALSE(to_tell(told, {day(20)}, today));
  REQUIRE(to_tell(told, {day(20)}, day(1)) == day(20));
  Told last_week{day(10), day(-2)};
  REQUIRE_FALSE(to_tell(last_week, {day(20)}, today));
  REQUIRE_FALSE(to_tell(last_week, {day(20)}, day(1)));
  REQUIRE(to_tell(last_week, {day(20)}, day(5)) == day(20));
}

TEST(a_night_that_takes_it_back_begins_the_count_again) {
  Told told{day(10), day(-10)};
  REQUIRE_FALSE(to_tell(told, {day(20)}, today));
  REQUIRE_FALSE(to_tell(told, {day(10)}, day(1)));
  REQUIRE_FALSE(to_tell(told, {day(20)}, day(2)));
}

TEST(sooner_is_told_only_when_the_goods_are_on_their_way) {
  Told told{day(20), day(-10)};
  REQUIRE_FALSE(to_tell(told, {day(5), true, false}, today));
  REQUIRE(to_tell(told, {day(5), true, true}, today) == day(5));
}

TEST(who_was_told_to_wait_longer_is_not_called_back_for_a_few_days) {
  Told told{day(24), day(-10), 0, true};
  REQUIRE_FALSE(to_tell(told, {day(6), true, true}, today));
  REQUIRE(to_tell(told, {day(5), true, true}, today) == day(5));
}

TEST(when_the_day_has_come_and_gone_the_next_one_is_told_once_a_day) {
  Told told{today, day(-10)};
  REQUIRE(to_tell(told, {day(3)}, today) == day(3));
  Told just_now{today, today};
  REQUIRE_FALSE(to_tell(just_now, {day(3)}, today));
  Told leaves_today{today, day(-10)};
  REQUIRE_FALSE(to_tell(leaves_today, {today}, today));
}
