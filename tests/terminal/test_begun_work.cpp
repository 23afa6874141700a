// What is begun, asked and shown: the ways in which a screen could book something else than a person meant.
#include "tests/support/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Import{{LocationRow{place("A-02"), LocationKind::storage, 120},
                        LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  }
  void receive(std::string_view what, std::int64_t quantity, std::string_view at, std::optional<Lot> lot = {}) {
    office_does(Receive{Units{item(what), units(quantity), std::move(lot), {}, {}}, place(at), {}, false});
  }
  static Lot lot(std::string_view text) { return Lot::parse(text).value(); }
  std::int64_t at(std::string_view where) const {
    std::int64_t sum = 0;
    for (const StockRow& row : views->stock_at(place(where)).value()) sum += row.on_hand;
    return sum;
  }
  std::size_t events() const { return views->events(1000)->size(); }
  void begin_count() {
    receive("BRG-6205", 10, "B-12");
    tap("count");
    scan("B-12");
    for (int i = 0; i < 3; ++i) scan(other_bearing);
  }
};

}  // namespace

// --- begun and dropped -------------------------------------------------------------------------------------------

TEST(back_asks_before_a_count_is_thrown_away_and_keeps_it_for_later) {
  begin_count();
  scan("BACK");
  REQUIRE(shows("3 counted at B-12, not booked yet. Throw it away?"));
  scan("NO");
  REQUIRE(shows("Counted, not booked yet"));
  tap("back");
  tap("keep");
  REQUIRE(shows("Go on: count | 3 counted at B-12"));
  tap("begun:count:B-12");
  REQUIRE(toast() == "Work recovered (Anna K.): 3 counted at B-12");
  tap("back");
  tap("throw");
  REQUIRE(toast() == "Thrown away: 3 counted at B-12. Nothing was booked.");
  tap("back");
  REQUIRE_FALSE(shows("Go on: count"));
  REQUIRE(views->jobs()->empty());
}

TEST(a_count_is_there_after_a_crash_and_scanning_its_place_goes_on_with_it) {
  begin_count();
  start();
  REQUIRE(shows("Go on: count | 3 counted at B-12\nnot booked yet · Anna K."));
  tap("count");
  scan("B-12");
  REQUIRE(shows("Work recovered: 3 counted at B-12"));
  REQUIRE(at("B-12") == 10);
  scan(other_bearing);
  tap("done");
  REQUIRE(at("B-12") == 4);
  REQUIRE(views->jobs()->empty());
  start();
  REQUIRE_FALSE(shows("Go on"));
}

TEST(a_label_that_waits_for_its_lot_is_lost_by_nothing) {
  scan("PO-7");
  scan(gloves);
  scan(bearing);
  REQUIRE(refused());
  REQUIRE(refusal().title == "Finish this label first");
  tap("ok");
  REQUIRE(received("PO-7") == 0);
  scan("SO-118");
  REQUIRE(shows("Leave it for SO-118?"));
  tap("no");
  start();
  scan("PO-7");
  REQUIRE(shows("Scan lot code"));
  scan("A-01");  // a place has that name, and so has the lot
  REQUIRE(received("PO-7") == 1);
  REQUIRE(views->stock_at(place("DOCK-1"))->front().lot == "A-01");
}

TEST(a_damage_waits_for_its_item_when_its_place_is_scanned) {
  scan("PO-7");
  tap("damaged");
  tap("reason:Wet");
  scan("Q-01");
  REQUIRE(shows("Wet: scan what is damaged."));
  scan("A-01");
  REQUIRE(refused());
  tap("ok");
  start();
  scan("PO-7");
  scan(bearing);
  REQUIRE(at("Q-01") == 1);
  REQUIRE(at("DOCK-1") == 0);
}

TEST(what_is_in_hand_is_there_after_a_crash_and_is_moved_once) {
  receive("BRG-6205", 10, "DOCK-1");
  tap("move");
  scan("DOCK-1");
  scan(other_bearing);
  start();
  tap("begun:move:DOCK-1");
  scan("B-12");
  REQUIRE(at("B-12") == 1);
  start();
  REQUIRE_FALSE(shows("Go on"));
}

// --- an answer to no question ------------------------------------------------------------------------------------

TEST(a_yes_that_nobody_asked_for_books_nothing) {
  scan("PO-7");
  scan(bearing_case);
  scan(bearing_case);
  scan(bearing_case);
  REQUIRE(shows("Receive anyway?"));
  queue("YES");
  queue("YES");  // a double read
  settle();
  REQUIRE(received("PO-7") == 36);
  REQUIRE(toast() == "Nothing is asked. Nothing was booked.");
  scan("YES");
  tap("yes");
  REQUIRE(received("PO-7") == 36);
}

TEST(a_second_card_does_not_answer_the_next_question) {
  receive("BRG-6204", 7, "A-01");
  scan("SO-118");
  scan("A-01");
  const std::size_t before = events();
  queue("SHORT");
  queue("NO");
  queue("NO");
  settle();
  REQUIRE(events() == before);
  REQUIRE(toast() == "Nothing is asked. Nothing was booked.");
}

// --- one yes for ever --------------------------------------------------------------------------------------------

TEST(more_than_twice_the_line_is_typed) {
  BarcodeRow pallet{"25901234123451", item("BRG-6204"), "plt", units(480)};
  office_does(Import{{pallet}});
  scan("PO-7");
  scan(bearing_case);
  scan(bearing_case);
  scan(bearing);
  tap("yes");
  scan("25901234123451");
  REQUIRE(received("PO-7") == 25);
  REQUIRE(shows("Type 505"));
  scan("YES");
  REQUIRE(received("PO-7") == 25);
  type("24");
  REQUIRE(refused());
  REQUIRE(received("PO-7") == 25);
  tap("ok");
  scan("25901234123451");
  type("505");
  REQUIRE(received("PO-7") == 505);
}

// --- shown is not what is booked ---------------------------------------------------------------------------------

TEST(a_keypad_is_about_the_stop_that_it_shows_whatever_comes_before_it_meanwhile) {
  receive("BRG-6204", 3, "A-02");
  scan("SO-118");
  scan("A-02");
  tap("number");
  REQUIRE(shows("Picked from A-02"));
  receive("BRG-6204", 4, "A-01");  // an earlier stop of the walk
  type("3");
  REQUIRE(order_line("SO-118").picked == units(3));
  REQUIRE(at("A-02") == 0);
  REQUIRE(at("A-01") == 4);
}

TEST(an_order_that_is_cancelled_while_its_keypad_is_open_is_asked_about) {
  receive("BRG-6204", 4, "A-01");
  scan("SO-118");
  tap("here");
  tap("number");
  office_does(CancelOrder{OrderNumber::parse("SO-118").value(), {}});
  const std::size_t before = events();
  type("2");
  REQUIRE(events() == before);
  REQUIRE(shows("SO-118/1 has 0 reserved at A-01 now. Nothing was booked."));
}

TEST(a_yes_to_what_is_gone_is_about_these_lots_and_nothing_that_came_meanwhile) {
  receive("GLV-L", 2, "B-12", lot("L1"));
  tap("count");
  scan("B-12");
  tap("done");
  REQUIRE(shows("Nobody counted Nitrile gloves L · lot L1 here. Is it gone?"));
  receive("GLV-L", 40, "B-12", lot("L2"));
  tap("yes");
  REQUIRE(at("B-12") == 40);
}

TEST(what_is_gone_is_asked_anew_when_it_has_changed) {
  receive("GLV-L", 2, "B-12", lot("L1"));
  tap("count");
  scan("B-12");
  tap("done");
  receive("GLV-L", 40, "B-12", lot("L1"));
  scan("YES");
  REQUIRE(at("B-12") == 0);  // the question that was answered was asked after they came
  tap("back");
}

TEST(units_that_come_while_a_place_is_counted_are_asked_about) {
  begin_count();
  receive("BRG-6205", 4, "B-12");
  tap("done");
  REQUIRE(at("B-12") == 14);
  REQUIRE(shows("Bearing 6205-2RS came or went at B-12 while you counted. Are 3 there now?"));
  tap("right");
  REQUIRE(at("B-12") == 3);
}

TEST(what_ships_is_what_the_question_said) {
  receive("BRG-6204", 7, "A-01");
  const auto pick = [&](std::int64_t count) {
    office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(count), {}, {}, {}},
                     place("A-01"), place("X-01")});
  };
  pick(2);
  tap("ship");
  scan("SO-118");
  REQUIRE(shows("Ship 2 of SO-118"));
  pick(2);
  REQUIRE(shows("Ship 4 of SO-118"));  // it is another question now
  tap("yes");
  REQUIRE(order_line("SO-118").shipped == units(4));
}

TEST(a_typed_number_is_typed_anew_when_somebody_else_received_meanwhile) {
  scan("PO-7");
  scan(bearing);
  tap("number");
  office_does(Receive{Units{item("BRG-6204"), units(5), {}, {}, {}}, place("DOCK-1"),
                      PurchaseLine::parse("PO-7/1").value(), false});
  type("12");
  REQUIRE(received("PO-7") == 6);
  REQUIRE(shows("PO-7/1 expects 24, and 6 are received by now. Nothing was booked."));
  type("12");
  REQUIRE(received("PO-7") == 12);
}

// --- a scan taken for something else -----------------------------------------------------------------------------

TEST(a_wrong_pallet_while_picking_is_red_and_the_next_place_moves_nothing) {
  const std::string pallet = "340123450000000017";
  office_does(
      Import{{AsnRow{Sscc::parse(pallet).value(), "ASN-1", Units{item("BRG-6205"), units(5), {}, {}, {}}, {}}}});
  office_does(ReceiveUnit{Sscc::parse(pallet).value(), place("DOCK-1")});
  receive("BRG-6204", 4, "A-01");
  scan("SO-118");
  scan(pallet);
  REQUIRE(refused());
  REQUIRE(refusal().title == "Wrong pallet");
  tap("ok");
  const std::size_t before = events();
  scan("A-01");
  REQUIRE(shows("Take from"));
  REQUIRE(events() == before);
}

TEST(an_order_scanned_in_the_middle_of_a_walk_asks_whether_to_leave_it) {
  receive("BRG-6204", 7, "A-01");
  scan("SO-118");
  scan("SO-131");
  REQUIRE(shows("Leave this for SO-131?"));
  tap("no");
  REQUIRE(page().instruction.task == "SO-118");
  scan("SO-131");
  scan("YES");
  REQUIRE(page().instruction.task == "SO-131");
}

// --- one label, one meaning --------------------------------------------------------------------------------------

TEST(a_label_with_a_quantity_counts_the_same_everywhere) {
  const std::string six = std::string("]C1010") + other_bearing + "306";
  receive("BRG-6205", 10, "B-12");
  tap("count");
  scan("B-12");
  scan(six);
  REQUIRE(page().rows.front().value == "6");
  tap("back");
  tap("throw");
  tap("back");
  tap("move");
  scan("B-12");
  scan(six);
  REQUIRE(count() == "6");
}

TEST(a_lot_that_the_label_does_not_say_is_asked_for_before_it_is_picked) {
  office_does(Import{{order("SO-150", "GLV-L", 2, 5)}});
  receive("GLV-L", 1, "A-01", lot("L1"));
  receive("GLV-L", 1, "A-01", lot("L2"));
  scan("SO-150");
  scan("A-01");
  scan(gloves);
  REQUIRE(shows("Scan lot code"));
  REQUIRE(order_line("SO-150").picked.none());
  scan("L2");
  REQUIRE(refusal().title == "Wrong lot");
  tap("ok");
  scan(gloves);
  scan("L1");
  REQUIRE(order_line("SO-150").picked == units(1));
}

// --- not there ---------------------------------------------------------------------------------------------------

TEST(where_none_is_left_the_picker_is_sent_to_another_place) {
  receive("BRG-6204", 20, "A-01");
  receive("BRG-6204", 12, "A-02");
  scan("SO-118");
  tap("here");
  tap("short");
  tap("reason:Not there");
  REQUIRE(page().instruction.location == "A-02");
}

// --- a tap counts for the frame that it was aimed at -------------------------------------------------------------

TEST(a_tap_that_was_aimed_at_another_page_is_not_taken) {
  receive("BRG-6204", 4, "A-02");
  scan("SO-118");
  REQUIRE(page().instruction.location == "A-02");
  REQUIRE(ledger->submit({office(CancelOrder{OrderNumber::parse("SO-118").value(), {}})}, Flush::now,
                         [](const LedgerThread::Answers&) {}));
  ledger->drain();
  app->tap("here");  // before anything was shown of it
  REQUIRE(app->frame().toast->text == "The screen has changed. Tap again.");
}
