// The plan of a night, from the books to the books, and what people decide about it.
#include "storage/nightly/plan_thread.h"
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "storage/words/plan_words.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    floor.open_warehouse();
    history("BRG", 20);
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-30T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::terminal, clock, "t"};

  void office(std::vector<ImportRow> rows) {
    Import import;
    import.rows = std::move(rows);
    floor.accepted(import);
  }
  // Writes so many units in each of the 40 weeks before the clock's day, and a few more in every third.
  void history(const char* of, std::int64_t weekly) {
    std::vector<ImportRow> rows;
    for (int week = 1; week <= 40; ++week) {
      const Date day = Date::from_days(clock.now().date().days() - 7 * week);
      rows.emplace_back(PastDemandRow{item(of), day, units(weekly + week % 3)});
    }
    office(std::move(rows));
  }
  SourceRow source(const char* supplier, const char* price, std::int32_t days, std::int32_t rank = 1) const {
    return {item("BRG"), supplier, Price::parse(price).value(), units(10), {}, Days{days}, rank, {}};
  }
  PlanMade plan() {
    const auto made = plan_for(folder / "dock.db", clock.now().date(), clock.now(), [&](const auto& work) {
      work(*floor.ledger);
      return true;
    });
    REQUIRE(made.ok());
    return *made;
  }
  std::vector<ProposalRow> proposals() const {
    return PlanningViews::open(folder / "dock.db").value()->proposals().value();
  }
  ProposalRow only_proposal() const {
    REQUIRE(proposals().size() == 1);
    return proposals().front();
  }
  PlanRow planned(const char* of) const {
    for (const PlanRow& row : PlanningViews::open(folder / "dock.db").value()->plans().value()) {
      if (row.item == item(of)) return row;
    }
    throw std::runtime_error("not planned");
  }
  void days_pass(int days) { clock.advance(std::chrono::hours(24 * days)); }
};

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

TEST(not_now_is_asked_again_after_a_week) {
  plan();
  floor.accepted(Reject{only_proposal().id, "no money"});
  days_pass(6);
  plan();
  REQUIRE(only_proposal().state == ProposalState::rejected);
  days_pass(1);
  plan();
  REQUIRE(proposals().size() == 2);
}

TEST(what_is_not_needed_any_more_is_over) {
  plan();
  const std::string id = only_proposal().id;
  floor.accepted(floor.receipt(1000));
  plan();
  REQUIRE(proposals().empty());
  REQUIRE(floor.refused(Approve{id, {}}).message == id + " is over");
}

TEST(a_decision_is_undone_until_the_order_is_placed) {
  plan();
  const std::string id = only_proposal().id;
  floor.give("approve", Approve{id, {}});
  floor.accepted(Undo{CommandId::parse("approve").value()});
  REQUIRE(only_proposal().state == ProposalState::open);
  REQUIRE(floor.refused(OrderPlaced{id, {}}).message == id + " is open");
  floor.give("again", Approve{id, {}});
  floor.give("placed", OrderPlaced{id, purchase("PO-9/1")});
  REQUIRE(only_proposal().purchase == "PO-9/1");
  REQUIRE(floor.refused(Undo{CommandId::parse("again").value()}).message ==
          id + " has been ordered or decided otherwise since");
  floor.accepted(Undo{CommandId::parse("placed").value()});
  REQUIRE(only_proposal().state == ProposalState::approved);
  floor.accepted(Undo{CommandId::parse("again").value()});
  REQUIRE(only_proposal().state == ProposalState::open);
}

TEST(nobody_decides_about_what_was_never_proposed) {
  REQUIRE(floor.refused(Approve{"BRG@2026-01-01", {}}).place == "proposal");
  plan();
  REQUIRE(floor.refused(Approve{only_proposal().id, Quantity()}).place == "quantity");
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

TEST(the_cheapest_supplier_is_taken_in_its_packs_and_a_better_rank_for_hardly_more) {
  office({source("Dear", "12", 7), source("Cheap", "9", 7)});
  plan();
  const ProposalRow cheap = only_proposal();
  REQUIRE(cheap.supplier == "Cheap");
  REQUIRE(cheap.quantity % 10 == 0);
  REQUIRE(cheap.price == Price::parse("9").value());
  office({source("Dear", "9.01", 7, 1), source("Cheap", "9", 7, 2)});
  plan();
  REQUIRE(only_proposal().supplier == "Dear");
}

TEST(terms_that_are_over_are_not_used_and_who_would_be_sooner_is_named) {
  SourceRow over = source("Over", "1", 7);
  over.until = day("2026-11-01");
  office({over, source("Slow", "5", 84), source("Fast", "9", 1)});
  plan();
  REQUIRE(only_proposal().supplier == "Slow");
  REQUIRE(only_proposal().backup == "Fast");
}

TEST(an_order_is_approved_by_itself_up_to_what_its_supplier_says) {
  office({source("Nord", "2", 7), SupplierRow{.supplier = "Nord", .auto_up_to = Price::parse("1").value()}});
  plan();
  REQUIRE(only_proposal().state == ProposalState::open);
  office({SupplierRow{.supplier = "Nord", .auto_up_to = Price::parse("100000").value()}});
  plan();
  REQUIRE(only_proposal().state == ProposalState::approved);
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

// --- two databases -------------------------------------------------------------------------------------------------

TEST(an_approval_made_offline_lies_on_the_hubs_row_until_the_hub_has_it) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  const auto planned_at_the_hub = [&] {
    REQUIRE(plan_for(folder / "hub.db", clock.now().date(), clock.now(), [&](const auto& work) {
              work(*hub.ledger);
              return true;
            }).ok());
  };
  const auto pull = [&] {
    const auto changes =
        hub.ledger->changes_since({floor.ledger->writer(), floor.ledger->pull_position().value(), clock.now()}, 10'000);
    REQUIRE(floor.ledger->apply(changes.value()).ok());
  };
  const auto push = [&] {
    const PushReply reply = hub.ledger->accept(floor.ledger->unacknowledged().value()).value();
    REQUIRE_FALSE(reply.refusal);
    REQUIRE(floor.ledger->acknowledged(reply).ok());
  };
  push();
  planned_at_the_hub();
  pull();
  REQUIRE_FALSE(floor.ledger->plan_due().value());
  const std::string id = only_proposal().id;
  floor.give("approve", Approve{id, units(50)});
  hub.accepted(CustomerReturn{Units{item("BRG"), units(1), {}, {}, {}}, place("DOCK-1")});
  pull();
  REQUIRE(only_proposal().approved == 50);
  floor.give("back", Undo{CommandId::parse("approve").value()});
  pull();
  REQUIRE(only_proposal().state == ProposalState::open);
  floor.give("again", Approve{id, units(60)});
  push();
  pull();
  REQUIRE(only_proposal().approved == 60);
  const auto truth = table_hashes(folder / "hub.db").value();
  const auto mine = table_hashes(folder / "dock.db").value();
  for (std::size_t i = 0; i < truth.size(); ++i) {
    INFO(truth[i].table);
    REQUIRE(mine[i].hash == truth[i].hash);
  }
}

TEST(an_order_that_two_have_placed_without_a_network_is_told) {
  Floor hub(folder / "hub.db", LedgerRole::hub, clock, "h");
  const auto push = [&] {
    const PushReply reply = hub.ledger->accept(floor.ledger->unacknowledged().value()).value();
    REQUIRE_FALSE(reply.refusal);
    REQUIRE(floor.ledger->acknowledged(reply).ok());
  };
  push();
  REQUIRE(plan_for(folder / "hub.db", clock.now().date(), clock.now(), [&](const auto& work) {
            work(*hub.ledger);
            return true;
          }).ok());
  const auto changes =
      hub.ledger->changes_since({floor.ledger->writer(), floor.ledger->pull_position().value(), clock.now()}, 10'000);
  REQUIRE(floor.ledger->apply(changes.value()).ok());
  const std::string id = only_proposal().id;
  const auto told = [&] { return Views::open(folder / "hub.db").value()->notices().value(); };
  hub.accepted(Approve{id, {}});
  hub.accepted(OrderPlaced{id, {}});
  floor.accepted(Approve{id, {}});
  push();
  REQUIRE(told().empty());
  floor.accepted(OrderPlaced{id, {}});
  push();
  REQUIRE(told().size() == 1);
  REQUIRE(told().front().notice.detail.find(id + " was ordered twice, the second time by ") == 0);
  push();
  REQUIRE(told().size() == 1);
}
