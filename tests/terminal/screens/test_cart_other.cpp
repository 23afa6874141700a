// A cart of which an order waits: the day, and what may be taken instead, stand at its end.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Import{{LocationRow{place("A-01"), LocationKind::storage, 110, "fast"},
                        LocationRow{place("T-01"), LocationKind::tote, 511},
                        LocationRow{place("T-02"), LocationKind::tote, 512},
                        AlternativeRow{item("BRG-6204"), item("BRG-6205"), units(1), true}}});
    office_does(Receive{{item("BRG-6204"), units(6), {}, {}, {}}, place("A-01"), {}, false});
    office_does(Receive{{item("BRG-6205"), units(9), {}, {}, {}}, place("A-01"), {}, false});
  }
  void pick_the_cart() {
    tap("orders");
    tap("several");
    scan("T-01");
    scan("T-02");
    scan("A-01");
    for (int i = 0; i < 4; ++i) scan(bearing);
    scan("T-01");
    for (int i = 0; i < 2; ++i) scan(bearing);
    scan("T-02");
  }
};
}  // namespace

TEST(what_waits_of_a_cart_stands_at_its_end_with_its_day_and_what_may_be_taken_instead) {
  pick_the_cart();
  REQUIRE(shows("1 still waits"));
  REQUIRE(shows("SO-131/1\nexpected"));
  REQUIRE(shows("Bearing 6205-2RS | BRG-6205\nBetter, and here | 1 instead"));
  tap("alternative:SO-131/1");
  REQUIRE(shows("Does Acme Pumps take 1 of Bearing 6205-2RS in place of 1 of Bearing 6204-2RS, sealed?"));
  tap("take");
  REQUIRE(toast() == "SO-131/901 asks for it now");
  REQUIRE(order_line("SO-131").waiting.none());
  REQUIRE(page().instruction.location == "A-01");  // it is picked on this walk
}
