#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  void setUp() {
    test::Terminal::setUp();
    office_does(Receive{Units{item("BRG-6205"), units(10), {}, {}, {}}, place("DOCK-1"), {}, false});
  }
  std::int64_t at(std::string_view where) const { return stock(where); }
};
}  // namespace

TEST(goods_at_a_dock_are_put_away_by_scanning_alone) {
  tap("move");
  REQUIRE(shows("DOCK-1 | to put away | 10"));
  scan("DOCK-1");
  scan(other_bearing);
  scan(other_bearing);
  REQUIRE(count() == "2");
  REQUIRE(shows("Not booked yet"));
  REQUIRE(at("DOCK-1") == 10);
  scan("B-12");
  REQUIRE(toast() == "2 now at B-12");
  REQUIRE(at("DOCK-1") == 8);
  REQUIRE(at("B-12") == 2);
}

TEST(by_touch_all_of_a_row_is_taken_and_a_number_sets_it) {
  tap("move");
  tap("from:DOCK-1");
  tap(page().rows[0].id);
  REQUIRE(count() == "10");
  tap("number");
  type("4");
  REQUIRE(count() == "4");
  scan("A-01");
  REQUIRE(at("A-01") == 4);
  REQUIRE(at("DOCK-1") == 6);
}

TEST(a_number_that_is_typed_by_hand_is_the_quantity_and_never_a_place) {
  tap("move");
  tap("from:DOCK-1");
  tap(page().rows[0].id);
  tap("typed:4");
  REQUIRE(std::get<KeypadPage>(app->frame().page).typed == "4");
  REQUIRE(at("DOCK-1") == 10);
  tap("confirm");
  REQUIRE(count() == "4");
  scan("CHOICE-2");
  REQUIRE(toast() == "The card \"Row 2\" does nothing here. Nothing was booked.");
  REQUIRE(at("DOCK-1") == 10);
  tap("typed:120");
  REQUIRE(std::get<KeypadPage>(app->frame().page).typed == "120");
  tap("confirm");
  REQUIRE(refused());
  REQUIRE(shows("You typed 120."));
  REQUIRE(at("DOCK-1") == 10);
}

TEST(a_lot_of_digits_that_is_typed_by_hand_is_that_lot_and_no_quantity) {
  office_does(Receive{Units{item("GLV-L"), units(5), Lot::parse("810").value(), {}, {}}, place("DOCK-1"), {}, false});
  tap("move");
  scan("DOCK-1");
  scan("810");
  REQUIRE(count() == "1");
  tap("typed:810");
  REQUIRE(count() == "2");
}

TEST(what_a_place_has_beyond_the_rows_that_are_shown_is_taken_by_a_scan_and_shown_by_a_row) {
  std::vector<ImportRow> lots;
  for (int i = 0; i < 120; ++i) {
    const auto lot = Lot::parse("L" + std::to_string(100 + i)).value();
    lots.push_back(OpeningRow{place("B-12"), Units{item("GLV-L"), units(1), lot, {}, {}}});
  }
  office_does(Import{lots});
  tap("move");
  scan("B-12");
  REQUIRE(page().list_heading == "The first 100 of 120 items here");
  REQUIRE(page().rows.size() == 101);
  scan(std::string("]C1010") + gloves + "10L219");
  REQUIRE(shows("Not booked yet: scan where you put it."));
  tap("back");
  tap("throw");
  scan("B-12");
  tap("rows:next");
  REQUIRE(page().list_heading == "120 items here");
  REQUIRE(page().rows.size() == 120);
  scan("A-01");
  scan("B-12");
  REQUIRE(page().rows.size() == 101);
}

TEST(a_number_where_no_row_has_one_is_refused_with_what_to_do_instead) {
  tap("move");
  scan("1");
  REQUIRE(refused());
  REQUIRE(refusal().title == "No such number");
  REQUIRE(shows("Tap the row, or go to it with the arrows. Nothing was booked."));
}

TEST(the_place_where_it_is_kept_is_suggested) {
  office_does(Move{Units{item("BRG-6205"), units(3), {}, {}, {}}, place("DOCK-1"), place("B-12")});
  tap("move");
  tap("from:DOCK-1");
  tap(page().rows[0].id);
  REQUIRE(page().rows.front().title == "B-12");
  REQUIRE(shows("it is kept here"));
  tap("to:B-12");
  REQUIRE(at("B-12") == 10);
}

TEST(claims_travel_with_what_is_put_away) {
  tap("move");
  tap("from:DOCK-1");
  tap(page().rows[0].id);
  scan("B-12");
  REQUIRE(order_line("SO-140").reserved == units(2));
}

TEST(more_than_the_books_have_is_refused) {
  tap("move");
  tap("from:DOCK-1");
  tap(page().rows[0].id);
  tap("number");
  type("11");
  REQUIRE(refused());
  REQUIRE(shows("Nothing was booked."));
  REQUIRE(at("DOCK-1") == 10);
}

TEST(what_was_set_aside_is_good_again_only_after_a_yes) {
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900},
                      LocationRow{place("Q-02"), LocationKind::quarantine, 901}}});
  office_does(Move{Units{item("BRG-6205"), units(4), {}, {}, {}}, place("DOCK-1"), place("Q-01")});
  tap("move");
  scan("Q-01");
  scan(other_bearing);
  REQUIRE(page().rows.empty());  // no place is offered to it
  scan("A-01");
  REQUIRE(shows("1 of Bearing 6205-2RS in hand, from Q-01: it was set aside. Is it good, to A-01?"));
  REQUIRE(at("Q-01") == 4);
  scan("NO");
  REQUIRE(at("A-01") == 0);
  REQUIRE(shows("Not booked yet"));
  scan("Q-02");  // it stays set aside there
  REQUIRE(toast() == "1 now at Q-02");
  scan(other_bearing);
  scan("A-01");
  scan("YES");
  REQUIRE(at("A-01") == 1);
  REQUIRE(at("Q-01") == 2);
}

TEST(another_item_waits_until_the_first_is_put_away) {
  office_does(Receive{Units{item("BRG-6204"), units(1), {}, {}, {}}, place("DOCK-1"), {}, false});
  tap("move");
  tap("from:DOCK-1");
  scan(other_bearing);
  scan(bearing);
  REQUIRE(refused());
  REQUIRE(shows("One at a time"));
}

TEST(back_puts_down_what_is_in_hand) {
  tap("move");
  tap("from:DOCK-1");
  scan(other_bearing);
  tap("back");
  REQUIRE(shows("1 of Bearing 6205-2RS in hand, from DOCK-1, not booked yet."));
  tap("throw");
  REQUIRE(shows("Where is it?"));
  REQUIRE(at("DOCK-1") == 10);
}

TEST(a_move_can_be_undone) {
  tap("move");
  tap("from:DOCK-1");
  scan(other_bearing);
  scan("B-12");
  tap("undo");
  REQUIRE(at("DOCK-1") == 10);
  REQUIRE(at("B-12") == 0);
}

TEST(what_is_in_hand_is_not_put_on_a_pallet_that_is_not_here) {
  office_does(Import{
      {AsnRow{Sscc::parse("340123450000000017").value(), "ASN-1", Units{item("BRG-6205"), units(5), {}, {}, {}}, {}}}});
  tap("move");
  scan("DOCK-1");
  scan(other_bearing);
  REQUIRE(shows("Scan place or pallet"));
  scan("340123450000000017");
  REQUIRE(shows("It was not received. Nothing was booked."));
  tap("confirm");
  scan("B-12");
  REQUIRE(toast() == "1 now at B-12");
}

TEST(a_pallet_that_was_said_to_be_gone_is_refused_with_where_it_can_be_found_again) {
  const Sscc pallet = Sscc::parse("340123450000000017").value();
  office_does(Import{{AsnRow{pallet, "ASN-1", Units{item("BRG-6205"), units(5), {}, {}, {}}, {}}}});
  office_does(ReceiveUnit{pallet, LocationCode::parse("DOCK-1").value()});
  office_does(LoseUnit{pallet, "count"});
  tap("move");
  scan(pallet.text());
  REQUIRE(shows("It was said to be gone. Scan it at home, and press Found it. Nothing was booked."));
}

// --- the best place -----------------------------------------------------------------------------------------------

TEST(what_waits_at_a_dock_is_listed_with_its_best_place) {
  office_does(Move{Units{item("BRG-6205"), units(3), {}, {}, {}}, place("DOCK-1"), place("B-12")});
  tap("move");
  tap("from:DOCK-1");
  REQUIRE(shows("best at B-12: it is kept here"));
}

TEST(a_free_place_in_the_zone_of_the_item_comes_before_other_free_places) {
  office_does(Import{{LocationRow{place("B-12"), LocationKind::storage, 210, "slow"},
                      LocationRow{place("A-01"), LocationKind::storage, 110, "fast"},
                      LocationRow{place("C-01"), LocationKind::storage, 310, "slow"}}});
  office_does(Move{Units{item("BRG-6205"), units(3), {}, {}, {}}, place("DOCK-1"), place("B-12")});
  tap("move");
  tap("from:DOCK-1");
  tap(page().rows[0].id);
  REQUIRE(page().rows.size() == 3);
  REQUIRE(page().rows[0].title == "B-12");
  REQUIRE(page().rows[1].title == "C-01");
  REQUIRE(page().rows[1].detail.starts_with("free, in its zone slow"));
  REQUIRE(page().rows[2].title == "A-01");
}

TEST(a_place_to_pick_from_with_room_is_the_best_place_for_its_item_and_for_no_other) {
  office_does(Import{{FaceRow{item("BRG-6205"), place("A-01"), units(2), units(8)}}});
  tap("move");
  tap("from:DOCK-1");
  tap(page().rows[0].id);
  REQUIRE(page().rows[0].title == "A-01");
  REQUIRE(shows("picked from here, room for 8"));
  office_does(Receive{Units{item("BRG-6204"), units(1), {}, {}, {}}, place("DOCK-1"), {}, false});
  REQUIRE(views->goals(item("BRG-6204"))->front().place == place("B-12"));
}

TEST(another_lot_of_the_item_waits_until_the_first_is_put_away) {
  for (const std::string_view lot : {"P10", "P11"})
    office_does(Receive{Units{item("GLV-L"), units(6), Lot::parse(lot).value(), {}, {}}, place("DOCK-1"), {}, false});
  tap("move");
  scan("DOCK-1");
  scan(gloves);
  scan("P10");
  scan(gloves);
  scan("P11");
  REQUIRE(refusal().title == "One at a time");
  REQUIRE(shows("Put lot P10 away first."));
  tap("confirm");
  REQUIRE(count() == "1");
}

TEST(the_question_says_which_place_would_have_fewer_than_none) {
  tap("move");
  tap("from:DOCK-1");
  tap(page().rows[0].id);
  office_does(Move{Units{item("BRG-6205"), units(8), {}, {}, {}}, place("DOCK-1"), place("A-01")});
  scan("B-12");
  REQUIRE(shows("Book it all the same"));
  REQUIRE(shows("? DOCK-1 has 2 of BRG-6205 by the books, and -8 after it."));
  scan("NO");
  tap("number");
  type("2");
  scan("B-12");
  REQUIRE(at("DOCK-1") == 0);
}

TEST(units_of_a_recalled_lot_belong_into_quarantine) {
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  office_does(Receive{Units{item("GLV-L"), units(5), Lot::parse("L1").value(), {}, {}}, place("DOCK-1"), {}, false});
  office_does(SetStatus{item("GLV-L"), Lot::parse("L1").value(), LotStatus::recalled, "letter"});
  tap("move");
  scan("DOCK-1");
  REQUIRE(shows("belongs into quarantine: Lot L1 is recalled: letter."));
  scan("L1");
  REQUIRE(shows("Lot L1 is recalled: letter."));
  REQUIRE(page().rows.front().title == "Q-01");
  scan("A-01");
  REQUIRE(shows("Lot L1 is recalled: letter. It belongs into Q-01. Put it to A-01 all the same?"));
  REQUIRE(at("A-01") == 0);
  scan("NO");
  scan("Q-01");
  REQUIRE(at("Q-01") == 1);
}

TEST(a_pallet_with_a_recalled_lot_belongs_into_quarantine) {
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  tap("purchases");
  tap("blind");
  scan("340123450000000017");
  scan("YES");
  scan(gloves);
  scan("L1");
  tap("back");
  office_does(SetStatus{item("GLV-L"), Lot::parse("L1").value(), LotStatus::recalled, "letter"});
  scan("GO-MOVE");
  scan("340123450000000017");
  REQUIRE(page().rows.front().title == "Q-01");
  scan("A-01");
  REQUIRE(shows("It belongs into Q-01. Put it to A-01 all the same?"));
}

TEST(an_item_that_is_scanned_before_its_place_is_answered_with_where_it_lies) {
  for (const char* work : {"move", "count", "adjust", "send_back"}) {
    INFO(work);
    start();
    if (std::string_view(work) == "send_back") tap("more");
    tap(work);
    scan(other_bearing);
    REQUIRE(std::string_view(app->screen()) == work);
    REQUIRE(toast() == "Scan the place first. Bearing 6205-2RS lies at DOCK-1. Nothing was booked.");
  }
  for (const char* more : {"A-01", "B-12", "Q-01"}) {
    if (std::string_view(more) == "Q-01")
      office_does(Import{{LocationRow{place(more), LocationKind::quarantine, 900}}});
    office_does(Receive{Units{item("BRG-6205"), units(1), {}, {}, {}}, place(more), {}, false});
  }
  start();
  tap("move");
  scan(other_bearing);
  REQUIRE(toast().find(" and 1 more place. Nothing was booked.") != std::string::npos);
  scan(gloves);
  REQUIRE(toast() == "Scan the place first. By the books no Nitrile gloves L is here. Nothing was booked.");
}

// --- out of what is picked ----------------------------------------------------------------------------------------

TEST(what_is_picked_for_an_order_leaves_its_lane_only_after_a_yes) {
  scan("SO-140");
  scan("DOCK-1");
  scan(other_bearing);
  scan(other_bearing);
  tap("done");
  tap("move");
  const std::string lane = at("X-01") == 2 ? "X-01" : "X-02";
  scan(lane);
  scan(other_bearing);
  scan("A-01");
  REQUIRE(shows("Picked for SO-140: 1 of it. To be picked anew, once it is at A-01. Put it there?"));
  REQUIRE(order_line("SO-140").picked == units(2));
  tap("no");
  REQUIRE(order_line("SO-140").picked == units(2));
  scan("A-01");
  scan("YES");
  REQUIRE(order_line("SO-140").picked == units(1));
}

TEST(what_is_picked_goes_from_lane_to_lane_without_a_question) {
  scan("SO-140");
  scan("DOCK-1");
  scan(other_bearing);
  tap("back");
  tap("move");
  const std::string lane = at("X-01") == 1 ? "X-01" : "X-02";
  scan(lane);
  scan(other_bearing);
  scan(lane == "X-01" ? "X-02" : "X-01");
  REQUIRE(order_line("SO-140").picked == units(1));
  REQUIRE(at(lane) == 0);
}

TEST(a_pallet_that_is_set_aside_says_who_waits_again) {
  const Sscc pallet = Sscc::parse("340123450000000017").value();
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900},
                      AsnRow{pallet, "ASN-1", {item("BRG-6204"), units(5), {}, {}, {}}, {}}}});
  office_does(ReceiveUnit{pallet, place("DOCK-1")});
  tap("move");
  scan(pallet.text());
  scan("Q-01");
  REQUIRE(toast() == "It stands at Q-01 now. Waiting again: 4 of SO-118/1; 1 of SO-131/1");
  REQUIRE(app->take_sound() == Sound::attention);
}
