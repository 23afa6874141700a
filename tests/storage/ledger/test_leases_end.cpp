// How what is set aside for a terminal ends, and who is told.
#include "tests/support/warehouse/leased_site.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture : LeasedSite {};
}  // namespace

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
  REQUIRE(rows.text(0).find("PO-7 is not set aside any more: it is late") != std::string::npos);
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

TEST(who_has_a_purchase_is_told_once_when_others_receive_it) {
  assign_po_to_a();
  for (int scan = 0; scan < 3; ++scan) b.accepted(of_purchase(1));
  sync(b);
  sync(a);
  const auto told = notices_of(a);
  REQUIRE(told.size() == 1);
  REQUIRE(told.front() == "Others have it too. PO-7 is set aside for a terminal, and others receive it at DOCK-1");
  a.accepted(of_purchase(4));
  REQUIRE(sync(a).empty());
  REQUIRE(notices_of(a).size() == 1);
  REQUIRE(notices_of(b).empty());
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
