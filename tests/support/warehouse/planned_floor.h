// A warehouse with the demand of forty weeks, and its plan.
#pragma once

#include <stdexcept>
#include <utility>
#include <vector>

#include "storage/nightly/plan_thread.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

struct PlannedFloor {
  void setUp() {
    floor.open_warehouse();
    history("BRG", 20);
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-30T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::terminal, clock, "t"};

  void office(std::vector<ImportRow> rows) {
    Import import;
    import.rows = std::move(rows);
    floor.accepted(import);
  }
  // Writes so many units in each of the 40 weeks before the clock's day, and a few more in every third.
  void history(const char* of, std::int64_t weekly) {
    std::vector<ImportRow> rows;
    for (int week = 1; week <= 40; ++week) {
      const Date day = Date::from_days(clock.now().date().days() - 7 * week);
      rows.emplace_back(PastDemandRow{item(of), day, units(weekly + week % 3)});
    }
    office(std::move(rows));
  }
  SourceRow source(const char* supplier, const char* price, std::int32_t days, std::int32_t rank = 1) const {
    return {item("BRG"), supplier, Price::parse(price).value(), units(10), {}, Days{days}, rank, {}};
  }
  PlanMade plan() {
    const auto made = plan_for(folder / "dock.db", clock.now().date(), clock.now(), [&](const auto& work) {
      work(*floor.ledger);
      return true;
    });
    REQUIRE(made.ok());
    return *made;
  }
  std::vector<ProposalRow> proposals() const {
    return PlanningViews::open(folder / "dock.db").value()->proposals().value();
  }
  ProposalRow only_proposal() const {
    REQUIRE(proposals().size() == 1);
    return proposals().front();
  }
  PlanRow planned(const char* of) const {
    for (const PlanRow& row : PlanningViews::open(folder / "dock.db").value()->plans().value()) {
      if (row.item == item(of)) return row;
    }
    throw std::runtime_error("not planned");
  }
  void days_pass(int days) { clock.advance(std::chrono::hours(24 * days)); }
};

}  // namespace dockhand::test
