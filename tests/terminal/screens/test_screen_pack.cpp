// Picked units go into cartons, and totes into lanes.
#include "tests/support/terminal/picked_tote.h"

using namespace dockhand;

namespace {

using Fixture = test::PickedTote;

}  // namespace

TEST(all_of_an_order_is_packed_by_its_tote_a_carton_and_a_yes) {
  tap("pack");
  scan("T-01");
  REQUIRE(page().instruction.task == "SO-118");
  scan(carton);
  REQUIRE(shows("Pack all 4 of SO-118 into carton 340123450000000109?"));
  REQUIRE(at(carton) == 0);
  scan("YES");
  REQUIRE(toast() == "SO-118: all is packed");
  REQUIRE(at(carton) == 4);
  tap("ship");
  REQUIRE(shows("Scan what is loaded"));
}

TEST(what_is_packed_comes_last_and_is_counted_no_more) {
  REQUIRE(shows("Picked units into cartons | 1"));
  tap("pack");
  REQUIRE(page().list_heading == "1 order to pack");
  REQUIRE(shows("SO-118 | Acme Pumps | 4 picked"));
  scan("SO-118");
  scan(bearing);
  scan(carton);
  scan("YES");
  tap("back");
  REQUIRE(shows("SO-118 | Acme Pumps | 1/4 packed"));
  scan("SO-118");
  scan(carton);
  scan("YES");
  tap("back");
  INFO(all());
  REQUIRE(shows("SO-118 | Acme Pumps | 4 packed"));
  REQUIRE(page().list_heading == "All that is picked is packed");
}

TEST(the_items_that_were_scanned_go_into_one_carton_and_the_rest_into_another) {
  tap("pack");
  scan("SO-118");
  scan(bearing);
  scan(bearing);
  REQUIRE(shows("2 chosen, not booked yet"));
  scan(carton);
  REQUIRE(shows("Pack 2 of SO-118"));
  scan("YES");
  REQUIRE(at(carton) == 2);
  REQUIRE(count() == "2/4");
  scan("340123450000000116");
  scan("YES");
  REQUIRE(at("340123450000000116") == 2);
  tap("undo");
  REQUIRE(count() == "2/4");
}

TEST(by_touch_alone_a_row_a_number_and_the_typed_carton) {
  tap("pack");
  tap("order:SO-118");
  tap(page().rows[0].id);
  REQUIRE(shows("4 chosen"));
  tap("number");
  type("3");
  REQUIRE(shows("3 chosen"));
  tap("text");
  for (const char digit : std::string_view(carton)) tap(std::string("type:") + digit);
  tap("confirm");
  REQUIRE(shows("Pack 3 of SO-118"));
  tap("pack");
  REQUIRE(at(carton) == 3);
}

TEST(more_than_is_picked_or_another_item_cannot_be_chosen) {
  tap("pack");
  scan("SO-118");
  scan(bearing_case);
  REQUIRE(refused());
  REQUIRE(shows("Too many"));
  REQUIRE(shows("Only 4 of BRG-6204 are picked for SO-118 and not packed."));
  tap("confirm");
  scan(other_bearing);
  REQUIRE(refused());
  REQUIRE(at("T-01") == 4);
}

TEST(what_was_chosen_survives_a_restart) {
  tap("pack");
  scan("SO-118");
  scan(bearing);
  start();
  tap("begun:pack:SO-118");
  REQUIRE(shows("1 chosen, not booked yet"));
}

// --- totes --------------------------------------------------------------------------------------------------------

TEST(a_tote_is_emptied_into_the_lane_of_its_order_by_two_scans) {
  tap("drop_off");
  REQUIRE(shows("1 tote with units"));
  scan("T-01");
  const std::string lane = page().instruction.location;
  scan(lane == "X-01" ? "X-02" : "X-01");
  REQUIRE(refused());
  REQUIRE(refusal().expected_location == lane);
  scan(lane);
  REQUIRE(toast() == "T-01 is empty, all at " + lane);
  REQUIRE(at(lane) == 4);
  REQUIRE(order_line("SO-118").picked == units(4));
  tap("undo");
  REQUIRE(at("T-01") == 4);
}

TEST(by_touch_a_tote_is_emptied_with_two_taps) {
  tap("drop_off");
  tap("tote:T-01");
  REQUIRE(shows("Not booked yet"));
  tap("put");
  REQUIRE(at("T-01") == 0);
}

TEST(an_announced_pallet_is_no_carton) {
  office_does(
      Import{{AsnRow{Sscc::parse(carton).value(), "ASN-1", Units{item("BRG-6205"), units(5), {}, {}, {}}, {}}}});
  tap("pack");
  scan("T-01");
  scan(carton);
  REQUIRE(refused());
  REQUIRE(shows("340123450000000109 has left, or is not SO-118's."));
  REQUIRE(at("T-01") == 4);
}

// --- the counter --------------------------------------------------------------------------------------------------

TEST(a_customer_at_the_counter_gets_what_is_reserved_with_one_yes) {
  tap("ship");
  scan("SO-131");
  REQUIRE(shows("Nothing of SO-131 is in a lane. Hand 3 of BRG-6204 from A-01 to Acme Pumps now?"));
  REQUIRE(order_line("SO-131").shipped.none());
  scan("YES");
  REQUIRE(order_line("SO-131").shipped == units(3));
}

TEST(all_that_is_packed_is_named_so_that_a_yes_never_packs_fewer_than_it_said) {
  tap("pack");
  scan("T-01");
  scan(carton);
  REQUIRE(shows("Pack all 4 of SO-118"));
  others_pack(1);
  REQUIRE(shows("Only 3 of BRG-6204 are at T-01 now."));
  REQUIRE(shows("Pack all 3 of SO-118"));
  scan("YES");
  REQUIRE(at(carton) == 3);
  REQUIRE(at("T-01") == 0);
}

TEST(what_was_chosen_and_others_have_packed_is_said_and_chosen_again) {
  tap("pack");
  scan("T-01");
  scan(bearing);
  scan(bearing);
  scan(bearing);
  others_pack(4);
  REQUIRE(shows("3 of BRG-6204 were chosen, only 0 are not packed yet."));
  REQUIRE(!shows("All is packed"));
  scan(carton);
  REQUIRE(at(carton) == 0);
  tap("rest");
  REQUIRE(shows("All is packed"));
}

TEST(what_is_left_of_what_was_chosen_is_packed) {
  tap("pack");
  scan("T-01");
  scan(bearing);
  scan(bearing);
  scan(bearing);
  others_pack(2);
  REQUIRE(shows("3 of BRG-6204 were chosen, only 2 are not packed yet."));
  tap("rest");
  scan(carton);
  REQUIRE(shows("Pack 2 of SO-118"));
  scan("YES");
  REQUIRE(at(carton) == 2);
}

// --- what nobody wants any more ------------------------------------------------------------------------------------

TEST(a_tote_whose_order_was_cancelled_is_not_empty_and_is_put_back) {
  cancel();
  tap("drop_off");
  REQUIRE(shows("T-01 | SO-118 was cancelled: put 4 of Bearing 6204-2RS, sealed back from T-01 | 4 to put back"));
  scan("T-01");
  REQUIRE(shows("SO-118 was cancelled: put 4 of Bearing 6204-2RS, sealed back from T-01 first?"));
  scan("YES");
  REQUIRE(page().instruction.task == "Move");
  REQUIRE(page().instruction.location == "T-01");
  tap(page().rows.front().id);
  scan("A-01");
  REQUIRE(stock("T-01") == 0);
  REQUIRE(stock("A-01") == 10);
  tap("home");
  REQUIRE(views->to_bring_back().value().empty());
}

TEST(a_tote_that_is_chosen_when_its_order_is_cancelled_says_so) {
  tap("drop_off");
  scan("T-01");
  const std::string lane = page().instruction.location;
  cancel();
  REQUIRE(page().instruction.verb == "Put back first");
  scan(lane);
  REQUIRE(shows("was cancelled: put 4 of"));
  REQUIRE(stock(lane) == 0);
}

TEST(of_a_line_that_needs_fewer_only_the_rest_is_put_back) {
  office_does(Import{{order("SO-118", "BRG-6204", 3, 1)}});
  tap("drop_off");
  scan("T-01");
  REQUIRE(shows("SO-118 needs no more: put 1 of Bearing 6204-2RS, sealed back from T-01 first?"));
  scan("YES");
  tap(page().rows.front().id);
  scan("A-01");
  REQUIRE(stock("T-01") == 3);
  REQUIRE(at("T-01") == 3);
}

TEST(a_tote_that_holds_what_nobody_wants_is_given_to_no_other_order) {
  cancel();
  tap("orders");
  tap("several");
  scan("T-01");
  REQUIRE(shows("SO-118 was cancelled: put 4 of"));
  tap("no");
  REQUIRE(!shows("in T-01"));
}

TEST(every_screen_of_a_cancelled_order_says_that_its_units_are_put_back) {
  tap("pack");
  scan("SO-118");
  cancel();
  REQUIRE(page().instruction.verb == "Put back");
  REQUIRE(shows("SO-118 was cancelled: put 4 of"));
  tap("back");
  tap("back");
  tap("ship");
  REQUIRE(shows("SO-118 was cancelled: put 4 of"));
  scan("SO-118");
  REQUIRE(shows("back from T-01 first?"));
  tap("no");
  tap("back");
  tap("move");
  REQUIRE(shows("SO-118 was cancelled: put 4 of"));
  tap("back");
  scan("SO-118");
  REQUIRE(shows("SO-118 was cancelled: put 4 of"));
  tap("back");
  scan("T-01");
  REQUIRE(shows("SO-118 was cancelled: put 4 of"));
  tap("back");
  tap("notices");
  tap(page().rows.front().id);
  tap("bring_back");
  REQUIRE(page().instruction.location == "T-01");
}

TEST(the_first_page_of_packing_leads_to_what_is_put_back) {
  cancel();
  tap("pack");
  REQUIRE(shows("SO-118 was cancelled: put 4 of"));
  for (const std::string_view code : {"SO-118", "T-01"}) {
    scan(code);
    REQUIRE(shows("back from T-01 first?"));
    tap("no");
  }
  tap("put_back:T-01");
  REQUIRE(page().instruction.location == "T-01");
}

TEST(a_tote_on_its_way_whose_order_is_cancelled_is_emptied_from_the_home_screen) {
  tap("drop_off");
  scan("T-01");
  tap("back");
  REQUIRE(shows("Go on: Drop off"));
  cancel();
  start();
  REQUIRE(shows("Put back from T-01 | SO-118 was cancelled: put 4 of"));
  REQUIRE_FALSE(shows("Go on: Drop off"));
  tap(page().rows.front().id);
  REQUIRE(page().instruction.task == "Move");
  REQUIRE(page().instruction.location == "T-01");
  tap(page().rows.front().id);
  scan("A-01");
  scan("GO-HOME");
  REQUIRE_FALSE(shows("T-01"));
}

TEST(a_cart_whose_order_is_cancelled_says_so_on_the_home_screen) {
  office_does(Import{{LocationRow{place("T-02"), LocationKind::tote, 512}, order("SO-160", "BRG-6204", 2, 1)}});
  tap("orders");
  tap("several");
  scan("T-02");
  scan("SO-160");
  tap("done");
  scan("A-01");
  scan(bearing);
  scan("T-02");
  scan("GO-HOME");
  REQUIRE(shows("Go on: Several | a cart of 1 tote: 1 of 2 picked\nnot all picked yet"));
  for (const char* cancelled : {"SO-131", "SO-160", "SO-118"}) {
    office_does(CancelOrder{OrderNumber::parse(cancelled).value()});
  }
  REQUIRE(shows("was cancelled: put 1 of Bearing 6204-2RS, sealed back from T-02\nnot done yet"));
}

TEST(a_carton_of_a_cancelled_order_does_not_leave) {
  others_pack(4, carton);
  cancel();
  tap("ship");
  scan(carton);
  REQUIRE(shows("back from 340123450000000109 first?"));
}

// --- a tote on its way ---------------------------------------------------------------------------------------------

TEST(a_place_or_an_item_that_slips_in_where_an_order_or_a_tote_is_asked_for_is_red) {
  const auto turns_away = [&] {
    scan("A-01");
    REQUIRE(refusal().title == "Wrong place");
    REQUIRE(refusal().advice == "Scan what is expected here, or go back first. Nothing was booked.");
    tap("confirm");
    scan(bearing);
    REQUIRE(refusal().title == "Wrong item");
    tap("confirm");
  };
  for (const char* card : {"GO-SHIP", "GO-PACK"}) {
    scan(card);
    turns_away();
    scan("GO-HOME");
  }
  tap("orders");
  tap("several");
  turns_away();
  REQUIRE(page().instruction.verb == "One tote per order");
}
