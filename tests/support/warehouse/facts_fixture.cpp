#include "tests/support/warehouse/facts_fixture.h"

#include "storage/upkeep/audit.h"

namespace dockhand::test {

void FactsFixture::setUp() {
  floor.open_warehouse();
  views = Views::open(folder / "dock.db").value();
  Import more;
  more.rows = {ItemRow{item("MLK"), "Milk", Tracking::lot, {}, {}, {}, true},
               LocationRow{place("T-01"), LocationKind::tote, 91},
               LocationRow{place("B-01"), LocationKind::storage, 3, "north"}};
  floor.accepted(more);
}

Units FactsFixture::bearings(std::int64_t count) { return Units{item("BRG"), units(count), {}, {}, {}}; }

Units FactsFixture::gloves(std::int64_t count, const std::string& code) {
  return Units{item("GLV"), units(count), lot(code), {}, {}};
}

Units FactsFixture::drill(const std::string& serial) {
  return Units{item("DRL"), units(1), {}, Serial::parse(serial).value(), {}};
}

Receive FactsFixture::receipt(Units what, const char* at) const {
  return Receive{std::move(what), place(at), {}, false};
}

OrderLineRow FactsFixture::demand(const std::string& line, std::int64_t count, const char* of,
                                  std::int32_t priority) const {
  OrderLineRow row = floor.demand(line, count, priority);
  row.item = item(of);
  return row;
}

std::string FactsFixture::state(const std::string& line) {
  for (const auto& view : views->order_lines(order(line).document).value()) {
    if (view.line != order(line)) continue;
    return view.waiting.text() + " " + view.reserved.text() + " " + view.picked.text() + " " + view.shipped.text();
  }
  return "not there";
}

std::int64_t FactsFixture::stock(const char* at, const char* of) {
  std::int64_t sum = 0;
  for (const auto& row : views->stock_at(place(at)).value()) sum += row.item == item(of) ? row.on_hand : 0;
  return sum;
}

PurchaseLineView FactsFixture::purchase_line(const char* line) {
  for (const auto& view : views->purchase_lines(purchase(line).document).value()) {
    if (view.line == purchase(line)) return view;
  }
  throw std::runtime_error("no such purchase line");
}

void FactsFixture::undo(const std::string& id) { floor.accepted(Undo{CommandId::parse(id).value()}); }

void FactsFixture::pick(const std::string& line, Units what, const char* to) {
  floor.accepted(Pick{order(line), std::move(what), place("DOCK-1"), place(to)});
}

void FactsFixture::ship_four() {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(floor.receipt(4));
  pick("SO-1/1", bearings(4));
  floor.accepted(Ship{OrderNumber::parse("SO-1").value()});
}

void FactsFixture::require_sound() {
  for (const AuditCheck& check : audit(folder / "dock.db").value()) {
    INFO(check.name << ": " << check.detail);
    REQUIRE(check.passed);
  }
}

}  // namespace dockhand::test
