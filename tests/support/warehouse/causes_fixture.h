// One item, whose lines wait, and the causes that the books find for them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "storage/ledger/ledger.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

using planning::Cause;
using Shares = std::vector<planning::CauseShare>;

struct CausesFixture {
  void setUp() { floor.open_warehouse(); }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  // Ordered now.
  void line_waits(const std::string& line, std::int64_t count, std::int32_t priority = 5) {
    OrderLineRow row = floor.demand(line, count, priority);
    row.ordered_at = clock.now();
    floor.demand_is({row});
  }
  // In each of so many weeks before now.
  void habit_is(int weeks, std::int64_t units_a_week) {
    Import import;
    for (int i = 0; i < weeks; ++i) {
      const Date then = Date::from_days(clock.now().date().days() - 20 - 7 * i);
      import.rows.push_back(PastDemandRow{item("BRG"), then, units(units_a_week)});
    }
    floor.accepted(import);
  }
  void days_pass(int days) {
    clock.advance(std::chrono::hours(24) * days);
    REQUIRE(floor.ledger->begin_day().ok());
  }
  // Whose they are is left out.
  Shares causes(const std::string& line) {
    const Shares whose = views->why(order(line)).value()->line.causes;
    Shares shares;
    for (const auto& one : whose) {
      if (shares.empty() || shares.back().cause != one.cause) shares.push_back({one.cause, 0});
      shares.back().units += one.units;
    }
    return shares;
  }
  std::string words(const std::string& line) {
    return planning::sentence(views->why(order(line)).value()->line.causes);
  }
};

}  // namespace dockhand::test
