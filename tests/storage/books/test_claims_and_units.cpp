// No claim without its units, nothing on offer where units were missing, and receipts that were typed wrong.

#include "tests/support/warehouse/facts_fixture.h"
#include "tests/support/warehouse/open_notices.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  std::int64_t notices(NoticeKind kind) { return open_notices(*views, kind); }
  // Eight at A-01: four for each order, and two free.
  void ten_at_one_place() {
    floor.demand_is({floor.demand("SO-1/1", 4, 1), floor.demand("SO-2/1", 4)});
    floor.accepted(receipt(bearings(10), "A-01"));
    floor.give("short", ShortPick{order("SO-1/1"), bearings(1), place("A-01"), "empty"});
  }
};

}  // namespace

TEST(units_that_are_not_there_are_reserved_for_nobody) {
  floor.demand_is({floor.demand("SO-1/1", 3), floor.demand("SO-2/1", 3)});
  floor.accepted(floor.receipt(3));
  floor.accepted(Pick{order("SO-2/1"), bearings(3), place("A-01"), place("X-01")});
  floor.accepted(Move{bearings(3), place("DOCK-1"), place("A-01")});
  REQUIRE(state("SO-1/1") == "3 0 0 0");
  require_sound();
  floor.accepted(Count{bearings(0), place("A-01"), "count"});
  floor.accepted(floor.receipt(3));
  REQUIRE(state("SO-1/1") == "0 3 0 0");
  require_sound();
}

TEST(what_is_picked_stays_its_orders_where_others_are_missing) {
  floor.demand_is({floor.demand("SO-1/1", 3)});
  floor.accepted(floor.receipt(3));
  floor.accepted(Move{bearings(2), place("X-01"), place("A-01")});
  pick("SO-1/1", bearings(3));
  REQUIRE(state("SO-1/1") == "0 0 3 0");
  REQUIRE(stock("A-01") + stock("X-01") == 3);
  floor.accepted(Count{bearings(3), place("X-01"), "count"});
  REQUIRE(stock("X-01") == 3);
  REQUIRE(state("SO-1/1") == "0 0 3 0");
  require_sound();
}

// --- a place where units were missing ----------------------------------------------------------------------------

TEST(a_place_that_was_found_short_offers_nothing_until_it_is_counted) {
  ten_at_one_place();
  REQUIRE(state("SO-1/1") == "1 3 0 0");
  REQUIRE(state("SO-2/1") == "0 4 0 0");
  REQUIRE(notices(NoticeKind::short_place) == 1);
  floor.demand_is({floor.demand("SO-3/1", 1)});
  REQUIRE(state("SO-3/1") == "1 0 0 0");
  REQUIRE(floor.refused(Claim{order("SO-3/1"), units(2), "urgent"}).place == "quantity");
  floor.accepted(receipt(bearings(1), "A-02"));
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  floor.accepted(Count{bearings(9), place("A-01"), "count"});
  REQUIRE(state("SO-3/1") == "0 1 0 0");
  REQUIRE(notices(NoticeKind::short_place) == 0);
  REQUIRE(notices(NoticeKind::count_place) == 0);
  require_sound();
}

TEST(a_short_pick_that_is_undone_puts_the_place_on_offer_again) {
  ten_at_one_place();
  undo("short");
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  floor.demand_is({floor.demand("SO-3/1", 2)});
  REQUIRE(state("SO-3/1") == "0 2 0 0");
  require_sound();
}

TEST(a_lot_that_is_short_leaves_other_lots_of_the_place_on_offer) {
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  floor.accepted(receipt(gloves(4, "L1"), "A-01"));
  floor.accepted(receipt(gloves(4, "L2"), "A-01"));
  floor.accepted(ShortPick{order("SO-1/1"), gloves(2, "L1"), place("A-01"), "empty"});
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  require_sound();
}

TEST(a_count_of_one_lot_says_nothing_of_another_that_was_short) {
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  floor.accepted(receipt(gloves(8, "L1"), "A-01"));
  floor.accepted(ShortPick{order("SO-1/1"), gloves(4, "L1"), place("A-01"), "empty"});
  floor.accepted(Count{gloves(1, "L2"), place("A-01"), "count"});
  REQUIRE(state("SO-1/1") == "3 1 0 0");
  REQUIRE(notices(NoticeKind::count_place) == 1);
  floor.accepted(Count{gloves(4, "L1"), place("A-01"), "count"});
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  REQUIRE(notices(NoticeKind::count_place) == 0);
  require_sound();
}

TEST(a_lot_that_the_books_did_not_have_is_told_until_it_is_counted_itself) {
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  floor.accepted(receipt(gloves(4, "L1"), "A-01"));
  floor.accepted(Pick{order("SO-1/1"), gloves(4, "L9"), place("A-01"), place("X-01")});
  floor.accepted(Count{gloves(4, "L1"), place("A-01"), "count"});
  REQUIRE(notices(NoticeKind::count_place) == 1);
  floor.accepted(Count{gloves(0, "L9"), place("A-01"), "count"});
  REQUIRE(notices(NoticeKind::count_place) == 0);
  require_sound();
}

// --- a receipt that was typed wrong ------------------------------------------------------------------------------

TEST(a_receipt_can_be_undone_while_its_units_are_only_reserved) {
  floor.give("typo", floor.receipt(10));
  floor.demand_is({floor.demand("SO-1/1", 4)});
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  undo("typo");
  REQUIRE(state("SO-1/1") == "4 0 0 0");
  REQUIRE(stock("DOCK-1") == 0);
  require_sound();
}

TEST(reserved_units_are_planned_again_from_elsewhere_when_their_receipt_is_undone) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.give("typo", floor.receipt(10));
  floor.accepted(Release{order("SO-1/1"), units(1), {}});
  floor.accepted(receipt(bearings(4), "A-01"));
  undo("typo");
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  require_sound();
}

TEST(a_receipt_cannot_be_undone_once_some_of_it_was_picked) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.give("typo", floor.receipt(10));
  pick("SO-1/1", bearings(2));
  REQUIRE(floor.refused(Undo{CommandId::parse("typo").value()}).message ==
          "units of BRG at DOCK-1 were moved or picked since");
}

TEST(a_receipt_that_was_typed_too_high_is_corrected_with_its_purchase_line) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  Receive receipt = floor.receipt(19);
  receipt.purchase = purchase("PO-7/1");
  floor.accepted(receipt);
  pick("SO-1/1", bearings(2));
  Adjust less{Change::minus, bearings(10), place("DOCK-1"), "typed 19 for 9"};
  less.purchase = purchase("PO-7/1");
  floor.give("less", less);
  REQUIRE(purchase_line("PO-7/1").received == units(9));
  REQUIRE(stock("DOCK-1") == 7);
  REQUIRE(floor.refused(less).place == "quantity");
  less.change = Change::plus;
  REQUIRE(floor.refused(less).place == "purchase");
  undo("less");
  REQUIRE(purchase_line("PO-7/1").received == units(19));
  require_sound();
}

// --- purchase lines and returns ----------------------------------------------------------------------------------

TEST(a_case_fills_all_lines_of_a_purchase_that_expect_its_item) {
  Import lines;
  for (int line = 1; line <= 2; ++line) {
    lines.rows.emplace_back(PurchaseLineRow{PurchaseLine{PurchaseNumber::parse("PO-21").value(), line},
                                            "SKF",
                                            item("BRG"),
                                            units(line + 1),
                                            day("2026-12-01"),
                                            {}});
  }
  floor.accepted(lines);
  Receive receipt = floor.receipt(12);
  receipt.purchase = purchase("PO-21/1");
  const Outcome asked = floor.give(receipt);
  REQUIRE(std::get<Refused>(asked).error.message.find("7 too many") != std::string::npos);
  receipt.units.quantity = units(5);
  floor.give("case", receipt);
  REQUIRE(purchase_line("PO-21/1").received == units(2));
  REQUIRE(purchase_line("PO-21/2").received == units(3));
  undo("case");
  REQUIRE(purchase_line("PO-21/2").received == units(0));
  require_sound();
}

// Others of the item lie nearer along the walk.
TEST(returned_units_are_given_out_where_they_arrived) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(floor.receipt(4));
  pick("SO-1/1", bearings(4));
  floor.accepted(Ship{order("SO-1/1").document});
  floor.demand_is({floor.demand("SO-2/1", 6, 5, false)});
  floor.accepted(receipt(bearings(4), "A-01"));
  floor.accepted(CustomerReturn{bearings(4), place("B-01"), order("SO-1/1")});
  REQUIRE(state("SO-2/1") == "0 6 0 0");
  for (const auto& claim : views->claims().value()) {
    REQUIRE(claim.quantity == units(claim.place == place("B-01") ? 4 : 2));
  }
}

// --- notices that are over ---------------------------------------------------------------------------------------

TEST(a_loss_does_not_matter_when_the_order_is_cancelled) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(floor.receipt(4));
  floor.accepted(Count{bearings(1), place("DOCK-1"), "count"});
  REQUIRE(notices(NoticeKind::lost) == 1);
  floor.accepted(CancelOrder{order("SO-1/1").document, "not wanted"});
  REQUIRE(notices(NoticeKind::lost) == 0);
}

TEST(what_was_set_aside_is_decided_when_it_has_left) {
  Receive damaged = receipt(bearings(4), "Q-01");
  damaged.reason = "crushed";
  floor.accepted(damaged);
  floor.accepted(Move{bearings(3), place("Q-01"), place("A-01")});
  REQUIRE(notices(NoticeKind::quarantined) == 1);
  floor.accepted(SupplierReturn{bearings(1), place("Q-01")});
  REQUIRE(notices(NoticeKind::quarantined) == 0);
}

TEST(a_pallet_that_leaves_quarantine_takes_its_notice_along) {
  floor.accepted(Import{{AsnRow{sscc("340123450000000017"), "ASN-1", bearings(7)}}});
  floor.accepted(ReceiveUnit{sscc("340123450000000017"), place("DOCK-1")});
  floor.accepted(MoveUnit{sscc("340123450000000017"), place("Q-01"), "wet"});
  REQUIRE(notices(NoticeKind::quarantined) == 1);
  floor.accepted(MoveUnit{sscc("340123450000000017"), place("A-01"), ""});
  REQUIRE(notices(NoticeKind::quarantined) == 0);
}

TEST(what_was_brought_back_needs_not_be_brought_back) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(floor.receipt(4));
  pick("SO-1/1", bearings(4));
  floor.accepted(CancelOrder{order("SO-1/1").document, ""});
  REQUIRE(notices(NoticeKind::bring_back) == 1);
  floor.accepted(Move{bearings(4), place("X-01"), place("A-01")});
  REQUIRE(notices(NoticeKind::bring_back) == 0);
}
