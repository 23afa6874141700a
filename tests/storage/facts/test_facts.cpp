// The facts beside receiving and picking: what each does to stock, when it is refused, and its undo.
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

using Fixture = FactsFixture;

}  // namespace

// --- receiving ---------------------------------------------------------------------------------------------------

TEST(damaged_units_are_set_aside_with_a_reason_and_go_to_nobody) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  Receive damaged = receipt(bearings(4), "Q-01");
  damaged.purchase = purchase("PO-7/1");
  damaged.reason = "crushed";
  const Accepted accepted = floor.accepted(damaged);
  REQUIRE(accepted.claims.empty());
  REQUIRE(accepted.free.none());
  REQUIRE(accepted.notices.front().kind == NoticeKind::quarantined);
  REQUIRE(accepted.notices.front().detail == "crushed");
  REQUIRE(purchase_line("PO-7/1").received == units(4));
  require_sound();
}

TEST(undo_settles_what_the_event_gave_to_do) {
  Receive damaged = receipt(bearings(4), "Q-01");
  damaged.reason = "crushed";
  floor.accepted(damaged);
  const std::string id = floor.last_id();
  Receive other = receipt(bearings(1), "Q-01");
  other.reason = "wet";
  floor.accepted(other);
  undo(id);
  REQUIRE(views->notices()->size() == 1);
  REQUIRE(views->notices()->front().notice.detail == "wet");
  require_sound();
}

TEST(what_was_set_aside_is_not_picked) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(receipt(bearings(4), "Q-01"));
  const Pick from_there{order("SO-1/1"), bearings(4), place("Q-01"), place("X-01")};
  REQUIRE(floor.refused(from_there).message == "Q-01 is quarantine: move the units into stock first");
  floor.accepted(Move{bearings(4), place("Q-01"), place("A-01")});
  floor.accepted(Pick{order("SO-1/1"), bearings(4), place("A-01"), place("X-01")});
}

TEST(a_purchase_line_that_is_closed_short_expects_nothing_more) {
  Receive some = receipt(bearings(8));
  some.purchase = purchase("PO-7/1");
  floor.accepted(some);
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "no more will come"});
  REQUIRE(floor.refused(ClosePurchase{purchase("PO-7/1"), "again"}).message == "PO-7/1 is closed already");
  REQUIRE(purchase_line("PO-7/1").expected == units(8));
  REQUIRE(purchase_line("PO-7/1").open.none());
  REQUIRE(floor.refused(some).message.find("too many") != std::string::npos);
  REQUIRE(floor.refused(ClosePurchase{purchase("PO-9/1"), ""}).kind == ErrorKind::unknown);
}

TEST(an_item_that_expires_asks_for_its_date_once_per_lot) {
  Receive milk = receipt(Units{item("MLK"), units(6), lot("M1"), {}, {}});
  REQUIRE(floor.refused(milk).place == "expiry");
  milk.units.expiry = day("2026-12-24");
  floor.accepted(milk);
  milk.units.expiry.reset();
  floor.accepted(milk);
  milk.units.expiry = day("2026-12-25");
  REQUIRE(floor.refused(milk).message.find("expires on 2026-12-24") != std::string::npos);
}

TEST(a_serial_that_was_counted_away_can_be_found_again_but_not_received_twice) {
  floor.accepted(receipt(drill("S1")));
  REQUIRE(floor.refused(receipt(drill("S1"))).place == "serial");
  Units none = drill("S1");
  none.quantity = units(0);
  floor.accepted(Count{none, place("DOCK-1"), "not here"});
  floor.accepted(Count{drill("S1"), place("A-01"), "found"});
  REQUIRE(stock("A-01", "DRL") == 1);
}

// --- lots --------------------------------------------------------------------------------------------------------

TEST(a_recalled_lot_is_taken_back_from_orders_and_others_serve_them) {
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  floor.accepted(receipt(gloves(4, "L1")));
  floor.accepted(receipt(gloves(3, "L2")));
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  const Accepted recalled = floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::recalled, "maker's letter"});
  REQUIRE(recalled.claims.front().granted == units(3));
  REQUIRE(state("SO-1/1") == "1 3 0 0");
  for (const auto& claim : views->claims().value()) REQUIRE(claim.lot == "L2");
  floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::available, ""});
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  require_sound();
}

TEST(picked_units_of_a_recalled_lot_are_told_and_do_not_leave) {
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  floor.accepted(receipt(gloves(4)));
  pick("SO-1/1", gloves(2));
  const Accepted recalled = floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::recalled, "maker's letter"});
  REQUIRE(recalled.notices.front().kind == NoticeKind::blocked_lot);
  REQUIRE(recalled.notices.front().line == order("SO-1/1"));
  REQUIRE(recalled.notices.front().quantity == units(2));
  REQUIRE(floor.refused(Ship{OrderNumber::parse("SO-1").value()}).message.find("maker's letter") != std::string::npos);
  REQUIRE(floor.refused(Pick{order("SO-1/1"), gloves(1), place("DOCK-1"), place("X-01")}).place == "lot");
}

TEST(a_recalled_lot_that_arrives_is_booked_told_and_given_to_nobody) {
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::recalled, ""});
  const Accepted arrived = floor.accepted(receipt(gloves(4)));
  REQUIRE(arrived.claims.empty());
  REQUIRE(arrived.notices.front().kind == NoticeKind::blocked_lot);
  REQUIRE(floor.refused(SetStatus{item("BRG"), lot("L1"), LotStatus::recalled, ""}).kind == ErrorKind::refused);
}

TEST(an_expired_lot_is_not_picked) {
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  Units short_lived = gloves(4);
  short_lived.expiry = day("2026-11-22");
  floor.accepted(receipt(short_lived));
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  clock.advance(std::chrono::hours(24));
  REQUIRE(floor.refused(Pick{order("SO-1/1"), gloves(4), place("DOCK-1"), place("X-01")}).message.find("expired") !=
          std::string::npos);
}

// --- picking, packing, shipping ----------------------------------------------------------------------------------

TEST(a_tote_holds_one_order) {
  floor.demand_is({floor.demand("SO-1/1", 4), floor.demand("SO-2/1", 4)});
  floor.accepted(floor.receipt(8));
  pick("SO-1/1", bearings(2), "T-01");
  REQUIRE(state("SO-1/1") == "0 2 2 0");
  const Error no = floor.refused(Pick{order("SO-2/1"), bearings(1), place("DOCK-1"), place("T-01")});
  REQUIRE(no.message == "T-01 holds units of SO-1: take another tote");
  pick("SO-1/1", bearings(2), "T-01");
  floor.accepted(Ship{OrderNumber::parse("SO-1").value()});
  pick("SO-2/1", bearings(1), "T-01");
  require_sound();
}

TEST(picks_of_several_orders_come_along_the_walk_of_a_zone) {
  floor.demand_is({floor.demand("SO-1/1", 4), floor.demand("SO-2/1", 4)});
  floor.accepted(receipt(bearings(4), "B-01"));
  floor.accepted(receipt(bearings(4), "A-01"));
  REQUIRE(views->pick_tasks("").value().size() == 2);
  const auto north = views->pick_tasks("north").value();
  REQUIRE(north.size() == 1);
  REQUIRE(north.front().stop.from == place("B-01"));
  REQUIRE(north.front().stop.line == order("SO-1/1"));
}

// --- returns -----------------------------------------------------------------------------------------------------

TEST(a_return_lowers_what_was_shipped_and_what_is_wanted) {
  ship_four();
  const Accepted back = floor.accepted(CustomerReturn{bearings(3), place("A-01"), order("SO-1/1"), false, "too many"});
  REQUIRE(back.free == units(3));
  REQUIRE(state("SO-1/1") == "0 0 0 1");
  REQUIRE(stock("A-01") == 3);
  REQUIRE(floor.refused(CustomerReturn{bearings(2), place("A-01"), order("SO-1/1")}).message ==
          "SO-1/1 was sent only 1 of these");
}

TEST(a_return_that_is_wanted_again_waits_again) {
  ship_four();
  floor.accepted(CustomerReturn{bearings(3), place("Q-01"), order("SO-1/1"), true, "broken"});
  REQUIRE(state("SO-1/1") == "3 0 0 1");
  floor.accepted(floor.receipt(3));
  REQUIRE(state("SO-1/1") == "0 3 0 1");
  require_sound();
}

TEST(an_undone_return_is_shipped_and_wanted_as_before) {
  ship_four();
  floor.give("back", CustomerReturn{bearings(3), place("A-01"), order("SO-1/1")});
  undo("back");
  REQUIRE(state("SO-1/1") == "0 0 0 4");
  REQUIRE(stock("A-01") == 0);
  require_sound();
}

// What came back stands among others, so that the place alone does not say that it is missing at the customer.
TEST(a_shipment_of_which_some_came_back_stays_until_that_is_undone) {
  floor.accepted(floor.receipt(9));
  ship_four();
  const std::string shipped = floor.last_id();
  const CustomerReturn back{bearings(1), place("A-01"), order("SO-1/1")};
  floor.give("back", back);
  REQUIRE(floor.refused(Undo{CommandId::parse(shipped).value()}).message ==
          "1 of SO-1/1 came back since: undo that first");
  REQUIRE(views->deeds("").value()[1].settled == "1 of SO-1/1 came back since: undo that first");
  undo("back");
  REQUIRE(views->deeds("").value()[1].settled.empty());
  undo(shipped);
  REQUIRE(state("SO-1/1") == "0 0 4 0");
  require_sound();
}

TEST(what_came_back_without_its_order_is_not_here_twice) {
  ship_four();
  const std::string shipment = floor.last_id();
  floor.accepted(CustomerReturn{bearings(3), place("A-01")});
  const std::string back = floor.last_id();
  REQUIRE(floor.refused(Undo{CommandId::parse(shipment).value()}).message ==
          "3 of BRG came back since without their order: undo that return first");
  floor.refused(CustomerReturn{bearings(3), place("A-01"), order("SO-1/1")});
  floor.accepted(CustomerReturn{bearings(1), place("A-01"), order("SO-1/1")});
  undo(floor.last_id());
  undo(back);
  floor.accepted(CustomerReturn{bearings(3), place("A-01"), order("SO-1/1")});
  undo(floor.last_id());
  undo(shipment);
  REQUIRE(stock("A-01") == 0);
  REQUIRE(state("SO-1/1") == "0 0 4 0");
  require_sound();
}

TEST(what_came_back_without_an_order_before_a_shipment_was_another_ones) {
  floor.accepted(CustomerReturn{bearings(3), place("A-01")});
  ship_four();
  undo(floor.last_id());
  REQUIRE(state("SO-1/1") == "0 0 4 0");
}

TEST(a_receipt_of_which_some_went_back_stays_until_that_is_undone) {
  floor.accepted(floor.receipt(9));
  Receive some = receipt(bearings(8));
  some.purchase = purchase("PO-7/1");
  floor.give("came", some);
  floor.give("bent", SupplierReturn{bearings(3), place("DOCK-1"), purchase("PO-7/1"), "bent"});
  REQUIRE(floor.refused(Undo{CommandId::parse("came").value()}).message ==
          "3 of PO-7/1 went back or were taken off since: undo that first");
  undo("bent");
  undo("came");
  REQUIRE(stock("DOCK-1") == 9);
  require_sound();
}

TEST(a_returned_serial_finds_its_order_line_itself) {
  floor.demand_is({demand("SO-1/1", 1, "DRL")});
  floor.accepted(receipt(drill("S1")));
  pick("SO-1/1", drill("S1"));
  floor.accepted(Ship{OrderNumber::parse("SO-1").value()});
  REQUIRE(floor.refused(receipt(drill("S1"))).message.find("return") != std::string::npos);
  floor.accepted(CustomerReturn{drill("S1"), place("A-01")});
  REQUIRE(state("SO-1/1") == "0 0 0 0");
  REQUIRE(floor.refused(CustomerReturn{drill("S1"), place("A-01")}).place == "serial");
  require_sound();
}

TEST(a_lot_that_must_not_leave_may_come_back_and_somebody_is_told) {
  floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::recalled, "letter"});
  const Accepted back = floor.accepted(CustomerReturn{gloves(2), place("A-01")});
  REQUIRE(back.notices.size() == 1);
  REQUIRE(back.notices.front().kind == NoticeKind::blocked_lot);
  REQUIRE(floor.accepted(CustomerReturn{gloves(2), place("Q-01")}).notices.empty());
  require_sound();
}

TEST(more_of_a_line_that_the_office_has_closed_is_asked_about_as_such) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "no more"});
  Receive some = receipt(bearings(8));
  some.purchase = purchase("PO-7/1");
  REQUIRE(floor.refused(some).message == "PO-7/1 was closed by the office: 8 too many");
}

TEST(units_that_go_back_to_the_supplier_are_expected_again) {
  Receive some = receipt(bearings(8));
  some.purchase = purchase("PO-7/1");
  floor.accepted(some);
  floor.give("bent", SupplierReturn{bearings(3), place("DOCK-1"), purchase("PO-7/1"), "bent"});
  REQUIRE(purchase_line("PO-7/1").received == units(5));
  REQUIRE(stock("DOCK-1") == 5);
  REQUIRE(floor.refused(SupplierReturn{bearings(6), place("DOCK-1"), purchase("PO-7/1"), ""}).place == "quantity");
  undo("bent");
  REQUIRE(purchase_line("PO-7/1").received == units(8));
  require_sound();
}

// --- counting ----------------------------------------------------------------------------------------------------

TEST(an_adjustment_needs_a_reason_and_units_that_are_there) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  REQUIRE(floor.refused(Adjust{Change::plus, bearings(4), place("A-01"), ""}).place == "reason");
  floor.give("found", Adjust{Change::plus, bearings(4), place("A-01"), "found"});
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  REQUIRE(floor.refused(Adjust{Change::minus, bearings(5), place("A-01"), "sample"}).place == "quantity");
  floor.give("sample", Adjust{Change::minus, bearings(1), place("A-01"), "sample"});
  REQUIRE(state("SO-1/1") == "1 3 0 0");
  undo("sample");
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  undo("found");
  REQUIRE(state("SO-1/1") == "4 0 0 0");
  require_sound();
}

TEST(a_count_that_is_far_off_is_asked_for_twice_without_telling_the_books) {
  Import tolerance;
  tolerance.rows = {ItemRow{item("BRG"), "Bearing", Tracking::none, {}, {}, {}, false, units(2)}};
  floor.accepted(tolerance);
  floor.accepted(receipt(bearings(10), "A-01"));
  floor.accepted(Count{bearings(8), place("A-01"), ""});
  const Outcome asked = floor.give(Count{bearings(3), place("A-01"), ""});
  REQUIRE(std::get<Refused>(asked).confirmable);
  REQUIRE(std::get<Refused>(asked).error.message.find('8') == std::string::npos);
  floor.accepted(Count{bearings(3), place("A-01"), "", true});
  REQUIRE(stock("A-01") == 3);
}
