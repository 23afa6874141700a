// What lay over a screen when the program ended: a question is asked again, and what was typed stands there again.
#include "tests/support/terminal/busy_terminal.h"

using namespace dockhand;

namespace {

struct Fixture : test::BusyTerminal {
  const KeypadPage& pad() const { return std::get<KeypadPage>(app->frame().page); }
  bool types() const { return std::holds_alternative<KeypadPage>(app->frame().page); }
  // Three cases of 12, where 24 are expected: the third is asked about.
  void too_many_arrive() {
    scan("PO-7");
    for (int i = 0; i < 3; ++i) scan(bearing_case);
    REQUIRE(page().strip == over);
  }
  void pick_two() {
    receive("BRG-6204", 7, "A-01");
    office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(2), {}, {}, {}}, place("A-01"),
                     place("X-01")});
  }
  static constexpr auto over = "PO-7/1 expects 24, 24 were received: 12 too many. Receive anyway?";
};

}  // namespace

// --- questions ---------------------------------------------------------------------------------------------------

TEST(too_many_are_asked_about_again_and_the_yes_books_exactly_them) {
  too_many_arrive();
  start();
  scan("YES");
  REQUIRE(received("PO-7") == 24);
  tap("begun:receive:PO-7");
  REQUIRE(page().strip == over);
  scan("YES");
  REQUIRE(received("PO-7") == 36);
  start();
  REQUIRE_FALSE(shows("not answered"));
}

TEST(a_question_that_nobody_opens_waits_over_several_starts) {
  too_many_arrive();
  start();
  start();
  start();
  REQUIRE(shows("Go on: Receive"));
  scan("PO-7");
  REQUIRE(page().strip == over);
  start();
  scan("PO-7");
  scan("NO");
  REQUIRE(received("PO-7") == 24);
  start();
  REQUIRE_FALSE(shows("not answered"));
}

TEST(what_is_asked_about_a_tote_on_its_way_is_asked_again) {
  receive("BRG-6204", 7, "A-01");
  office_does(Import{{LocationRow{place("T-01"), LocationKind::tote, 511}}});
  office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(2), {}, {}, {}}, place("A-01"),
                   place("T-01")});
  tap("drop_off");
  scan("T-01");
  office_does(CancelOrder{OrderNumber::parse("SO-118").value()});
  scan("T-01");
  const std::string asked = page().strip;
  REQUIRE(asked.ends_with("back from T-01 first?"));
  start();
  tap("begun:drop_off:");
  REQUIRE(page().strip == asked);
  scan("YES");
  REQUIRE(page().instruction.task == "Move");
}

TEST(a_question_about_what_is_not_so_any_more_is_asked_anew) {
  too_many_arrive();
  start();
  office_does(Receive{Units{item("BRG-6204"), units(2), {}, {}, {}}, place("DOCK-1"),
                      PurchaseLine::parse("PO-7/1").value(), true});
  scan("PO-7");
  REQUIRE(page().strip ==
          "PO-7/1 expects 24, and 26 are received by now: 12 more make 38, 14 too many. Receive anyway?");
  scan("YES");
  REQUIRE(received("PO-7") == 38);
}

TEST(a_number_that_is_to_be_typed_once_more_is_asked_for_again_with_its_digits) {
  scan("PO-7");
  scan(bearing);
  tap("number");
  type("100");
  REQUIRE(pad().title == "Type 100");
  tap("key:1");
  start();
  scan("PO-7");
  REQUIRE(pad().title == "Type 100");
  REQUIRE(pad().typed == "1");
  tap("key:0");
  tap("key:0");
  tap("confirm");
  REQUIRE(received("PO-7") == 100);
}

TEST(a_recall_is_asked_about_again) {
  office_does(Receive{Units{item("GLV-L"), units(10), Lot::parse("L1").value(), {}, {}}, place("A-01"), {}, false});
  tap("lots");
  tap("lot:GLV-L|L1");
  tap("recall");
  start();
  tap("begun:lots:");
  REQUIRE(shows("Recall GLV-L, lot L1?"));
  scan("YES");
  REQUIRE(views->lots().value().front().status == LotStatus::recalled);
}

TEST(what_only_the_screen_remembers_is_asked_again_by_the_tap_that_has_asked_it) {
  office_does(Receive{Units{item("GLV-L"), units(10), Lot::parse("L1").value(), {}, {}}, place("A-01"), {}, false});
  tap("lots");
  tap("lot:GLV-L|L1");
  start();
  tap("begun:lots:");
  REQUIRE(shows("It is good. What is it now?"));
  tap("recall");
  REQUIRE(shows("Recall GLV-L, lot L1?"));
}

TEST(what_is_missing_is_asked_about_again) {
  receive("BRG-6204", 4, "A-01");
  scan("SO-118");
  scan("A-01");
  tap("short");
  const std::string asked = page().strip;
  start();
  scan("SO-118");
  REQUIRE(page().strip == asked);
  scan("CHOICE-1");
  REQUIRE(order_line("SO-118").reserved.none());
}

TEST(what_is_handed_over_at_the_counter_is_asked_about_again) {
  receive("BRG-6204", 4, "A-01");
  tap("ship");
  scan("SO-118");
  const std::string asked = page().strip;
  REQUIRE(asked.find("Hand ") != std::string::npos);
  start();
  tap("begun:ship:");
  REQUIRE(page().strip == asked);
  scan("YES");
  REQUIRE(order_line("SO-118").shipped == units(4));
}

TEST(what_cannot_be_asked_again_is_told_until_somebody_has_read_it) {
  begin_count();
  receive("BRG-6205", 4, "B-12");
  tap("done");
  REQUIRE(shows("Are 3 there now?"));
  start();
  office_does(Move{Units{item("BRG-6205"), units(4), {}, {}, {}}, place("B-12"), place("A-01")});
  scan("GO-COUNT");
  scan("B-12");
  REQUIRE(shows("This was asked, and nobody has answered: Bearing 6205-2RS came or went at B-12"));
  start();
  tap("begun:count:B-12");
  REQUIRE(shows("This was asked, and nobody has answered"));
  scan("YES");
  REQUIRE(at("B-12") == 10);
  scan("NO");
  REQUIRE(shows("Counted, not booked yet"));
  tap("done");
  REQUIRE(at("B-12") == 3);
}

TEST(somebody_else_is_told_who_was_asked) {
  too_many_arrive();
  start();
  const auto rows = views->jobs().value();
  REQUIRE(rows.size() == 1);
  JobRow others = rows.front();
  others.by = person("Bo K.");
  REQUIRE(ledger->run([others](Ledger& books) { REQUIRE(books.keep({others}).ok()); }));
  ledger->drain();
  start();
  scan("PO-7");
  REQUIRE(page().strip == std::string("Begun by Bo K.: ") + over);
}

// --- what is typed -----------------------------------------------------------------------------------------------

TEST(a_number_at_a_stop_stands_on_its_keypad_again) {
  receive("BRG-6204", 4, "A-01");
  scan("SO-118");
  scan("A-01");
  tap("number");
  tap("key:3");
  start();
  scan("SO-118");
  REQUIRE(pad().title == "Picked from A-01");
  REQUIRE(pad().typed == "3");
  tap("confirm");
  REQUIRE(order_line("SO-118").picked == units(3));
}

TEST(a_number_on_a_cart_stands_on_its_keypad_again) {
  office_does(Import{{LocationRow{place("T-01"), LocationKind::tote, 511}}});
  receive("BRG-6204", 4, "A-01");
  tap("orders");
  tap("several");
  scan("T-01");
  scan("A-01");
  tap("number");
  tap("key:3");
  start();
  REQUIRE(shows("3 typed and not confirmed: Taken from A-01"));
  tap(page().rows.front().id);
  REQUIRE(pad().title == "Taken from A-01");
  tap("confirm");
  scan("T-01");
  REQUIRE(at("T-01") == 3);
}

TEST(a_number_of_a_purchase_line_stands_on_its_keypad_again) {
  scan("PO-7");
  tap("line:PO-7/1");
  tap("number");
  tap("key:9");
  start();
  scan("PO-7");
  REQUIRE(pad().typed == "9");
  REQUIRE(pad().subject == "Bearing 6204-2RS, sealed");
  tap("confirm");
  REQUIRE(received("PO-7") == 9);
}

TEST(a_number_for_a_stop_that_is_not_there_any_more_is_told) {
  receive("BRG-6204", 4, "A-01");
  scan("SO-118");
  scan("A-01");
  tap("number");
  tap("key:3");
  start();
  office_does(CancelOrder{OrderNumber::parse("SO-118").value(), {}});
  tap("begun:pick:SO-118");
  REQUIRE(shows("3 was typed and not confirmed: Picked from A-01"));
  scan("NO");
  REQUIRE(shows("Nothing of it is wanted any more"));
}

// --- what is typed and left --------------------------------------------------------------------------------------

TEST(back_and_no_ask_before_they_throw_away_what_is_typed_on_any_pad) {
  scan("PO-7");
  scan(gloves);
  struct Opened {
    const char *opens, *key;
  };
  for (const Opened& one : {Opened{"text", "abc:7"}, Opened{"search", "abc:7"}, Opened{"number", "key:7"}}) {
    if (std::string(one.opens) == "search") {
      scan("BACK");
      tap("throw");
      scan(bearing);
    }
    for (const char* leaves : {"BACK", "NO"}) {
      tap(one.opens);
      REQUIRE(types());
      tap(one.key);
      scan(leaves);
      REQUIRE(shows("7 typed and not confirmed. Throw it away?"));
      scan("NO");
      REQUIRE(pad().typed == "7");
      app->back();  // the key Esc
      settle();
      scan("YES");
      REQUIRE_FALSE(types());
      REQUIRE(toast() == "What was typed is thrown away. Nothing was booked.");
    }
  }
  tap("number");
  scan("BACK");
  REQUIRE_FALSE(types());
  REQUIRE_FALSE(shows("Throw it away"));
}

TEST(what_is_typed_is_there_after_a_restart_while_it_is_asked_whether_to_throw_it_away) {
  scan("PO-7");
  scan(bearing);
  tap("number");
  tap("key:7");
  scan("BACK");
  start();
  scan("PO-7");
  REQUIRE(pad().typed == "7");
}
