// What the plan of a night keeps of how its numbers come about.
#include "storage/views/views.h"
#include "tests/support/warehouse/planned_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : PlannedFloor {
  Date in_weeks(int weeks) const { return Date::from_days(clock.now().date().days() + 7 * weeks); }
};

}  // namespace

TEST(how_an_item_sells_and_what_a_promotion_makes_of_a_week_are_kept) {
  office({PromotionRow{item("BRG"), in_weeks(2), Date::from_days(in_weeks(3).days() - 1), 300}});
  plan();
  const PlanRow row = planned("BRG");
  REQUIRE(row.method == "smooth");
  REQUIRE(row.pattern == "smooth");
  REQUIRE_FALSE(row.change);
  REQUIRE(row.weeks.at(1).lift == 100);
  REQUIRE(row.weeks.at(2).lift == 300);
  REQUIRE(row.weeks.at(2).expected > 2 * row.weeks.at(1).expected);
  REQUIRE(plan().changed == 0);
}

TEST(a_new_rate_is_kept_in_the_plan_and_the_same_plan_writes_nothing_again) {
  std::vector<ImportRow> rows;
  for (int week = 1; week <= 12; ++week) rows.emplace_back(PastDemandRow{item("BRG"), in_weeks(-week), units(60)});
  office(std::move(rows));
  plan();
  const auto change = planned("BRG").change;
  REQUIRE(change);
  REQUIRE(change->more);
  REQUIRE(change->since >= in_weeks(-13));
  REQUIRE(change->since <= in_weeks(-10));
  REQUIRE(plan().changed == 0);
}

TEST(a_plan_of_a_program_of_old_has_its_method_and_no_more) {
  plan();
  floor.ledger.reset();
  REQUIRE(
      Engine::open(folder / "dock.db", Access::read_write).value()->run_script("UPDATE plan SET method='smooth'").ok());
  floor.ledger = Ledger::open(folder / "dock.db", LedgerRole::terminal, clock).value();
  const PlanRow row = planned("BRG");
  REQUIRE(row.method == "smooth");
  REQUIRE(row.pattern.empty());
  REQUIRE(row.weeks.front().season == 100);
}

TEST(an_assortment_has_its_classes_what_is_too_much_and_what_nobody_asks_for) {
  floor.accepted(floor.receipt(9000));
  plan();
  auto views = Views::open(folder / "dock.db", clock).value();
  const auto parts = views->plan_parts().value();
  REQUIRE(parts.size() >= 2);
  const auto too_much = views->plans({PlanPart::Kind::too_much, {}}).value();
  REQUIRE(too_much.size() == 1);
  REQUIRE(too_much.front().row.item == item("BRG"));
  REQUIRE(views->plans({PlanPart::Kind::of_class, "AX"}).value().size() == 1);
  for (const PlanView& one : views->plans({PlanPart::Kind::dead, {}}).value()) REQUIRE(one.row.item != item("BRG"));
}

TEST(what_somebody_asks_for_since_this_week_is_no_dead_stock) {
  for (const char* code : {"NEW", "OLD"}) {
    office({ItemRow{item(code), code}});
    floor.accepted(floor.receipt(8, code));
  }
  OrderLineRow asked = floor.demand("SO-9/1", 2);
  asked.item = item("NEW");
  asked.ordered_at = clock.now();
  office({asked});
  plan();
  auto views = Views::open(folder / "dock.db", clock).value();
  const auto dead = views->plans({PlanPart::Kind::dead, {}}).value();
  REQUIRE(dead.size() == 1);
  REQUIRE(dead.front().row.item == item("OLD"));
  REQUIRE(dead.front().row.excess == 8);
}
