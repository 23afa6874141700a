#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {};
}  // namespace

TEST(a_damaged_case_goes_to_quarantine_with_its_reason) {
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  scan("PO-7");
  tap("damaged");
  REQUIRE(shows("What is wrong with it?"));
  tap("reason:Wet");
  REQUIRE(shows("Damaged, to Q-01"));
  REQUIRE(shows("Wet: scan what is damaged."));
  scan(bearing_case);
  REQUIRE(toast() == "12 set aside");
  REQUIRE(app->take_sound() == Sound::attention);
  REQUIRE(views->stock_at(place("Q-01"))->front().on_hand == 12);
  REQUIRE(views->notices()->front().notice.detail == "Wet");
  REQUIRE(order_line("SO-118").reserved.none());
  REQUIRE(received("PO-7") == 12);
  REQUIRE(shows("Set aside at Q-01 | BRG-6204\nWet | 12"));
  scan(bearing);  // the next one is whole again
  REQUIRE(views->stock_at(place("DOCK-1"))->front().on_hand == 1);
}

TEST(damaged_units_that_were_counted_before_are_moved_and_others_come_on_top) {
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  scan("PO-7");
  scan(bearing_case);
  scan("DAMAGED");
  scan("CHOICE-1");
  tap("number");
  type("3");
  REQUIRE(shows("Are these 3 among the 12 received here?"));
  tap("no");
  REQUIRE(received("PO-7") == 12);
  tap("number");
  type("3");
  tap("counted");
  REQUIRE(received("PO-7") == 12);
  REQUIRE(views->stock_at(place("DOCK-1"))->front().on_hand == 9);
  REQUIRE(order_line("SO-118").reserved == units(4));
  REQUIRE(page().list_heading == "3 set aside");  // who gets the others may have changed
  scan("DAMAGED");
  scan("CHOICE-1");
  scan(bearing);
  tap("more");
  REQUIRE(received("PO-7") == 13);
  REQUIRE(views->stock_at(place("Q-01"))->front().on_hand == 4);
  tap("undo");
  tap("undo");
  REQUIRE(views->stock_at(place("Q-01"))->empty());
  REQUIRE(views->stock_at(place("DOCK-1"))->front().on_hand == 12);
  REQUIRE_FALSE(shows("Set aside"));
  REQUIRE(views->notices()->empty());
}

TEST(more_damaged_units_than_expected_are_asked_about_too) {
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  scan("PO-7");
  tap("line:PO-7/1");
  for (const char* id : {"damaged", "reason:Crushed", "number"}) tap(id);
  type("30");
  REQUIRE(shows("Receive anyway?"));
  tap("yes");
  REQUIRE(received("PO-7") == 30);
  REQUIRE(views->stock_at(place("Q-01"))->front().on_hand == 30);
}

TEST(back_means_that_nothing_is_damaged) {
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  scan("PO-7");
  tap("damaged");
  tap("reason:Torn open");
  REQUIRE(shows("[Not damaged]"));
  tap("back");
  tap("throw");
  scan(bearing);
  REQUIRE(views->stock_at(place("DOCK-1"))->front().on_hand == 1);
}

TEST(of_several_places_of_quarantine_one_is_chosen) {
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900},
                      LocationRow{place("Q-02"), LocationKind::quarantine, 910}}});
  scan("PO-7");
  tap("damaged");
  tap("reason:Crushed");
  REQUIRE(shows("Where is it put?"));
  tap(page().rows[1].id);
  scan(bearing);
  REQUIRE(views->stock_at(place("Q-02"))->front().on_hand == 1);
}

TEST(a_site_without_quarantine_refuses_damaged_goods) {
  scan("PO-7");
  tap("damaged");
  REQUIRE(refused());
  REQUIRE(refusal().title == "No quarantine");
}

TEST(of_a_lot_that_was_not_received_none_were_counted_before) {
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  scan("PO-8");
  scan("]C1010401234567890110L1");
  scan("DAMAGED");
  scan("CHOICE-1");
  scan("]C1010401234567890110L2");
  REQUIRE(toast() == "1 set aside");
  REQUIRE(received("PO-8") == 2);
  REQUIRE(views->stock_at(place("DOCK-1"))->front().lot == "L1");
  REQUIRE(views->stock_at(place("Q-01"))->front().lot == "L2");
}

TEST(damaged_units_that_somebody_moved_away_meanwhile_come_on_top_or_not_at_all) {
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  scan("PO-7");
  scan(bearing);
  scan("DAMAGED");
  scan("CHOICE-1");
  scan(bearing);
  REQUIRE(shows("Is this 1 among the 1 received here?"));
  office_does(Move{Units{item("BRG-6204"), units(1), {}, {}, {}}, place("DOCK-1"), place("A-01")});
  REQUIRE(shows("Nothing was booked. Do these 1 come on top?"));
  scan("CHOICE-1");
  REQUIRE(received("PO-7") == 2);
  REQUIRE(views->stock_at(place("DOCK-1"))->empty());
  REQUIRE(views->stock_at(place("Q-01"))->front().on_hand == 1);
}

TEST(what_other_lines_of_the_item_take_is_said_before_it_is_too_many) {
  office_does(Import{{purchase("PO-21/1", "BRG-6204", 2), purchase("PO-21/2", "BRG-6204", 3)}});
  scan("PO-21");
  scan(bearing_case);
  REQUIRE(shows(
      "PO-21/1 expects 2, 0 were received, other lines take 3: 12 more are 7 too many. Type 12 to receive them."));
  type("12");
  REQUIRE(received("PO-21") == 12);
}

TEST(an_item_counts_one_and_a_case_its_units) {
  scan("PO-7");
  scan(bearing);
  REQUIRE(count() == "1/24");
  scan(bearing_case);
  REQUIRE(count() == "13/24");
  REQUIRE(app->take_sound() == Sound::accepted);
}
