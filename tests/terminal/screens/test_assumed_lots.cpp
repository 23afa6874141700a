// Which lot is picked is seen, or the fact says that it was assumed.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  // SO-G waits for 3 gloves; 2 of L1 and 1 of L2 are at B-12.
  void setUp() {
    Terminal::setUp();
    office_does(Import{{order("SO-G", "GLV-L", 3, 5), LocationRow{place("T-01"), LocationKind::tote, 511}}});
    receive(2, "L1");
    receive(1, "L2");
  }
  void receive(std::int64_t count, std::string_view code) {
    const auto lot = Lot::parse(code).value();
    office_does(Receive{Units{item("GLV-L"), units(count), lot, {}, {}}, place("B-12"), {}, false});
  }
  void site_allows_it() {
    ItemRow row{item("GLV-L"), "Nitrile gloves L", Tracking::lot};
    row.assume_suggested = true;
    office_does(Import{{row}, true});
  }
  // Returns the last command's own words.
  std::string last_done() const { return views->events(1).value().front().summary; }
};
}  // namespace

TEST(a_code_without_its_lot_asks_for_the_lot) {
  scan("SO-G");
  scan("B-12");
  scan(gloves);
  REQUIRE(order_line("SO-G").picked.none());
  REQUIRE(shows("Scan lot code"));
  scan("L1");
  REQUIRE(order_line("SO-G").picked == units(1));
  REQUIRE(last_done().find("assumed") == std::string::npos);
}

TEST(where_the_site_says_so_the_suggested_lot_is_assumed_and_that_is_said) {
  site_allows_it();
  scan("SO-G");
  scan("B-12");
  scan(gloves);
  REQUIRE(order_line("SO-G").picked == units(1));
  REQUIRE(toast() == "Picked 1 of 3, lot assumed");
  REQUIRE(last_done().find("lot L1 (assumed)") != std::string::npos);
}

TEST(a_lot_that_was_seen_is_not_assumed) {
  site_allows_it();
  scan("SO-G");
  scan("B-12");
  scan(
      "]C10104012345678901"
      "10L1");
  REQUIRE(order_line("SO-G").picked == units(1));
  REQUIRE(toast() == "Picked 1 of 3");
  REQUIRE(last_done().find("assumed") == std::string::npos);
}

TEST(a_number_without_any_scan_asks_for_the_lot_too) {
  scan("SO-G");
  scan("B-12");
  tap("number");
  type("2");
  REQUIRE(order_line("SO-G").picked.none());
  scan("L3");
  REQUIRE(refused());
  REQUIRE(refusal().title == "Wrong lot");
  tap("confirm");
  REQUIRE(order_line("SO-G").picked.none());
  tap("number");
  type("2");
  scan("L1");
  REQUIRE(order_line("SO-G").picked == units(2));
}

TEST(a_cart_says_what_was_assumed) {
  site_allows_it();
  tap("orders");
  tap("several");
  scan("T-01");
  scan("B-12");
  scan(gloves);
  REQUIRE(shows("Not booked yet, lot assumed: put it into T-01 for SO-G."));
  scan("T-01");
  REQUIRE(toast() == "1 put into T-01, lot assumed");
  REQUIRE(last_done().find("lot L1 (assumed)") != std::string::npos);
}

TEST(a_cart_asks_for_the_lot_of_a_number) {
  tap("orders");
  tap("several");
  scan("T-01");
  scan("B-12");
  tap("number");
  type("2");
  REQUIRE(shows("Scan lot code"));
  scan("L1");
  REQUIRE(shows("Not booked yet: put it into T-01 for SO-G."));
  scan("T-01");
  REQUIRE(order_line("SO-G").picked == units(2));
}
