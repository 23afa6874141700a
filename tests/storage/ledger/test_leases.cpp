// What is set aside for one terminal: what it decides without a network stands, whatever reaches the hub first.
#include "storage/schema/open_reader.h"
#include "storage/upkeep/audit.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

// SO-1/1 waits for four and ranks first, SO-2/1 for three. PO-7 brings twenty. Both terminals have been heard of.
struct Fixture {
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
    REQUIRE_FALSE(reply.refusal);
    REQUIRE(terminal.ledger->acknowledged(reply).ok());
  }
  std::vector<Notice> sync(Floor& terminal) {
    push(terminal);
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
  std::int64_t reserved(const char* line, const char* file = "hub.db") {
    auto db = open_reader(folder / file).value();
    auto rows = db->query("SELECT reserved FROM order_line WHERE order_no || '/' || line = $1", std::string(line));
    return rows.next() ? rows.integer(0) : -1;
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor hub{folder / "hub.db", LedgerRole::hub, clock, "hub"};
  Floor a{folder / "a.db", LedgerRole::terminal, clock, "a"};
  Floor b{folder / "b.db", LedgerRole::terminal, clock, "b"};
};

}  // namespace

TEST(a_purchase_that_is_assigned_to_a_terminal_leases_what_waits_for_it_in_rank) {
  const Accepted done = hub.accepted(Assign{po(), a.ledger->writer()});
  REQUIRE(done.quantity == units(7));
  REQUIRE(leases() == "SO-1 4+0; SO-2 3+0");
  require_one_truth();
  REQUIRE(leases("a.db") == "SO-1 4+0; SO-2 3+0");
}

TEST(units_that_others_bring_leave_leased_demand_alone_and_go_to_the_next) {
  hub.demand_is({hub.demand("SO-3/1", 5, 9)});
  hub.accepted(Assign{po(), a.ledger->writer()});
  REQUIRE(leases() == "SO-1 4+0; SO-2 3+0; SO-3 5+0");
  hub.demand_is({hub.demand("SO-4/1", 2, 9)});
  sync(b);
  b.accepted(unannounced(6));
  REQUIRE(reserved("SO-1/1", "b.db") == 0);
  REQUIRE(reserved("SO-4/1", "b.db") == 2);
  hub.accepted(unannounced(6));
  REQUIRE(reserved("SO-1/1") == 0);
  REQUIRE(reserved("SO-4/1") == 2);
  require_one_truth();
}

TEST(what_a_terminal_decides_offline_under_its_lease_stands_although_others_came_first) {
  assign_po_to_a();
  const Accepted got = a.accepted(of_purchase(4));  // without a network
  REQUIRE(got.claims.front().rule == Rule::leased);
  REQUIRE(reserved("SO-1/1", "a.db") == 4);
  b.accepted(unannounced(4));
  sync(b);
  hub.accepted(unannounced(9));
  REQUIRE(reserved("SO-1/1") == 0);
  const auto told = sync(a);
  REQUIRE(told.empty());
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(leases() == "SO-1 0+4; SO-2 3+0");
  require_one_truth();
}

TEST(a_leased_claim_is_not_taken_by_a_higher_class_that_came_meanwhile) {
  assign_po_to_a();
  a.accepted(of_purchase(4));
  OrderLineRow first = hub.demand("SO-9/1", 4, 1);
  first.order_class = OrderClass::win;
  hub.demand_is({first});
  sync(a);
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(reserved("SO-1/1", "a.db") == 4);
  REQUIRE(reserved("SO-9/1") == 0);
  require_one_truth();
}

TEST(a_supervisor_at_the_hub_takes_nothing_that_is_leased_until_it_is_revoked) {
  assign_po_to_a();
  sync(a);
  a.accepted(of_purchase(4));
  sync(a);
  REQUIRE(hub.refused(Claim{order("SO-2/1"), units(3)}).kind == ErrorKind::refused);
  hub.accepted(Revoke{PurchaseNumber::parse("PO-7").value(), "needed at once"});
  hub.accepted(Claim{order("SO-2/1"), units(3)});
  REQUIRE(reserved("SO-2/1") == 3);
  require_one_truth();
}

TEST(a_revoked_lease_frees_its_demand_at_once_and_its_terminal_is_told) {
  assign_po_to_a();
  hub.accepted(unannounced(5));
  REQUIRE(reserved("SO-1/1") == 0);
  hub.accepted(Revoke{PurchaseNumber::parse("PO-7").value(), "it is late"});
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(leases().empty());
  sync(a);
  auto db = open_reader(folder / "a.db").value();
  auto rows =
      db->query("SELECT detail FROM notice WHERE kind='lease' AND open=1 AND writer=$1", a.ledger->writer().text());
  REQUIRE(rows.next());
  REQUIRE(rows.text(0).find("PO-7 is not set aside for this terminal any more: it is late") != std::string::npos);
  require_one_truth();
}

TEST(a_lease_ends_when_its_terminal_has_received_all_or_the_line_is_cancelled_or_the_purchase_is_closed) {
  assign_po_to_a();
  OrderLineRow less = hub.demand("SO-2/1", 3, 5);
  less.cancelled = units(3);
  hub.demand_is({less});
  REQUIRE(leases() == "SO-1 4+0");
  sync(a);
  a.accepted(of_purchase(20));
  REQUIRE(leases("a.db") == "SO-1 0+4");
  sync(a);
  a.accepted(pick("SO-1/1", 4));
  REQUIRE(leases("a.db").empty());
  sync(a);
  REQUIRE(leases().empty());
  require_one_truth();
}

TEST(a_lease_ends_when_its_purchase_is_closed_and_its_demand_is_served_by_what_is_there) {
  assign_po_to_a();
  hub.accepted(unannounced(4));
  REQUIRE(reserved("SO-1/1") == 0);
  hub.accepted(ClosePurchase{purchase("PO-7/1"), "it never comes"});
  REQUIRE(leases().empty());
  REQUIRE(reserved("SO-1/1") == 4);
  require_one_truth();
}

TEST(what_another_terminal_receives_of_the_purchase_ends_no_lease) {
  assign_po_to_a();
  a.accepted(of_purchase(4));
  b.accepted(of_purchase(20));
  sync(b);
  REQUIRE(reserved("SO-1/1") == 0);
  sync(a);
  REQUIRE(reserved("SO-1/1") == 4);
  require_one_truth();
}

TEST(a_purchase_belongs_to_one_terminal_until_it_is_revoked) {
  assign_po_to_a();
  REQUIRE(hub.refused(Assign{po(), b.ledger->writer()}).kind == ErrorKind::refused);
  REQUIRE(hub.refused(Assign{po(), {}}).place == "to");
  REQUIRE(hub.refused(Assign{Leased(PurchaseNumber::parse("PO-99").value()), a.ledger->writer()}).kind ==
          ErrorKind::unknown);
  hub.accepted(Revoke{PurchaseNumber::parse("PO-7").value(), ""});
  REQUIRE(hub.refused(Revoke{PurchaseNumber::parse("PO-7").value(), ""}).kind == ErrorKind::refused);
  hub.accepted(Assign{po(), b.ledger->writer()});
  require_one_truth();
}

TEST(a_terminal_asks_for_a_purchase_itself_and_has_it_with_the_next_sync) {
  a.accepted(Assign{po(), {}});
  REQUIRE(leases("a.db").empty());
  sync(a);
  REQUIRE(leases() == "SO-1 4+0; SO-2 3+0");
  REQUIRE(leases("a.db") == "SO-1 4+0; SO-2 3+0");
  b.accepted(Assign{po(), {}});
  REQUIRE(b.ledger != nullptr);
  sync(b);
  auto db = open_reader(folder / "b.db").value();
  auto rows = db->query("SELECT 1 FROM notice WHERE kind='lease' AND open=1 AND writer=$1", b.ledger->writer().text());
  REQUIRE(rows.next());
  require_one_truth();
}

TEST(a_pallet_that_is_announced_is_leased_like_a_purchase) {
  const Sscc pallet = sscc("340123450000000017");
  hub.accepted(Import{{AsnRow{pallet, "ASN-1", bearings(6), purchase("PO-7/1")}}});
  hub.accepted(Assign{Leased(pallet), a.ledger->writer()});
  REQUIRE(leases() == "SO-1 4+0; SO-2 2+0");
  sync(a);
  sync(b);
  a.accepted(ReceiveUnit{pallet, place("DOCK-1")});
  b.accepted(unannounced(4));
  sync(b);
  REQUIRE(sync(a).empty());
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(leases() == "SO-1 0+4; SO-2 0+2");
  require_one_truth();
}

TEST(a_pick_job_leases_the_claims_of_its_order) {
  hub.accepted(unannounced(4));
  hub.accepted(Assign{Leased(order("SO-1/1").document), a.ledger->writer()});
  REQUIRE(leases() == "SO-1 0+4");
  sync(a);
  sync(b);
  OrderLineRow first = hub.demand("SO-9/1", 4, 1);
  first.order_class = OrderClass::win;
  hub.demand_is({first});
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(b.refused(Release{order("SO-1/1"), units(2), {}}).message ==
          "SO-1/1 has only 0 to give back; 4 more are set aside for another terminal: a supervisor revokes that first");
  Pick picked = pick("SO-1/1", 4);
  picked.from = place("DOCK-2");
  a.accepted(picked);
  REQUIRE(sync(a).empty());
  REQUIRE(leases().empty());
  require_one_truth();
}

TEST(a_copy_of_a_database_has_no_lease_and_the_hub_sets_nothing_aside_for_it_any_more) {
  assign_po_to_a();
  const std::string was = a.ledger->writer().text();
  a.ledger.reset();
  std::filesystem::rename(folder / "a.db", folder / "old.db");
  REQUIRE(Ledger::restore(folder / "old.db", folder / "a.db", clock).ok());
  a.ledger = Ledger::open(folder / "a.db", LedgerRole::terminal, clock).value();
  REQUIRE(a.ledger->writer().text() != was);
  for (int round = 0; round < 3; ++round) sync(a);
  REQUIRE(leases().empty());
  hub.accepted(unannounced(4));
  REQUIRE(reserved("SO-1/1") == 4);
  require_one_truth();
}

TEST(a_restored_hub_sets_nothing_aside) {
  assign_po_to_a();
  hub.ledger.reset();
  std::filesystem::rename(folder / "hub.db", folder / "old.db");
  REQUIRE(Ledger::restore(folder / "old.db", folder / "hub.db", clock).ok());
  hub.ledger = Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value();
  REQUIRE(leases().empty());
  require_one_truth();
}

TEST(a_line_that_is_served_whole_is_leased_whole_or_not_at_all) {
  hub.demand_is({hub.demand("SO-1/1", 30, 1, false)});
  hub.accepted(Assign{po(), a.ledger->writer()});
  REQUIRE(leases() == "SO-2 3+0");
  require_one_truth();
}

TEST(what_cannot_be_set_aside_is_refused_with_its_reason) {
  const auto why = [&](const Leased& what) { return hub.refused(Assign{what, a.ledger->writer()}).message; };
  const Error stranger = hub.refused(Assign{po(), WriterId::parse("0123456789abcdef0123456789abcdef").value()});
  REQUIRE(stranger.kind == ErrorKind::unknown);
  REQUIRE(stranger.place == "to");
  REQUIRE(why(order("SO-1/1").document) == "SO-1: nothing is reserved for it");
  const Sscc pallet = sscc("340123450000000017");
  hub.accepted(Import{{AsnRow{pallet, "ASN-1", bearings(6), purchase("PO-7/1")}}});
  hub.accepted(ReceiveUnit{pallet, place("DOCK-1")});
  REQUIRE(why(pallet) == pallet.text() + ": it has been received");
  hub.accepted(unannounced(9));
  REQUIRE(why(po()) == "PO-7: nobody waits for what it brings");
  hub.accepted(ClosePurchase{purchase("PO-7/1"), "it never comes"});
  REQUIRE(why(po()) == "PO-7: all of it has been received, or its lines are closed");
  REQUIRE(leases().empty());
}

TEST(a_terminal_without_a_hub_sets_nothing_aside_for_one_that_it_does_not_know) {
  Floor alone{folder / "alone.db", LedgerRole::terminal, clock, "alone"};
  alone.open_warehouse();
  alone.demand_is({alone.demand("SO-1/1", 4, 1)});
  REQUIRE(alone.refused(Assign{po(), a.ledger->writer()}).kind == ErrorKind::unknown);
  REQUIRE(alone.accepted(Assign{po(), {}}).quantity == units(4));
  REQUIRE(leases("alone.db") == "SO-1 4+0");
}

TEST(an_import_that_is_undone_takes_what_was_set_aside_of_its_lines_with_it) {
  const Accepted imported = hub.accepted(Import{{hub.demand("SO-8/1", 4, 1)}});
  hub.accepted(unannounced(20));
  hub.accepted(Assign{Leased(order("SO-8/1").document), a.ledger->writer()});
  REQUIRE(leases() == "SO-8 0+4");
  sync(a);
  hub.accepted(Undo{imported.id});
  REQUIRE(leases().empty());
  REQUIRE(reserved("SO-8/1") == -1);
  require_one_truth();
}

TEST(an_order_that_is_cancelled_gives_back_what_was_set_aside_of_it) {
  hub.accepted(unannounced(4));
  hub.accepted(Assign{Leased(order("SO-1/1").document), a.ledger->writer()});
  sync(a);
  OrderLineRow less = hub.demand("SO-1/1", 4, 1);
  less.cancelled = units(3);
  hub.demand_is({less});
  REQUIRE(reserved("SO-1/1") == 1);
  REQUIRE(reserved("SO-2/1") == 3);
  REQUIRE(leases() == "SO-1 0+1");
  require_one_truth();
}

TEST(a_purchase_that_is_taken_back_or_sent_straight_to_its_customer_sets_nothing_aside) {
  PurchaseLineRow row{purchase("PO-9/1"), "SKF", item("BRG"), units(5), day("2026-11-23"), {}};
  const Accepted imported = hub.accepted(Import{{row}});
  const Leased nine = PurchaseNumber::parse("PO-9").value();
  hub.accepted(Assign{nine, a.ledger->writer()});
  REQUIRE(leases() == "SO-1 4+0; SO-2 1+0");
  hub.accepted(Undo{imported.id});
  REQUIRE(leases().empty());
  row.bought_for = order("SO-2/1");
  hub.accepted(Import{{row}});
  hub.accepted(Assign{nine, a.ledger->writer()});
  REQUIRE(leases() == "SO-1 2+0; SO-2 3+0");
  row.drop_ship = true;
  hub.accepted(Import{{row}});
  REQUIRE(leases().empty());
  require_one_truth();
}
