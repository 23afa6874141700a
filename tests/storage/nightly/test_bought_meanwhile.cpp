// What the office has bought meanwhile, or calls otherwise now, is one order, and is on its way once.
#include <algorithm>

#include "storage/views/views.h"
#include "tests/support/warehouse/planned_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : PlannedFloor {
  Date today() const { return clock.now().date(); }
  PurchaseLineRow bought(const char* line, std::int64_t count, Date ordered) const {
    return {purchase(line), "Nord", item("BRG"), units(count), Date::from_days(ordered.days() + 7), {}, ordered};
  }
  void proposed_is(Floor& at, const std::string& id, std::int64_t count) const {
    const ProposalRow row{.id = id, .item = item("BRG"), .supplier = "Nord", .quantity = count};
    REQUIRE(at.ledger->keep_plan(std::vector{row}).ok());
  }
  void placed_is(const std::string& id, std::int64_t count) { placed_is(floor, id, count); }
  void placed_is(Floor& at, const std::string& id, std::int64_t count) const {
    proposed_is(at, id, count);
    at.accepted(Approve{id, {}});
    at.accepted(OrderPlaced{id, {}});
  }
  void push(Floor& hub) { push(floor, hub); }
  static void push(Floor& from, Floor& hub) {
    const PushReply reply = hub.ledger->accept(from.ledger->unacknowledged().value()).value();
    REQUIRE_FALSE(reply.refusal);
    REQUIRE(from.ledger->acknowledged(reply).ok());
  }
  // Units that no purchase line says.
  std::int64_t not_bought(const char* database = "dock.db") const {
    std::int64_t sum = 0;
    for (const PlacedOrder& one : PlanningViews::open(folder / database).value()->decided().value()) sum += one.units;
    return sum;
  }
  bool is_told_of_a_cancelled_line() const {
    const auto notices = Views::open(folder / "dock.db").value()->notices().value();
    return std::any_of(notices.begin(), notices.end(), [](const NoticeView& one) {
      return one.notice.detail.find("has cancelled") != std::string::npos;
    });
  }
};

}  // namespace

TEST(what_a_terminal_has_ordered_without_a_network_is_what_the_office_has_bought_on_that_day) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  push(hub);
  placed_is("BRG@2026-11-30", 280);
  clock.advance(std::chrono::hours(1));
  hub.accepted(Import{{bought("PO-8/1", 280, today())}});
  clock.advance(std::chrono::hours(1));
  push(hub);
  REQUIRE(not_bought("hub.db") == 0);
}

TEST(what_the_office_had_bought_before_it_was_approved_without_a_network_is_another_order) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  push(hub);
  hub.accepted(Import{{bought("PO-8/1", 280, today())}});
  clock.advance(std::chrono::hours(1));
  placed_is("BRG@2026-11-30", 280);
  hub.accepted(Import{{bought("PO-8/1", 280, today())}});  // its file comes every hour
  push(hub);
  REQUIRE(not_bought("hub.db") == 280);
}

TEST(a_site_that_gets_a_hub_has_on_its_way_what_its_terminal_had) {
  placed_is("BRG@2026-11-30", 280);
  days_pass(1);
  floor.accepted(Import{{bought("PO-8/1", 280, day("2026-11-30"))}});
  REQUIRE(not_bought() == 0);
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  hub.open_warehouse();
  hub.accepted(Import{{bought("PO-8/1", 280, day("2026-11-30"))}});
  push(hub);
  REQUIRE(not_bought("hub.db") == 0);
}

TEST(an_approval_that_counts_no_more_leaves_the_purchase_to_the_order_that_was_placed_instead) {
  proposed_is(floor, "BRG@2026-11-30", 280);
  floor.accepted(Approve{"BRG@2026-11-30", {}});
  days_pass(16);
  placed_is("BRG@2026-12-16", 280);
  days_pass(1);
  office({bought("PO-8/1", 280, day("2026-12-16"))});
  const auto left = PlanningViews::open(folder / "dock.db").value()->decided().value();
  REQUIRE(left.size() == 1);
  REQUIRE(left.front().proposal == "BRG@2026-11-30");
}

TEST(the_approval_that_still_counts_is_bought_before_one_that_does_not) {
  proposed_is(floor, "BRG@2026-11-30", 280);
  floor.accepted(Approve{"BRG@2026-11-30", {}});
  days_pass(16);
  proposed_is(floor, "BRG@2026-12-16", 280);
  floor.accepted(Approve{"BRG@2026-12-16", {}});
  office({bought("PO-8/1", 280, day("2026-12-16"))});
  const auto left = PlanningViews::open(folder / "dock.db").value()->decided().value();
  REQUIRE(left.size() == 1);
  REQUIRE(left.front().proposal == "BRG@2026-11-30");
}

TEST(what_was_said_to_have_ended_and_has_not_is_what_the_office_bought_meanwhile) {
  placed_is("BRG@2026-11-30", 280);
  floor.give("ended", OrderPlaced{"BRG@2026-11-30", {}, OrderedUnits{}});
  clock.advance(std::chrono::hours(1));
  office({bought("PO-8/1", 280, today())});
  floor.accepted(Undo{CommandId::parse("ended").value()});
  REQUIRE(not_bought() == 0);
}

TEST(a_purchase_that_gets_another_number_is_no_order_that_the_books_have_not_heard_of) {
  office({bought("PO-8/1", 280, day("2026-11-29"))});
  placed_is("BRG@2026-11-30", 280);
  office({bought("PO-8/1", 0, day("2026-11-29")), bought("PO-9/1", 280, day("2026-11-30"))});
  REQUIRE(not_bought() == 280);
}

TEST(what_was_bought_as_an_order_stays_so_under_another_number_and_nobody_hears_that_it_was_cancelled) {
  placed_is("BRG@2026-11-30", 280);
  office({bought("PO-8/1", 280, today())});
  floor.give("renumbered", Import{{bought("PO-9/1", 280, today()), bought("PO-8/1", 0, today())}});
  REQUIRE(not_bought() == 0);
  REQUIRE_FALSE(is_told_of_a_cancelled_line());
  floor.accepted(Undo{CommandId::parse("renumbered").value()});
  REQUIRE(not_bought() == 0);
  office({bought("PO-9/1", 280, today()), bought("PO-8/1", 0, today())});
  office({bought("PO-9/1", 0, today())});
  REQUIRE(is_told_of_a_cancelled_line());
}

TEST(a_line_that_was_closed_and_is_wanted_again_is_no_new_order) {
  office({bought("PO-8/1", 280, day("2026-11-29"))});
  placed_is("BRG@2026-11-30", 280);
  floor.accepted(ClosePurchase{purchase("PO-8/1")});
  Import again{{bought("PO-8/1", 280, day("2026-11-30"))}};
  again.confirmed = true;
  floor.accepted(again);
  REQUIRE(not_bought() == 280);
}

TEST(what_two_terminals_without_a_network_have_ordered_on_different_days_is_told) {
  Floor other(folder / "other.db", LedgerRole::terminal, clock, "u");
  other.open_warehouse();
  placed_is("BRG@2026-11-30", 280);
  days_pass(1);
  placed_is(other, "BRG@2026-12-01", 280);
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  push(hub);
  REQUIRE(Views::open(folder / "hub.db").value()->notices().value().empty());
  push(other, hub);
  const auto told = Views::open(folder / "hub.db").value()->notices().value();
  REQUIRE(std::any_of(told.begin(), told.end(), [](const NoticeView& one) {
    return one.notice.detail.find("BRG@2026-12-01 is ordered, and BRG@2026-11-30 too") != std::string::npos;
  }));
}
