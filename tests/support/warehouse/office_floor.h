// A floor whose office has a word on who gets units, and when they may go.
#pragma once

#include <fstream>

#include "storage/import/import.h"
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

struct OfficeFloor {
  void setUp() {
    floor.open_warehouse();
    views = Views::open(file, clock).value();
  }
  void tearDown() {}

  TemporaryFolder folder;
  std::filesystem::path file = folder / "dock.db";
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor floor{file, LedgerRole::terminal, clock, "t"};
  std::unique_ptr<Views> views;

  Policies policies(const std::string& text) const { return parse_policies(text).value(); }
  void item_says(const std::string& text, std::int64_t safety_stock = 0, std::int64_t order_cap = 0) {
    give_rows({ItemRow{item("BRG"), "Bearing 6204-2RS, sealed", Tracking::none, policies(text), units(safety_stock),
                       units(order_cap)}});
  }
  void customer_says(const std::string& text, std::optional<OrderClass> order_class = {}) {
    give_rows({CustomerRow{"ACME", "Acme Ltd", policies(text), order_class}});
  }
  Accepted give_rows(std::vector<ImportRow> rows) { return floor.accepted(Import{std::move(rows)}); }
  OrderLineRow line(const std::string& name, std::int64_t count, const std::string& text = "",
                    std::optional<OrderClass> order_class = {}) const {
    OrderLineRow row = floor.demand(name, count);
    row.policies = policies(text);
    row.order_class = order_class;
    return row;
  }
  OrderLineView view(const std::string& name) const {
    for (const auto& one : views->order_lines(order(name).document).value()) {
      if (one.line == order(name)) return one;
    }
    FAIL(name << " is not known");
    throw 0;
  }
  std::int64_t reserved(const std::string& name) const { return view(name).reserved.units(); }
  Pick pick(const std::string& name, std::int64_t count) const {
    return Pick{order(name), Units{item("BRG"), units(count), {}, {}, {}}, place("DOCK-1"), place("X-01")};
  }
  Receive gloves(const std::string& lot, std::int64_t count, const std::string& expiry) const {
    return Receive{
        Units{item("GLV"), units(count), Lot::parse(lot).value(), {}, day(expiry)}, place("DOCK-1"), {}, false};
  }
  std::filesystem::path csv(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name) << text;
    return folder / name;
  }
  void require_sound() const {
    for (const AuditCheck& check : audit(file).value()) {
      INFO(check.name << ": " << check.detail);
      REQUIRE(check.passed);
    }
  }
};

}  // namespace dockhand::test
