// Labels that say less than a receipt needs.
#include "tests/support/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {};

}  // namespace

TEST(serials_follow_one_after_the_other_after_one_scan_of_their_item) {
  office_does(Import{{ItemRow{item("PUMP-9"), "Pump", Tracking::serial}, purchase("PO-9/1", "PUMP-9", 5)}});
  scan("PO-9");
  scan("PUMP-9");
  scan("SN-1");
  REQUIRE(count() == "1/5");
  REQUIRE(page().scan_prompt == "Scan item or next serial");
  scan("SN-2");
  REQUIRE(count() == "2/5");
  scan("SN-2");
  REQUIRE(refused());
  REQUIRE(received("PO-9") == 2);
}

TEST(a_pallet_that_nobody_announced_is_begun_only_with_a_yes) {
  scan("PO-7");
  scan("]C100340123450000000024");
  REQUIRE(shows("No notice says what is on 340123450000000024. Begin a pallet with it?"));
  tap("no");
  REQUIRE(page().instruction.verb != "Receive onto pallet");
}

// --- codes that mean something else as well -------------------------------------------------------------------------

TEST(a_dock_or_a_lane_is_the_lot_only_when_it_is_scanned_again_or_its_button_is_pressed) {
  scan("PO-8");
  scan(gloves);
  scan("DOCK-1");
  REQUIRE(received("PO-8") == 0);
  REQUIRE(toast() == "DOCK-1 is a place here. Is it the lot? Scan it again, or scan the right one.");
  REQUIRE(page().instruction.code == "GLV-L · lot DOCK-1");
  scan("L7");
  REQUIRE(received("PO-8") == 1);
  REQUIRE(page().instruction.code == "GLV-L · lot L7");
  scan(gloves);
  scan("X-01");
  tap("go_on");
  REQUIRE(received("PO-8") == 2);
}

TEST(a_lot_with_the_name_of_a_shelf_is_taken_and_shown_with_its_item) {
  scan("PO-8");
  scan(gloves);
  scan("B-12");
  REQUIRE(received("PO-8") == 1);
  REQUIRE(page().instruction.code == "GLV-L · lot B-12");
}

TEST(a_lot_that_is_in_stock_is_known_by_its_name_whatever_else_has_it) {
  office_does(Receive{Units{item("GLV-L"), units(1), Lot::parse("X-01").value(), {}, {}}, place("B-12"), {}});
  scan("PO-8");
  scan(gloves);
  scan("X-01");
  REQUIRE(received("PO-8") == 1);
}

TEST(a_serial_that_is_a_dock_is_asked_about_too) {
  office_does(Import{{ItemRow{item("PUMP-9"), "Pump", Tracking::serial}, purchase("PO-9/1", "PUMP-9", 5)}});
  scan("PO-9");
  scan("PUMP-9");
  scan("X-01");
  REQUIRE(received("PO-9") == 0);
  REQUIRE(shows("PUMP-9 · no. X-01"));
  scan("X-01");
  REQUIRE(received("PO-9") == 1);
}
