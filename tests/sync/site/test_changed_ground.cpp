// The hub's rows come below what a terminal did and has not sent, or what the hub booked otherwise than the terminal.
#include "tests/support/site/pallets_at_docks.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture : PalletFixture {};
}  // namespace

TEST(a_place_that_both_docks_have_emptied_is_to_be_counted_as_soon_as_the_second_hears_of_the_first) {
  TwoDocks docks(folder, clock);
  docks.one.accepted(Count{bearings(7), place("A-01"), "count"});
  docks.sync(docks.one);
  docks.sync(docks.two);
  docks.one.accepted(Move{bearings(7), place("A-01"), place("A-02")});
  docks.sync(docks.one);
  docks.two.accepted(Move{bearings(7), place("A-01"), place("A-02")});
  docks.pull(docks.two);
  require_sound("two.db");
  REQUIRE(Views::open(folder / "two.db").value()->notices().value().size() == 1);
  docks.sync(docks.two);
  docks.sync(docks.one);
  for (const char* file : {"hub.db", "one.db", "two.db"}) {
    require_sound(file);
    REQUIRE(Views::open(folder / file).value()->notices().value().size() == 1);
  }
}

TEST(the_undo_of_a_count_that_the_hub_has_given_to_nobody_takes_no_claim_that_is_not_there) {
  TwoDocks docks(folder, clock);
  docks.hub.demand_is({docks.hub.demand("SO-1/1", 1, 2), docks.hub.demand("SO-2/1", 9, 5)});
  docks.sync(docks.one);
  docks.hub.demand_is({docks.hub.demand("SO-2/1", 9, 1)});  // it comes first now
  docks.hub.accepted(Receive{bearings(6), place("DOCK-1"), {}, false});
  docks.one.give("count", Count{bearings(5), place("DOCK-1"), "counted"});  // 1 for SO-1, 4 for SO-2
  docks.sync(docks.one);
  require_sound("one.db");
  docks.one.accepted(Undo{CommandId::parse("count").value()});
  require_sound("one.db");
  docks.sync(docks.one);
  require_sound("one.db");
  const auto stock = Views::open(folder / "one.db").value()->stock_at(place("DOCK-1")).value();
  REQUIRE(stock.front().on_hand == 6);
}

TEST(what_the_hub_reserves_on_a_pallet_that_is_set_aside_here_is_given_back) {
  TwoDocks docks(folder, clock);
  docks.one.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1")});
  docks.sync(docks.one);
  docks.one.accepted(MoveUnit{sscc(pallet), place("Q-01"), "wet"});
  docks.hub.demand_is({docks.hub.demand("SO-1/1", 5, 1)});
  docks.pull(docks.one);
  require_sound("one.db");
  docks.sync(docks.one);
  require_sound("one.db");
  require_sound("hub.db");
}
