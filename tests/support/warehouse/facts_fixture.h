// A warehouse for the facts beside receiving and picking, and short words for what they do to it.
#pragma once

#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

struct FactsFixture {
  void setUp();
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::terminal, clock, "t"};
  std::unique_ptr<Views> views;

  static Units bearings(std::int64_t count);
  static Units gloves(std::int64_t count, const std::string& code = "L1");
  static Units drill(const std::string& serial);
  Receive receipt(Units what, const char* at = "DOCK-1") const;
  OrderLineRow demand(const std::string& line, std::int64_t count, const char* of, std::int32_t priority = 5) const;
  // Returns it as "waiting reserved picked shipped".
  std::string state(const std::string& line);
  std::int64_t stock(const char* at, const char* of = "BRG");
  PurchaseLineView purchase_line(const char* line);
  void undo(const std::string& id);
  void pick(const std::string& line, Units what, const char* to = "X-01");
  void ship_four();
  void require_sound();
};

}  // namespace dockhand::test
