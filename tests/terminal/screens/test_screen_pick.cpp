#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  // SO-118 has 3 reserved at A-01 and 1 at B-12, SO-131 the rest.
  void setUp() {
    Terminal::setUp();
    receive("BRG-6204", 3, "A-01");
    receive("BRG-6204", 4, "B-12");
    receive("BRG-6205", 2, "DOCK-1");
  }
  void receive(std::string_view what, std::int64_t quantity, std::string_view at) {
    office_does(Receive{Units{item(what), units(quantity), {}, {}, {}}, place(at), {}, false});
  }
};
}  // namespace

TEST(orders_with_reserved_units_are_listed_by_rank) {
  tap("orders");
  REQUIRE(page().rows.size() == 3);
  REQUIRE(page().rows[0].title == "SO-118");
  REQUIRE(page().rows[0].value == "4");
  tap("first");
  REQUIRE(page().instruction.task == "SO-118");
}

TEST(place_item_quantity_done_by_scanning_alone) {
  scan("SO-118");
  REQUIRE(shows("Go to"));
  REQUIRE(page().instruction.location == "A-01");
  REQUIRE(count() == "0/3");
  scan("A-01");
  REQUIRE(shows("Take from"));
  REQUIRE(page().scan_prompt == "Scan item");
  scan(bearing);
  REQUIRE(toast() == "Picked 1 of 3");
  REQUIRE(count() == "1/3");
  scan(bearing);
  scan(bearing);
  REQUIRE(page().instruction.location == "B-12");
  scan("B-12");
  app->take_sound();
  scan(bearing);
  REQUIRE(app->take_sound() == Sound::done);
  REQUIRE(shows("Bring all to"));
  REQUIRE(shows("Order complete"));
  REQUIRE(order_line("SO-118").picked == units(4));
  scan(page().instruction.location);
  REQUIRE(shows("Scan anything"));
}

TEST(nothing_is_called_picked_to_the_end_while_units_still_wait) {
  scan("SO-118");
  scan("A-01");
  scan(bearing);
  scan(bearing);
  tap("short");
  scan("CHOICE-1");
  REQUIRE(page().instruction.location == "B-12");
  scan("B-12");
  while (toast().find("SO-118:") != 0) scan(bearing);
  REQUIRE(toast() == "SO-118: 3 picked, 1 still waits. Bring these to X-01.");
  REQUIRE_FALSE(shows("Bring all to"));
  REQUIRE_FALSE(shows("Order complete"));
  tap("done");
  REQUIRE(toast() == "SO-118 is not whole: 3 picked, 1 still waits");
}

TEST(touch_alone_picks) {
  tap("orders");
  tap("SO-118");
  tap("here");
  tap("number");
  type("3");
  tap("here");
  tap("number");
  type("1");
  REQUIRE(order_line("SO-118").picked == units(4));
  tap("done");
  REQUIRE(shows("2 orders to pick"));
}

TEST(a_wrong_item_is_refused_and_names_the_expected_one) {
  scan("SO-118");
  scan("A-01");
  scan(other_bearing);
  REQUIRE(refused());
  REQUIRE(refusal().title == "Wrong item");
  REQUIRE(refusal().scanned_name == "Bearing 6205-2RS");
  REQUIRE(refusal().expected_name == "Bearing 6204-2RS, sealed");
  REQUIRE(refusal().expected_location == "A-01");
  REQUIRE(shows("Nothing was booked."));
  REQUIRE(order_line("SO-118").picked.none());
}

TEST(a_scan_of_what_was_expected_acknowledges_and_is_taken) {
  scan("SO-118");
  scan("A-01");
  scan(other_bearing);
  scan(other_bearing);
  REQUIRE(refused());
  scan(bearing);
  REQUIRE_FALSE(refused());
  REQUIRE(order_line("SO-118").picked == units(1));
}

TEST(a_wrong_place_is_refused_and_names_the_expected_one) {
  scan("SO-118");
  scan("B-12");
  REQUIRE(refused());
  REQUIRE(refusal().expected_location == "A-01");
  scan("A-01");
  REQUIRE_FALSE(refused());
  REQUIRE(shows("Take from"));
}

TEST(an_item_before_its_place_is_asked_to_wait) {
  scan("SO-118");
  scan(bearing);
  REQUIRE_FALSE(refused());
  REQUIRE(toast() == "Scan A-01 first. Nothing was booked.");
  REQUIRE(app->take_sound() == Sound::attention);
  REQUIRE(order_line("SO-118").picked.none());
}

TEST(a_pack_with_more_than_is_to_be_picked_is_refused) {
  scan("SO-118");
  scan("A-01");
  scan(bearing_case);
  REQUIRE(refused());
  REQUIRE(shows("holds 12, only 3"));
}

TEST(too_large_a_number_by_cards_is_named_and_not_the_card_that_confirmed_it) {
  scan("SO-118");
  scan("A-01");
  scan(bearing);
  scan("DIGIT-9");
  scan("CONFIRM");
  REQUIRE(refused());
  REQUIRE(refusal().title == "Too many");
  REQUIRE(refusal().scanned_code.empty());
  REQUIRE(refusal().advice.starts_with("You typed 9. Only "));
  REQUIRE(refusal().expected_heading == "Type another number for this");
}

TEST(a_typed_number_sets_the_picked_quantity) {
  scan("SO-118");
  scan("A-01");
  scan(bearing);
  tap("number");
  type("3");
  REQUIRE(order_line("SO-118").picked == units(3));
}

TEST(more_than_wanted_cannot_be_typed) {
  scan("SO-118");
  scan("A-01");
  tap("number");
  type("4");
  REQUIRE(refused());
  REQUIRE(order_line("SO-118").picked.none());
}

TEST(a_skipped_stop_comes_last) {
  scan("SO-118");
  tap("skip");
  REQUIRE(page().instruction.location == "B-12");
  scan("B-12");
  scan(bearing);
  REQUIRE(page().instruction.location == "A-01");
  scan("SKIP");
  REQUIRE(toast() == "This is the only stop left");
}

TEST(a_tapped_stop_is_next) {
  scan("SO-118");
  REQUIRE(page().rows.size() == 2);
  tap(page().rows[1].id);
  REQUIRE(page().instruction.location == "B-12");
}

TEST(undo_puts_the_last_pick_back) {
  scan("SO-118");
  scan("A-01");
  scan(bearing);
  scan(bearing);
  tap("undo");
  REQUIRE(order_line("SO-118").picked == units(1));
  REQUIRE(count() == "1/3");
}

TEST(a_short_pick_is_asked_and_what_is_missing_waits_again_or_is_served_from_elsewhere) {
  scan("SO-118");
  scan("A-01");
  scan(bearing);
  scan(bearing);
  tap("number");
  type("2");
  REQUIRE(shows("1 ea missing at A-01: why?"));
  tap("no");
  REQUIRE(order_line("SO-118").reserved == units(2));
  tap("short");
  scan("CHOICE-1");  // the first reason
  const OrderLineView line = order_line("SO-118");
  REQUIRE(line.picked == units(2));
  REQUIRE(line.reserved + line.waiting == units(2));
  REQUIRE(page().instruction.location == "B-12");
  REQUIRE(views->notices()->back().notice.detail == "Not there");
  tap("here");
  tap("undo");
  REQUIRE(page().instruction.location == "A-01");
  REQUIRE(views->notices()->empty());
}

TEST(an_order_with_nothing_reserved_says_so) {
  office_does(Import{{order("SO-150", "GLV-L", 2, 5)}});
  scan("SO-150");
  REQUIRE(shows("Nothing to pick"));
  REQUIRE(shows("2 expected "));
}

TEST(another_place_that_is_scanned_at_the_place_does_not_send_the_picker_where_he_stands) {
  scan("SO-118");
  scan("B-12");
  REQUIRE(refusal().advice == "Go to the place shown, or skip it. Nothing was booked.");
  tap("confirm");
  scan("A-01");
  scan("B-12");
  REQUIRE(refusal().title == "Wrong place");
  REQUIRE(refusal().advice == "Scan the item here first. Nothing was booked.");
  REQUIRE(refusal().expected_location == "A-01");
  scan(bearing);
  REQUIRE_FALSE(refused());
  REQUIRE(count() == "1/3");
}

// --- the next place, and another lot ------------------------------------------------------------------------------

TEST(after_a_short_pick_the_next_place_with_the_same_units_comes_first) {
  receive("BRG-6204", 5, "B-12");
  scan("SO-118");
  scan("A-01");
  scan("SHORT");
  tap("reason:Not there");
  REQUIRE(toast() == "3 missing, to be counted. Go on at B-12: 4 there.");
  REQUIRE(page().instruction.location == "B-12");
}

TEST(where_no_other_place_has_it_the_picker_is_told_that_the_order_waits) {
  scan("SO-140");
  scan("DOCK-1");
  scan("SHORT");
  tap("reason:Not there");
  REQUIRE(toast() == "2 missing, to be counted. No other place has it: the order waits. 2 wait: out of stock.");
  REQUIRE(order_line("SO-140").waiting == units(2));
}

TEST(what_a_short_pick_keeps_from_all_others_is_said) {
  receive("BRG-6205", 6, "DOCK-1");
  scan("SO-140");
  scan(page().instruction.location);
  scan("SHORT");
  tap("reason:Not there");
  const std::string kept = "free ones here are offered to nobody until it is counted";
  REQUIRE(toast().find(kept) != std::string::npos);
  REQUIRE(views->notices()->back().notice.detail.find(kept) != std::string::npos);
}

TEST(an_order_that_is_picked_into_a_tote_is_not_said_to_be_in_a_lane) {
  office_does(Import{{LocationRow{place("T-01"), LocationKind::tote, 511}}});
  office_does(Pick{OrderLine::parse("SO-140/1").value(), Units{item("BRG-6205"), units(2), {}, {}, {}}, place("DOCK-1"),
                   place("T-01")});
  scan("SO-140");
  REQUIRE(page().instruction.location == "T-01");
  REQUIRE(page().scan_prompt == "Scan tote");
  REQUIRE(page().strip.starts_with("Bring it to X-0"));
}

TEST(the_pallet_to_pick_from_is_named_and_its_scan_says_that_the_picker_is_there) {
  const auto pallet = "340123450000000017";
  const Sscc sscc = Sscc::parse(pallet).value();
  office_does(Import{
      {order("SO-190", "BRG-6204", 6, 9), AsnRow{sscc, "ASN-1", Units{item("BRG-6204"), units(6), {}, {}, {}}, {}}}});
  office_does(ReceiveUnit{sscc, place("DOCK-1")});
  scan("SO-190");
  REQUIRE(shows(std::string("They are on pallet ") + pallet + ": scan it, or the item."));
  scan(pallet);
  REQUIRE(page().instruction.verb == "Take from");
  scan(bearing);
  REQUIRE(order_line("SO-190").picked == units(1));
}

// --- what was picked before ---------------------------------------------------------------------------------------

namespace {

// Three of five were picked at A-01 on an earlier visit; the other two came there later.
void pick_three_of_five(Fixture& site) {
  site.office_does(Import{{Fixture::order("SO-150", "BRG-6205", 5, 9)}});
  site.receive("BRG-6205", 3, "A-01");
  site.scan("SO-150");
  site.scan("A-01");
  for (int i = 0; i < 3; ++i) site.scan(Fixture::other_bearing);
  site.tap("done");
}

}  // namespace

TEST(what_has_left_is_no_part_of_what_is_to_be_picked_now) {
  pick_three_of_five(*this);
  tap("back");
  tap("ship");
  scan("SO-150");
  scan("YES");
  scan("GO-HOME");
  receive("BRG-6205", 2, "A-01");
  scan("SO-150");
  REQUIRE(count() == "0/2");
  scan("A-01");
  tap("number");
  REQUIRE(shows("ea · of 2"));
  type("2");
  REQUIRE(order_line("SO-150").picked == units(2));
}

TEST(a_number_asks_whether_it_counts_what_was_picked_before) {
  pick_three_of_five(*this);
  receive("BRG-6205", 2, "A-01");
  scan("SO-150");
  REQUIRE(count() == "3/5");
  scan("A-01");
  tap("number");
  REQUIRE(shows("ea · of 5 · 3 until now"));
  type("2");
  REQUIRE(shows("Booked before: 3 of Bearing 6205-2RS. You typed 2: how many is it in all?"));
  REQUIRE(order_line("SO-150").picked == units(3));
  scan("CHOICE-1");
  REQUIRE(order_line("SO-150").picked == units(5));
}

TEST(a_number_that_can_only_be_all_is_not_asked_about) {
  pick_three_of_five(*this);
  receive("BRG-6205", 2, "A-01");
  scan("SO-150");
  scan("A-01");
  tap("number");
  type("5");
  REQUIRE(order_line("SO-150").picked == units(5));
}

TEST(none_besides_what_was_picked_before_is_a_short_pick) {
  pick_three_of_five(*this);
  receive("BRG-6205", 2, "A-01");
  scan("SO-150");
  scan("A-01");
  tap("number");
  type("0");
  REQUIRE(shows("You typed 0: how many is it in all?"));
  scan("CHOICE-1");
  REQUIRE(shows("2 ea missing at A-01: why?"));
  REQUIRE(order_line("SO-150").picked == units(3));
}

TEST(an_order_that_stands_in_its_lane_is_not_said_to_be_brought_there) {
  pick_three_of_five(*this);
  tap("back");
  scan("SO-150");
  REQUIRE(shows("These are at"));
  REQUIRE(shows("By the books it stands at "));
  REQUIRE_FALSE(shows("Bring these to"));
}

TEST(what_is_picked_whole_and_stands_in_its_lane_is_shipped_next) {
  office_does(Import{{order("SO-150", "BRG-6205", 1, 9)}});
  receive("BRG-6205", 1, "A-01");
  scan("SO-150");
  scan("A-01");
  scan(other_bearing);
  REQUIRE(shows("Bring all to"));
  tap("done");
  scan("SO-150");
  REQUIRE(shows("All is at"));
  tap("ship");
  REQUIRE(std::string(app->screen()) == "ship");
}
