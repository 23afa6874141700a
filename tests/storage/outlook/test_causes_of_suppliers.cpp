// Which units that wait are a supplier's: those that are late, that never came, that came damaged or are on their way.
#include <map>

#include "storage/views/cause_sums.h"
#include "tests/support/warehouse/causes_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : CausesFixture {};

}  // namespace

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

TEST(what_was_bought_for_who_is_ahead_takes_nothing_from_who_is_behind) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  line_waits("SO-1/1", 4, 1);
  line_waits("SO-2/1", 4, 2);
  floor.accepted(
      Import{{PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(3), day("2026-11-23"), order("SO-1/1"), {}},
              PurchaseLineRow{purchase("PO-8/2"), "SKF", item("BRG"), units(4), day("2026-11-23"), {}, {}}}});
  const Why why = *views->why(order("SO-2/1")).value();
  REQUIRE(why.coming.size() == 1);
  REQUIRE(why.coming[0].quantity == units(3));
  REQUIRE(why.not_coming == units(1));
  REQUIRE(causes("SO-2/1") == Shares{{Cause::on_its_way, 3}, {Cause::not_planned, 1}});
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
  REQUIRE(floor.refused(ClosePurchase{purchase("PO-7/1"), "said twice"}).message == "PO-7/1 is closed already");
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
  floor.accepted(Import{{again}, true});
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

TEST(of_two_who_are_late_each_is_charged_with_its_own_units) {
  floor.accepted(
      Import{{PurchaseLineRow{purchase("PO-8/1"), "FAG", item("BRG"), units(6), day("2026-11-21"), {}, {}},
              PurchaseLineRow{purchase("PO-8/2"), "INA", item("BRG"), units(9), day("2026-12-20"), {}, {}}}});
  line_waits("SO-1/1", 33);
  days_pass(4);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 26}, {Cause::on_its_way, 7}});
  REQUIRE(words("SO-1/1") == "6 because FAG is late, 20 because SKF is late, 7 because it is on its way and not late");
  std::map<std::string, std::int64_t> late, coming;
  for (const CauseView& one : views->causes().value()) {
    (one.cause == Cause::supplier_late ? late : coming)[one.supplier] += one.units;
  }
  REQUIRE(late == std::map<std::string, std::int64_t>{{"FAG", 6}, {"SKF", 20}});
  REQUIRE(coming["INA"] == 7);
  const auto sums = sums_of(views->causes().value(), {}, "cause");
  REQUIRE(sums.at(0).cause == Cause::supplier_late);
  REQUIRE(sums.at(0).lines == 1);
  REQUIRE(sums.at(0).most == 26);
}

TEST(what_came_damaged_is_charged_to_whom_it_came_from) {
  floor.accepted(
      Import{{PurchaseLineRow{purchase("PO-8/1"), "FAG", item("BRG"), units(6), day("2026-11-20"), {}, {}}}});
  Receive broken = floor.receipt(6);
  broken.purchase = purchase("PO-8/1");
  broken.at = place("Q-01");
  broken.reason = "crushed";
  floor.accepted(broken);
  line_waits("SO-1/1", 8);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 6}, {Cause::on_its_way, 2}});
  for (const CauseView& one : views->causes().value()) {
    REQUIRE(one.supplier == (one.cause == Cause::supplier_short ? "FAG" : "SKF"));
  }
}

TEST(what_a_line_has_begun_to_wait_for_stays_its_cause_however_long_it_waits) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  floor.accepted(
      Import{{PurchaseLineRow{purchase("PO-8/1"), "FAG", item("BRG"), units(6), day("2026-11-20"), {}, {}}}});
  Receive broken = floor.receipt(6);
  broken.purchase = purchase("PO-8/1");
  broken.at = place("Q-01");
  floor.accepted(broken);
  line_waits("SO-1/1", 6);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 6}});
  for (int days = 0; days < 40; days += 10) days_pass(10);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 6}});
}

TEST(what_is_announced_is_on_its_way_until_its_day_is_over) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  AsnRow announced{Sscc::parse("340123450000000017").value(), "ASN-1", Units{item("BRG"), units(5), {}, {}, {}}};
  announced.due = day("2026-11-23");
  floor.accepted(Import{{announced}});
  line_waits("SO-1/1", 7);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::on_its_way, 5}, {Cause::not_planned, 2}});
  const Why why = *views->why(order("SO-1/1")).value();
  REQUIRE(why.announced_for_it == units(5));
  REQUIRE(why.not_coming == units(2));
  days_pass(4);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 5}, {Cause::not_planned, 2}});
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

TEST(what_has_come_is_neither_late_nor_on_its_way_any_more) {
  Receive of_them = floor.receipt(16);
  of_them.purchase = purchase("PO-7/1");
  line_waits("SO-1/1", 10, 1);
  line_waits("SO-2/1", 21, 2);
  floor.accepted(of_them);
  REQUIRE(causes("SO-2/1") == Shares{{Cause::on_its_way, 4}, {Cause::not_planned, 11}});
  days_pass(4);
  REQUIRE(causes("SO-2/1") == Shares{{Cause::supplier_late, 4}, {Cause::not_planned, 11}});
  of_them.units.quantity = units(3);
  floor.accepted(of_them);
  REQUIRE(causes("SO-2/1") == Shares{{Cause::supplier_late, 1}, {Cause::not_planned, 11}});
  std::map<Cause, std::int64_t> listed;
  for (const CauseView& one : views->causes().value()) listed[one.cause] += one.units;
  REQUIRE(listed ==
          std::map<Cause, std::int64_t>{{Cause::supplier_late, 1}, {Cause::on_its_way, 0}, {Cause::not_planned, 11}});
}

TEST(what_comes_damaged_has_its_cause_at_once) {
  line_waits("SO-1/1", 20);
  Receive broken = floor.receipt(20);
  broken.purchase = purchase("PO-7/1");
  broken.at = place("Q-01");
  broken.reason = "crushed";
  floor.accepted(broken);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 20}});
  REQUIRE(words("SO-1/1") == "20 because SKF sent too few, or damaged ones");
  floor.accepted(Undo{CommandId::parse(floor.last_id()).value()});
  REQUIRE(words("SO-1/1") == "20 because it is on its way and not late");
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

TEST(a_supplier_is_charged_with_no_more_damaged_units_than_it_has_sent) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  floor.accepted(
      Import{{PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(8), day("2026-11-21"), {}, {}},
              PurchaseLineRow{purchase("PO-9/1"), "ALT", item("BRG"), units(2), day("2026-11-24"), {}, {}}}});
  line_waits("SO-1/1", 10);
  Receive first = floor.receipt(8), second = floor.receipt(2);
  first.purchase = purchase("PO-8/1");
  floor.accepted(first);
  days_pass(4);
  second.purchase = purchase("PO-9/1");
  floor.accepted(second);
  floor.accepted(Move{Units{item("BRG"), units(4), {}, {}, {}}, place("DOCK-1"), place("Q-01"), "wet"});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 2}, {Cause::stock_lost, 2}});
  days_pass(1);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 2}, {Cause::stock_lost, 2}});
}

TEST(what_comes_to_the_dock_leaves_the_cause_of_what_is_sent_straight) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  line_waits("SO-1/1", 5);
  PurchaseLineRow straight{purchase("PO-8/1"), "SKF", item("BRG"), units(2), day("2026-11-23"), order("SO-1/1"), {}};
  straight.drop_ship = true;
  floor.accepted(Import{{straight}});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::sent_direct, 2}, {Cause::not_planned, 3}});
  floor.accepted(floor.receipt(8));
  REQUIRE(views->why(order("SO-1/1")).value()->line.waiting == units(2));
  REQUIRE(causes("SO-1/1") == Shares{{Cause::sent_direct, 2}});
}
