// What is begun, asked and shown: the ways in which a screen could book something else than a person meant.
#include "tests/support/terminal/busy_terminal.h"

using namespace dockhand;

namespace {

using Fixture = test::BusyTerminal;

}  // namespace

// --- begun and dropped -------------------------------------------------------------------------------------------

TEST(back_asks_before_a_count_is_forgotten_and_keeps_it_for_later) {
  begin_count();
  scan("BACK");
  REQUIRE(shows("3 counted at B-12, not booked yet. Forget it?"));
  scan("NO");
  REQUIRE(shows("Counted, not booked yet"));
  tap("back");
  tap("keep");
  REQUIRE(shows("Go on: Count | 3 counted at B-12"));
  tap("begun:count:B-12");
  REQUIRE(toast() == "Work recovered (Anna K.): 3 counted at B-12");
  tap("back");
  tap("throw");
  REQUIRE(toast() == "Forgotten: 3 counted at B-12. Nothing was booked.");
  tap("back");
  REQUIRE_FALSE(shows("Go on: Count"));
  REQUIRE(views->jobs()->empty());
}

TEST(what_of_a_receipt_is_booked_stays_and_that_is_said_where_a_label_is_forgotten) {
  scan("PO-8");
  scan(gloves);
  scan("NL-4471");
  scan(gloves);
  tap("back");
  REQUIRE(
      shows("A label of Nitrile gloves L that waits for its lot, not booked yet. Forget it? What is booked of PO-8 "
            "stays booked."));
  tap("throw");
  REQUIRE(toast() ==
          "Forgotten: a label of Nitrile gloves L that waits for its lot. What is booked of PO-8 stays booked.");
  REQUIRE(received("PO-8") == 1);
}

TEST(a_count_is_there_after_a_crash_and_scanning_its_place_goes_on_with_it) {
  begin_count();
  start();
  REQUIRE(shows("Go on: Count | 3 counted at B-12\nnot booked yet · Anna K."));
  tap("count");
  scan("B-12");
  REQUIRE(shows("Work recovered (Anna K.): 3 counted at B-12"));
  REQUIRE(at("B-12") == 10);
  scan(other_bearing);
  tap("done");
  REQUIRE(at("B-12") == 4);
  REQUIRE(views->jobs()->empty());
  start();
  REQUIRE_FALSE(shows("Go on"));
}

TEST(what_is_chosen_for_a_carton_is_told_as_that_and_not_as_a_count) {
  office_does(Receive{Units{item("BRG-6204"), units(10), {}, {}, {}}, place("A-01"), {}, false});
  office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(4), {}, {}, {}}, place("A-01"),
                   place("X-01")});
  tap("pack");
  scan("SO-118");
  scan(bearing);
  start();
  REQUIRE(toast() == "Work recovered (Anna K.): 1 chosen for a carton");
}

TEST(a_receipt_that_is_interrupted_is_gone_on_with_until_its_place_ends_it) {
  scan("PO-7");
  scan(bearing);
  scan(bearing);
  start();
  REQUIRE(toast() == "Work recovered (Anna K.): PO-7 received in part");
  REQUIRE(shows("Go on: Receive | PO-7: 2 of 34 received\nnot all received yet · Anna K., 14:00"));
  tap("begun:receive:PO-7");
  REQUIRE(count() == "2/34");
  scan(bearing);
  scan("GO-HOME");
  REQUIRE(shows("Go on: Receive | PO-7: 3 of 34 received"));
  tap("begun:receive:PO-7");
  scan("DOCK-1");
  REQUIRE(toast() == "PO-7: 3 received");
  REQUIRE_FALSE(shows("Go on"));
  start();
  REQUIRE_FALSE(shows("Go on"));
  REQUIRE(views->jobs()->empty());
}

TEST(a_receipt_is_over_by_back_by_its_undo_and_by_all_that_was_expected_and_looking_begins_none) {
  const auto goes_on = [&] {
    start();
    return shows("Go on: Receive");
  };
  scan("PO-7");
  scan("GO-HOME");
  REQUIRE_FALSE(goes_on());
  scan("PO-7");
  scan(bearing);
  REQUIRE(goes_on());
  tap("begun:receive:PO-7");
  tap("back");
  REQUIRE_FALSE(goes_on());
  scan("PO-8");
  scan(gloves);
  scan("L1");
  tap("undo");
  REQUIRE_FALSE(goes_on());
  scan("PO-8");
  scan(gloves);
  scan("L1");
  REQUIRE(goes_on());
  office_does(Receive{Units{item("GLV-L"), units(9), lot("L1"), {}, {}}, place("DOCK-1"),
                      PurchaseLine::parse("PO-8/1").value(), false});
  REQUIRE_FALSE(goes_on());
}

TEST(a_label_that_waits_for_its_lot_is_lost_by_nothing) {
  scan("PO-7");
  scan(gloves);
  scan(bearing);
  REQUIRE(refused());
  REQUIRE(refusal().title == "Finish this label first");
  tap("confirm");
  REQUIRE(received("PO-7") == 0);
  scan("SO-118");
  REQUIRE(shows("Leave it for SO-118?"));
  tap("no");
  start();
  scan("PO-7");
  REQUIRE(shows("Scan lot code"));
  scan("A-01");  // a place has that name, and so has the lot
  REQUIRE(received("PO-7") == 0);
  scan("A-01");
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
  tap("confirm");
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

TEST(a_half_typed_count_is_on_its_keypad_again_after_a_crash) {
  begin_count();
  tap("number");
  tap("key:1");
  tap("key:2");
  start();
  REQUIRE(shows("12 typed and not confirmed: Counted at B-12"));
  tap("begun:count:B-12");
  REQUIRE(shows("Counted at B-12\nBearing 6205-2RS\n12"));
  tap("confirm");
  REQUIRE(page().rows.front().value == "12");
}

TEST(a_number_that_was_confirmed_is_not_begun_any_more) {
  scan("PO-7");
  scan(bearing);
  tap("number");
  type("12");
  REQUIRE(received("PO-7") == 12);
  tap("back");
  REQUIRE_FALSE(shows("Go on"));
}

TEST(a_lot_that_is_half_typed_is_on_its_keypad_again_after_a_crash) {
  scan("PO-7");
  scan(gloves);
  tap("text");
  tap("abc:7");
  start();
  scan("PO-7");
  tap("abc:8");
  tap("confirm");
  REQUIRE(views->stock_at(place("DOCK-1"))->front().lot == "78");
}

TEST(an_answer_that_was_given_is_not_open_any_more_after_a_crash) {
  receive("BRG-6204", 7, "A-01");
  office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(2), {}, {}, {}}, place("A-01"),
                   place("X-01")});
  tap("ship");
  scan("SO-118");
  start();
  REQUIRE(shows("Go on: Ship | not answered: Ship 2 of SO-118"));
  tap("begun:ship:");
  scan("YES");
  REQUIRE(order_line("SO-118").shipped == units(2));
  start();
  REQUIRE_FALSE(shows("Go on: Ship"));
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

TEST(an_order_that_is_cancelled_while_its_keypad_is_open_is_not_picked) {
  receive("BRG-6204", 4, "A-01");
  scan("SO-118");
  tap("here");
  tap("number");
  office_does(CancelOrder{OrderNumber::parse("SO-118").value(), {}});
  const std::size_t before = events();
  type("2");
  REQUIRE(events() == before);
  REQUIRE(shows("wants 0 more. Put back what is too many. SO-118/1 has 0 reserved at A-01 now. Nothing was booked."));
  tap("confirm");
  REQUIRE(shows("Nothing of it is wanted any more"));
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

TEST(a_count_that_was_booked_by_an_answer_is_not_begun_after_a_restart) {
  begin_count();
  receive("BRG-6205", 4, "B-12");
  tap("done");
  tap("right");
  REQUIRE(at("B-12") == 3);
  start();
  REQUIRE(views->jobs().value().empty());
  REQUIRE_FALSE(shows("Go on: Count"));
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
  scan("CHOICE-2");  // with what the other one received
  REQUIRE(received("PO-7") == 12);
}

TEST(a_card_answers_the_question_that_was_seen_and_none_that_took_its_place) {
  receive("BRG-6204", 7, "A-01");
  const Pick one{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(1), {}, {}, {}}, place("A-01"),
                 place("X-01")};
  office_does(one);
  tap("ship");
  scan("SO-118");
  REQUIRE(shows("Ship 1 of SO-118"));
  REQUIRE(ledger->submit({office(one)}, Flush::now, [](const LedgerThread::Answers&) {}));
  ledger->drain();
  scan("YES");  // before anything was shown of it
  REQUIRE(order_line("SO-118").shipped.none());
  REQUIRE(shows("Ship 2 of SO-118"));
  queue("YES");  // the same pull of the trigger: nobody reads as fast
  settle();
  REQUIRE(order_line("SO-118").shipped.none());
  scan("YES");
  REQUIRE(order_line("SO-118").shipped == units(2));
}

TEST(a_scan_that_leads_to_a_begun_job_books_nothing_before_the_job_is_seen) {
  tap("purchases");
  tap("blind");
  scan(bearing);
  tap("damaged");
  tap("reason:Wet");
  tap("back");
  tap("keep");
  scan(other_bearing);
  REQUIRE(at("Q-01") == 0);
  REQUIRE(toast() == "Not booked yet: a damage (Wet) that waits for its item. Scan again.");
  queue(other_bearing);  // the same pull of the trigger
  settle();
  REQUIRE(at("Q-01") == 0);
  scan(other_bearing);
  REQUIRE(at("Q-01") == 1);
}

TEST(what_was_begun_on_another_day_says_on_which) {
  begin_count();
  clock.advance(std::chrono::hours(24));
  start();
  REQUIRE(shows("not booked yet · Anna K., since yesterday 14:00"));
  tap("count");
  REQUIRE(shows("Anna K., since yesterday 14:00"));
  clock.advance(std::chrono::hours(48));
  start();
  REQUIRE(shows("not booked yet · Anna K., since 22 Nov 14:00"));
}
