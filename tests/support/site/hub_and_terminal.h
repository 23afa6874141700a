// A hub and one terminal on files of a folder of their own: for the tests of what goes between two.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "storage/upkeep/audit.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

struct HubAndTerminal {
  // Makes a hub with a warehouse and an order for four, and a terminal that knows nothing yet.
  void setUp() {
    {
      Floor office{folder / "hub.db", LedgerRole::hub, clock, "office"};
      office.open_warehouse();
      office.demand_is({office.demand("SO-1/1", 4, 1)});
    }
    open_both();
  }
  void tearDown() {}

  void open_both() {
    hub = Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value();
    open_terminal();
  }
  // Each opening is another life, whose commands have names of their own.
  void open_terminal() {
    terminal.reset();
    terminal.emplace(folder / "a.db", LedgerRole::terminal, clock, "a" + std::to_string(++lives));
  }
  // The hub and the terminal in `file` hold the same rows, and the terminal's books hold.
  bool agree(const char* file = "a.db") {
    for (const AuditCheck& check : audit(folder / file).value()) {
      INFO(check.name + ": " + check.detail);
      REQUIRE(check.passed);
    }
    const auto here = hashes(file), there = hashes("hub.db");
    INFO(Catch::rangeToString(here) + "\n" + Catch::rangeToString(there));
    CHECK(here == there);
    return here == there;
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  std::unique_ptr<Ledger> hub;
  std::optional<Floor> terminal;
  int lives = 0;

 private:
  std::vector<std::string> hashes(const char* file) {
    std::vector<std::string> all;
    for (const TableHash& table : table_hashes(folder / file).value()) all.push_back(table.table + " " + table.hash);
    return all;
  }
};

}  // namespace dockhand::test
