// A screen is loaded once for each answer of the ledger, and not at all when nothing was booked.
#include "tests/support/statement_trace.h"
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  test::StatementTrace trace;

  void setUp() {
    test::Terminal::setUp();
    scan("PO-7");
    trace.forget();
  }
  // Counts what the screen of a purchase asks for when it is loaded, and nobody else.
  static int loads() { return test::StatementTrace::runs_of("WHERE p.purchase=$1 ORDER BY p.line"); }
};

}  // namespace

TEST(opening_a_screen_loads_it_once) {
  tap("back");
  trace.forget();
  scan("PO-7");
  REQUIRE(loads() == 1);
}

TEST(a_scan_that_is_booked_loads_its_screen_once) {
  scan(bearing);
  REQUIRE(count() == "1/24");
  REQUIRE(loads() == 1);
}

// It is loaded once for its answer, and once when all are booked, where the books have moved since the last answer was
// read.
TEST(each_scan_of_a_burst_loads_its_screen_once) {
  for (int i = 0; i < 20; ++i) queue(bearing);
  settle();
  REQUIRE(count() == "20/24");
  REQUIRE(loads() >= 20);
  REQUIRE(loads() <= 21);
}

TEST(a_scan_that_is_refused_loads_nothing) {
  scan("HELLO-1");
  REQUIRE(refused());
  REQUIRE(loads() == 0);
}

TEST(what_the_office_books_loads_the_screen_once) {
  office_does(Import{{ItemRow{item("NEW"), "New", Tracking::none}}});
  REQUIRE(loads() == 1);
}

TEST(a_terminal_at_rest_loads_nothing) {
  for (int i = 0; i < 100; ++i) app->tick();
  REQUIRE(loads() == 0);
}

// Which item has it costs a walk through the stock.
TEST(a_lot_that_is_scanned_by_itself_is_looked_up_once) {
  office_does(Receive{Units{item("GLV-L"), units(5), Lot::parse("L1").value(), {}, {}}, place("A-01"), {}, false});
  tap("back");
  trace.forget();
  scan("L1");
  REQUIRE(shows("GLV-L"));
  REQUIRE(test::StatementTrace::runs_of("WHERE (lot=$1 OR serial=$1)") == 1);
}
