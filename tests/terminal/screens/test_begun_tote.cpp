// Where picked units are by the books while their order is half picked: in a tote, or taken away by a count.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Import{
        {LocationRow{place("T-01"), LocationKind::tote, 511}, LocationRow{place("T-02"), LocationKind::tote, 512}}});
    office_does(Receive{Units{item("BRG-6204"), units(12), {}, {}, {}}, place("DOCK-1"), {}, false});
  }
};

}  // namespace

// The tote may stand elsewhere: nobody would know where the units are by the books.
TEST(an_order_that_is_begun_in_a_tote_names_it_before_more_goes_in_and_is_dropped_off_from_it) {
  office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(1), {}, {}, {}}, place("DOCK-1"),
                   place("T-01")});
  scan("SO-118");
  INFO(all());
  REQUIRE(page().strip == "SO-118 is begun in T-01: put what you take in there.");
  REQUIRE(shows("Bearing 6204-2RS, sealed\ninto T-01"));
  scan("DOCK-1");
  tap("number");
  type("4");
  scan("YES");
  REQUIRE(picked_at("SO-118", "T-01") == 4);
  const std::string lane = views->lane_of(OrderNumber::parse("SO-118").value()).value().text();
  scan(lane);
  REQUIRE(refusal().title == "The tote first");
  REQUIRE(refusal().expected_location == "T-01");
  scan("T-01");
  REQUIRE(page().instruction.task == "Drop off");
  REQUIRE(page().instruction.location == lane);
  scan(lane);
  REQUIRE(picked_at("SO-118", lane) == 4);
}

// It would leave out the orders that have no tote yet.
TEST(a_place_where_nothing_is_to_be_picked_does_not_begin_the_walk) {
  tap("orders");
  tap("several");
  scan("T-01");
  scan("X-01");
  REQUIRE(refusal().title == "Not on this walk");
  tap("confirm");
  REQUIRE(page().instruction.name == "The next tote is for SO-131");
  scan("T-02");
  REQUIRE(page().list_heading == "2 of 2 orders have a tote");
  scan("DOCK-1");
  REQUIRE(shows("Take from"));
}

TEST(an_order_that_is_in_the_tote_of_another_cart_is_counted_among_those_that_have_one) {
  tap("orders");
  tap("several");
  scan("T-01");
  REQUIRE(page().list_heading == "1 of 2 orders has a tote");
  tap("done");
  scan("GO-HOME");
  tap("orders");
  tap("several");
  scan("T-02");
  REQUIRE(page().instruction.name == "Every order has a tote");
  REQUIRE(page().list_heading == "2 of 2 orders have a tote");
}
