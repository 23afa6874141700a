// When a line that waits leaves the house: arrivals, the queue, working days.
#include <map>

#include "storage/model/rows/item_state.h"
#include "storage/planning/promises/promise.h"
#include "tests/support/planning/plain_promise.h"
#include "tests/support/planning/planning_world.h"
#include "tests/support/seeds.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;
using namespace dockhand::test;

namespace {

Date date(const char* text) { return Date::parse(text).value(); }

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date monday = date("2026-11-30");
  Date day(int after) const { return Date::from_days(monday.days() + after); }
  // Every day is a working day, and what arrives leaves on the same day.
  House house() const { return {monday, {true, true}, {0}, std::nullopt}; }
  Incoming on(int after, std::int64_t units) const { return {units, Arrival::on(day(after)), std::nullopt}; }
  // Arrives on one of two days, each as likely.
  Incoming either(int first, int second, std::int64_t units) const {
    const std::vector<Lateness> seen{{0, 10, false}, {second - first, 10, false}};
    std::vector<Lateness> many;
    for (int i = 0; i < 20; ++i) many.insert(many.end(), seen.begin(), seen.end());
    return {units, Arrival::learned({day(first), day(first - 10)}, many, {}, monday), std::nullopt};
  }
  std::vector<int> days_of(const std::vector<Outlook>& outlooks, double level) const {
    std::vector<int> days;
    for (const Outlook& one : outlooks) days.push_back(one.known() ? one.at(level).days() - monday.days() : -1);
    return days;
  }
};

}  // namespace

// --- the state of an item ------------------------------------------------------------------------------------------

TEST(an_item_is_available_while_units_are_free_and_else_what_is_coming_decides) {
  REQUIRE(state_of(1, 0, true) == ItemState::available);
  REQUIRE(state_of(0, 5, true) == ItemState::backorder);
  REQUIRE(state_of(0, 0, false) == ItemState::out_of_stock);
  REQUIRE(state_of(0, 0, true) == ItemState::ended);
  REQUIRE(std::string(name_of(ItemState::out_of_stock)) == "out_of_stock");
  REQUIRE(std::string(words_of(ItemState::out_of_stock)) == "out of stock");
}

// --- the queue -----------------------------------------------------------------------------------------------------

TEST(lines_are_served_in_rank_from_what_comes_first) {
  const std::vector<Incoming> coming{on(9, 6), on(2, 5)};
  const std::vector<WaitingLine> lines{{4}, {3}, {4}};
  REQUIRE(days_of(promise(0, coming, lines, house()), 0.5) == std::vector{2, 9, 9});
}

TEST(what_is_free_serves_today) {
  REQUIRE(days_of(promise(4, {}, std::vector<WaitingLine>{{4}}, house()), 0.9) == std::vector{0});
}

TEST(a_line_that_is_only_served_whole_lets_others_pass) {
  const std::vector<Incoming> coming{on(2, 5), on(9, 8)};
  const std::vector<WaitingLine> lines{{8, true}, {5}};
  REQUIRE(days_of(promise(0, coming, lines, house()), 0.5) == std::vector{9, 2});
}

TEST(units_that_were_bought_for_a_line_go_to_it_and_are_kept_until_it_is_whole) {
  std::vector<Incoming> coming{on(2, 5), on(9, 3)};
  coming[0].bought_for = 1;
  const std::vector<WaitingLine> lines{{3}, {8, true}};
  REQUIRE(days_of(promise(0, coming, lines, house()), 0.5) == std::vector{9, -1});
  coming.push_back(on(11, 3));
  REQUIRE(days_of(promise(0, coming, lines, house()), 0.5) == std::vector{9, 11});
}

TEST(a_line_whose_own_purchase_brings_all_of_it_does_not_wait_for_what_could_be_ordered) {
  std::vector<Incoming> coming{on(2, 8)};
  coming[0].bought_for = 0;
  House buys = house();
  buys.if_ordered = Arrival::on(day(20));
  REQUIRE(days_of(promise(0, coming, std::vector<WaitingLine>{{8}, {3}}, buys), 0.5) == std::vector{2, 20});
}

TEST(only_whole_packs_are_taken_until_the_line_is_complete) {
  const std::vector<Incoming> coming{on(2, 7), on(9, 8)};
  const std::vector<WaitingLine> lines{{10, false, 4}, {3}};
  REQUIRE(days_of(promise(0, coming, lines, house()), 0.5) == std::vector{9, 2});
}

TEST(a_class_that_gets_nothing_more_is_promised_nothing) {
  const std::vector<Incoming> coming{on(2, 9)};
  const std::vector<WaitingLine> lines{{4, false, 1, false}, {4}};
  REQUIRE(days_of(promise(0, coming, lines, house()), 0.5) == std::vector{-1, 2});
}

TEST(what_nothing_brings_is_promised_only_if_it_can_be_ordered_and_says_so) {
  const std::vector<Incoming> coming{on(2, 4)};
  const std::vector<WaitingLine> lines{{4}, {4}};
  REQUIRE(days_of(promise(0, coming, lines, house()), 0.5) == std::vector{2, -1});
  House buys = house();
  buys.if_ordered = Arrival::on(day(20));
  const auto outlooks = promise(0, coming, lines, buys);
  REQUIRE(days_of(outlooks, 0.5) == std::vector{2, 20});
  REQUIRE_FALSE(outlooks[0].to_order());
  REQUIRE(outlooks[1].to_order());
}

TEST(an_order_that_is_held_leaves_when_its_day_has_come) {
  std::vector<WaitingLine> lines{{4}};
  lines[0].not_before = day(7);
  REQUIRE(days_of(promise(4, {}, lines, house()), 0.5) == std::vector{7});
}

TEST(goods_arrive_and_leave_on_working_days) {
  House weekdays = house();
  weekdays.works = {};
  weekdays.handling = {1};
  // Saturday becomes Monday, and one working day more.
  REQUIRE(days_of(promise(0, std::vector{on(5, 4)}, std::vector<WaitingLine>{{4}}, weekdays), 0.5) == std::vector{8});
  // Friday, and the working day after it.
  REQUIRE(days_of(promise(0, std::vector{on(4, 4)}, std::vector<WaitingLine>{{4}}, weekdays), 0.5) == std::vector{7});
  weekdays.works.saturday = true;
  REQUIRE(days_of(promise(0, std::vector{on(4, 4)}, std::vector<WaitingLine>{{4}}, weekdays), 0.5) == std::vector{5});
}

TEST(the_days_in_the_house_are_those_that_it_has_needed) {
  House slow = house();
  slow.handling = {0, 0, 0, 0, 0, 0, 0, 0, 5, 5};
  const auto outlook = promise(4, {}, std::vector<WaitingLine>{{4}}, slow).front();
  REQUIRE(outlook.at(0.5) == monday);
  REQUIRE(outlook.at(0.9) == day(5));
}

// --- how likely ----------------------------------------------------------------------------------------------------

TEST(one_arrival_is_as_likely_as_it_is) {
  const Incoming one = either(2, 9, 5);
  const auto outlook = promise(0, std::vector{one}, std::vector<WaitingLine>{{5}}, house()).front();
  for (int after = 0; after < 30; ++after) {
    INFO(after);
    REQUIRE(std::fabs(outlook.chance_by(day(after)) - one.when.chance_by(day(after))) < 0.004);
  }
}

TEST(who_needs_two_of_two_arrivals_waits_for_the_later_one) {
  const std::vector<Incoming> coming{either(2, 9, 5), either(3, 8, 5)};
  const auto outlook = promise(0, coming, std::vector<WaitingLine>{{10}}, house()).front();
  for (int after = 0; after < 15; ++after) {
    const double both = coming[0].when.chance_by(day(after)) * coming[1].when.chance_by(day(after));
    INFO(after);
    REQUIRE(std::fabs(outlook.chance_by(day(after)) - both) < 0.03);
  }
}

// All outcomes of up to six arrivals, each weighted by its chance.
TEST(random_queues_are_as_likely_as_counting_all_futures_says) {
  for (const unsigned seed : seeds(20)) {
    INFO("seed " << seed);
    Luck random(seed);
    std::vector<Incoming> coming;
    const int arrivals = 1 + static_cast<int>(random.between(0, 5));
    for (int i = 0; i < arrivals; ++i) {
      const int first = 1 + static_cast<int>(random.between(0, 12));
      coming.push_back(either(first, first + 1 + static_cast<int>(random.between(0, 9)),
                              1 + static_cast<int>(random.between(0, 9))));
    }
    const std::int64_t wanted = 1 + static_cast<int>(random.between(0, 12));
    std::int64_t all = 0;
    for (const Incoming& one : coming) all += one.units;
    if (wanted > all) continue;
    const auto outlook = promise(0, coming, std::vector<WaitingLine>{{wanted}}, house()).front();
    for (int after = 0; after < 40; ++after) {
      double chance = 0;
      for (unsigned set = 0; set < 1U << coming.size(); ++set) {
        double this_one = 1;
        std::int64_t units = 0;
        for (std::size_t i = 0; i < coming.size(); ++i) {
          const double here = coming[i].when.chance_by(day(after));
          const bool has_come = ((set >> i) & 1U) != 0;
          this_one *= has_come ? here : 1 - here;
          units += has_come ? coming[i].units : 0;
        }
        if (units >= wanted) chance += this_one;
      }
      INFO("day " << after);
      REQUIRE(std::fabs(outlook.chance_by(day(after)) - chance) < 0.05);
    }
  }
}

TEST(in_every_random_queue_p50_comes_before_p90_and_rank_is_kept_among_equals) {
  for (const unsigned seed : seeds(50)) {
    INFO("seed " << seed);
    Luck random(seed);
    std::vector<Incoming> coming;
    for (int i = 0; i < 4; ++i) {
      const int first = static_cast<int>(random.between(-5, 20));
      coming.push_back(either(first, first + 5, 1 + static_cast<int>(random.between(0, 20))));
    }
    std::vector<WaitingLine> lines;
    for (int i = 0; i < 8; ++i) lines.push_back({1 + static_cast<int>(random.between(0, 9))});
    House buys = house();
    buys.if_ordered = Arrival::on(day(30));
    const auto outlooks = promise(2, coming, lines, buys);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      REQUIRE(outlooks[i].known());
      REQUIRE(outlooks[i].at(0.5) <= outlooks[i].at(0.9));
      REQUIRE(outlooks[i].at(0.5) >= monday);
      if (i > 0) REQUIRE(outlooks[i].at(0.9) >= outlooks[i - 1].at(0.9));
    }
  }
}

TEST(the_days_are_those_of_futures_that_are_played_each_by_itself) {
  for (const unsigned seed : seeds(60)) {
    INFO("seed " << seed);
    Luck random(seed);
    const auto whole = [&](int low, int high) { return static_cast<int>(random.between(low, high + 1)); };
    std::vector<WaitingLine> lines;
    for (int left = whole(1, 20); left > 0; --left) {
      WaitingLine line{whole(1, 9), random.chance(0.2), random.chance(0.3) ? 4 : 1, random.chance(0.9)};
      if (random.chance(0.2)) line.not_before = day(whole(0, 20));
      lines.push_back(line);
    }
    std::vector<Incoming> coming;
    for (int left = whole(0, 12); left > 0; --left) {
      const int first = whole(0, 15) - 5;
      coming.push_back(either(first, first + whole(1, 10), whole(1, 20)));
      if (random.chance(0.3)) coming.back().bought_for = static_cast<std::size_t>(whole(0, 20));
      coming.back().direct = coming.back().bought_for && random.chance(0.4);
    }
    House its{monday, {random.chance(0.5), random.chance(0.5)}, {0, 1, 1, 4}, std::nullopt};
    if (random.chance(0.3)) its.handling.clear();
    if (random.chance(0.7)) its.if_ordered = either(8, 20, 1).when;
    const std::int64_t free = whole(0, 6);
    const auto outlooks = promise(free, coming, lines, its);
    const auto days = PlainPromise(free, coming, lines, its).days();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      INFO("line " << i);
      REQUIRE(outlooks[i].known() == !days[i].empty());
      for (std::size_t at = 0; at < days[i].size(); ++at) {
        const double level = (static_cast<double>(at) + 0.5) / static_cast<double>(days[i].size());
        REQUIRE(outlooks[i].at(level).days() == days[i][at]);
      }
    }
  }
}

TEST(more_supply_never_makes_a_line_later) {
  for (const unsigned seed : seeds(30)) {
    INFO("seed " << seed);
    Luck random(seed);
    std::vector<Incoming> coming;
    for (int i = 0; i < 3; ++i)
      coming.push_back(on(static_cast<int>(random.between(0, 20)), 1 + static_cast<int>(random.between(0, 9))));
    std::vector<WaitingLine> lines;
    for (int i = 0; i < 5; ++i) lines.push_back({1 + static_cast<int>(random.between(0, 6))});
    House buys = house();
    buys.if_ordered = Arrival::on(day(40));
    const auto before = days_of(promise(0, coming, lines, buys), 0.9);
    coming.push_back(on(static_cast<int>(random.between(0, 20)), 5));
    const auto after = days_of(promise(0, coming, lines, buys), 0.9);
    for (std::size_t i = 0; i < lines.size(); ++i) REQUIRE(after[i] <= before[i]);
  }
}

TEST(the_same_question_has_the_same_answer) {
  const std::vector<Incoming> coming{either(2, 9, 5), either(3, 8, 5), either(1, 20, 3)};
  const std::vector<WaitingLine> lines{{6}, {4}};
  const auto first = promise(0, coming, lines, house()), second = promise(0, coming, lines, house());
  for (int after = 0; after < 25; ++after) REQUIRE(first[1].chance_by(day(after)) == second[1].chance_by(day(after)));
}

TEST(what_could_be_ordered_moves_no_line_that_something_brings) {
  const std::vector<Incoming> coming{on(9, 6)};
  const std::vector<WaitingLine> lines{{4}, {4}};
  House buys = house();
  buys.if_ordered = Arrival::on(day(2));
  REQUIRE(days_of(promise(0, coming, lines, buys), 0.5) == std::vector{9, 9});  // two of the second one's come with it
  const std::vector<WaitingLine> more{{6}, {4}};
  REQUIRE(days_of(promise(0, coming, more, buys), 0.5) == std::vector{9, 9});  // the first one takes what is here first
}

// Of what could be ordered today only so much is ordered as lacks, and whoever stands ahead has it first.
TEST(a_line_that_is_served_in_turn_never_leaves_before_one_ahead_of_it_of_the_same_or_fewer_units) {
  for (const unsigned seed : seeds(60)) {
    INFO("seed " << seed);
    Luck random(seed);
    const auto whole = [&](int low, int high) { return static_cast<int>(random.between(low, high + 1)); };
    std::vector<Incoming> coming;
    for (int left = whole(0, 4); left > 0; --left) {
      const int first = whole(0, 30) - 5;
      coming.push_back(either(first, first + whole(1, 20), whole(1, 20)));
    }
    std::vector<WaitingLine> lines;
    for (int left = whole(2, 8); left > 0; --left) {
      lines.push_back({whole(1, 9), random.chance(0.2), random.chance(0.2) ? 4 : 1, random.chance(0.9)});
    }
    House buys = house();
    buys.handling = {0, 1, 4};
    buys.if_ordered = either(2, 12, 1).when;
    const auto outlooks = promise(whole(0, 6), coming, lines, buys);
    for (std::size_t behind = 1; behind < lines.size(); ++behind) {
      for (std::size_t ahead = 0; ahead < behind; ++ahead) {
        if (lines[ahead].units > lines[behind].units || lines[ahead].whole || lines[ahead].pack > 1) continue;
        if (!lines[ahead].served || !lines[behind].served) continue;
        INFO("lines " << ahead << " and " << behind);
        for (const double level : {0.1, 0.5, 0.9, 1.0}) {
          REQUIRE(outlooks[behind].at(level) >= outlooks[ahead].at(level));
        }
      }
    }
  }
}
