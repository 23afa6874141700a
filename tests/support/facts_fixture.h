// A warehouse for the facts beside receiving and picking, and short words for what they do to it.
#pragma once

#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "tests/support/warehouse.h"

namespace dockhand::test {

struct FactsFixture {
  void setUp() {
    floor.open_warehouse();
    views = Views::open(folder / "dock.db").value();
    Import more;
    more.rows = {ItemRow{item("MLK"), "Milk", Tracking::lot, {}, {}, {}, true},
                 LocationRow{place("T-01"), LocationKind::tote, 91},
                 LocationRow{place("B-01"), LocationKind::storage, 3, "north"}};
    floor.accepted(more);
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::terminal, clock, "t"};
  std::unique_ptr<Views> views;

  static Units bearings(std::int64_t count) { return Units{item("BRG"), units(count), {}, {}, {}}; }
  static Units gloves(std::int64_t count, const std::string& code = "L1") {
    return Units{item("GLV"), units(count), lot(code), {}, {}};
  }
  static Units drill(const std::string& serial) {
    return Units{item("DRL"), units(1), {}, Serial::parse(serial).value(), {}};
  }
  Receive receipt(Units what, const char* at = "DOCK-1") const {
    return Receive{std::move(what), place(at), {}, false};
  }
  OrderLineRow demand(const std::string& line, std::int64_t count, const char* of, std::int32_t priority = 5) const {
    OrderLineRow row = floor.demand(line, count, priority);
    row.item = item(of);
    return row;
  }
  // As "waiting reserved picked shipped".
  std::string state(const std::string& line) {
    for (const auto& view : views->order_lines(order(line).document).value()) {
      if (view.line != order(line)) continue;
      return view.waiting.text() + " " + view.reserved.text() + " " + view.picked.text() + " " + view.shipped.text();
    }
    return "not there";
  }
  std::int64_t stock(const char* at, const char* of = "BRG") {
    std::int64_t sum = 0;
    for (const auto& row : views->stock_at(place(at)).value()) sum += row.item == item(of) ? row.on_hand : 0;
    return sum;
  }
  PurchaseLineView purchase_line(const char* line) {
    for (const auto& view : views->purchase_lines(purchase(line).document).value()) {
      if (view.line == purchase(line)) return view;
    }
    throw std::runtime_error("no such purchase line");
  }
  void undo(const std::string& id) { floor.accepted(Undo{CommandId::parse(id).value()}); }
  void pick(const std::string& line, Units what, const char* to = "X-01") {
    floor.accepted(Pick{order(line), std::move(what), place("DOCK-1"), place(to)});
  }
  void ship_four() {
    floor.demand_is({floor.demand("SO-1/1", 4)});
    floor.accepted(floor.receipt(4));
    pick("SO-1/1", bearings(4));
    floor.accepted(Ship{OrderNumber::parse("SO-1").value()});
  }
  void require_sound() {
    for (const AuditCheck& check : audit(folder / "dock.db").value()) {
      INFO(check.name << ": " << check.detail);
      REQUIRE(check.passed);
    }
  }
};

}  // namespace dockhand::test
