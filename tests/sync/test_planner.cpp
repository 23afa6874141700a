#include "sync/planner.h"
#include "tests/support/unity.h"

using namespace dockhand;
using std::chrono::milliseconds;

namespace {
struct Fixture {
  Planner planner{7};
  Instant now{1'000'000};

  void setUp() {}
  void tearDown() {}
  void later(milliseconds by) { now.ms += by.count(); }
  SyncAction next(std::int64_t pending = 0) { return planner.next(now, pending); }
  bool waits(std::int64_t pending = 0) { return std::holds_alternative<WaitUntil>(next(pending)); }
  milliseconds pause() {
    const SyncAction action = next();
    const auto* wait = std::get_if<WaitUntil>(&action);
    return milliseconds(wait == nullptr ? 0 : wait->time.ms - now.ms);
  }
};
}  // namespace

TEST(a_terminal_that_has_just_started_pulls) { REQUIRE(next() == SyncAction{PullNext{}}); }

TEST(what_waits_is_sent_before_anything_is_fetched) { REQUIRE(next(3) == SyncAction{PushNext{}}); }

TEST(after_a_push_the_decisions_of_the_hub_are_fetched_at_once) {
  planner.pulled(now);
  planner.pushed();
  REQUIRE(next() == SyncAction{PullNext{}});
}

TEST(at_rest_it_waits_for_the_next_pull) {
  planner.pulled(now);
  REQUIRE(next() == SyncAction{WaitUntil{Instant{now.ms + Planner::pull_every.count()}}});
  later(Planner::pull_every);
  REQUIRE(next() == SyncAction{PullNext{}});
}

TEST(a_new_event_does_not_wait_for_the_next_pull) {
  planner.pulled(now);
  REQUIRE(next(1) == SyncAction{PushNext{}});
}

TEST(after_a_failure_nothing_is_tried_before_the_pause_is_over) {
  planner.failed(now);
  REQUIRE(waits(5));
  later(Planner::first_pause);
  REQUIRE(next(5) == SyncAction{PushNext{}});
}

TEST(pauses_double_up_to_a_bound) {
  milliseconds bound = Planner::first_pause;
  for (int failure = 0; failure < 40; ++failure) {
    planner.failed(now);
    REQUIRE(pause() >= bound / 2);
    REQUIRE(pause() <= bound);
    later(bound);
    bound = std::min(bound * 2, Planner::max_pause);
  }
}

TEST(two_terminals_do_not_come_back_at_the_same_moment) {
  Planner other{8};
  planner.failed(now);
  other.failed(now);
  REQUIRE(next() != other.next(now, 0));
}

TEST(the_same_seed_gives_the_same_pauses) {
  Planner twin{7};
  for (int failure = 0; failure < 5; ++failure) {
    planner.failed(now);
    twin.failed(now);
    REQUIRE(next() == twin.next(now, 0));
  }
}

TEST(one_success_ends_the_pauses) {
  for (int failure = 0; failure < 6; ++failure) planner.failed(now);
  later(Planner::max_pause);
  planner.pushed();
  planner.pulled(now);
  planner.failed(now);
  REQUIRE(pause() <= Planner::first_pause);
}

TEST(a_refused_chain_is_not_sent_again_soon_but_pulls_go_on) {
  planner.push_refused(now);
  REQUIRE(next(3) == SyncAction{PullNext{}});
  planner.pulled(now);
  REQUIRE(waits(3));
  later(Planner::pull_every);
  REQUIRE(next(3) == SyncAction{PullNext{}});
  later(Planner::refusal_pause);
  REQUIRE(next(3) == SyncAction{PushNext{}});
}

TEST(a_clock_that_was_set_back_costs_no_long_wait) {
  planner.failed(now);
  now.ms -= 3 * 3'600'000;
  REQUIRE_FALSE(waits());
  planner.pulled(Instant{now.ms + 3 * 3'600'000});
  REQUIRE_FALSE(waits());
}

TEST(a_hub_that_asks_for_time_gets_it_within_bounds) {
  Planner asked_for_a_moment(1);
  asked_for_a_moment.failed(now, std::chrono::seconds(30));
  const auto until = std::get<WaitUntil>(asked_for_a_moment.next(now, 1)).time;
  REQUIRE(until.ms - now.ms >= 30'000);
  REQUIRE(until.ms - now.ms <= 31'000);
  Planner asked_for_years(1);
  asked_for_years.failed(now, std::chrono::hours(24 * 365));
  REQUIRE(std::get<WaitUntil>(asked_for_years.next(now, 1)).time.ms - now.ms <= Planner::max_asked.count() + 1'000);
}
