// What the plan of a night counts as there or as coming.
#include "tests/support/warehouse/planned_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : PlannedFloor {};

}  // namespace

TEST(stock_that_has_expired_is_no_stock) {
  ItemRow dated{item("BRG"), "Bearing", Tracking::lot};
  dated.expiry = true;
  office({dated});
  floor.accepted(
      Receive{Units{item("BRG"), units(1000), lot("OLD"), {}, day("2026-12-06")}, place("DOCK-1"), {}, false});
  plan();
  REQUIRE(only_proposal().free > 0);  // some are sold by then
  REQUIRE(only_proposal().free < 40);
  days_pass(7);
  floor.ledger->begin_day().value();
  plan();
  REQUIRE(only_proposal().free == 0);
  REQUIRE(planned("BRG").runs_out == clock.now().date());
}

TEST(a_purchase_that_is_forgotten_for_a_quarter_of_a_year_is_not_waited_for) {
  const auto due = [&](int days) {
    office({PurchaseLineRow{
        purchase("PO-7/1"), "SKF", item("BRG"), units(500), Date::from_days(clock.now().date().days() + days), {}}});
  };
  due(-91);
  plan();
  REQUIRE(proposals().empty());
  due(-92);
  plan();
  REQUIRE(only_proposal().coming == 0);
}

TEST(what_comes_too_late_is_ordered_by_a_person_and_never_by_itself) {
  office(
      {source("Nord", "2", 7), SupplierRow{.supplier = "Nord", .auto_up_to = Price::parse("100000").value()},
       PurchaseLineRow{
           purchase("PO-7/1"), "Nord", item("BRG"), units(500), Date::from_days(clock.now().date().days() + 120), {}}});
  plan();
  REQUIRE(only_proposal().state == ProposalState::open);
  REQUIRE(only_proposal().coming == 0);
}
