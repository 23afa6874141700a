// What a customer brings back, at the dock.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
    office_does(Receive{Units{item("BRG-6204"), units(4), {}, {}, {}}, place("A-01"), {}, false});
    office_does(Pick{first_line(), Units{item("BRG-6204"), units(4), {}, {}, {}}, place("A-01"), place("X-01")});
    office_does(Ship{OrderNumber::parse("SO-118").value(), {}});
    tap("customer_return");
  }
  static OrderLine first_line() { return OrderLine{OrderNumber::parse("SO-118").value(), 1}; }
  std::int64_t at(std::string_view where, std::string_view what) const {
    std::int64_t sum = 0;
    for (const StockRow& row : views->stock_at(place(where)).value()) {
      if (row.item.text() == what) sum += row.on_hand;
    }
    return sum;
  }
};

}  // namespace

TEST(good_units_go_to_the_dock_and_to_whoever_waits) {
  scan("SO-118");
  REQUIRE(shows("Bearing 6204-2RS, sealed | BRG-6204 | 4 sent"));
  scan(bearing);
  REQUIRE(shows("1 of Bearing 6204-2RS, sealed came back of SO-118. How is it?"));
  REQUIRE(at("DOCK-1", "BRG-6204") == 0);
  tap("good");
  REQUIRE(at("DOCK-1", "BRG-6204") == 1);
  REQUIRE(order_line("SO-118").shipped == units(3));
  REQUIRE(order_line("SO-118").waiting.none());
  REQUIRE(order_line("SO-131").reserved == units(1));
  REQUIRE(toast() == "1 of 1 → SO-131 (1)");
}

TEST(more_than_was_sent_is_refused_before_it_is_asked_how_they_are) {
  scan("SO-118");
  tap("line:SO-118/1");
  type("6");
  REQUIRE(refused());
  REQUIRE(refusal().title == "Too many");
  REQUIRE(shows("You typed 6. Only 4 of these were sent with SO-118 and are not back. Nothing was booked."));
  tap("confirm");
  scan(bearing_case);
  REQUIRE(refusal().title == "Too many");
  REQUIRE(order_line("SO-118").shipped == units(4));
}

TEST(a_label_waits_until_its_question_is_answered_also_over_a_restart) {
  scan(gloves);  // of an order that nobody knows
  scan("L1");
  REQUIRE(shows("1 of Nitrile gloves L · lot L1 came back"));
  start();
  tap("customer_return");
  REQUIRE(shows("1 of Nitrile gloves L · lot L1 came back"));
  scan("YES");
  REQUIRE(at("DOCK-1", "GLV-L") == 0);  // good, damaged, or damaged and sent again: none of them is a yes
  tap("good");
  REQUIRE(at("DOCK-1", "GLV-L") == 1);
  REQUIRE(views->jobs()->empty());
}

TEST(by_touch_a_number_of_a_line_comes_back) {
  tap("order:SO-118");
  tap("line:SO-118/1");
  type("3");
  REQUIRE(shows("3 of Bearing 6204-2RS, sealed came back of SO-118."));
  tap("damaged:Q-01");
  REQUIRE(at("Q-01", "BRG-6204") == 3);
  REQUIRE(order_line("SO-118").shipped == units(1));
  REQUIRE(order_line("SO-118").waiting.none());
  REQUIRE(toast() == "3 set aside at Q-01");
}

TEST(another_is_sent_for_what_came_back_damaged) {
  scan("SO-118");
  scan(bearing);
  tap("again:Q-01");
  REQUIRE(at("Q-01", "BRG-6204") == 1);
  REQUIRE(order_line("SO-118").waiting == units(1));
}

TEST(more_than_was_sent_is_refused) {
  scan("SO-118");
  scan(bearing_case);
  tap("good");
  REQUIRE(refused());
  REQUIRE(at("DOCK-1", "BRG-6204") == 0);
}

TEST(what_was_not_sent_with_the_order_is_red) {
  scan("SO-118");
  scan(other_bearing);
  REQUIRE(refused());
  REQUIRE(shows("Not sent with SO-118"));
}

TEST(an_item_whose_order_nobody_knows_comes_back_alone) {
  scan(other_bearing);
  REQUIRE(shows("1 of Bearing 6205-2RS came back, order not known."));
  tap("good");
  REQUIRE(at("DOCK-1", "BRG-6205") == 1);
}

TEST(what_came_back_whole_was_sent_all_the_same) {
  scan("SO-118");
  tap("line:SO-118/1");
  type("3");
  tap("good");
  REQUIRE(shows("BRG-6204\n3 are back | 1 sent"));
  scan(bearing);
  tap("good");
  REQUIRE(shows("1 line was sent"));
  REQUIRE(shows("All that was sent is back | 4 back"));
  scan(bearing);
  REQUIRE(refusal().title == "All of it is back");
  REQUIRE(shows("4 of these were sent with SO-118 and are back."));
  tap("confirm");
  scan(other_bearing);
  REQUIRE(refusal().title == "Not sent with SO-118");
}

TEST(a_number_that_was_typed_is_not_dropped_by_one_back) {
  scan(other_bearing);
  tap("number");
  type("5");
  REQUIRE(shows("5 of Bearing 6205-2RS came back, order not known."));
  scan("BACK");
  REQUIRE(shows("5 of Bearing 6205-2RS came back, not booked yet. Forget it?"));
  scan("NO");
  REQUIRE(shows("5 of Bearing 6205-2RS came back, order not known."));
  scan("BACK");
  scan("YES");
  REQUIRE(toast() == "Nothing was booked");
  REQUIRE(at("DOCK-1", "BRG-6205") == 0);
}

TEST(no_answer_books_nothing_and_a_return_is_undone) {
  scan("SO-118");
  scan(bearing);
  tap("no");
  REQUIRE(at("DOCK-1", "BRG-6204") == 0);
  scan(bearing);
  tap("good");
  tap("undo");
  REQUIRE(at("DOCK-1", "BRG-6204") == 0);
  REQUIRE(order_line("SO-118").shipped == units(4));
}

TEST(the_lot_of_what_came_back_is_asked_for) {
  scan(gloves);
  REQUIRE(shows("Scan lot code"));
  scan("BACK");
  REQUIRE(shows("A label of Nitrile gloves L that waits for its lot"));
  scan("NO");
  scan("L7");
  tap("good");
  REQUIRE(at("DOCK-1", "GLV-L") == 1);
}

TEST(a_lot_that_was_recalled_does_not_come_back_to_stock) {
  office_does(SetStatus{item("GLV-L"), Lot::parse("L1").value(), LotStatus::recalled, "letter"});
  scan(gloves);
  scan("L1");
  REQUIRE(shows("Lot L1 is recalled: letter. They do not go to stock."));
  REQUIRE_FALSE(shows("Good: to stock"));
  tap("blocked:Q-01");
  REQUIRE(at("Q-01", "GLV-L") == 1);
  REQUIRE(app->take_sound() == Sound::attention);
}

TEST(a_lot_that_is_recalled_while_it_is_asked_about_comes_in_with_a_warning) {
  scan(gloves);
  scan("L1");
  office_does(SetStatus{item("GLV-L"), Lot::parse("L1").value(), LotStatus::recalled, "letter"});
  tap("good");
  REQUIRE(toast().find("the lot must not leave") != std::string::npos);
  REQUIRE(app->take_sound() == Sound::attention);
  REQUIRE(views->notices()->back().notice.kind == NoticeKind::blocked_lot);
}

TEST(what_came_back_elsewhere_meanwhile_is_asked_about_anew) {
  tap("order:SO-118");
  tap("line:SO-118/1");
  type("3");
  office_does(
      CustomerReturn{Units{item("BRG-6204"), units(1), {}, {}, {}}, place("Q-01"), first_line(), false, "else"});
  REQUIRE(shows("3 of Bearing 6204-2RS, sealed came back of SO-118. How are they?"));
  tap("good");
  REQUIRE(order_line("SO-118").shipped.none());
}

TEST(a_lot_that_is_recalled_under_the_question_does_not_go_to_stock) {
  office_does(Receive{Units{item("GLV-L"), units(1), Lot::parse("L1").value(), {}, {}}, place("A-01"), {}, false});
  scan("]C1010401234567890110L1");
  REQUIRE(shows("Good: to stock"));
  office_does(SetStatus{item("GLV-L"), Lot::parse("L1").value(), LotStatus::recalled, "letter"});
  REQUIRE(shows("Lot L1 is recalled: letter. They do not go to stock."));
  REQUIRE_FALSE(shows("Good: to stock"));
}

TEST(several_of_an_order_that_nobody_knows_come_back_with_one_scan) {
  scan(other_bearing);
  scan("QUANTITY");
  REQUIRE(shows("Came back\nBearing 6205-2RS"));
  type("12");
  REQUIRE(shows("12 of Bearing 6205-2RS came back, order not known. How are they?"));
  tap("good");
  REQUIRE(at("DOCK-1", "BRG-6205") == 12);
  REQUIRE(views->jobs()->empty());
}

TEST(several_of_an_order_come_back_with_one_scan_and_no_more_than_were_sent) {
  scan("SO-118");
  scan(bearing);
  tap("number");
  type("5");
  REQUIRE(refused());
  REQUIRE(refusal().title == "Too many");
  tap("confirm");
  scan(bearing);
  tap("number");
  type("3");
  tap("good");
  REQUIRE(at("DOCK-1", "BRG-6204") == 3);
}

TEST(a_number_far_from_what_is_usual_is_typed_twice_where_nobody_knows_the_order) {
  scan(other_bearing);
  tap("number");
  type("1200");
  REQUIRE(shows("1200 are far more than usual. Type 1200 once more."));
  REQUIRE(at("DOCK-1", "BRG-6205") == 0);
  type("1200");
  REQUIRE(shows("1200 of Bearing 6205-2RS came back, order not known."));
}

TEST(after_a_restart_the_same_is_asked_and_its_number_is_what_it_was) {
  scan(other_bearing);
  start();
  tap("begun:customer_return:");
  REQUIRE(shows("1 of Bearing 6205-2RS came back, order not known."));
  REQUIRE_FALSE(shows("Another number"));
  tap("good");
  REQUIRE(at("DOCK-1", "BRG-6205") == 1);
}
