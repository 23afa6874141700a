// What the office has bought since the plan, or since an order, is said where somebody would order it once more.
#include "tests/support/terminal/planned_terminal.h"

using namespace dockhand;

namespace {

struct Fixture : test::PlannedTerminal {
  void office_buys(std::int64_t count, std::optional<Date> ordered = std::nullopt) {
    Import import;
    import.rows = {PurchaseLineRow {
      PurchaseLine::parse("PO-88/1").value(),
      "Nordlager",
      item("BRG-6205"),
      units(count),
      date("2026-12-06"),
      {},
      ordered
    }};
    office_does(import);
  }
  void reorder_is_open() {
    tap("more");
    tap("reorder");
  }
};

}  // namespace

TEST(a_purchase_that_may_be_what_was_ordered_is_asked_about) {
  office_does(Approve{proposal().id, units(100)});
  office_does(OrderPlaced{proposal().id, {}});
  clock.advance(std::chrono::minutes(10));
  office_buys(115);
  reorder_is_open();
  REQUIRE(shows("PO-88/1 has 115 since: is that it?"));
  tap("proposal:" + proposal().id);
  REQUIRE(shows("PO-88/1 of the office has 115 since. Is that this order?"));
  tap("ended");
  REQUIRE(is_ended(proposal()));
}

TEST(what_is_approved_is_ordered_as_the_purchase_that_the_office_has_written) {
  office_does(Approve{proposal().id, units(100)});
  clock.advance(std::chrono::minutes(10));
  office_buys(105);  // it says no day of the order
  reorder_is_open();
  tap("proposal:" + proposal().id);
  tap("as_purchase");
  REQUIRE(proposal().state == ProposalState::placed);
  REQUIRE(proposal().purchase == "PO-88/1");
  REQUIRE_FALSE(shows("is that it?"));
}

TEST(what_the_office_has_bought_since_the_plan_is_said_before_it_is_approved) {
  clock.advance(std::chrono::minutes(10));
  office_buys(proposal().quantity, date("2026-11-22"));
  reorder_is_open();
  tap("proposal:" + proposal().id);
  tap("approve");
  REQUIRE(shows("PO-88/1 of the office has"));
  REQUIRE(proposal().state == ProposalState::open);
  tap("all_the_same");
  REQUIRE(proposal().state == ProposalState::approved);
}

TEST(what_has_come_since_the_plan_is_said_before_more_is_approved) {
  office_does(Receive{Units{item("BRG-6205"), units(5000), {}, {}, {}}, place("DOCK-1"), {}, true});
  reorder_is_open();
  tap("proposal:" + proposal().id);
  tap("approve");
  REQUIRE(shows("are free by now"));
  tap("no");
  REQUIRE(proposal().state == ProposalState::open);
}

TEST(a_purchase_that_the_plan_knew_is_not_asked_about) {
  reorder_is_open();
  tap("proposal:" + proposal().id);
  tap("approve");
  REQUIRE(proposal().state == ProposalState::approved);
}
