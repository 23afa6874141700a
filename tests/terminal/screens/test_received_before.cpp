// A number is typed at a purchase of which something came before: on an earlier visit, or at another terminal.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {};
}  // namespace

namespace {

// A case came on an earlier visit, and the keypad for more of it is open.
void come_back_to_a_case(Fixture& site) {
  site.scan("PO-7");
  site.scan(Fixture::bearing_case);
  site.tap("back");
  site.scan("PO-7");
  REQUIRE(site.shows("12/24"));
  site.tap("line:PO-7/1");
  site.tap("number");
}

}  // namespace

TEST(a_number_asks_before_it_takes_back_what_came_on_an_earlier_visit) {
  come_back_to_a_case(*this);
  REQUIRE(shows("ea · 12 until now, 24 expected"));
  type("3");
  REQUIRE(shows("Booked before: 12 of Bearing 6204-2RS, sealed. You typed 3: how many is it in all?"));
  REQUIRE(received("PO-7") == 12);
  scan("CHOICE-2");
  REQUIRE(received("PO-7") == 3);
}

TEST(a_number_of_what_came_now_is_added_to_what_came_on_an_earlier_visit) {
  come_back_to_a_case(*this);
  type("3");
  scan("CHOICE-1");
  REQUIRE(received("PO-7") == 15);
  tap("number");
  REQUIRE(shows("ea · 15 until now, 24 expected"));
  type("2");
  scan("CHOICE-1");
  REQUIRE(received("PO-7") == 14);
}

TEST(a_number_above_what_came_before_is_asked_about_as_well) {
  come_back_to_a_case(*this);
  type("20");
  REQUIRE(shows("You typed 20: how many is it in all?"));
  scan("CHOICE-1");
  REQUIRE(shows("8 too many. Receive anyway?"));
  tap("no");
  tap("number");
  type("20");
  scan("CHOICE-2");
  REQUIRE(received("PO-7") == 20);
}

TEST(what_another_terminal_has_received_is_not_counted_as_what_came_here) {
  office_does(Receive{Units{item("BRG-6204"), units(12), {}, {}, {}}, place("DOCK-1"),
                      PurchaseLine::parse("PO-7/1").value(), false});
  scan("PO-7");
  tap("line:PO-7/1");
  tap("number");
  type("5");
  scan("CHOICE-1");
  REQUIRE(received("PO-7") == 17);
}

TEST(a_number_of_a_lot_asks_whether_it_counts_what_came_of_it_before) {
  office_does(Receive{Units{item("GLV-L"), units(2), Lot::parse("L2").value(), {}, {}}, place("DOCK-1"),
                      PurchaseLine::parse("PO-8/1").value(), false});
  scan("PO-8");
  tap("line:PO-8/1");
  tap("number");
  type("3");
  REQUIRE(shows("Booked before: 2 of Nitrile gloves L. You typed 3: how many is it in all?"));
  scan("CHOICE-1");
  REQUIRE(received("PO-8") == 5);
}
