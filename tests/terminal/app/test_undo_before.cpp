// UNDO finds a person's last booking on every screen: after a restart, after midnight, and where another screen has
// given it. It says first what it would take back.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Import{{LocationRow{place("T-01"), LocationKind::tote, 511}}});
    office_does(CancelOrder{OrderNumber::parse("SO-131").value()});
    office_does(Receive{Units{item("BRG-6204"), units(9), {}, {}, {}}, place("A-01"), {}, false});
    clock.advance(std::chrono::hours(24));  // the office did that yesterday
  }
  void move_from(std::string_view from, std::string_view quantity, std::string_view to) {
    tap("move");
    scan(from);
    scan(bearing);
    tap("number");
    type(quantity);
    scan(to);
  }
  void picked(std::string_view to) {
    office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(4), {}, {}, {}}, place("A-01"),
                     place(to)});
  }
};

}  // namespace

TEST(what_was_moved_before_a_restart_is_taken_back_from_any_screen_after_a_question) {
  for (const std::string_view screen : {"home", "move", "replenish", "ship", "adjust", "receive", "orders"}) {
    move_from("A-01", "3", "B-12");
    REQUIRE(stock("B-12") == 3);
    start();
    if (screen != "home") tap(screen);
    scan("UNDO");
    REQUIRE(shows("Undo this: 3 of BRG-6204 moved from A-01 to B-12, 14:00?"));
    REQUIRE(stock("B-12") == 3);
    scan("YES");
    REQUIRE(toast() == "Undone: 3 of BRG-6204 moved from A-01 to B-12");
    REQUIRE(stock("B-12") == 0);
    start();
  }
}

TEST(an_answer_to_undo_at_home_has_no_number_that_people_remember_as_a_row) {
  move_from("A-01", "3", "B-12");
  start();
  REQUIRE(page().numbered);
  scan("UNDO");
  REQUIRE(page().rows.size() > 1);
  REQUIRE_FALSE(page().numbered);
  scan("NO");
  REQUIRE(page().numbered);
}

TEST(the_button_is_there_as_it_is_for_what_the_screen_has_booked_itself) {
  tap("move");
  REQUIRE_FALSE(shows("[Undo]"));  // the office has booked, and nobody here
  tap("back");
  move_from("A-01", "3", "B-12");
  start();
  REQUIRE_FALSE(shows("[Undo]"));  // at home nothing is booked
  for (const std::string_view screen : {"move", "replenish", "adjust"}) {
    tap(screen);
    REQUIRE(shows("[Undo]"));
    tap("back");
  }
  tap("move");
  tap("undo");
  REQUIRE(shows("Undo this: 3 of BRG-6204 moved from A-01 to B-12, 14:00?"));
  tap("undo");
  REQUIRE(stock("B-12") == 0);
  REQUIRE_FALSE(shows("[Undo]"));
}

TEST(what_was_booked_elsewhere_moves_no_button_and_what_was_booked_here_has_its_undo) {
  move_from("A-01", "3", "B-12");
  scan("GO-HOME");
  scan("PO-7");
  REQUIRE_FALSE(shows("[Undo]"));
  scan(bearing);
  REQUIRE(page().actions.at(1).id == "undo");
}

TEST(a_tote_that_was_dropped_off_before_a_restart_is_full_again) {
  picked("T-01");
  tap("more");
  tap("drop_off");
  scan("T-01");
  tap("put");
  REQUIRE(picked_at("SO-118", "T-01") == 0);
  start();
  tap("more");
  tap("drop_off");
  scan("UNDO");
  scan("YES");
  REQUIRE(picked_at("SO-118", "T-01") == 4);
  REQUIRE(shows("T-01 | SO-118"));
}

TEST(what_has_left_before_a_restart_is_here_again) {
  picked("X-01");
  tap("ship");
  scan("SO-118");
  scan("YES");
  REQUIRE(order_line("SO-118").shipped == units(4));
  start();
  tap("ship");
  scan("UNDO");
  REQUIRE(shows("Undo this: "));
  scan("NO");
  REQUIRE(order_line("SO-118").shipped == units(4));
  scan("UNDO");
  scan("YES");
  REQUIRE(order_line("SO-118").picked == units(4));
}

TEST(the_card_undo_read_twice_does_not_answer_what_it_has_asked) {
  move_from("A-01", "3", "B-12");
  start();
  scan("UNDO");
  REQUIRE(shows("Undo this: 3 of BRG-6204 moved"));
  scan("UNDO");
  REQUIRE(stock("B-12") == 3);
  REQUIRE(shows("Undo this: 3 of BRG-6204 moved"));
  scan("YES");
  REQUIRE(stock("B-12") == 0);
}

TEST(undo_goes_on_with_the_booking_before_it_and_ends_with_the_first) {
  move_from("A-01", "3", "B-12");
  move_from("A-01", "2", "B-12");
  tap("undo");
  REQUIRE(stock("B-12") == 3);
  start();
  scan("UNDO");
  REQUIRE(shows("Undo this: 3 of BRG-6204 moved"));
  scan("YES");
  REQUIRE(stock("B-12") == 0);
  scan("UNDO");
  REQUIRE(toast() == "Nothing to undo here");
}

TEST(a_screen_asks_before_it_takes_back_what_is_not_the_last_booking_any_more) {
  move_from("A-01", "3", "B-12");
  scan("GO-ADJUST");
  scan("B-12");
  scan(bearing);
  tap("why:found");
  type("2");
  REQUIRE(stock("B-12") == 5);
  tap("back");
  REQUIRE(page().instruction.task == "Move");
  tap("undo");
  REQUIRE(shows("Undo this: 3 of BRG-6204 moved from A-01 to B-12, 14:00?"));
  REQUIRE(stock("B-12") == 5);
  scan("YES");
  REQUIRE(stock("B-12") == 2);
  REQUIRE(toast() == "Undone: 3 of BRG-6204 moved from A-01 to B-12");
}

TEST(two_hasty_taps_take_back_one_booking) {
  move_from("A-01", "3", "B-12");
  move_from("A-01", "2", "B-12");
  tap("undo");
  clock.advance(std::chrono::milliseconds(150));
  app->tap("undo");
  settle();
  REQUIRE(stock("B-12") == 3);
  REQUIRE(toast() == "Undone once. Tap again for what was before it.");
  tap("undo");
  REQUIRE(stock("B-12") == 0);
}

TEST(what_was_booked_yesterday_is_asked_about_also_where_it_was_booked) {
  move_from("A-01", "3", "B-12");
  clock.advance(std::chrono::hours(11));
  tap("undo");
  REQUIRE(shows("Undo this: 3 of BRG-6204 moved from A-01 to B-12, 23 Nov 14:00?"));
  scan("NO");
  clock.advance(std::chrono::hours(13));
  tap("undo");
  REQUIRE(refusal().title == "It stays");
  REQUIRE(stock("B-12") == 3);
}

TEST(what_was_not_undone_elsewhere_is_corrected_by_the_screen_that_has_booked_it) {
  scan("PO-7");
  scan(bearing_case);
  scan("GO-HOME");
  scan("UNDO");
  scan("NO");
  scan("PO-7");
  tap("number");
  type("5");
  scan("CHOICE-2");  // it is all, and not five more
  REQUIRE(received("PO-7") == 5);
  tap("number");
  type("7");
  REQUIRE(received("PO-7") == 7);
}

TEST(what_somebody_else_has_booked_is_not_taken_back) {
  move_from("A-01", "3", "B-12");
  start();
  office_does(Move{Units{item("BRG-6204"), units(1), {}, {}, {}}, place("A-01"), place("DOCK-1")});
  scan("UNDO");
  REQUIRE(shows("Undo this: 3 of BRG-6204 moved from A-01 to B-12"));
}

TEST(what_others_have_built_upon_stays_and_it_is_said_why) {
  move_from("A-01", "3", "B-12");
  start();
  office_does(Move{Units{item("BRG-6204"), units(3), {}, {}, {}}, place("B-12"), place("DOCK-1")});
  scan("UNDO");
  REQUIRE(refusal().title == "It stays");
  REQUIRE(shows("3 of BRG-6204 moved from A-01 to B-12 stays: BRG-6204 at B-12 was moved or given away since."));
}

TEST(what_the_ledger_would_not_take_back_is_said_before_any_yes) {
  const auto given = [&](std::string_view to) { return BarcodeRow{"OWN-1", item(to), "ea", units(1)}; };
  Command gives = office(GiveBarcode{given("BRG-6204"), false});
  gives.by = person("Anna K.");
  REQUIRE(ledger->run([gives](Ledger& books) { REQUIRE(books.execute(gives).ok()); }));
  office_does(Import{{given("BRG-6205")}, true});
  scan("UNDO");
  REQUIRE(refusal().title == "It stays");
  tap("confirm");
  scan("YES");
  REQUIRE(toast() == "Nothing is asked. Nothing was booked.");
}

TEST(a_screen_does_not_offer_again_what_another_one_has_taken_back) {
  move_from("A-01", "3", "B-12");
  REQUIRE(shows("[Undo]"));
  scan("GO-TODAY");
  tap(page().rows.front().id);
  tap("undo");
  REQUIRE(stock("B-12") == 0);
  tap("back");
  REQUIRE_FALSE(shows("[Undo]"));
  scan("UNDO");
  REQUIRE(toast() == "Nothing to undo here");
}

TEST(what_is_begun_is_no_booking_and_not_taken_back_by_undo) {
  move_from("A-01", "3", "B-12");
  start();
  tap("count");
  scan("B-12");
  scan(bearing);
  scan("UNDO");
  REQUIRE_FALSE(shows("Undo this"));
  REQUIRE(stock("B-12") == 3);
}

TEST(a_set_number_is_what_it_was_before_also_from_another_screen) {
  scan("PO-7");
  scan(bearing_case);
  tap("number");
  type("5");
  start();
  tap("move");
  scan("UNDO");
  REQUIRE(shows("Then it is again as before: 12 of BRG-6204 received"));
  scan("YES");
  REQUIRE(received("PO-7") == 12);
}

TEST(a_shift_goes_over_midnight_with_its_undo) {
  clock.advance(std::chrono::hours(9) + std::chrono::minutes(50));  // 23:50
  move_from("A-01", "3", "B-12");
  clock.advance(std::chrono::minutes(20));
  start();
  tap("today");
  REQUIRE(shows("Done here since yesterday"));
  REQUIRE(shows("23 Nov 23:50"));
  scan("UNDO");
  REQUIRE(shows("Undo this: 3 of BRG-6204 moved from A-01 to B-12, 23 Nov 23:50?"));
  scan("YES");
  REQUIRE(stock("B-12") == 0);
}

TEST(what_was_booked_before_this_shift_is_not_asked_about) {
  move_from("A-01", "3", "B-12");
  clock.advance(std::chrono::hours(13));
  start();
  scan("UNDO");
  REQUIRE(toast() == "Nothing to undo here");
}
