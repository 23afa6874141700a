// Why lines wait, as the ledger finds it in its own books.
#include "storage/ledger/ledger.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

using planning::Cause;
using Shares = std::vector<planning::CauseShare>;

struct Fixture {
  void setUp() { floor.open_warehouse(); }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  // Ordered now.
  void line_waits(const std::string& line, std::int64_t count, std::int32_t priority = 5) {
    OrderLineRow row = floor.demand(line, count, priority);
    row.ordered_at = clock.now();
    floor.demand_is({row});
  }
  // In each of so many weeks before now.
  void habit_is(int weeks, std::int64_t units_a_week) {
    Import import;
    for (int i = 0; i < weeks; ++i) {
      const Date then = Date::from_days(clock.now().date().days() - 20 - 7 * i);
      import.rows.push_back(PastDemandRow{item("BRG"), then, units(units_a_week)});
    }
    floor.accepted(import);
  }
  void days_pass(int days) {
    clock.advance(std::chrono::hours(24) * days);
    REQUIRE(floor.ledger->begin_day().ok());
  }
  Shares causes(const std::string& line) { return views->why(order(line)).value()->line.causes; }
};

}  // namespace

TEST(what_nobody_ordered_enough_of_is_not_planned_and_what_is_on_its_way_in_time_is_nobodys_fault) {
  line_waits("SO-1/1", 10);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::on_its_way, 10}});
  line_waits("SO-2/1", 14);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::on_its_way, 10}});
  REQUIRE(causes("SO-2/1") == Shares{{Cause::on_its_way, 10}, {Cause::not_planned, 4}});
}

TEST(a_unit_that_waits_for_one_thing_after_the_other_is_one_unit) {
  line_waits("SO-1/1", 5);
  days_pass(1);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::on_its_way, 5}});
  days_pass(3);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 5}});
  const auto all = views->causes().value();
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].most == 5);
}

TEST(what_was_bought_for_one_line_is_late_or_short_for_no_other) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  line_waits("SO-1/1", 2, 2);
  line_waits("SO-2/1", 1, 1);
  floor.accepted(Import{
      {PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(2), day("2026-11-23"), order("SO-1/1"), {}}}});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::on_its_way, 2}});
  REQUIRE(causes("SO-2/1") == Shares{{Cause::not_planned, 1}});
  days_pass(5);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 2}});
  REQUIRE(causes("SO-2/1") == Shares{{Cause::not_planned, 1}});
  floor.accepted(ClosePurchase{purchase("PO-8/1"), "they have none"});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 2}});
  REQUIRE(causes("SO-2/1") == Shares{{Cause::not_planned, 1}});
}

TEST(units_that_a_person_gave_back_are_not_said_to_lack) {
  line_waits("SO-1/1", 4);
  floor.accepted(floor.receipt(4));
  floor.accepted(Release{order("SO-1/1"), units(3), {}});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::given_back, 3}});
  REQUIRE(views->causes().value().size() == 2);
}

TEST(a_line_waits_for_no_more_units_than_it_lacks) {
  line_waits("SO-1/1", 12);
  floor.accepted(floor.receipt(9));
  REQUIRE(causes("SO-1/1") == Shares{{Cause::on_its_way, 3}});
  std::int64_t waiting = 0;
  for (const CauseView& one : views->causes().value()) waiting += one.units;
  REQUIRE(waiting == 3);
}

TEST(units_that_are_overdue_are_the_suppliers_and_no_more_than_those) {
  line_waits("SO-1/1", 31);
  days_pass(4);  // 20 were due on the 22nd
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 20}, {Cause::not_planned, 11}});
  const auto all = views->causes().value();
  REQUIRE(all.size() == 2);
  REQUIRE(all[0].supplier == "SKF");
  REQUIRE(all[0].since == day("2026-11-20"));
}

TEST(who_says_a_later_day_is_late_by_the_first_one) {
  line_waits("SO-1/1", 31);
  days_pass(4);
  floor.accepted(
      Import{{PurchaseLineRow{purchase("PO-7/1"), "SKF", item("BRG"), units(20), day("2026-12-09"), {}, {}}}});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 20}, {Cause::not_planned, 11}});
  days_pass(1);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 20}, {Cause::not_planned, 11}});
}

TEST(who_is_paid_to_come_sooner_is_late_by_the_first_day) {
  line_waits("SO-1/1", 31);
  days_pass(4);
  floor.accepted(Expedite{purchase("PO-7/1"), Price::parse("40").value(), day("2026-11-26")});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 20}, {Cause::not_planned, 11}});
  floor.accepted(Undo{CommandId::parse(floor.last_id()).value()});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 20}, {Cause::not_planned, 11}});
}

TEST(what_a_purchase_was_closed_short_of_the_supplier_has_not_sent) {
  line_waits("SO-1/1", 31);
  Receive of_them = floor.receipt(8);
  of_them.purchase = purchase("PO-7/1");
  floor.accepted(of_them);
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "they have no more"});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 12}, {Cause::not_planned, 11}});
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "said twice"});
  days_pass(2);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 12}, {Cause::not_planned, 11}});
  days_pass(20);  // somebody else could have brought them by now
  REQUIRE(causes("SO-1/1") == Shares{{Cause::not_planned, 23}});
}

TEST(a_purchase_of_which_nothing_came_is_short_when_its_day_was_over_and_called_off_before) {
  line_waits("SO-1/1", 31);
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::not_planned, 31}});
  const PurchaseLineRow again{purchase("PO-7/1"), "SKF", item("BRG"), units(20), day("2026-11-22"), {}, {}};
  floor.accepted(Import{{again}});
  days_pass(4);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 20}, {Cause::not_planned, 11}});
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "they never came"});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 20}, {Cause::not_planned, 11}});
}

TEST(each_cause_names_the_supplier_whose_it_is) {
  line_waits("SO-1/1", 31);
  floor.accepted(
      Import{{PurchaseLineRow{purchase("PO-8/1"), "FAG", item("BRG"), units(6), day("2026-11-19"), {}, {}}}});
  floor.accepted(ClosePurchase{purchase("PO-8/1"), "they have none"});
  days_pass(4);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 20}, {Cause::supplier_short, 6}, {Cause::not_planned, 5}});
  for (const CauseView& one : views->causes().value()) {
    REQUIRE(one.supplier == (one.cause == Cause::supplier_short ? "FAG" : "SKF"));
  }
}

TEST(who_is_late_is_found_as_soon_as_the_office_says_so_and_nothing_stays_of_what_was_thought_before) {
  line_waits("SO-1/1", 31);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::on_its_way, 20}, {Cause::not_planned, 11}});
  Import bought;
  bought.rows = {PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(11), day("2026-11-15"), {}, {}}};
  floor.accepted(bought);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 11}, {Cause::on_its_way, 20}});
  for (const CauseView& one : views->causes().value()) REQUIRE(one.most == one.units);
}

TEST(causes_of_a_line_are_no_more_units_in_all_than_wait_when_some_have_come_by_day) {
  line_waits("SO-1/1", 31);
  days_pass(4);
  floor.accepted(floor.receipt(16));
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 15}});
  std::int64_t waiting = 0;
  for (const CauseView& one : views->causes().value()) {
    waiting += one.units;
    REQUIRE(one.units == (one.cause == Cause::supplier_late ? 15 : 0));
  }
  REQUIRE(waiting == 15);
}

TEST(an_items_causes_go_to_its_lines_in_rank) {
  line_waits("SO-1/1", 12, 1);
  line_waits("SO-2/1", 19, 2);
  days_pass(4);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 12}});
  REQUIRE(causes("SO-2/1") == Shares{{Cause::supplier_late, 8}, {Cause::not_planned, 11}});
}

TEST(one_order_of_many_times_the_usual_size_is_a_cause_of_its_own) {
  habit_is(20, 10);
  for (int i = 1; i <= 5; ++i) {
    OrderLineRow usual = floor.demand("SO-" + std::to_string(100 + i) + "/1", 2);
    usual.ordered_at = Instant{clock.now().ms - std::int64_t{40} * 86'400'000};
    usual.cancelled = units(0);
    floor.demand_is({usual});
  }
  floor.accepted(floor.receipt(10));
  line_waits("SO-1/1", 40);
  REQUIRE(causes("SO-1/1").front() == planning::CauseShare{Cause::one_off, 38});
}

TEST(units_in_quarantine_lots_that_may_not_leave_and_what_was_not_found_are_lost) {
  floor.accepted(floor.receipt(9));
  floor.accepted(
      Adjust{Change::minus, Units{item("BRG"), units(4), {}, {}, {}}, place("DOCK-1"), "crushed by the truck"});
  floor.accepted(Move{Units{item("BRG"), units(3), {}, {}, {}}, place("DOCK-1"), place("Q-01"), "wet"});
  line_waits("SO-1/1", 12);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 3}, {Cause::stock_lost, 4}, {Cause::on_its_way, 3}});
}

TEST(what_broke_in_the_house_is_not_the_suppliers_and_what_came_broken_is) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  const Units four{item("BRG"), units(4), {}, {}, {}};
  Receive broken = floor.receipt(2);
  broken.at = place("Q-01");
  broken.reason = "crushed";
  floor.accepted(broken);
  floor.accepted(floor.receipt(4));
  floor.accepted(Move{four, place("DOCK-1"), place("A-01"), {}});
  floor.accepted(Move{four, place("A-01"), place("Q-01"), "forklift"});
  line_waits("SO-1/1", 9);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 2}, {Cause::stock_lost, 4}, {Cause::not_planned, 3}});
}

TEST(what_is_taken_from_the_dock_days_after_its_receipt_broke_in_the_house) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  floor.accepted(floor.receipt(4));
  days_pass(2);
  floor.accepted(Move{Units{item("BRG"), units(4), {}, {}, {}}, place("DOCK-1"), place("Q-01"), "forklift"});
  line_waits("SO-1/1", 4);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::stock_lost, 4}});
}

TEST(units_that_a_picker_does_not_find_have_their_cause_at_once) {
  line_waits("SO-1/1", 5);
  floor.accepted(floor.receipt(5));
  floor.accepted(ShortPick{order("SO-1/1"), Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), "not there"});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::stock_lost, 2}});
  floor.accepted(
      ShortPick{order("SO-1/1"), Units{item("BRG"), units(3), {}, {}, {}}, place("DOCK-1"), "not there", true});
  // It waited for as many before, and for another reason.
  REQUIRE(causes("SO-1/1") == Shares{{Cause::stock_lost, 5}});
}

TEST(what_a_supplier_sends_straight_to_a_customer_is_that_lines_alone) {
  line_waits("SO-1/1", 10, 1);
  line_waits("SO-2/1", 7, 2);
  PurchaseLineRow direct{purchase("PO-9/1"), "FAG", item("BRG"), units(6), day("2026-11-23"), order("SO-2/1"), {}};
  direct.drop_ship = true;
  floor.accepted(Import{{direct}});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::on_its_way, 10}});
  REQUIRE(causes("SO-2/1") == Shares{{Cause::sent_direct, 6}, {Cause::on_its_way, 1}});
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  days_pass(4);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::not_planned, 10}});
  REQUIRE(causes("SO-2/1") == Shares{{Cause::supplier_late, 6}, {Cause::not_planned, 1}});
  floor.accepted(ClosePurchase{purchase("PO-9/1"), "they have none"});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::not_planned, 10}});
  REQUIRE(causes("SO-2/1") == Shares{{Cause::supplier_short, 6}, {Cause::not_planned, 1}});
}

TEST(an_order_that_a_supplier_sends_by_itself_is_no_large_order_here) {
  for (int i = 1; i <= 5; ++i) {
    OrderLineRow usual = floor.demand("SO-" + std::to_string(100 + i) + "/1", 2);
    usual.ordered_at = Instant{clock.now().ms - std::int64_t{40} * 86'400'000};
    floor.demand_is({usual});
  }
  floor.accepted(floor.receipt(10));
  line_waits("SO-1/1", 40);
  PurchaseLineRow direct{purchase("PO-9/1"), "FAG", item("BRG"), units(40), day("2026-11-27"), order("SO-1/1"), {}};
  direct.drop_ship = true;
  floor.accepted(Import{{direct}});
  line_waits("SO-2/1", 3);
  REQUIRE(causes("SO-2/1") == Shares{{Cause::on_its_way, 3}});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::sent_direct, 40}});
}

TEST(what_a_rule_keeps_free_is_held_by_it) {
  ItemRow row{item("BRG"), "Bearing", Tracking::none};
  row.safety_stock = units(6);
  Import import;
  import.rows = {row};
  floor.accepted(import);
  floor.accepted(floor.receipt(6));
  line_waits("SO-1/1", 10);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::held_by_rule, 6}, {Cause::on_its_way, 4}});
}

TEST(causes_stay_when_the_line_has_its_units_with_the_most_that_waited) {
  line_waits("SO-1/1", 10);
  floor.accepted(floor.receipt(10));
  const auto all = views->causes().value();
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].units == 0);
  REQUIRE(all[0].most == 10);
}

TEST(what_was_proposed_in_time_and_not_agreed_to_was_ordered_late) {
  ProposalRow early{"BRG@2026-11-01", item("BRG")};
  early.quantity = 6;
  REQUIRE(floor.ledger->keep_plan(std::vector{early}).ok());
  line_waits("SO-1/1", 10);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::approved_late, 6}, {Cause::on_its_way, 4}});
}

TEST(what_was_proposed_in_time_counts_as_it_was_on_its_day_less_what_was_bought_since) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  ProposalRow early{"BRG@2026-11-01", item("BRG")};
  early.quantity = 9;
  REQUIRE(floor.ledger->keep_plan(std::vector{early}).ok());
  early.quantity = 1;
  REQUIRE(floor.ledger->keep_plan(std::vector{early}).ok());
  line_waits("SO-1/1", 10);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::approved_late, 9}, {Cause::not_planned, 1}});
  PurchaseLineRow bought{purchase("PO-8/1"), "SKF", item("BRG"), units(4), day("2026-12-09"), {}, {}};
  bought.ordered_on = day("2026-11-19");
  floor.accepted(Import{{bought}});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::approved_late, 5}, {Cause::on_its_way, 4}, {Cause::not_planned, 1}});
}

TEST(what_was_agreed_to_when_it_was_proposed_or_would_not_be_here_yet_was_not_late) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  ProposalRow in_time{"BRG@2026-11-20", item("BRG")}, new_one{"BRG@2026-12-09", item("BRG")};
  in_time.quantity = new_one.quantity = 6;
  REQUIRE(floor.ledger->keep_plan(std::vector{in_time, new_one}).ok());
  floor.accepted(Approve{"BRG@2026-11-20", {}});
  days_pass(21);
  line_waits("SO-1/1", 10);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::not_planned, 10}});
}

TEST(what_people_decided_against_was_left_out) {
  ProposalRow early{"BRG@2026-11-01", item("BRG")};
  early.quantity = 7;
  REQUIRE(floor.ledger->keep_plan(std::vector{early}).ok());
  floor.accepted(Reject{"BRG@2026-11-01", "no room for it"});
  line_waits("SO-1/1", 10);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::not_proposed, 7}, {Cause::on_its_way, 3}});
}

TEST(a_promotion_is_a_cause_for_what_it_sold_beyond_what_was_counted_on) {
  habit_is(20, 7);  // one a day
  Import import;
  import.rows = {PromotionRow { item("BRG"), day("2026-11-11"), day("2026-11-20"), 200 }};
  floor.accepted(import);
  line_waits("SO-1/1", 45);
  // 20 were counted on in its ten days.
  REQUIRE(causes("SO-1/1").front() == planning::CauseShare{Cause::promotion, 25});
}

TEST(causes_read_as_a_sentence) {
  REQUIRE(planning::sentence(Shares{{Cause::supplier_late, 24}, {Cause::one_off, 7}}) ==
          "24 because the supplier is late, 7 because one order was far larger than usual");
  REQUIRE(planning::sentence(Shares{}).empty());
}
