#include "storage/ledger/ledger.h"
#include "storage/upkeep/audit.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture {
  void setUp() { floor.open_warehouse(); }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::terminal, clock, "t"};
};

Quantity granted(const Accepted& accepted, const std::string& line) {
  Quantity sum;
  for (const auto& claim : accepted.claims) {
    if (claim.rank.line == order(line)) sum = sum + claim.granted;
  }
  return sum;
}
}  // namespace

TEST(receipt_of_more_than_waits_leaves_the_rest_free) {
  floor.demand_is({floor.demand("SO-1/1", 4), floor.demand("SO-2/1", 3)});
  const Accepted accepted = floor.accepted(floor.receipt(12));
  REQUIRE(granted(accepted, "SO-1/1") == units(4));
  REQUIRE(granted(accepted, "SO-2/1") == units(3));
  REQUIRE(accepted.free == units(5));
}

TEST(receipt_of_less_than_waits_serves_the_first_in_rank_and_the_next_partially) {
  floor.demand_is({floor.demand("SO-1/1", 4, 5), floor.demand("SO-2/1", 3, 1)});
  const Accepted accepted = floor.accepted(floor.receipt(5));
  REQUIRE(granted(accepted, "SO-2/1") == units(3));
  REQUIRE(granted(accepted, "SO-1/1") == units(2));
  REQUIRE(accepted.free.none());
}

TEST(a_line_that_ships_whole_gets_nothing_from_too_few_and_says_so) {
  floor.demand_is({floor.demand("SO-1/1", 9, 1, false), floor.demand("SO-2/1", 3)});
  const Accepted accepted = floor.accepted(floor.receipt(5));
  REQUIRE(accepted.claims.front().rule == Rule::waits_for_whole);
  REQUIRE(granted(accepted, "SO-1/1").none());
  REQUIRE(granted(accepted, "SO-2/1") == units(3));
  REQUIRE(granted(floor.accepted(floor.receipt(7)), "SO-1/1") == units(9));
}

TEST(a_line_that_a_purchase_was_bought_for_comes_first) {
  floor.demand_is({floor.demand("SO-1/1", 4, 1), floor.demand("SO-2/1", 3, 9)});
  Import peg;
  peg.rows.emplace_back(
      PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(3), day("2026-11-22"), order("SO-2/1")});
  floor.accepted(peg);
  Receive receipt = floor.receipt(3);
  receipt.purchase = purchase("PO-8/1");
  const Accepted accepted = floor.accepted(receipt);
  REQUIRE(granted(accepted, "SO-2/1") == units(3));
  REQUIRE(accepted.claims.front().rule == Rule::hard_peg);
}

TEST(the_same_id_again_gives_the_recorded_outcome) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  const Outcome first = floor.give("once", floor.receipt(4));
  const Outcome second = floor.give("once", floor.receipt(4));
  REQUIRE(std::get<Accepted>(second).repeated);
  REQUIRE(std::get<Accepted>(second).seq == std::get<Accepted>(first).seq);
  REQUIRE(std::get<Accepted>(second).claims == std::get<Accepted>(first).claims);
}

TEST(the_same_id_for_something_else_is_a_conflict) {
  floor.give("once", floor.receipt(4));
  const Outcome other = floor.give("once", floor.receipt(5));
  REQUIRE(std::get<Refused>(other).error.kind == ErrorKind::conflict);
}

TEST(more_than_expected_is_asked_and_booked_when_confirmed) {
  Receive receipt = floor.receipt(21);
  receipt.purchase = purchase("PO-7/1");
  const Outcome asked = floor.give(receipt);
  REQUIRE(std::get<Refused>(asked).confirmable);
  receipt.confirmed = true;
  const Accepted accepted = floor.accepted(receipt);
  REQUIRE(accepted.notices.front().kind == NoticeKind::over_received);
  REQUIRE(accepted.notices.front().quantity == units(1));
}

TEST(an_unknown_item_books_nothing) { REQUIRE(floor.refused(floor.receipt(1, "NONE")).kind == ErrorKind::unknown); }

TEST(a_pick_takes_what_was_reserved_and_the_order_ships) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(floor.receipt(4));
  floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(4), {}, {}, {}}, place("DOCK-1"), place("X-01")});
  REQUIRE(floor.refused(Pick{order("SO-1/1"), Units{item("BRG"), units(1), {}, {}, {}}, place("DOCK-1"), place("X-01")})
              .kind == ErrorKind::refused);
  REQUIRE(floor.accepted(Ship{OrderNumber::parse("SO-1").value()}).quantity == units(4));
}

TEST(a_pick_from_another_bin_frees_the_claim_for_the_next_in_rank) {
  floor.demand_is({floor.demand("SO-1/1", 4, 1)});
  floor.accepted(floor.receipt(4));
  Receive elsewhere = floor.receipt(4);
  elsewhere.at = place("A-01");
  floor.accepted(elsewhere);
  floor.demand_is({floor.demand("SO-2/1", 8, 5)});
  const Accepted picked =
      floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(4), {}, {}, {}}, place("A-01"), place("X-01")});
  REQUIRE(granted(picked, "SO-2/1") == units(4));
  REQUIRE(picked.notices.empty());
}

TEST(a_short_pick_raises_a_count_and_the_line_waits_again) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(floor.receipt(4));
  const Accepted missing =
      floor.accepted(ShortPick{order("SO-1/1"), Units{item("BRG"), units(3), {}, {}, {}}, place("DOCK-1"), "empty"});
  REQUIRE(missing.notices.front().kind == NoticeKind::count_place);
  Receive elsewhere = floor.receipt(5);
  elsewhere.at = place("DOCK-2");
  REQUIRE(granted(floor.accepted(elsewhere), "SO-1/1") == units(3));
}

TEST(units_that_the_books_do_not_have_are_picked_all_the_same_and_counted_later) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  const Accepted picked =
      floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(2), {}, {}, {}}, place("A-01"), place("X-01")});
  REQUIRE(picked.notices.front().kind == NoticeKind::count_place);
}

TEST(an_undone_receipt_gives_its_claims_back) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.give("oops", floor.receipt(12));
  floor.accepted(Undo{CommandId::parse("oops").value()});
  REQUIRE(floor.refused(Undo{CommandId::parse("oops").value()}).kind == ErrorKind::refused);
  REQUIRE(granted(floor.accepted(floor.receipt(4)), "SO-1/1") == units(4));
}

TEST(an_undo_is_refused_once_others_built_on_it) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.give("base", floor.receipt(4));
  floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(4), {}, {}, {}}, place("DOCK-1"), place("X-01")});
  REQUIRE(floor.refused(Undo{CommandId::parse("base").value()}).message.find("moved or picked") != std::string::npos);
}

TEST(an_undone_release_gives_nothing_back_to_a_line_that_orders_another_item_now) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(floor.receipt(4));
  floor.give("back", Release{order("SO-1/1"), units(4), {}});
  OrderLineRow changed = floor.demand("SO-1/1", 2);
  changed.item = item("DRL");
  floor.demand_is({changed});
  floor.accepted(Undo{CommandId::parse("back").value()});
  for (const AuditCheck& check : audit(folder / "dock.db").value()) {
    INFO(check.name << ": " << check.detail);
    REQUIRE(check.passed);
  }
}

TEST(a_serial_counts_once) {
  const Receive drill{Units{item("DRL"), units(1), {}, Serial::parse("S1").value(), {}}, place("DOCK-1"), {}, false};
  floor.accepted(drill);
  REQUIRE(floor.refused(drill).kind == ErrorKind::refused);
}

TEST(a_lot_has_one_expiry_and_an_expired_one_is_not_given_to_an_order) {
  Import orders;
  OrderLineRow row = floor.demand("SO-1/1", 4);
  row.item = item("GLV");
  orders.rows.emplace_back(row);
  floor.accepted(orders);
  Receive gloves{
      Units{item("GLV"), units(4), Lot::parse("L1").value(), {}, day("2026-11-01")}, place("DOCK-1"), {}, false};
  REQUIRE(floor.accepted(gloves).claims.empty());
  gloves.units.expiry = day("2027-11-01");
  REQUIRE(floor.refused(gloves).place == "expiry");
  gloves.units.lot = Lot::parse("L2").value();
  REQUIRE(granted(floor.accepted(gloves), "SO-1/1") == units(4));
}

TEST(less_demand_gives_units_to_the_next_in_rank) {
  floor.demand_is({floor.demand("SO-1/1", 4, 1), floor.demand("SO-2/1", 4, 5)});
  floor.accepted(floor.receipt(4));
  OrderLineRow less = floor.demand("SO-1/1", 4, 1);
  less.cancelled = units(3);
  Import change;
  change.rows.emplace_back(less);
  REQUIRE(granted(floor.accepted(change), "SO-2/1") == units(3));
}

TEST(units_in_quarantine_go_to_nobody_until_they_come_back) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  Receive damaged = floor.receipt(4);
  damaged.at = place("Q-01");
  REQUIRE(floor.accepted(damaged).claims.empty());
  const Accepted back = floor.accepted(Move{Units{item("BRG"), units(4), {}, {}, {}}, place("Q-01"), place("A-01")});
  REQUIRE(granted(back, "SO-1/1") == units(4));
}

TEST(a_count_of_an_untracked_item_has_no_lot) {
  const Units counted{item("BRG"), units(3), Lot::parse("L1").value(), {}, {}};
  REQUIRE(floor.refused(Count{counted, place("A-01"), ""}).kind == ErrorKind::refused);
}

TEST(a_count_that_finds_more_serves_who_waits) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  const Accepted found = floor.accepted(Count{Units{item("BRG"), units(3), {}, {}, {}}, place("A-01"), ""});
  REQUIRE(granted(found, "SO-1/1") == units(3));
}

TEST(a_preview_writes_nothing) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  const Command command{CommandId::parse("later").value(), OperatorName::parse("anna").value(), clock.now(),
                        floor.receipt(4)};
  REQUIRE(granted(std::get<Accepted>(floor.ledger->preview(command).value()), "SO-1/1") == units(4));
  REQUIRE_FALSE(std::get<Accepted>(floor.ledger->execute(command).value()).repeated);
}

TEST(a_second_program_on_the_same_database_is_told_so) {
  const auto second = Ledger::open(folder / "dock.db", LedgerRole::terminal, clock);
  REQUIRE_FALSE(second.ok());
  REQUIRE(second.error().kind == ErrorKind::busy);
}
