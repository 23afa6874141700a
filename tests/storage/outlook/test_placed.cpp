// What people have ordered by a proposal is on its way before the office's purchase says so, and never twice.
#include <algorithm>

#include "storage/ledger/ledger.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() { floor.open_warehouse(); }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor floor{folder / "dock.db", LedgerRole::terminal, clock, "t"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  std::optional<Promise> promised(const std::string& line) { return views->why(order(line)).value()->line.promise; }
  void purchase_is(const std::string& line, std::int64_t count, const std::string& due,
                   std::optional<Date> ordered = std::nullopt) {
    Import import;
    import.rows = {PurchaseLineRow { purchase(line), "SKF", item("BRG"), units(count), day(due), {}, ordered }};
    floor.accepted(import);
  }
  void source_is(const std::string& supplier) {
    floor.accepted(Import{{SourceRow{item("BRG"), supplier, {}, units(1), {}, Days{14}, 1, {}}}});
  }
  std::ptrdiff_t placed_orders(const char* of) {
    const auto coming = views->coming(item(of)).value();
    return std::count_if(coming.begin(), coming.end(), [](const ComingView& one) { return one.placed.has_value(); });
  }
  void days_pass(int days) {
    clock.advance(std::chrono::hours(24) * days);
    REQUIRE(floor.ledger->begin_day().ok());
  }
};

}  // namespace

TEST(what_is_ordered_by_a_proposal_is_on_its_way_until_the_offices_purchase_says_so) {
  const std::string id = "BRG@2026-11-20";
  const ProposalRow proposal{.id = id, .item = item("BRG"), .supplier = "Nord", .quantity = 40};
  source_is("Nord");
  REQUIRE(floor.ledger->keep_plan(std::vector{proposal}).ok());
  floor.demand_is({floor.demand("SO-1/1", 60)});
  floor.accepted(Approve{id, {}});
  const std::size_t before = views->coming(item("BRG")).value().size();
  REQUIRE(promised("SO-1/1")->to_order);
  floor.give("placed", OrderPlaced{id, {}});
  REQUIRE_FALSE(promised("SO-1/1")->to_order);
  const Date expected = promised("SO-1/1")->p50;
  REQUIRE(expected > day("2026-12-03"));  // the supplier says 14 days
  const auto coming = [&] { return views->coming(item("BRG")).value(); };
  REQUIRE(coming().size() == before + 1);
  REQUIRE(coming().back().placed == day("2026-11-20"));
  REQUIRE(coming().back().units == units(40));
  purchase_is("PO-8/1", 5, "2026-12-01", day("2026-11-20"));  // of another supplier
  REQUIRE(coming().size() == before + 2);
  floor.accepted(Import{
      {PurchaseLineRow{purchase("PO-9/1"), "Nord", item("BRG"), units(40), day("2026-12-04"), {}, day("2026-11-21")}}});
  REQUIRE(coming().size() == before + 2);
  for (const ComingView& one : coming()) REQUIRE_FALSE(one.placed);
}

TEST(an_order_that_was_taken_back_or_that_nobody_has_heard_of_for_a_month_is_not_on_its_way) {
  const std::string id = "BRG@2026-11-20";
  const ProposalRow proposal{.id = id, .item = item("BRG"), .supplier = "Nord", .quantity = 40};
  REQUIRE(floor.ledger->keep_plan(std::vector{proposal}).ok());
  floor.demand_is({floor.demand("SO-1/1", 60)});
  floor.accepted(Approve{id, {}});
  floor.give("placed", OrderPlaced{id, {}});
  REQUIRE_FALSE(promised("SO-1/1")->to_order);
  floor.accepted(Undo{CommandId::parse("placed").value()});
  REQUIRE(promised("SO-1/1")->to_order);
  floor.accepted(OrderPlaced{id, {}});
  days_pass(31);
  REQUIRE(promised("SO-1/1")->to_order);
}

TEST(a_purchase_without_a_day_is_the_one_that_was_ordered_when_it_is_named_or_for_as_many) {
  const auto placed = [&] { return placed_orders("BRG"); };
  REQUIRE(floor.ledger
              ->keep_plan(std::vector{
                  ProposalRow{.id = "BRG@2026-11-19", .item = item("BRG"), .supplier = "SKF", .quantity = 40},
                  ProposalRow{.id = "BRG@2026-11-20", .item = item("BRG"), .supplier = "SKF", .quantity = 30}})
              .ok());
  for (const char* id : {"BRG@2026-11-19", "BRG@2026-11-20"}) floor.accepted(Approve{id, {}});
  floor.accepted(OrderPlaced{"BRG@2026-11-19", purchase("PO-8/1")});
  floor.accepted(OrderPlaced{"BRG@2026-11-20", {}});
  REQUIRE(placed() == 2);
  purchase_is("PO-8/1", 41, "2026-12-04");
  REQUIRE(placed() == 1);
  purchase_is("PO-9/1", 31, "2026-12-04");
  REQUIRE(placed() == 1);
  purchase_is("PO-9/2", 30, "2026-12-04");
  REQUIRE(placed() == 0);
}
