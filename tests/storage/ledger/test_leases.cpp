// What is set aside for one terminal: what it decides without a network stands, whatever reaches the hub first.
#include "storage/views/lease_views.h"
#include "tests/support/warehouse/leased_site.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture : LeasedSite {};
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

TEST(an_order_whose_goods_are_a_terminals_by_a_purchase_is_refused_with_who_has_them) {
  hub.accepted(Assign{po(), a.ledger->writer(), "Dock 1"});
  sync(a);
  a.accepted(of_purchase(4));
  sync(a);
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(hub.refused(Assign{Leased(order("SO-1/1").document), b.ledger->writer(), "Dock 2"}).message ==
          "SO-1: what is reserved for it is set aside for Dock 1 with PO-7: a supervisor revokes that first");
  REQUIRE(hub.refused(Assign{Leased(order("SO-2/1").document), b.ledger->writer(), "Dock 2"}).message ==
          "SO-2: nothing is reserved for it");
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

TEST(what_people_call_a_terminal_stands_with_what_is_set_aside_for_it) {
  hub.accepted(Assign{po(), a.ledger->writer(), "Dock 4"});
  REQUIRE(open_leases(folder / "hub.db", 10).value().front().holder == "Dock 4");
  REQUIRE(hub.refused(Assign{po(), b.ledger->writer()}).message ==
          "PO-7 is set aside for Dock 4: a supervisor revokes that first");
  require_one_truth();
  REQUIRE(open_leases(folder / "b.db", 10).value().front().holder == "Dock 4");
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
  REQUIRE(stranger.message.ends_with("has not booked anything here yet: let it book something and sync"));
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

TEST(a_terminal_that_the_office_knows_by_name_gets_goods_and_numbers_before_it_has_booked_anything) {
  const WriterId fresh = WriterId::parse("0123456789abcdef0123456789abcdef").value();
  hub.accepted(Assign{po(), fresh, "Dock 9"});
  REQUIRE(open_leases(folder / "hub.db", 10).value().front().holder == "Dock 9");
  REQUIRE(hub.accepted(AssignNumbers{"34012345", units(10), fresh, "Dock 9"}).quantity == units(10));
  require_one_truth();
}

TEST(a_terminal_without_a_hub_sets_nothing_aside_for_one_that_it_does_not_know) {
  Floor alone{folder / "alone.db", LedgerRole::terminal, clock, "alone"};
  alone.open_warehouse();
  alone.demand_is({alone.demand("SO-1/1", 4, 1)});
  REQUIRE(alone.refused(Assign{po(), a.ledger->writer()}).kind == ErrorKind::unknown);
  REQUIRE(alone.accepted(Assign{po(), {}}).quantity == units(4));
  REQUIRE(leases("alone.db") == "SO-1 4+0");
}
