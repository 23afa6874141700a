// When the planner plans again.
#include <atomic>
#include <chrono>
#include <thread>

#include "storage/nightly/plan_pause.h"
#include "storage/nightly/plan_thread.h"
#include "tests/support/warehouse/planned_floor.h"

using namespace dockhand;
using namespace dockhand::test;
using namespace std::chrono_literals;

namespace {

struct Fixture : PlannedFloor {
  // False when it does not come true within ten seconds.
  template <class Condition>
  static bool comes_true(const Condition& condition) {
    for (int i = 0; i < 1000 && !condition(); ++i) std::this_thread::sleep_for(10ms);
    return condition();
  }
};

}  // namespace

TEST(a_short_plan_is_made_again_after_a_quarter_of_an_hour_and_a_long_one_after_a_hundred_times_as_long) {
  const Date today = clock.now().date();
  PlanPause pause;
  REQUIRE(pause.is_over(today, clock.now()));
  pause.begin(today, clock.now(), 2s);
  clock.advance(15min - 1ms);
  REQUIRE_FALSE(pause.is_over(today, clock.now()));
  clock.advance(1ms);
  REQUIRE(pause.is_over(today, clock.now()));
  pause.begin(today, clock.now(), 41s);
  clock.advance(4099s);
  REQUIRE_FALSE(pause.is_over(today, clock.now()));
  clock.advance(1s);
  REQUIRE(pause.is_over(today, clock.now()));
}

TEST(a_plan_that_finds_the_books_busy_at_its_end_is_not_made_again_at_once) {
  const Date today = clock.now().date();
  PlanPause pause;
  pause.begin(today, clock.now(), 41s, PlanEnd::in_the_way);
  clock.advance(409s);
  REQUIRE_FALSE(pause.is_over(today, clock.now()));
  clock.advance(1s);
  REQUIRE(pause.is_over(today, clock.now()));
}

TEST(another_day_and_a_clock_that_was_set_back_end_a_pause) {
  const Date today = clock.now().date();
  PlanPause pause;
  pause.begin(today, clock.now(), 41s);
  REQUIRE(pause.is_over(Date::from_days(today.days() + 1), clock.now()));
  clock.advance(-1h);
  REQUIRE(pause.is_over(today, clock.now()));
}

TEST(a_day_on_which_there_was_nothing_to_plan_is_planned_when_there_is) {
  Floor young(folder / "young.db", LedgerRole::hub, clock, "y");
  young.open_warehouse();
  young.ledger->begin_day().value();
  LedgerThread ledger(std::move(young.ledger));
  std::atomic<int> tries{0};
  std::atomic<std::int64_t> items{0};
  const PlanThread planner(
      folder / "young.db", ledger, clock,
      [&](const Result<PlanMade>& made) {
        items = made ? made->items : -1;
        ++tries;
      },
      5ms);
  REQUIRE(comes_true([&] { return tries == 1; }));
  REQUIRE(items == 0);
  Import import;
  import.rows.emplace_back(PastDemandRow{item("BRG"), Date::from_days(clock.now().date().days() - 14), units(20)});
  std::atomic<bool> booked{false};
  const Command command{CommandId::parse("y-import").value(), OperatorName::parse("Anna").value(), clock.now(), import};
  REQUIRE(ledger.run([&](Ledger& books) { booked = books.execute(command).ok(); }));
  REQUIRE(comes_true([&] { return booked.load(); }));
  clock.advance(15min);
  REQUIRE(comes_true([&] { return tries == 2; }));
  REQUIRE(items == 1);
}
