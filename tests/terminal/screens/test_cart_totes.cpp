// What lies in the totes of a cart, and what of its orders lies elsewhere or is not wanted any more.
#include "tests/support/terminal/busy_terminal.h"

using namespace dockhand;

namespace {

struct Fixture : test::BusyTerminal {
  void setUp() {
    BusyTerminal::setUp();
    office_does(Import{
        {LocationRow{place("T-01"), LocationKind::tote, 511}, LocationRow{place("T-02"), LocationKind::tote, 512}}});
    receive("BRG-6204", 7, "A-01");
    tap("orders");
    tap("several");
    scan("T-01");
    scan("T-02");
    scan("A-01");
  }
  void somebody_else_picks(std::int64_t number) {
    office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(number), {}, {}, {}},
                     place("A-01"), place("X-01")});
  }
  std::string row_of(std::string_view tote) const {
    for (const Row& row : page().rows) {
      if (row.title == tote) return row.detail + " | " + row.value;
    }
    return {};
  }
  std::string lane_of(std::string_view order) const {
    return views->lane_of(OrderNumber::parse(order).value())->text();
  }
  void take(std::int64_t number) {
    tap("number");
    type(std::to_string(number));
  }
};

}  // namespace

TEST(what_another_has_picked_into_another_tote_is_not_in_this_one) {
  somebody_else_picks(2);
  take(2);
  REQUIRE(page().instruction.progress == 0.0F);
  scan("T-01");
  take(3);
  scan("T-02");
  REQUIRE(page().instruction.verb == "All is picked");
  REQUIRE(row_of("T-01").find("2 of it lie elsewhere | 2") != std::string::npos);
  REQUIRE(row_of("T-02").find("| 3") != std::string::npos);
}

TEST(what_is_to_be_picked_on_a_cart_is_counted_without_what_was_picked_into_another_tote) {
  somebody_else_picks(2);
  take(2);
  tap("back");
  tap("throw");
  REQUIRE(count() == "0/2");
  REQUIRE_FALSE(shows("[Undo]"));
}

TEST(what_stays_picked_when_a_cart_is_taken_apart_is_said_and_its_tote_goes_on_with_it) {
  take(2);
  scan("T-01");
  tap("back");
  tap("end_cart");
  REQUIRE(toast() == "The cart is taken apart. Still picked: 2 of SO-118 in T-01. To go on, scan T-01 under Pick.");
  scan("GO-PICK");
  scan("T-01");
  REQUIRE(shows("SO-118"));
  REQUIRE_FALSE(refused());
}

TEST(no_row_sends_anything_into_the_tote_of_an_order_that_was_cancelled) {
  take(2);
  scan("T-01");
  REQUIRE(shows("into T-01 for SO-118"));
  take(2);
  office_does(CancelOrder{OrderNumber::parse("SO-118").value(), {}});
  REQUIRE_FALSE(shows("into T-01"));
  REQUIRE(shows("SO-118 was cancelled. Put it back to A-01."));
  REQUIRE_FALSE(shows("[In T-01]"));
  REQUIRE_FALSE(shows("Scan tote"));
  scan("T-01");
  REQUIRE(toast() == "SO-118 was cancelled. Put it back to A-01. Nothing was booked.");
  tap("back");
  tap("throw");
  REQUIRE(shows("put 2 of Bearing 6204-2RS, sealed back from T-01"));
  REQUIRE_FALSE(shows("into T-01"));
}

TEST(what_is_dropped_off_of_a_cart_counts_as_picked_on_the_home_screen) {
  take(2);
  scan("T-01");
  tap("back");
  tap("keep_cart");
  scan("GO-HOME");
  REQUIRE(shows("2 of 7 picked"));
  scan("GO-DROP-OFF");
  scan("T-01");
  scan(lane_of("SO-118"));
  REQUIRE(stock("T-01") == 0);
  scan("GO-HOME");
  REQUIRE(shows("2 of 7 picked"));
}

TEST(an_order_of_a_cart_that_is_taken_apart_is_gone_on_with_from_the_home_screen) {
  take(2);
  scan("T-01");
  tap("back");
  tap("end_cart");
  scan("GO-HOME");
  REQUIRE(shows("SO-118: 2 of 4 picked"));
  start();
  REQUIRE(shows("SO-118: 2 of 4 picked"));
  tap("begun:pick:SO-118");
  REQUIRE(shows("SO-118"));
  REQUIRE(count() == "2/4");
}

TEST(a_tote_that_is_scanned_once_all_is_picked_is_dropped_off) {
  take(4);
  scan("T-01");
  take(3);
  scan("T-02");
  REQUIRE(page().instruction.verb == "All is picked");
  REQUIRE(shows("Scan tote"));
  scan("T-01");
  REQUIRE(page().instruction.task == "Drop off");
  REQUIRE(page().instruction.location == "X-01");
  REQUIRE(shows("Not booked yet: scan the lane."));
  scan("X-01");
  REQUIRE(toast() == "T-01 is empty, all at X-01");
  scan("T-02");
  REQUIRE(shows("SO-131, from T-02"));
  scan("GO-HOME");
  REQUIRE_FALSE(shows("Go on: Several"));
  REQUIRE(shows("Go on: Drop off"));
}
