// What is asked again: what changed under a question, and what was typed before the program ended.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void receive(std::string_view what, std::int64_t quantity, std::string_view at) {
    office_does(Receive{Units{item(what), units(quantity), {}, {}, {}}, place(at), {}, false});
  }
};

}  // namespace

TEST(a_number_that_is_too_many_by_now_says_what_it_books) {
  scan("PO-7");
  for (int i = 0; i < 3; ++i) scan(bearing_case);
  REQUIRE(shows("Receive anyway?"));
  office_does(Receive{Units{item("BRG-6204"), units(2), {}, {}, {}}, place("DOCK-1"),
                      PurchaseLine::parse("PO-7/1").value(), true});
  REQUIRE(page().strip ==
          "PO-7/1 expects 24, and 26 are received by now: 12 more make 38, 14 too many. Receive anyway?");
}

TEST(a_smaller_number_that_is_too_many_still_says_what_the_line_has_after_the_yes) {
  scan("PO-7");
  for (int i = 0; i < 3; ++i) scan(bearing_case);
  tap("yes");
  tap("number");
  type("30");
  REQUIRE(page().strip == "PO-7/1 expects 24 and has 36: 30 are 6 too many. Receive anyway?");
  tap("yes");
  REQUIRE(received("PO-7") == 30);
}

TEST(a_larger_number_that_is_too_many_says_what_the_line_has_after_the_yes) {
  scan("PO-7");
  for (int i = 0; i < 3; ++i) scan(bearing_case);
  tap("yes");
  tap("number");
  type("40");
  REQUIRE(page().strip == "PO-7/1 expects 24 and has 36: 40 are 16 too many. Receive anyway?");
  tap("yes");
  REQUIRE(received("PO-7") == 40);
}

TEST(a_number_that_waits_for_its_lot_is_said) {
  scan("PO-8");
  scan(gloves);
  tap("back");
  tap("throw");
  tap("number");
  type("3");
  REQUIRE(page().strip == "Not booked yet: scan or type the lot of these 3 too.");
  tap("back");
  REQUIRE(shows("3 of Nitrile gloves L that wait for their lot, not booked yet."));
}

TEST(what_the_books_would_refuse_is_not_offered_again) {
  receive("BRG-6204", 4, "A-01");
  scan("SO-118");
  scan("A-01");
  scan("SHORT");
  office_does(Move{Units{item("BRG-6204"), units(3), {}, {}, {}}, place("A-01"), place("B-12")});
  REQUIRE_FALSE(shows("Book it all the same"));
  REQUIRE(toast() == "SO-118/1 has 1 reserved at A-01 now. Nothing was booked.");
}

TEST(a_typed_number_is_found_again_after_the_program_has_ended) {
  scan("PO-7");
  scan(bearing);
  tap("number");
  tap("key:2");
  start();
  scan("PO-7");
  const auto* pad = std::get_if<KeypadPage>(&app->frame().page);
  REQUIRE(pad != nullptr);
  REQUIRE(pad->typed == "2");
  tap("confirm");
  scan("CHOICE-2");  // it is all that came, with the one from before the end
  REQUIRE(received("PO-7") == 2);
}

TEST(a_date_that_was_half_typed_is_told_with_its_digits) {
  office_does(Receive{Units{item("GLV-L"), units(2), Lot::parse("L1").value(), {}, {}}, place("B-12"), {}, false});
  scan("GO-LOTS");
  scan("L1");
  scan("CHOICE-3");
  for (const char* digit : {"abc:2", "abc:8"}) tap(digit);
  const auto* pad = std::get_if<KeypadPage>(&app->frame().page);
  REQUIRE(pad != nullptr);
  const std::string typed = pad->typed;
  REQUIRE_FALSE(typed.empty());
  start();
  REQUIRE(toast() == "Work recovered (Anna K.): " + typed + " typed and not confirmed: Expiry date · GLV-L, lot L1");
}

TEST(a_question_on_a_screen_that_begins_nothing_leads_back_to_it) {
  scan(other_bearing);
  tap("tracking");
  start();
  REQUIRE(shows("Go on: Item"));
  tap(page().rows.front().id);
  REQUIRE(page().instruction.code == "BRG-6205");
  tap("back");
  REQUIRE_FALSE(shows("Go on: Item"));
  receive("BRG-6205", 2, "B-12");  // for who waits already: they can be given to another
  office_does(Import{{order("SO-150", "BRG-6205", 2, 1)}});
  scan("GO-BACKORDERS");
  tap("SO-150/1");
  tap("claim");
  type("1");
  start();
  REQUIRE(shows("Go on: Why"));
  tap(page().rows.front().id);
  REQUIRE(page().instruction.verb == "Why SO-150/1");
}

// Twelve are in hand when four of them are picked from the dock.
TEST(a_question_says_what_the_books_have_by_now_also_when_that_is_enough) {
  receive("BRG-6204", 12, "DOCK-1");
  scan("GO-MOVE");
  scan("DOCK-1");
  scan(bearing_case);
  office_does(Move{Units{item("BRG-6204"), units(4), {}, {}, {}}, place("DOCK-1"), place("B-12")});
  scan("A-01");
  REQUIRE(page().strip ==
          "Only 8 of BRG-6204 are at DOCK-1 now. Book it all the same: 12 of BRG-6204 moved from "
          "DOCK-1 to A-01? DOCK-1 has 8 of BRG-6204 by the books, and -4 after it.");
  start();
  receive("BRG-6204", 42, "DOCK-1");
  tap(page().rows.front().id);
  const std::string asked = "Book it all the same: 12 of BRG-6204 moved from DOCK-1 to A-01?";
  REQUIRE(page().strip == asked);
  office_does(Move{Units{item("BRG-6204"), units(45), {}, {}, {}}, place("DOCK-1"), place("B-12")});
  REQUIRE(page().strip == "Only 5 of BRG-6204 are at DOCK-1 now. " + asked +
                              " DOCK-1 has 5 of BRG-6204 by the books, and -7 after it.");
}
