// Policies bind what is reserved for as long as it is, and what is picked and shipped.
#include "tests/support/warehouse/office_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : OfficeFloor {
  Adjust lose(std::int64_t count) const {
    return Adjust{Change::minus, Units{item("BRG"), units(count), {}, {}, {}}, place("DOCK-1"), "broken"};
  }
  Pick pick_of(const std::string& name, const std::string& code, std::int64_t count) const {
    return Pick{order(name), Units{item("GLV"), units(count), lot(code), {}, {}}, place("DOCK-1"), place("X-01")};
  }
  OrderLineRow glove_line(const std::string& name, std::int64_t count, const std::string& text) const {
    OrderLineRow row = line(name, count, text);
    row.item = item("GLV");
    return row;
  }
};

}  // namespace

TEST(a_line_that_is_served_whole_gives_back_the_rest_when_some_of_it_is_lost) {
  give_rows({line("SO-1/1", 10, "partial=no"), line("SO-2/1", 10)});
  floor.accepted(floor.receipt(10));
  REQUIRE(reserved("SO-1/1") == 10);
  floor.accepted(lose(3));
  REQUIRE(reserved("SO-1/1") == 0);
  REQUIRE(reserved("SO-2/1") == 7);
  require_sound();
}

TEST(a_line_that_is_served_whole_is_made_good_from_free_stock_first) {
  give_rows({line("SO-1/1", 10, "partial=no")});
  floor.accepted(floor.receipt(13));
  give_rows({line("SO-2/1", 10)});
  floor.accepted(lose(3));
  REQUIRE(reserved("SO-1/1") == 10);
  require_sound();
}

TEST(what_was_bought_for_a_whole_line_stays_when_some_of_it_is_lost) {
  give_rows({line("SO-1/1", 10, "partial=no"), line("SO-2/1", 10),
             PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(9), day("2026-11-22"), order("SO-1/1")}});
  Receive receipt = floor.receipt(6);
  receipt.purchase = purchase("PO-8/1");
  floor.accepted(receipt);
  floor.accepted(lose(2));
  REQUIRE(reserved("SO-1/1") == 4);
  require_sound();
}

TEST(whole_packs_stay_whole_when_some_units_are_lost) {
  give_rows({line("SO-1/1", 30, "multiple=12"), line("SO-2/1", 10)});
  floor.accepted(floor.receipt(24));
  floor.accepted(lose(5));
  REQUIRE(reserved("SO-1/1") == 12);
  REQUIRE(reserved("SO-2/1") == 7);
  require_sound();
}

TEST(a_line_that_grows_gives_back_what_is_no_whole_pack_any_more) {
  give_rows({line("SO-1/1", 19, "multiple=12")});
  floor.accepted(floor.receipt(19));
  REQUIRE(reserved("SO-1/1") == 19);
  give_rows({line("SO-1/1", 30, "multiple=12"), line("SO-2/1", 3)});
  REQUIRE(reserved("SO-1/1") == 12);
  REQUIRE(reserved("SO-2/1") == 3);
  require_sound();
}

TEST(a_policy_that_becomes_stricter_binds_what_is_reserved_already) {
  give_rows({line("SO-1/1", 10), line("SO-2/1", 10)});
  floor.accepted(floor.receipt(7));
  item_says("partial=no");
  REQUIRE(reserved("SO-1/1") == 0);
  require_sound();
}

// --- at the pick and at the ship ---------------------------------------------------------------------------------

TEST(a_lot_that_is_too_old_for_the_line_is_not_picked) {
  give_rows({glove_line("SO-1/1", 4, "shelf_days=30")});
  floor.accepted(gloves("OLD", 4, "2026-11-30"));
  REQUIRE(floor.refused(pick_of("SO-1/1", "OLD", 2)).message ==
          "lot OLD of GLV is good for 8 more days, SO-1/1 asks for 30");
}

TEST(a_second_lot_is_not_picked_for_a_line_that_takes_one) {
  give_rows({glove_line("SO-1/1", 4, "one_lot=yes")});
  floor.accepted(gloves("L1", 4, "2027-11-30"));
  floor.accepted(gloves("L2", 4, "2027-11-30"));
  floor.accepted(pick_of("SO-1/1", "L2", 2));
  REQUIRE(floor.refused(pick_of("SO-1/1", "L1", 2)).message == "SO-1/1 takes all from one lot, and has lot L2");
  for (const auto& claim : views->claims().value()) REQUIRE(claim.lot == "L2");
  require_sound();
}

TEST(units_that_have_become_too_old_in_the_lane_are_not_shipped) {
  give_rows({glove_line("SO-1/1", 4, "shelf_days=8")});
  floor.accepted(gloves("L1", 4, "2026-11-30"));
  floor.accepted(pick_of("SO-1/1", "L1", 4));
  clock.advance(std::chrono::hours(24));
  REQUIRE(floor.refused(Ship{order("SO-1/1").document}).place == "lot");
}

TEST(a_part_of_a_pack_is_not_shipped) {
  give_rows({line("SO-1/1", 30, "multiple=12")});
  floor.accepted(floor.receipt(24));
  floor.accepted(pick("SO-1/1", 5));
  REQUIRE(floor.refused(Ship{order("SO-1/1").document}).message == "SO-1/1 leaves in packs of 12, not 5");
  floor.accepted(pick("SO-1/1", 7));
  floor.accepted(Ship{order("SO-1/1").document});
  require_sound();
}

// --- units that people give and take -----------------------------------------------------------------------------

TEST(released_units_do_not_come_back_with_the_next_event) {
  give_rows({line("SO-1/1", 6)});
  floor.accepted(floor.receipt(6));
  floor.give("released", Release{order("SO-1/1"), units(6), {}});
  floor.accepted(Count{Units{item("BRG"), units(6), {}, {}, {}}, place("DOCK-1"), "count"});
  REQUIRE(reserved("SO-1/1") == 0);
  floor.accepted(floor.receipt(2));
  REQUIRE(reserved("SO-1/1") == 2);
  floor.accepted(Undo{CommandId::parse("released").value()});
  REQUIRE(reserved("SO-1/1") == 6);
  require_sound();
}

TEST(the_office_asks_again_for_a_line_that_gave_units_back) {
  give_rows({line("SO-1/1", 6)});
  floor.accepted(floor.receipt(6));
  floor.accepted(Release{order("SO-1/1"), units(3), {}});
  REQUIRE(reserved("SO-1/1") == 3);
  give_rows({line("SO-1/1", 7)});
  REQUIRE(reserved("SO-1/1") == 6);
}

TEST(a_claim_that_the_plan_would_take_back_is_refused) {
  give_rows({line("SO-1/1", 6, "", OrderClass::lose), line("SO-2/1", 6, "partial=no")});
  floor.accepted(floor.receipt(4));
  REQUIRE(floor.refused(Claim{order("SO-1/1"), units(2), "now"}).message ==
          "SO-1/1 would keep only 0 of them: its class or its policies give the others back");
  REQUIRE(floor.refused(Claim{order("SO-2/1"), units(2), "now"}).place == "line");
  require_sound();
}

TEST(a_line_that_is_served_whole_gives_all_back_and_waits_until_as_many_came_in) {
  give_rows({line("SO-1/1", 8, "partial=no")});
  floor.accepted(floor.receipt(8));
  floor.accepted(Release{order("SO-1/1"), units(3), {}});
  REQUIRE(reserved("SO-1/1") == 0);
  give_rows({line("SO-2/1", 1)});
  REQUIRE(reserved("SO-1/1") == 0);
  require_sound();
  floor.accepted(floor.receipt(4));
  REQUIRE(reserved("SO-1/1") == 8);
  require_sound();
}

TEST(a_line_of_whole_packs_gets_whole_packs_of_what_it_did_not_give_back) {
  give_rows({line("SO-1/1", 30, "multiple=12")});
  floor.accepted(floor.receipt(30));
  floor.accepted(Release{order("SO-1/1"), units(7), {}});
  REQUIRE(reserved("SO-1/1") == 12);
  require_sound();
}

// --- units that were bought for a line ---------------------------------------------------------------------------

TEST(a_higher_class_takes_what_a_line_had_and_not_what_was_bought_for_it) {
  give_rows({line("SO-1/1", 9),
             PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(9), day("2026-11-22"), order("SO-1/1")}});
  floor.accepted(floor.receipt(2));
  Receive receipt = floor.receipt(4);
  receipt.purchase = purchase("PO-8/1");
  floor.accepted(receipt);
  REQUIRE(reserved("SO-1/1") == 6);
  give_rows({line("SO-2/1", 5, "", OrderClass::win)});
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(reserved("SO-2/1") == 2);
  require_sound();
}

TEST(a_whole_line_gives_back_what_its_purchase_has_not_brought_after_all) {
  give_rows({line("SO-1/1", 10, "partial=no"),
             PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(9), day("2026-11-22"), order("SO-1/1")}});
  Receive receipt = floor.receipt(6);
  receipt.purchase = purchase("PO-8/1");
  floor.accepted(receipt);
  floor.accepted(floor.receipt(3));
  REQUIRE(reserved("SO-1/1") == 6);
  Adjust less = lose(2);
  less.purchase = purchase("PO-8/1");
  floor.accepted(less);
  require_sound();
  REQUIRE(reserved("SO-1/1") == 4);
}

TEST(an_order_above_the_cap_loses_to_those_who_wait_below_it) {
  give_rows({line("SO-1/1", 9)});
  floor.accepted(floor.receipt(9));
  item_says("", 0, 5);
  REQUIRE(reserved("SO-1/1") == 9);
  const Accepted demand = give_rows({line("SO-2/1", 3)});
  REQUIRE(reserved("SO-1/1") == 6);
  REQUIRE(reserved("SO-2/1") == 3);
  REQUIRE(demand.notices.size() == 1);
  REQUIRE(demand.notices.front().line == order("SO-1/1"));
  REQUIRE(demand.notices.front().instead.front().first == order("SO-2/1"));
  REQUIRE(demand.claims.front().rule == Rule::fair_share);
  give_rows({line("SO-3/1", 3)});
  REQUIRE(reserved("SO-1/1") == 5);
  REQUIRE(reserved("SO-3/1") == 1);
  require_sound();
}

TEST(what_nobody_below_the_cap_can_have_stays_with_the_order_above_it) {
  give_rows({line("SO-1/1", 9)});
  floor.accepted(floor.receipt(9));
  item_says("", 0, 5);
  give_rows({line("SO-2/1", 8, "partial=no")});
  REQUIRE(reserved("SO-1/1") == 9);
  REQUIRE(reserved("SO-2/1") == 0);
  require_sound();
}

TEST(picked_units_above_the_cap_stay) {
  give_rows({line("SO-1/1", 9)});
  floor.accepted(floor.receipt(9));
  floor.accepted(pick("SO-1/1", 7));
  item_says("", 0, 5);
  give_rows({line("SO-2/1", 3)});
  REQUIRE(view("SO-1/1").picked == units(7));
  REQUIRE(reserved("SO-1/1") == 0);
  REQUIRE(reserved("SO-2/1") == 2);
  require_sound();
}

// It had what was bought for it, which stays; with one unit more it can spare the one that fits.
TEST(a_line_that_gets_other_units_gives_up_to_a_higher_class_what_it_can_spare) {
  OrderLineRow first = glove_line("SO-5/1", 2, "one_lot=yes");
  first.order_class = OrderClass::win;
  give_rows({first, glove_line("SO-3/1", 2, ""),
             PurchaseLineRow{purchase("PO-8/1"), "SKF", item("GLV"), units(9), day("2026-11-22"), order("SO-3/1")}});
  floor.accepted(gloves("L1", 1, "2026-12-20"));
  Receive bought = gloves("L1", 1, "2026-12-20");
  bought.purchase = purchase("PO-8/1");
  floor.accepted(bought);
  REQUIRE(reserved("SO-5/1") == 1);
  REQUIRE(reserved("SO-3/1") == 1);
  floor.accepted(gloves("L2", 1, "2027-01-20"));
  REQUIRE(reserved("SO-5/1") == 2);
  REQUIRE(reserved("SO-3/1") == 1);
  require_sound();
}

TEST(what_was_bought_for_an_order_stays_and_another_unit_goes_to_who_waits_below_the_cap) {
  item_says("", 0, 2);
  give_rows({line("SO-1/1", 5), line("SO-2/1", 2),
             PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(9), day("2026-11-22"), order("SO-1/1")}});
  floor.accepted(floor.receipt(2));
  REQUIRE(reserved("SO-1/1") == 2);
  Receive receipt = floor.receipt(1);
  receipt.purchase = purchase("PO-8/1");
  floor.accepted(receipt);
  REQUIRE(reserved("SO-1/1") == 2);
  REQUIRE(reserved("SO-2/1") == 1);
  require_sound();
}
