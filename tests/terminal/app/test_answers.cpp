// What is asked, and its one answer: by a card, a tap or a typed number, and by nothing else.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void receive(std::string_view what, std::int64_t quantity, std::string_view at) {
    office_does(Receive{Units{item(what), units(quantity), {}, {}, {}}, place(at), {}, false});
  }
  std::size_t events() const { return views->events(1000)->size(); }
};

}  // namespace

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
  REQUIRE(toast() == "12 BRG-6204 more than expected arrived at DOCK-1. PO-7/1");  // not that nothing was booked
  clock.advance(std::chrono::seconds(1));
  scan("YES");
  REQUIRE(toast() == "Nothing is asked. Nothing was booked.");
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
  REQUIRE(page().instruction.verb == "Take from");
}

TEST(a_double_read_of_the_card_undo_takes_back_one) {
  scan("PO-7");
  scan(bearing);
  scan(bearing);
  queue("UNDO");
  queue("UNDO");
  settle();
  REQUIRE(received("PO-7") == 1);
  clock.advance(std::chrono::seconds(1));
  scan("UNDO");
  REQUIRE(received("PO-7") == 0);
}

TEST(a_yes_is_no_answer_where_there_are_several) {
  receive("BRG-6204", 7, "A-01");
  scan("SO-118");
  scan("A-01");
  tap("short");
  const std::size_t before = events();
  scan("YES");
  REQUIRE(toast() == "Choose one of them. Nothing was booked.");
  REQUIRE(events() == before);
  scan("CHOICE-1");
  REQUIRE(events() == before + 1);
}

TEST(a_number_is_no_answer_where_the_answers_have_none) {
  scan("PO-7");
  scan(bearing_case);
  scan(bearing_case);
  scan(bearing);
  REQUIRE(page().rows.front().title == "Receive anyway");
  scan("CHOICE-2");
  REQUIRE(received("PO-7") == 24);
  scan("YES");
  REQUIRE(received("PO-7") == 25);
}

TEST(a_question_that_a_tap_has_raised_is_answered_by_the_first_card) {
  tap("count");
  scan("B-12");
  scan(bearing);
  tap("back");
  REQUIRE(shows("Forget it?"));
  scan("NO");
  REQUIRE_FALSE(shows("Forget it?"));
  REQUIRE(shows("Counted, not booked yet"));
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
  tap("confirm");
  scan("25901234123451");
  type("505");
  REQUIRE(received("PO-7") == 505);
}

TEST(what_the_site_tolerates_is_not_asked_about) {
  over_tolerance = 10;
  start();
  scan("PO-7");
  scan(bearing_case);
  scan(bearing_case);
  scan(bearing);
  scan(bearing);
  REQUIRE(received("PO-7") == 26);  // of 24: two are 8 percent
  scan(bearing);
  REQUIRE(shows("Receive anyway?"));
  REQUIRE(received("PO-7") == 26);
}

// "Done" and "Quantity" lie in the bar, and a scan or a card has opened the question as well as a finger.
TEST(no_answer_lies_where_a_button_of_the_page_lay_whatever_has_opened_the_question) {
  receive("BRG-6205", 3, "B-12");
  tap("count");
  scan("B-12");
  scan(bearing);
  scan("DONE");
  REQUIRE(shows("Is it gone?"));
  REQUIRE(page().actions.size() == 1);
  REQUIRE(page().actions.front().id == "no");
  REQUIRE(page().rows.front().id == "gone");
}

TEST(a_scan_that_is_too_many_is_answered_beside_the_bar) {
  scan("PO-7");
  for (int i = 0; i < 3; ++i) scan(bearing_case);
  REQUIRE(shows("Receive anyway?"));
  REQUIRE(page().actions.size() == 1);
  scan("YES");
  REQUIRE(received("PO-7") == 36);
}

TEST(what_a_page_has_told_is_gone_with_it) {
  scan("PO-7");
  scan(bearing);
  REQUIRE(toast() == "1 of 1 → SO-118 (1)");
  tap("back");
  REQUIRE(shows("Scan anything"));
  REQUIRE(toast() == "PO-7: 1 received");
  scan("SO-118");
  scan("SHORT");
  REQUIRE(toast() == "Short does nothing here: go to the place first.");
  clock.advance(std::chrono::seconds(1));
  scan("DOCK-1");
  REQUIRE(shows("Take from"));
  REQUIRE(toast().empty());
}

TEST(the_number_of_a_row_below_is_no_answer_to_a_yes_or_no) {
  scan("PO-7");
  scan(bearing);
  scan("GO-HOME");
  scan("UNDO");
  REQUIRE(shows("Undo this: 1 of BRG-6204"));
  scan("CHOICE-1");
  REQUIRE(toast() == "The card \"Row 1\" does nothing here. Scan YES or NO first. Nothing was booked.");
  REQUIRE(received("PO-7") == 1);
  for (const Row& row : page().rows) REQUIRE((row.id.empty() || row.number == Row::no_number));
  scan("YES");
  REQUIRE(received("PO-7") == 0);
}

TEST(a_card_that_leads_elsewhere_is_no_goods_on_a_red_page) {
  scan("PO-7");
  scan(other_bearing);
  REQUIRE(refused());
  scan("GO-MOVE");
  REQUIRE_FALSE(shows("since: not booked"));
  REQUIRE(toast().ends_with("Scan CONFIRM first. Nothing was booked."));
  scan(other_bearing);
  REQUIRE(shows("1 scan since: not booked"));
}
