// The plan of a night, from the books to the books.
#include <algorithm>

#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "storage/words/plan_words.h"
#include "tests/support/warehouse/planned_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : PlannedFloor {};

}  // namespace

TEST(a_plan_is_told_by_one_event_and_the_same_plan_writes_nothing_again) {
  const PlanMade first = plan();
  REQUIRE(first.items == 1);
  REQUIRE(first.proposed == 1);
  REQUIRE(first.changed == 2);
  const PlanMade again = plan();
  REQUIRE(again.changed == 0);
  REQUIRE(again.hash == first.hash);
  const PlanRow row = planned("BRG");
  REQUIRE(row.weeks.size() == planned_weeks);
  REQUIRE(row.weeks.front().expected > 20'000);
  REQUIRE(row.weeks.front().expected < 22'000);
  REQUIRE(row.weeks.front().p10 < row.weeks.front().p90);
  REQUIRE(row.group == "AX");
  REQUIRE(row.runs_out == clock.now().date());
  REQUIRE(only_proposal().id == "BRG@2026-11-30");
  REQUIRE(only_proposal().order_by == clock.now().date());
  for (const AuditCheck& check : audit(folder / "dock.db").value()) REQUIRE(check.passed);
}

TEST(a_plan_is_due_once_a_day_and_a_warehouse_without_demand_has_none) {
  floor.ledger->begin_day().value();
  REQUIRE(floor.ledger->plan_due().value() == clock.now().date());
  plan();
  REQUIRE_FALSE(floor.ledger->plan_due().value());
  days_pass(1);
  floor.ledger->begin_day().value();
  REQUIRE(floor.ledger->plan_due().value() == clock.now().date());
  Floor empty(folder / "empty.db", LedgerRole::hub, clock, "e");
  empty.open_warehouse();
  const auto made = plan_for(folder / "empty.db", clock.now().date(), clock.now(), [&](const auto& work) {
    work(*empty.ledger);
    return true;
  });
  REQUIRE(made.value().items == 0);
}

TEST(a_plan_is_made_again_when_files_have_come_since_and_not_at_once) {
  floor.ledger->begin_day().value();
  plan();
  office({source("Nord", "2", 7)});
  REQUIRE_FALSE(floor.ledger->plan_due().value());
  clock.advance(std::chrono::minutes(15));
  REQUIRE(floor.ledger->plan_due().value() == clock.now().date());
  plan();
  REQUIRE(only_proposal().supplier == "Nord");
  clock.advance(std::chrono::minutes(15));
  floor.accepted(floor.receipt(1));
  REQUIRE_FALSE(floor.ledger->plan_due().value());
}

TEST(a_proposal_keeps_its_name_until_somebody_decides_and_then_its_units_are_coming) {
  plan();
  days_pass(1);
  plan();
  const ProposalRow open = only_proposal();
  REQUIRE(open.id == "BRG@2026-11-30");
  floor.accepted(Approve{open.id, units(900)});
  days_pass(1);
  plan();
  const ProposalRow approved = only_proposal();
  REQUIRE(approved.state == ProposalState::approved);
  REQUIRE(approved.approved == 900);
}

TEST(what_is_not_needed_any_more_is_over) {
  plan();
  const std::string id = only_proposal().id;
  floor.accepted(floor.receipt(1000));
  plan();
  REQUIRE(proposals().empty());
  REQUIRE(floor.refused(Approve{id, {}}).message == id + " is over");
}

TEST(an_item_that_has_ended_is_not_proposed_any_more_and_not_approved) {
  SupplierRow slow{"Slow"};
  slow.auto_up_to = Price::parse("1000000").value();
  ItemRow bearing{item("BRG"), "Bearing", Tracking::none};
  office({source("Slow", "5", 7)});
  plan();
  const ProposalRow proposed = only_proposal();
  bearing.ended = true;
  office({bearing, slow});
  REQUIRE(floor.refused(Approve{proposed.id, {}}).message == "BRG has ended: no more of it is bought");
  plan();
  REQUIRE(proposals().empty());
}

TEST(nothing_is_kept_of_an_item_that_has_ended_and_its_rest_is_too_much) {
  ItemRow bearing{item("BRG"), "Bearing", Tracking::none};
  bearing.ended = true;
  office({bearing});
  floor.accepted(floor.receipt(1000));
  plan();
  const PlanRow row = planned("BRG");
  REQUIRE(row.why.level == 0);
  REQUIRE(sentence(row.why) == "0, as no more of it is bought");
  REQUIRE(row.excess > 400);
  REQUIRE(row.excess < 500);
}

TEST(what_is_kept_back_is_free_for_no_plan_as_it_is_for_no_new_order) {
  floor.accepted(floor.receipt(300));
  plan();
  REQUIRE(proposals().empty());
  const PlanRow before = planned("BRG");
  ItemRow bearing{item("BRG"), "Bearing", Tracking::none};
  bearing.safety_stock = units(290);
  office({bearing});
  plan();
  const auto views = Views::open(folder / "dock.db", clock).value();
  REQUIRE(only_proposal().free == views->item(item("BRG")).value()->free);
  REQUIRE(only_proposal().free == 10);
  REQUIRE(planned("BRG").why == before.why);
  REQUIRE(planned("BRG").runs_out < before.runs_out);
  bearing.safety_stock = units(500);
  office({bearing});
  plan();
  REQUIRE(planned("BRG").runs_out == clock.now().date());
  REQUIRE(only_proposal().needed > 200 + before.why.level);
  REQUIRE(there_and_coming(only_proposal()) == "none free, 200 too few, 20 coming in time");
}

TEST(what_is_to_be_kept_is_no_dead_stock) {
  ItemRow spare{item("SPARE"), "Spare", Tracking::none};
  spare.safety_stock = units(5);
  office({spare});
  floor.accepted(Receive{Units{item("SPARE"), units(5), {}, {}, {}}, place("DOCK-1"), {}, false});
  plan();
  REQUIRE_THROWS(planned("SPARE"));
  floor.accepted(Receive{Units{item("SPARE"), units(2), {}, {}, {}}, place("DOCK-1"), {}, false});
  plan();
  REQUIRE(planned("SPARE").excess == 2);
}

TEST(a_new_item_that_somebody_waits_for_is_in_the_plan_of_the_same_night) {
  OrderLineRow row = floor.demand("SO-1/1", 40);
  row.item = item("BRG");
  row.ordered_at = clock.now();
  Floor young(folder / "young.db", LedgerRole::hub, clock, "y");
  young.open_warehouse();
  young.demand_is({row});
  const auto made = plan_for(folder / "young.db", clock.now().date(), clock.now(), [&](const auto& work) {
    work(*young.ledger);
    return true;
  });
  REQUIRE(made.value().proposed == 1);
  const auto views = PlanningViews::open(folder / "young.db").value();
  const ProposalRow proposed = views->proposals().value().front();
  REQUIRE(proposed.free == -40);
  REQUIRE(proposed.quantity == 40 - proposed.coming);
  REQUIRE(reason(proposed) == "0: what there is too little of is ordered, and no more of it is expected yet");
  REQUIRE(views->plans().value().size() == 1);
}

// --- room and shelf life -----------------------------------------------------------------------------------------

TEST(an_item_that_does_not_keep_is_ordered_in_less) {
  plan();
  const std::int64_t lasting = only_proposal().quantity;
  ItemRow fresh{item("BRG"), "Bearing"};
  fresh.shelf_life_days = units(21);
  office({fresh, source("Cheap", "1", 7)});
  plan();
  REQUIRE(only_proposal().quantity < lasting);
  fresh.shelf_life_days = Quantity();
  office({fresh});
  plan();
  REQUIRE(only_proposal().quantity > 21 * 7);
}

TEST(a_site_without_room_for_its_plan_says_so_and_orders_large_items_more_often) {
  ItemRow large{item("BRG"), "Bearing"};
  large.millilitres = units(50'000);
  office({large, source("Cheap", "1", 7)});
  REQUIRE(plan().room == PlanRoom{});  // nobody has said how much room there is
  LocationRow hall{place("HALL"), LocationKind::storage};
  hall.litres = units(1'000'000);
  office({hall});
  floor.accepted(floor.receipt(100));
  const PlanMade wide = plan();
  REQUIRE(wide.room.needed > 0);
  REQUIRE(wide.room.litre_price == 0);
  hall.litres = units(wide.room.needed * 2 / 3);
  office({hall});
  const PlanMade narrow = plan();
  REQUIRE(narrow.room.litre_price > 0);
  REQUIRE(narrow.room.needed <= narrow.room.there);
  auto views = Views::open(folder / "dock.db").value();
  REQUIRE(views->plan_room().value() == narrow.room);
  REQUIRE(sentence(narrow.room).find("Room is short") == 0);
  for (const AuditCheck& check : audit(folder / "dock.db").value()) REQUIRE(check.passed);
}

// --- suppliers ---------------------------------------------------------------------------------------------------

TEST(an_order_is_approved_by_itself_up_to_what_its_supplier_says) {
  office({source("Nord", "2", 7), SupplierRow{.supplier = "Nord", .auto_up_to = Price::parse("1").value()}});
  plan();
  REQUIRE(only_proposal().state == ProposalState::open);
  office({SupplierRow{.supplier = "Nord", .auto_up_to = Price::parse("100000").value()}});
  plan();
  REQUIRE(only_proposal().state == ProposalState::approved);
}

TEST(a_plan_that_was_stopped_anywhere_is_made_whole_by_the_next_look) {
  SourceRow ring = source("Nord", "2", 7);
  ring.item = item("DRL");
  office({source("Nord", "2", 7), ring, SupplierRow{.supplier = "Nord", .auto_up_to = Price::parse("100000").value()}});
  bool was_stopped = true;
  for (int works = 0; was_stopped; ++works) {
    days_pass(31);
    history("BRG", 20);
    history("DRL", 20);
    floor.ledger->begin_day().value();
    int left = works;
    was_stopped = false;
    static_cast<void>(plan_for(folder / "dock.db", clock.now().date(), clock.now(), [&](const auto& work) {
      was_stopped = was_stopped || left-- == 0;
      if (!was_stopped) work(*floor.ledger);
      return !was_stopped;
    }));
    if (floor.ledger->plan_due().value()) plan();
    int approved = 0;
    for (const ProposalRow& one : proposals()) {
      REQUIRE(one.state != ProposalState::open);
      if (one.state != ProposalState::approved) continue;
      floor.accepted(OrderPlaced{one.id, {}});
      floor.accepted(OrderPlaced{one.id, {}, OrderedUnits{}});  // so that the next plan orders it again
      ++approved;
    }
    REQUIRE(approved == 2);
    for (const AuditCheck& check : audit(folder / "dock.db").value()) REQUIRE(check.passed);
  }
}

TEST(what_is_approved_by_itself_on_a_day_stays_within_its_limit_in_however_many_plans) {
  SourceRow ring = source("Nord", "2", 7);
  ring.item = item("DRL");
  office({source("Nord", "2", 7)});
  plan();
  const std::int64_t first = only_proposal().quantity;
  const Price limit = Price::parse(std::to_string(3 * first)).value();  // of one and a half such orders
  office({SupplierRow{.supplier = "Nord", .auto_up_to = limit}});
  plan();
  REQUIRE(only_proposal().state == ProposalState::approved);
  history("DRL", 20);
  office({ring});
  plan();
  REQUIRE(proposals().size() == 2);
  for (const ProposalRow& one : proposals()) {
    REQUIRE((one.state == ProposalState::approved) == (one.item == item("BRG")));
  }
}

TEST(what_somebody_decided_today_is_not_counted_as_to_order) {
  REQUIRE(plan().proposed == 1);
  floor.accepted(Approve{only_proposal().id, units(1)});
  REQUIRE(plan().proposed == 0);
  REQUIRE(only_proposal().approved == 1);
  days_pass(1);
  REQUIRE(plan().proposed == 1);  // one unit was not enough
}

TEST(an_order_near_the_value_that_ships_free_is_filled_with_what_comes_next) {
  history("DRL", 20);
  floor.accepted(Receive{Units{item("BRG"), units(160), {}, {}, {}}, place("DOCK-1"), {}, false});
  SourceRow drill = source("Nord", "2", 7);
  drill.item = item("DRL");
  office({source("Nord", "2", 7), drill});
  plan();
  const std::vector<ProposalRow> alone = proposals();
  REQUIRE(alone.size() == 1);
  const auto value = alone.front().quantity * 2;
  office({SupplierRow{.supplier = "Nord", .free_freight = Price::parse(std::to_string(value + 20)).value()}});
  plan();
  REQUIRE(proposals().size() == 2);
  const ProposalRow filled = proposals().back();
  REQUIRE(filled.item == item("BRG"));
  REQUIRE(filled.quantity == 10);  // one pack is worth what was missing
  REQUIRE(
      reason(filled).find("10 are ordered early, up to 190, so that the order of Nord is worth what it has to be") !=
      std::string::npos);
  REQUIRE(reason(proposals().front()) == sentence(proposals().front().why));
  floor.accepted(Approve{filled.id, {}});
  floor.accepted(OrderPlaced{filled.id, {}});
  days_pass(1);
  plan();  // the other one is needed still, and the order is filled up no more with what was ordered yesterday
  const auto open = [](const ProposalRow& one) { return one.state == ProposalState::open; };
  const auto all = proposals();
  REQUIRE(std::count_if(all.begin(), all.end(), open) == 1);
}

TEST(no_order_is_filled_with_what_is_too_much_already) {
  history("DRL", 20);
  floor.accepted(floor.receipt(5000));
  SourceRow drill = source("Nord", "2", 7), lump = source("Nord", "120", 21);
  drill.item = item("DRL");
  lump.item = item("LUMP");
  lump.pack = units(1);
  const auto day = [&](int ago) { return Date::from_days(clock.now().date().days() - ago); };
  office({ItemRow{item("LUMP"), "Lump", Tracking::none}, source("Nord", "2", 7), drill, lump,
          PastDemandRow{item("LUMP"), day(250), units(4)}, PastDemandRow{item("LUMP"), day(120), units(6)}});
  floor.accepted(floor.receipt(20, "LUMP"));
  plan();
  REQUIRE(only_proposal().item == item("DRL"));
  const auto value = only_proposal().quantity * 2;
  office({SupplierRow{.supplier = "Nord", .free_freight = Price::parse(std::to_string(value + 90)).value()}});
  plan();
  REQUIRE(planned("LUMP").excess > 0);
  REQUIRE(only_proposal().item == item("DRL"));
}

// --- too much ----------------------------------------------------------------------------------------------------

TEST(what_lies_there_for_years_and_what_nobody_asks_for_is_too_much) {
  floor.accepted(floor.receipt(5000));
  floor.accepted(Receive{Units{item("GLV"), units(7), lot("L1"), {}, {}}, place("DOCK-1"), {}, false});
  plan();
  REQUIRE(planned("BRG").excess > 4000);
  REQUIRE(planned("BRG").excess < 5000);
  REQUIRE(planned("GLV").excess == 7);
  REQUIRE(planned("GLV").weeks.empty());
}

TEST(how_good_the_last_forecast_was_is_kept) {
  plan();
  REQUIRE(planned("BRG").error == -1);
  office({PastDemandRow{item("BRG"), clock.now().date(), units(31)}});
  days_pass(7);
  plan();
  REQUIRE(planned("BRG").error > 9'000);
  REQUIRE(planned("BRG").error < 11'000);
}
