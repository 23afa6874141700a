// What depends on the day: planned again once when a day begins, and by no wrong clock.

#include "storage/engine/engine.h"
#include "tests/support/warehouse/facts_fixture.h"
#include "tests/support/warehouse/open_notices.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  Receive milk(const char* code, std::int64_t count, const char* expiry) const {
    return receipt(Units{item("MLK"), units(count), lot(code), {}, day(expiry)});
  }
  // SO-1/1 has ten that expire at the end of the month, SO-2/1 waits for ten.
  void old_milk_is_reserved() {
    floor.demand_is({demand("SO-1/1", 10, "MLK", 1), demand("SO-2/1", 10, "MLK")});
    floor.accepted(milk("OLD", 10, "2026-11-30"));
    REQUIRE(state("SO-1/1") == "0 10 0 0");
  }
  std::int64_t days_begun() const {
    auto db = Engine::open(folder / "dock.db", Access::read_only).value();
    auto rows = db->query("SELECT count(*) FROM event WHERE action='day'");
    return rows.next() ? rows.integer(0) : -1;
  }
  // Gives a scan that says another time than the clock.
  Outcome scan_dated(const char* time, Action action) {
    static int number = 0;
    return floor.ledger
        ->execute(Command{CommandId::parse("dated-" + std::to_string(++number)).value(),
                          OperatorName::parse("anna").value(), Instant::parse(time).value(), std::move(action)})
        .value();
  }
  bool told(NoticeKind kind) { return open_notices(*views, kind) > 0; }
};

}  // namespace

TEST(a_lot_that_has_expired_is_not_reserved_any_more_and_new_units_go_in_rank) {
  old_milk_is_reserved();
  clock.advance(std::chrono::hours(24 * 10));
  floor.accepted(milk("NEW", 10, "2026-12-30"));
  REQUIRE(state("SO-1/1") == "0 10 0 0");
  REQUIRE(state("SO-2/1") == "10 0 0 0");
  for (const auto& claim : views->claims().value()) REQUIRE(claim.lot == "NEW");
  REQUIRE(days_begun() == 1);
  require_sound();
}

TEST(a_day_begins_by_itself_once) {
  old_milk_is_reserved();
  REQUIRE_FALSE(floor.ledger->begin_day().value());
  clock.advance(std::chrono::hours(24 * 10));
  REQUIRE(floor.ledger->begin_day().value());
  REQUIRE_FALSE(floor.ledger->begin_day().value());
  REQUIRE(state("SO-1/1") == "10 0 0 0");
  REQUIRE(told(NoticeKind::lost));
  REQUIRE(days_begun() == 1);
  require_sound();
}

TEST(the_time_of_a_scan_is_believed_as_far_as_a_warehouse_can_have_been_closed) {
  old_milk_is_reserved();
  const Action more = milk("NEW", 10, "2026-12-30");
  REQUIRE(std::holds_alternative<Accepted>(scan_dated("2026-12-02T08:00:00Z", more)));
  REQUIRE(state("SO-1/1") == "0 10 0 0");
  for (const auto& claim : views->claims().value()) REQUIRE(claim.lot == "NEW");
}

TEST(a_scan_dated_years_ahead_or_back_takes_no_reservation_away) {
  old_milk_is_reserved();
  for (const char* time : {"2036-01-01T08:00:00Z", "1970-01-01T08:00:00Z"}) {
    REQUIRE(std::holds_alternative<Accepted>(scan_dated(time, receipt(bearings(1)))));
    REQUIRE(std::holds_alternative<Accepted>(scan_dated(time, milk("OLD", 1, "2026-11-30"))));
    REQUIRE(state("SO-1/1") == "0 10 0 0");
  }
  REQUIRE(days_begun() == 0);
  require_sound();
}

TEST(scans_that_are_dated_further_and_further_ahead_go_no_further_than_one_may) {
  floor.demand_is({demand("SO-1/1", 10, "MLK")});
  floor.accepted(milk("M1", 10, "2027-01-31"));
  for (const char* time : {"2026-12-15T08:00:00Z", "2027-01-10T08:00:00Z", "2027-02-05T08:00:00Z"}) {
    REQUIRE(std::holds_alternative<Accepted>(scan_dated(time, receipt(bearings(1)))));
  }
  REQUIRE(state("SO-1/1") == "0 10 0 0");
  REQUIRE(told(NoticeKind::wrong_clock));
  require_sound();
}

TEST(what_scans_dated_ahead_have_taken_comes_back_with_a_scan_of_the_right_time) {
  floor.demand_is({demand("SO-1/1", 10, "MLK")});
  floor.accepted(milk("M1", 10, "2026-11-30"));
  for (const char* time : {"2026-11-28T08:00:00Z", "2026-12-02T08:00:00Z", "2026-12-06T08:00:00Z"}) {
    REQUIRE(std::holds_alternative<Accepted>(scan_dated(time, receipt(bearings(1)))));
  }
  REQUIRE(state("SO-1/1") == "10 0 0 0");
  REQUIRE(told(NoticeKind::lost));
  floor.accepted(receipt(bearings(1)));
  REQUIRE(state("SO-1/1") == "0 10 0 0");
  REQUIRE_FALSE(told(NoticeKind::lost));
  REQUIRE(days_begun() == 4);
  floor.accepted(receipt(bearings(1)));
  REQUIRE(days_begun() == 4);
  pick("SO-1/1", Units{item("MLK"), units(10), lot("M1"), {}, {}});
  require_sound();
}

TEST(a_day_that_a_person_has_begun_stays_begun) {
  old_milk_is_reserved();
  floor.accepted(BeginDay{day("2026-12-05")});
  REQUIRE(state("SO-1/1") == "10 0 0 0");
  floor.accepted(receipt(bearings(1)));
  REQUIRE(state("SO-1/1") == "10 0 0 0");
}

TEST(plans_do_not_follow_a_clock_that_goes_back_itself) {
  old_milk_is_reserved();
  clock.advance(std::chrono::hours(24 * 10));
  floor.accepted(receipt(bearings(1)));
  REQUIRE(state("SO-1/1") == "10 0 0 0");
  clock.advance(-std::chrono::hours(24 * 10));
  floor.accepted(receipt(bearings(1)));
  REQUIRE(state("SO-1/1") == "10 0 0 0");
  REQUIRE(std::holds_alternative<Accepted>(scan_dated("2026-12-10T08:00:00Z", receipt(bearings(1)))));
  clock.advance(-std::chrono::hours(24 * 3650));
  floor.accepted(receipt(bearings(1)));
  REQUIRE(state("SO-1/1") == "10 0 0 0");
}

TEST(plans_go_back_when_a_clock_that_was_ahead_goes_on_from_a_day_in_between) {
  old_milk_is_reserved();
  clock.advance(std::chrono::hours(24 * 200));
  floor.accepted(receipt(bearings(1)));
  REQUIRE(state("SO-1/1") == "10 0 0 0");
  clock.advance(-std::chrono::hours(24 * 199));
  for (int night = 0; night < 2; ++night) {
    floor.accepted(receipt(bearings(1)));
    REQUIRE(state("SO-1/1") == "10 0 0 0");
    clock.advance(std::chrono::hours(24));
  }
  floor.accepted(receipt(bearings(1)));
  REQUIRE(state("SO-1/1") == "0 10 0 0");
  require_sound();
}

TEST(plans_do_not_go_back_to_a_day_before_the_one_that_a_clock_jumped_from) {
  old_milk_is_reserved();
  clock.advance(std::chrono::hours(24 * 200));
  floor.accepted(receipt(bearings(1)));
  clock.advance(-std::chrono::hours(24 * 3650));
  for (int night = 0; night < 5; ++night) {
    floor.accepted(receipt(bearings(1)));
    clock.advance(std::chrono::hours(24));
  }
  REQUIRE(state("SO-1/1") == "10 0 0 0");
}

TEST(a_lot_that_expires_where_it_waits_to_be_shipped_is_to_be_stopped) {
  old_milk_is_reserved();
  pick("SO-1/1", Units{item("MLK"), units(10), lot("OLD"), {}, {}});
  clock.advance(std::chrono::hours(24 * 10));
  REQUIRE(floor.ledger->begin_day().value());
  REQUIRE(told(NoticeKind::blocked_lot));
  floor.accepted(CorrectExpiry{item("MLK"), lot("OLD"), day("2026-12-24"), "misread"});
  REQUIRE_FALSE(told(NoticeKind::blocked_lot));
}

TEST(a_clock_that_is_years_ahead_is_doubted_until_somebody_confirms_it) {
  old_milk_is_reserved();
  clock.advance(std::chrono::hours(24 * 3650));
  floor.accepted(receipt(bearings(1)));
  REQUIRE(state("SO-1/1") == "0 10 0 0");
  REQUIRE(told(NoticeKind::wrong_clock));
  const Outcome asked = floor.give(BeginDay{clock.now().date()});
  REQUIRE(std::get<Refused>(asked).confirmable);
  floor.accepted(BeginDay{clock.now().date(), true});
  REQUIRE(state("SO-1/1") == "10 0 0 0");
}

TEST(safety_stock_is_given_out_on_the_morning_of_the_promised_day) {
  ItemRow row{item("BRG"), "Bearing", Tracking::none};
  row.safety_stock = units(5);
  floor.accepted(Import{{row}});
  floor.demand_is({floor.demand("SO-1/1", 8)});  // promised on the 24th
  floor.accepted(floor.receipt(9));
  REQUIRE(state("SO-1/1") == "4 4 0 0");
  clock.advance(std::chrono::hours(48));
  REQUIRE(floor.ledger->begin_day().value());
  REQUIRE(state("SO-1/1") == "0 8 0 0");
}

TEST(a_lot_that_has_become_too_old_for_its_line_is_given_back) {
  OrderLineRow row = demand("SO-1/1", 4, "MLK");
  row.policies.shelf_days = Days{20};
  floor.demand_is({row});
  floor.accepted(milk("M1", 4, "2026-12-13"));
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  clock.advance(std::chrono::hours(48));
  REQUIRE(floor.ledger->begin_day().value());
  REQUIRE(state("SO-1/1") == "4 0 0 0");
  require_sound();
}

TEST(a_terminal_takes_the_day_from_its_hub_and_the_hub_believes_its_own_clock) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  const auto sync = [&] {
    for (Push push = floor.ledger->unacknowledged().value(); !push.events.empty();
         push = floor.ledger->unacknowledged().value()) {
      REQUIRE(floor.ledger->acknowledged(hub.ledger->accept(push).value()).ok());
    }
    const auto position = floor.ledger->pull_position().value();
    const PullRequest asked{floor.ledger->writer(), position, clock.now()};
    REQUIRE(floor.ledger->apply(hub.ledger->changes_since(asked, 100'000).value()).ok());
  };
  old_milk_is_reserved();
  sync();
  // A terminal that runs ahead plans for itself; its hub does not follow.
  scan_dated("2026-12-20T08:00:00Z", receipt(bearings(1)));
  REQUIRE(state("SO-1/1") == "10 0 0 0");
  sync();
  REQUIRE(hub.ledger->begin_day().value() == false);
  clock.advance(std::chrono::hours(24 * 10));
  REQUIRE(hub.ledger->begin_day().value());
  sync();
  const std::int64_t before = days_begun();
  REQUIRE_FALSE(floor.ledger->begin_day().value());
  REQUIRE(days_begun() == before);
  require_sound();
}

// --- a date that was written down wrong --------------------------------------------------------------------------

TEST(a_wrong_expiry_date_is_corrected_by_a_fact_of_its_own) {
  floor.demand_is({demand("SO-1/1", 4, "MLK")});
  floor.accepted(milk("M1", 10, "2025-12-05"));
  REQUIRE(state("SO-1/1") == "4 0 0 0");
  REQUIRE(floor.refused(CorrectExpiry{item("MLK"), lot("M1"), day("2026-12-05"), ""}).place == "reason");
  REQUIRE(floor.refused(CorrectExpiry{item("MLK"), lot("M9"), day("2026-12-05"), "misread"}).place == "lot");
  floor.accepted(CorrectExpiry{item("MLK"), lot("M1"), day("2026-12-05"), "misread"});
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  floor.accepted(CorrectExpiry{item("MLK"), lot("M1"), day("2026-11-05"), "misread again"});
  REQUIRE(state("SO-1/1") == "4 0 0 0");
  require_sound();
}

TEST(a_lot_of_which_nothing_is_left_takes_the_date_that_its_label_says) {
  floor.give("wrong", milk("M1", 10, "2025-12-05"));
  REQUIRE(floor.refused(milk("M1", 10, "2026-12-05")).place == "expiry");
  undo("wrong");
  floor.accepted(milk("M1", 10, "2026-12-05"));
  floor.demand_is({demand("SO-1/1", 4, "MLK")});
  REQUIRE(state("SO-1/1") == "0 4 0 0");
}
