// What is told of an order before it is taken.
#include <nlohmann/json.hpp>

#include "storage/ledger/ledger.h"
#include "storage/listings/listings.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    floor.open_warehouse();
    for (const char* code : {"ROD", "BAR"}) floor.accepted(Import{{ItemRow{item(code), code, Tracking::none}}});
    floor.accepted(Import{{AlternativeRow{item("BRG"), item("ROD"), units(2), false},
                           AlternativeRow{item("BRG"), item("BAR"), units(1), true}}});
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};

  std::string instead(std::int64_t count) {
    return promise_row(folder / "dock.db", item("BRG"), units(count), clock).value().at("instead").get<std::string>();
  }
};

}  // namespace

TEST(who_asks_for_more_than_is_here_is_told_what_is_here_and_may_stand_in_for_it) {
  REQUIRE(instead(5).empty());
  floor.accepted(floor.receipt(10, "ROD"));
  REQUIRE(instead(5) == "10 of ROD, similar");
  REQUIRE(instead(6).empty());
  floor.accepted(floor.receipt(5, "BAR"));
  REQUIRE(instead(5) == "5 of BAR, better");
  floor.accepted(floor.receipt(5));
  REQUIRE(instead(5).empty());
}
