// A pallet that is announced, a carton, and two docks of one hub.
#pragma once

#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "sync/session.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

inline const std::string pallet = "340123450000000017";
inline const std::string carton = "340123450000000116";

struct PalletFixture {
  void setUp() {
    floor.open_warehouse();
    announce(floor);
    views = Views::open(folder / "dock.db").value();
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::terminal, clock, "t"};
  std::unique_ptr<Views> views;

  // 12 bearings for PO-7/1 and 4 gloves of lot L1, which expires.
  static void announce(Floor& at) {
    Import asn;
    Units gloves{item("GLV"), units(4), lot("L1"), {}, day("2027-03-01")};
    asn.rows = {AsnRow{sscc(pallet), "ASN-1", Units{item("BRG"), units(12), {}, {}, {}}, purchase("PO-7/1")},
                AsnRow{sscc(pallet), "ASN-1", gloves, {}}, LocationRow{place("T-01"), LocationKind::tote, 91}};
    at.accepted(asn);
  }
  static Units bearings(std::int64_t count) { return Units{item("BRG"), units(count), {}, {}, {}}; }
  static OrderNumber number(const char* order) { return OrderNumber::parse(order).value(); }
  UnitView unit(const std::string& code) { return views->unit(sscc(code)).value().value(); }
  std::string state(const std::string& line) {
    const OrderLineView view = views->order_lines(order(line).document).value().front();
    return view.waiting.text() + " " + view.reserved.text() + " " + view.picked.text() + " " + view.shipped.text();
  }
  std::int64_t stock(const char* at) {
    std::int64_t sum = 0;
    for (const auto& row : views->stock_at(place(at)).value()) sum += row.item == item("BRG") ? row.on_hand : 0;
    return sum;
  }
  // Two orders wait, the pallet comes, and all is reserved.
  void receive_for_orders() {
    floor.demand_is({floor.demand("SO-1/1", 5, 1), floor.demand("SO-2/1", 3, 5)});
    floor.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1")});
  }
  void pack_order() {
    receive_for_orders();
    floor.accepted(Pick{order("SO-1/1"), bearings(5), place("DOCK-1"), place("T-01")});
    floor.accepted(PackCarton{number("SO-1"), place("T-01"), sscc(carton), place("X-01"), bearings(3)});
  }
  void require_sound(const std::string& file = "dock.db") {
    for (const AuditCheck& check : audit(folder / file).value()) {
      INFO(file << ": " << check.name << ": " << check.detail);
      REQUIRE(check.passed);
    }
  }
};

// Two terminals of one hub, to which the pallet was announced.
struct TwoDocks {
  TwoDocks(const TemporaryFolder& folder, const Clock& time)
      : clock(time),
        hub(folder / "hub.db", LedgerRole::hub, time, "hub"),
        one(folder / "one.db", LedgerRole::terminal, time, "one"),
        two(folder / "two.db", LedgerRole::terminal, time, "two") {
    hub.open_warehouse();
    PalletFixture::announce(hub);
    sync(one);
    sync(two);
  }
  void sync(Floor& terminal) {
    LocalConnector link(*hub.ledger, [] { return Fault::none; });
    REQUIRE(sync_once(on_this_thread(*terminal.ledger), link, clock).status.ok());
  }

  // Hears of the others, and has sent nothing of its own: somebody worked between the two halves of a sync.
  void pull(Floor& terminal) const {
    const PullRequest asked = terminal.ledger->next_pull(clock.now()).value();
    REQUIRE(terminal.ledger->apply(hub.ledger->changes_since(asked, 1000).value()).ok());
  }

  const Clock& clock;
  Floor hub, one, two;
};

}  // namespace dockhand::test
