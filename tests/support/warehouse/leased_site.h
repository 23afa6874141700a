// Two terminals and their hub, where a purchase can be set aside for one of them.
#pragma once

#include "storage/codec/codec.h"
#include "storage/engine/row_reader.h"
#include "storage/schema/open_reader.h"
#include "storage/upkeep/audit.h"
#include "storage/words/wording.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

// SO-1/1 waits for four and ranks first, SO-2/1 for three. PO-7 brings twenty. Both terminals have been heard of.
struct LeasedSite {
  void setUp() {
    hub.open_warehouse();
    hub.demand_is({hub.demand("SO-1/1", 4, 1), hub.demand("SO-2/1", 3, 5)});
    for (Floor* terminal : {&a, &b}) {
      sync(*terminal);
      terminal->accepted(Count{bearings(0), place("A-01"), "begins"});
      sync(*terminal);
    }
  }
  void tearDown() {}

  static Units bearings(std::int64_t count) { return Units{item("BRG"), units(count), {}, {}, {}}; }
  static Receive of_purchase(std::int64_t count) {
    return Receive{bearings(count), place("DOCK-1"), purchase("PO-7/1"), false};
  }
  static Receive unannounced(std::int64_t count) { return Receive{bearings(count), place("DOCK-2"), {}, false}; }
  static Leased po() { return PurchaseNumber::parse("PO-7").value(); }
  static Pick pick(const char* line, std::int64_t count) {
    return Pick{order(line), bearings(count), place("DOCK-1"), place("X-01")};
  }

  void assign_po_to_a() {
    hub.accepted(Assign{po(), a.ledger->writer()});
    sync(a);
    sync(b);
  }
  void push(Floor& terminal) {
    const Push push = terminal.ledger->unacknowledged().value();
    if (push.events.empty()) return;
    const PushReply reply = hub.ledger->accept(push).value();
    REQUIRE(reply.refusal.has_value() <= copies);
    REQUIRE(terminal.ledger->acknowledged(reply).ok());
  }
  std::vector<Notice> sync(Floor& terminal) {
    push(terminal);
    return pull(terminal);
  }
  std::vector<Notice> pull(Floor& terminal) {
    const PullRequest request = terminal.ledger->next_pull(clock.now()).value();
    return terminal.ledger->apply(hub.ledger->changes_since(request, 1000).value()).value().notices;
  }
  void require_one_truth() {
    for (int round = 0; round < 3; ++round) sync(a), sync(b);
    const auto truth = table_hashes(folder / "hub.db").value();
    for (const char* name : {"a.db", "b.db"}) {
      const auto mine = table_hashes(folder / name).value();
      for (std::size_t i = 0; i < truth.size(); ++i) {
        INFO(name << " " << truth[i].table);
        REQUIRE(mine[i].hash == truth[i].hash);
      }
    }
    for (const char* name : {"hub.db", "a.db", "b.db"}) {
      for (const AuditCheck& check : audit(folder / name).value()) {
        INFO(name << ": " << check.name << ": " << check.detail);
        REQUIRE(check.passed);
      }
    }
  }
  // "SO-1 4 wait, 0 have; ..." of the open leases, in the order of their orders.
  std::string leases(const char* file = "hub.db") {
    auto db = open_reader(folder / file).value();
    std::string text;
    for (auto rows = db->query("SELECT order_no, demand, claimed FROM lease WHERE demand + claimed > 0"
                               " ORDER BY order_no, kind");
         rows.next();) {
      text += (text.empty() ? "" : "; ") + rows.text(0) + " " + rows.text(1) + "+" + rows.text(2);
    }
    return text;
  }
  // What the people of a terminal are told about leases.
  std::vector<std::string> notices_of(const Floor& terminal) {
    auto db = open_reader(folder / "hub.db").value();
    return all_of(db->query("SELECT detail FROM notice WHERE kind='lease' AND open=1 AND writer=$1 ORDER BY id",
                            terminal.ledger->writer().text()),
                  [](const Cells& cells) { return sentence(parse_notice(cells.text(0)).value()); });
  }
  std::int64_t reserved(const char* line, const char* file = "hub.db") {
    auto db = open_reader(folder / file).value();
    auto rows = db->query("SELECT reserved FROM order_line WHERE order_no || '/' || line = $1", std::string(line));
    return rows.next() ? rows.integer(0) : -1;
  }

  bool copies = false;  // the hub may refuse one of two copies
  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor hub{folder / "hub.db", LedgerRole::hub, clock, "hub"};
  Floor a{folder / "a.db", LedgerRole::terminal, clock, "a"};
  Floor b{folder / "b.db", LedgerRole::terminal, clock, "b"};
};

}  // namespace dockhand::test
