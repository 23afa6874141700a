// What a supplier sends straight to a customer, among what comes to the dock.
#include "storage/planning/promises/promise.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date monday = Date::parse("2026-11-23").value();
  House house() const { return {monday, {true, true}, {0}, std::nullopt}; }
  Date day(int after) const { return Date::from_days(monday.days() + after); }
  Incoming on(int after, std::int64_t units) const { return {units, Arrival::on(day(after))}; }
  // For the first line.
  Incoming straight(int after, std::int64_t units) const { return {units, Arrival::on(day(after)), 0, true}; }
  std::vector<int> days_of(const std::vector<Incoming>& coming, const std::vector<WaitingLine>& lines, const House& its,
                           std::int64_t free = 0) const {
    std::vector<int> days;
    for (const Outlook& one : promise(free, coming, lines, its)) {
      days.push_back(one.known() ? one.at(0.5).days() - monday.days() : -1);
    }
    return days;
  }
};

}  // namespace

TEST(what_goes_straight_to_a_customer_is_nobody_elses_and_its_line_asks_for_none_of_it_here) {
  // Of the six that come to the dock the first line takes two, and the second one the rest.
  REQUIRE(days_of({on(5, 6), straight(9, 6)}, {{8}, {4}}, house()) == std::vector{9, 5});
  REQUIRE(days_of({on(5, 6), straight(9, 20)}, {{8}, {7}}, house()) == std::vector{9, -1});
}

TEST(a_line_that_leaves_whole_and_is_sent_straight_in_part_asks_for_nothing_here_until_then) {
  REQUIRE(days_of({on(5, 9), straight(9, 6)}, {{8, true}, {9}}, house()) == std::vector{-1, 5});
}

TEST(what_touches_no_place_here_is_not_handled_here_and_what_lies_here_is) {
  House slow = house();
  slow.handling = {3};
  REQUIRE(days_of({straight(7, 4)}, {{4}}, slow) == std::vector{7});
  REQUIRE(days_of({straight(7, 4)}, {{6, false, 4}}, slow, 2) == std::vector{10});
}

TEST(nobody_waits_for_what_goes_straight_to_the_customer_of_a_line_ahead) {
  House buys = house();
  buys.if_ordered = Arrival::on(day(20));
  REQUIRE(days_of({straight(90, 8)}, {{8}, {3}}, buys) == std::vector{90, 20});
  // What comes to the dock for a line ahead goes to the next one once that line has others.
  Incoming to_the_dock = straight(90, 8);
  to_the_dock.direct = false;
  REQUIRE(days_of({to_the_dock}, {{8}, {3}}, buys) == std::vector{90, 90});
}
