// Why lines wait, as the ledger finds it in its own books.
#include "tests/support/warehouse/causes_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : CausesFixture {};

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

TEST(what_is_due_on_a_sunday_is_late_when_monday_is_over) {
  line_waits("SO-1/1", 5);
  days_pass(3);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::on_its_way, 5}});
  days_pass(1);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_late, 5}});
}

TEST(what_was_typed_wrong_and_put_right_has_not_waited) {
  line_waits("SO-1/1", 1000);
  line_waits("SO-1/1", 10);
  std::int64_t waited = 0;
  for (const CauseView& one : views->causes().value()) waited += one.most;
  REQUIRE(waited == 10);
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

TEST(what_has_come_for_others_is_not_late_any_more_for_who_was_passed_over) {
  OrderLineRow whole = floor.demand("SO-1/1", 25, 1, false);
  whole.ordered_at = clock.now();
  floor.demand_is({whole});
  line_waits("SO-2/1", 5, 2);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::on_its_way, 20}, {Cause::not_planned, 5}});
  Receive receipt = floor.receipt(20);
  receipt.purchase = purchase("PO-7/1");
  floor.accepted(receipt);
  REQUIRE(causes("SO-2/1").empty());
  REQUIRE(causes("SO-1/1") == Shares{{Cause::held_by_rule, 15}, {Cause::not_planned, 10}});
}

TEST(a_line_that_had_its_units_and_waits_for_as_many_again_has_the_cause_of_now) {
  ItemRow row{item("BRG"), "Bearing", Tracking::lot};
  floor.accepted(Import{{row}});
  line_waits("SO-1/1", 6);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::on_its_way, 6}});
  Receive receipt = floor.receipt(6);
  receipt.units.lot = lot("L1");
  receipt.purchase = purchase("PO-7/1");
  floor.accepted(receipt);
  floor.accepted(SetStatus{item("BRG"), lot("L1"), LotStatus::recalled, "glass in it"});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::stock_lost, 6}});
}

TEST(who_gives_way_by_a_file_waits_for_the_causes_of_now) {
  line_waits("SO-1/1", 6, 5);
  REQUIRE(causes("SO-1/1") == Shares{{Cause::on_its_way, 6}});
  Receive receipt = floor.receipt(6);
  receipt.purchase = purchase("PO-7/1");
  floor.accepted(receipt);
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "they have no more"});
  OrderLineRow first = floor.demand("SO-2/1", 6, 1);
  first.order_class = OrderClass::win;
  first.ordered_at = clock.now();
  floor.demand_is({first});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::supplier_short, 6}});
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

TEST(who_lost_units_to_another_order_by_a_supervisor_waits_for_that_and_the_order_is_named) {
  floor.accepted(floor.receipt(4));
  line_waits("SO-1/1", 4, 1);
  line_waits("SO-2/1", 3, 5);
  REQUIRE(words("SO-2/1") == "3 because it is on its way and not late");
  floor.accepted(Claim{order("SO-2/1"), units(2), "on the telephone"});
  const auto claimed = CommandId::parse(floor.last_id()).value();
  REQUIRE(words("SO-1/1") == "2 because its units were given to SO-2/1");
  REQUIRE(words("SO-2/1") == "1 because it is on its way and not late");
  for (const CauseView& one : views->causes().value()) REQUIRE(one.supplier != "SO-2/1");
  days_pass(1);
  REQUIRE(words("SO-1/1") == "2 because its units were given to SO-2/1");
  floor.accepted(Undo{claimed});
  REQUIRE(words("SO-1/1").empty());
  REQUIRE(words("SO-2/1") == "3 because it is on its way and not late");
  const Units four{item("BRG"), units(4), {}, {}, {}};
  floor.accepted(Move{four, place("DOCK-1"), place("Q-01"), "forklift"});
  REQUIRE(causes("SO-1/1") == Shares{{Cause::stock_lost, 4}});
}

TEST(who_has_got_some_of_what_was_given_away_waits_for_the_rest_of_it) {
  floor.accepted(floor.receipt(4));
  line_waits("SO-1/1", 4, 1);
  line_waits("SO-2/1", 3, 5);
  floor.accepted(Claim{order("SO-2/1"), units(3), {}});
  floor.accepted(floor.receipt(2));
  days_pass(1);
  REQUIRE(words("SO-1/1") == "1 because its units were given to SO-2/1");
  floor.accepted(floor.receipt(1));
  REQUIRE(words("SO-1/1").empty());
}

TEST(what_comes_back_is_not_given_away_and_nobody_gives_what_he_never_had) {
  floor.accepted(floor.receipt(5));
  line_waits("SO-1/1", 5, 1);
  line_waits("SO-2/1", 5, 5);
  floor.accepted(Claim{order("SO-2/1"), units(3), {}});
  floor.accepted(Claim{order("SO-1/1"), units(3), "back"});
  REQUIRE(words("SO-1/1").empty());
  REQUIRE(words("SO-2/1") == "5 because it is on its way and not late");
  floor.accepted(Claim{order("SO-2/1"), units(3), {}});
  floor.accepted(Claim{order("SO-1/1"), units(2), "back"});
  const auto back = CommandId::parse(floor.last_id()).value();
  days_pass(1);
  REQUIRE(words("SO-1/1") == "1 because its units were given to SO-2/1");
  REQUIRE(words("SO-2/1") == "4 because it is on its way and not late");
  floor.accepted(Undo{back});
  REQUIRE(words("SO-1/1") == "3 because its units were given to SO-2/1");
  REQUIRE(words("SO-2/1") == "2 because it is on its way and not late");
}

TEST(units_that_are_given_on_are_missing_in_who_had_them_first) {
  floor.accepted(floor.receipt(7));
  line_waits("SO-1/1", 5, 1);
  line_waits("SO-2/1", 5, 2);
  line_waits("SO-3/1", 4, 5);
  floor.accepted(Claim{order("SO-3/1"), units(3), {}});
  REQUIRE(words("SO-1/1") == "1 because its units were given to SO-3/1");
  floor.accepted(Claim{order("SO-2/1"), units(2), "back"});
  REQUIRE(words("SO-2/1") == "3 because it is on its way and not late");
  REQUIRE(words("SO-3/1") == "3 because it is on its way and not late");
  floor.accepted(Claim{order("SO-2/1"), units(1), {}});
  REQUIRE(words("SO-1/1") == "1 because its units were given to SO-2/1");
  REQUIRE(words("SO-2/1") == "2 because it is on its way and not late");
  REQUIRE(words("SO-3/1") == "4 because it is on its way and not late");
}

TEST(causes_read_as_a_sentence) {
  REQUIRE(planning::sentence(Shares{{Cause::supplier_late, 24}, {Cause::one_off, 7}}) ==
          "24 because the supplier is late, 7 because one order was far larger than usual");
  REQUIRE(planning::sentence(Shares{{Cause::supplier_late, 2, "the supplier, Ltd"}, {Cause::sent_direct, 1, "SKF"}}) ==
          "2 because the supplier, Ltd is late, 1 because SKF sends it straight to the customer");
  REQUIRE(planning::sentence(Shares{}).empty());
}
