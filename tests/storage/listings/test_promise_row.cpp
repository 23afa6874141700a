// What is told of an order before it is taken.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "storage/ledger/ledger.h"
#include "storage/listings/availability.h"
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

TEST(what_can_be_had_of_an_item_is_told_with_the_days_of_one_that_is_asked_for_now) {
  const auto row = [&] { return availability_row(folder / "dock.db", item("BRG"), clock).value(); };
  REQUIRE(row().at("state") == "backorder");
  REQUIRE(row().at("free") == 0);
  REQUIRE(row().at("expected") == 20);
  REQUIRE(row().at("p50") == "2026-11-24");
  floor.accepted(floor.receipt(5));
  floor.demand_is({floor.demand("SO-1/1", 8)});
  REQUIRE(row().at("waiting") == 3);
  floor.accepted(floor.receipt(10));
  REQUIRE(row().at("state") == "available");
  REQUIRE(row().at("free") == 7);
  REQUIRE_FALSE(availability_row(folder / "dock.db", item("NOPE"), clock).ok());
}

TEST(a_list_of_who_waits_says_which_day_each_customer_has_read) {
  floor.accepted(Import{{SiteRow{"tell_customers", true}}});
  floor.demand_is({floor.demand("SO-1/1", 8)});
  const auto told = [&] {
    const auto topic = std::find_if(topics().begin(), topics().end(),
                                    [](const Topic& one) { return std::string_view(one.name) == "backorders"; });
    return topic->rows(folder / "dock.db", {}).value().at(0).at("told").get<std::string>();
  };
  REQUIRE(told().empty());
  const auto letters = floor.ledger->letters_due({{"file"}, clock.now(), 0}).value();
  REQUIRE(told() == letters.at(0).lines.at(0).day->text());
}
