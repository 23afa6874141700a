// Picked units go into cartons, and totes into lanes.
#include "tests/support/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  static constexpr auto carton = "340123450000000109";

  // SO-118 has 4 bearings in T-01.
  void setUp() {
    Terminal::setUp();
    office_does(Import{{LocationRow{place("T-01"), LocationKind::tote, 511}}});
    office_does(Receive{Units{item("BRG-6204"), units(10), {}, {}, {}}, place("A-01"), {}, false});
    office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(4), {}, {}, {}}, place("A-01"),
                     place("T-01")});
  }
  std::int64_t at(std::string_view where) const {
    std::int64_t sum = 0;
    for (const ClaimView& one : views->picked_of(OrderNumber::parse("SO-118").value()).value()) {
      if (one.place.text() == where) sum += one.quantity.units();
    }
    return sum;
  }
};
}  // namespace

TEST(all_of_an_order_is_packed_by_its_tote_a_carton_and_a_yes) {
  tap("pack");
  scan("T-01");
  REQUIRE(page().instruction.task == "SO-118");
  scan(carton);
  REQUIRE(shows("Pack all 4 of SO-118 into carton 340123450000000109?"));
  REQUIRE(at(carton) == 0);
  scan("YES");
  REQUIRE(toast() == "SO-118: all is packed");
  REQUIRE(at(carton) == 4);
  tap("ship");
  REQUIRE(shows("Scan what is loaded"));
}

TEST(the_items_that_were_scanned_go_into_one_carton_and_the_rest_into_another) {
  tap("pack");
  scan("SO-118");
  scan(bearing);
  scan(bearing);
  REQUIRE(shows("2 chosen, not booked yet"));
  scan(carton);
  REQUIRE(shows("Pack 2 of SO-118"));
  scan("YES");
  REQUIRE(at(carton) == 2);
  REQUIRE(count() == "2/4");
  scan("340123450000000116");
  scan("YES");
  REQUIRE(at("340123450000000116") == 2);
  tap("undo");
  REQUIRE(count() == "2/4");
}

TEST(by_touch_alone_a_row_a_number_and_the_typed_carton) {
  tap("pack");
  tap("order:SO-118");
  tap(page().rows[0].id);
  REQUIRE(shows("4 chosen"));
  tap("number");
  type("3");
  REQUIRE(shows("3 chosen"));
  tap("text");
  for (const char digit : std::string_view(carton)) tap(std::string("type:") + digit);
  tap("confirm");
  REQUIRE(shows("Pack 3 of SO-118"));
  tap("pack");
  REQUIRE(at(carton) == 3);
}

TEST(more_than_is_picked_or_another_item_cannot_be_chosen) {
  tap("pack");
  scan("SO-118");
  scan(bearing_case);
  REQUIRE(refused());
  REQUIRE(shows("4 of BRG-6204 are picked for SO-118 and not packed."));
  tap("ok");
  scan(other_bearing);
  REQUIRE(refused());
  REQUIRE(at("T-01") == 4);
}

TEST(what_was_chosen_survives_a_restart) {
  tap("pack");
  scan("SO-118");
  scan(bearing);
  start();
  tap("begun:pack:SO-118");
  REQUIRE(shows("1 chosen, not booked yet"));
}

// --- totes --------------------------------------------------------------------------------------------------------

TEST(a_tote_is_emptied_into_the_lane_of_its_order_by_two_scans) {
  tap("drop_off");
  REQUIRE(shows("1 tote with units"));
  scan("T-01");
  const std::string lane = page().instruction.location;
  scan(lane == "X-01" ? "X-02" : "X-01");
  REQUIRE(refused());
  REQUIRE(refusal().expected_location == lane);
  scan(lane);
  REQUIRE(toast() == "T-01 is empty, all at " + lane);
  REQUIRE(at(lane) == 4);
  REQUIRE(order_line("SO-118").picked == units(4));
  tap("undo");
  REQUIRE(at("T-01") == 4);
}

TEST(by_touch_a_tote_is_emptied_with_two_taps) {
  tap("drop_off");
  tap("tote:T-01");
  REQUIRE(shows("Not booked yet"));
  tap("put");
  REQUIRE(at("T-01") == 0);
}

TEST(an_announced_pallet_is_no_carton) {
  office_does(
      Import{{AsnRow{Sscc::parse(carton).value(), "ASN-1", Units{item("BRG-6205"), units(5), {}, {}, {}}, {}}}});
  tap("pack");
  scan("T-01");
  scan(carton);
  REQUIRE(refused());
  REQUIRE(shows("340123450000000109 has left, or is not SO-118's."));
  REQUIRE(at("T-01") == 4);
}

// --- the counter --------------------------------------------------------------------------------------------------

TEST(a_customer_at_the_counter_gets_what_is_reserved_with_one_yes) {
  tap("ship");
  scan("SO-131");
  REQUIRE(shows("Nothing of SO-131 is in a lane. Hand 3 of BRG-6204 from A-01 to Acme Pumps now?"));
  REQUIRE(order_line("SO-131").shipped.none());
  scan("YES");
  REQUIRE(order_line("SO-131").shipped == units(3));
}
