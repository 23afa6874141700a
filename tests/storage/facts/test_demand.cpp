// Claims by hand, and documents that come again: what each does to demand, when it is refused, and its undo.
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

using Fixture = FactsFixture;

}  // namespace

// --- claims ------------------------------------------------------------------------------------------------------

TEST(a_supervisor_claims_free_units_first_then_those_of_the_lowest_rank) {
  floor.demand_is({floor.demand("SO-1/1", 4, 1), floor.demand("SO-2/1", 4, 5)});
  floor.accepted(floor.receipt(8));
  floor.demand_is({floor.demand("SO-9/1", 5, 9)});
  floor.accepted(Release{order("SO-2/1"), units(1), {}});
  floor.accepted(Release{order("SO-9/1"), units(1), {}});
  const Accepted claimed = floor.accepted(Claim{order("SO-9/1"), units(3), "machine is down"});
  REQUIRE(claimed.claims.front().rule == Rule::by_supervisor);
  REQUIRE(claimed.claims.front().granted == units(3));
  REQUIRE(claimed.notices.front().kind == NoticeKind::outranked);
  REQUIRE(claimed.notices.front().line == order("SO-2/1"));
  REQUIRE(claimed.notices.front().instead.front().first == order("SO-9/1"));
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  require_sound();
}

TEST(a_claim_never_takes_picked_units_nor_more_than_waits) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(floor.receipt(4));
  pick("SO-1/1", bearings(4));
  floor.demand_is({floor.demand("SO-2/1", 2, 9)});
  REQUIRE(floor.refused(Claim{order("SO-2/1"), units(2), ""}).message ==
          "SO-2/1 waits for 2, and 0 could be given to it");
  REQUIRE(floor.refused(Claim{order("SO-2/1"), units(3), ""}).place == "quantity");
  REQUIRE(state("SO-1/1") == "0 0 4 0");
}

TEST(an_undone_claim_gives_the_units_back_to_who_had_them) {
  floor.demand_is({floor.demand("SO-1/1", 4, 1)});
  floor.accepted(floor.receipt(4));
  floor.demand_is({floor.demand("SO-2/1", 2, 9)});
  floor.give("mine", Claim{order("SO-2/1"), units(2), ""});
  REQUIRE(state("SO-1/1") == "2 2 0 0");
  undo("mine");
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  REQUIRE(state("SO-2/1") == "2 0 0 0");
}

// --- orders that change ------------------------------------------------------------------------------------------

TEST(less_than_is_reserved_frees_the_rest_for_the_next) {
  floor.demand_is({floor.demand("SO-1/1", 6, 1), floor.demand("SO-2/1", 3, 5)});
  floor.accepted(floor.receipt(6));
  floor.demand_is({floor.demand("SO-1/1", 2, 1)});
  REQUIRE(state("SO-1/1") == "0 2 0 0");
  REQUIRE(state("SO-2/1") == "0 3 0 0");
}

TEST(less_than_is_picked_says_what_to_bring_back) {
  floor.demand_is({floor.demand("SO-1/1", 6, 1)});
  floor.accepted(floor.receipt(6));
  pick("SO-1/1", bearings(5));
  Import less;
  less.rows = {floor.demand("SO-1/1", 2, 1)};
  const Accepted changed = floor.accepted(less);
  REQUIRE(state("SO-1/1") == "0 0 2 0");
  REQUIRE(changed.notices.front().kind == NoticeKind::bring_back);
  REQUIRE(changed.notices.front().quantity == units(3));
  require_sound();
}

TEST(more_is_served_from_what_is_free_and_a_better_rank_counts_from_then_on) {
  floor.demand_is({floor.demand("SO-1/1", 2, 5), floor.demand("SO-2/1", 2, 6)});
  floor.accepted(floor.receipt(5));
  floor.demand_is({floor.demand("SO-1/1", 5, 5)});
  REQUIRE(state("SO-1/1") == "2 3 0 0");
  floor.demand_is({floor.demand("SO-2/1", 4, 1)});
  floor.accepted(floor.receipt(2));
  REQUIRE(state("SO-2/1") == "0 4 0 0");
  REQUIRE(state("SO-1/1") == "2 3 0 0");
}

TEST(a_cancelled_order_gives_up_what_is_reserved_and_brings_back_what_is_picked) {
  floor.demand_is({floor.demand("SO-1/1", 6, 1), floor.demand("SO-1/2", 2, 1), floor.demand("SO-2/1", 9, 5)});
  floor.accepted(floor.receipt(8));
  pick("SO-1/1", bearings(2));
  const Accepted cancelled = floor.accepted(CancelOrder{OrderNumber::parse("SO-1").value(), "not wanted"});
  REQUIRE(state("SO-1/1") == "0 0 0 0");
  REQUIRE(state("SO-1/2") == "0 0 0 0");
  REQUIRE(state("SO-2/1") == "3 6 0 0");
  REQUIRE(cancelled.notices.front().kind == NoticeKind::bring_back);
  REQUIRE(floor.refused(CancelOrder{OrderNumber::parse("SO-77").value(), ""}).kind == ErrorKind::unknown);
  const Error again = floor.refused(CancelOrder{OrderNumber::parse("SO-1").value(), "not wanted"});
  REQUIRE(again.message == "nothing of SO-1 is wanted any more: it is cancelled, or has left");
  const Error answered = floor.refused(CustomerAnswer{order("SO-1/1"), CustomerSays::cancel});
  REQUIRE(answered.message == "nothing of SO-1/1 is open any more: it is cancelled, or has left");
  REQUIRE(floor.refused(CustomerAnswer{order("SO-1/1"), CustomerSays::wait}).place == "line");
  require_sound();
}

TEST(what_was_shipped_of_a_cancelled_order_stays_shipped) {
  ship_four();
  floor.demand_is({floor.demand("SO-1/1", 9)});
  floor.accepted(CancelOrder{OrderNumber::parse("SO-1").value(), ""});
  REQUIRE(state("SO-1/1") == "0 0 0 4");
}

TEST(documents_are_not_undone_but_replaced) {
  floor.give("cancel", CancelOrder{OrderNumber::parse("SO-1").value(), ""});
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.give("cancel", CancelOrder{OrderNumber::parse("SO-1").value(), ""});
  REQUIRE(floor.refused(Undo{CommandId::parse("cancel").value()}).message.find("document") != std::string::npos);
  floor.demand_is({floor.demand("SO-1/1", 4)});
  REQUIRE(state("SO-1/1") == "0 0 0 0");  // it only came again: that is no other decision
  floor.accepted(Import{{floor.demand("SO-1/1", 4)}, true});
  REQUIRE(state("SO-1/1") == "4 0 0 0");
}

TEST(a_purchase_that_is_lowered_or_pegged_anew_counts_from_then_on) {
  floor.demand_is({floor.demand("SO-1/1", 2, 1), floor.demand("SO-2/1", 2, 9)});
  Import changed;
  changed.rows = {
      PurchaseLineRow{purchase("PO-7/1"), "SKF", item("BRG"), units(2), day("2026-11-22"), order("SO-2/1")}};
  floor.accepted(changed);
  Receive some = receipt(bearings(2));
  some.purchase = purchase("PO-7/1");
  floor.accepted(some);
  REQUIRE(state("SO-2/1") == "0 2 0 0");
  REQUIRE(floor.refused(some).message.find("expects 2") != std::string::npos);
}

TEST(an_order_of_an_unknown_customer_is_refused_with_its_row) {
  Import orders;
  OrderLineRow row = floor.demand("SO-1/1", 4);
  row.customer = "NOBODY";
  orders.rows = {floor.demand("SO-2/1", 4), row};
  const Error no = floor.refused(orders);
  REQUIRE(no.kind == ErrorKind::unknown);
  REQUIRE(no.sentence() == "row 2: customer 'NOBODY' is not known");
}

TEST(an_item_that_expires_has_to_be_tracked) {
  Import items;
  items.rows = {ItemRow{item("NEW"), "New", Tracking::none, {}, {}, {}, true}};
  REQUIRE(floor.refused(items).message.find("track it") != std::string::npos);
}
