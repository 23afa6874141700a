// Units that become free, or demand that changes, are planned again in the same transaction.
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

// SO-1/1 has all four units that there are, SO-2/1 waits for four.
struct Fixture {
  void setUp() {
    floor.open_warehouse();
    floor.demand_is({floor.demand("SO-1/1", 4, 1), floor.demand("SO-2/1", 4, 5)});
    floor.give("base", floor.receipt(4));
    views = Views::open(folder / "dock.db", clock).value();
    REQUIRE(reserved("SO-1/1") == 4);
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::terminal, clock, "t"};
  std::unique_ptr<Views> views;

  OrderLineView view(const std::string& name) const { return views->order_lines(order(name).document)->at(0); }
  std::int64_t reserved(const std::string& name) const { return view(name).reserved.units(); }
  Units bearings(std::int64_t count) const { return Units{item("BRG"), units(count), {}, {}, {}}; }
  Pick pick(const std::string& name, std::int64_t count, const std::string& from = "DOCK-1") const {
    return Pick{order(name), bearings(count), place(from), place("X-01")};
  }
};

}  // namespace

TEST(a_release_serves_the_next) {
  floor.accepted(Release{order("SO-1/1"), units(3), {}});
  REQUIRE(reserved("SO-2/1") == 3);
  REQUIRE(view("SO-1/1").waiting == units(3));
}

TEST(a_cancelled_line_serves_the_next) {
  OrderLineRow cancelled = floor.demand("SO-1/1", 4, 1);
  cancelled.cancelled = units(4);
  floor.demand_is({cancelled});
  REQUIRE(reserved("SO-2/1") == 4);
}

TEST(more_demand_is_served_from_free_stock_at_once) {
  floor.accepted(floor.receipt(6));
  floor.demand_is({floor.demand("SO-2/1", 9, 5)});
  REQUIRE(reserved("SO-2/1") == 6);
}

TEST(a_higher_priority_of_a_line_that_waits_counts_from_the_next_units_on) {
  floor.demand_is({floor.demand("SO-3/1", 4, 4)});
  floor.demand_is({floor.demand("SO-2/1", 4, 1)});
  floor.accepted(floor.receipt(4));
  REQUIRE(reserved("SO-2/1") == 4);
  REQUIRE(reserved("SO-3/1") == 0);
}

TEST(what_a_count_finds_serves_the_next) {
  floor.accepted(Count{bearings(6), place("DOCK-1"), ""});
  REQUIRE(reserved("SO-2/1") == 2);
}

TEST(what_a_count_misses_is_lost_by_the_lowest_rank_and_given_again_when_it_is_found) {
  floor.accepted(floor.receipt(4));
  floor.accepted(Count{bearings(5), place("DOCK-1"), ""});
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(reserved("SO-2/1") == 1);
  floor.accepted(Count{bearings(8), place("DOCK-1"), ""});
  REQUIRE(reserved("SO-2/1") == 4);
}

TEST(picked_units_that_come_back_to_stock_serve_who_waits) {
  floor.accepted(pick("SO-1/1", 4));
  OrderLineRow cancelled = floor.demand("SO-1/1", 4, 1);
  cancelled.cancelled = units(4);
  floor.demand_is({cancelled});
  REQUIRE(reserved("SO-2/1") == 0);  // they are free, but in a lane
  floor.accepted(Move{bearings(4), place("X-01"), place("A-01")});
  REQUIRE(reserved("SO-2/1") == 4);
}

TEST(units_that_come_out_of_quarantine_serve_who_waits) {
  Receive damaged = floor.receipt(4);
  damaged.at = place("Q-01");
  floor.accepted(damaged);
  REQUIRE(reserved("SO-2/1") == 0);
  floor.accepted(Move{bearings(4), place("Q-01"), place("A-01")});
  REQUIRE(reserved("SO-2/1") == 4);
}

TEST(a_claim_that_goes_to_quarantine_is_made_good_from_free_stock) {
  floor.accepted(floor.receipt(9));
  floor.accepted(Move{bearings(13), place("DOCK-1"), place("Q-01")});
  REQUIRE(reserved("SO-1/1") + reserved("SO-2/1") == 0);
  Receive more = floor.receipt(5);
  floor.accepted(more);
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(reserved("SO-2/1") == 1);
}

TEST(a_pick_from_elsewhere_frees_the_claim_for_the_next) {
  Receive elsewhere = floor.receipt(4);
  elsewhere.at = place("A-01");
  floor.accepted(elsewhere);  // they are SO-2's
  floor.accepted(pick("SO-1/1", 4, "A-01"));
  REQUIRE(reserved("SO-1/1") == 0);
  REQUIRE(reserved("SO-2/1") == 4);  // those at the dock
}

TEST(what_is_picked_for_one_order_is_picked_for_no_other) {
  floor.accepted(pick("SO-1/1", 4));
  const Pick others{order("SO-2/1"), bearings(2), place("X-01"), place("X-01")};
  REQUIRE(floor.refused(others).message.find("picked for SO-1/1") != std::string::npos);
  REQUIRE(view("SO-1/1").picked == units(4));
}

TEST(a_short_pick_is_made_good_from_free_stock) {
  OrderLineRow gone = floor.demand("SO-2/1", 4, 5);
  gone.cancelled = units(4);
  floor.demand_is({gone});
  Receive elsewhere = floor.receipt(4);
  elsewhere.at = place("A-01");
  floor.accepted(elsewhere);
  floor.accepted(ShortPick{order("SO-1/1"), bearings(3), place("DOCK-1"), "empty"});
  REQUIRE(reserved("SO-1/1") == 4);
}

TEST(an_undone_receipt_leaves_both_waiting_and_an_undone_pick_is_planned_again) {
  floor.give("picked", pick("SO-1/1", 4));
  floor.accepted(Undo{CommandId::parse("picked").value()});
  REQUIRE(reserved("SO-1/1") == 4);
  floor.accepted(Undo{CommandId::parse("base").value()});
  REQUIRE(view("SO-1/1").waiting == units(4));
  REQUIRE(view("SO-2/1").waiting == units(4));
}

TEST(an_undone_count_that_missed_units_gives_them_to_who_had_them) {
  floor.give("missed", Count{bearings(1), place("DOCK-1"), ""});
  REQUIRE(reserved("SO-1/1") == 1);
  floor.accepted(Undo{CommandId::parse("missed").value()});
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(reserved("SO-2/1") == 0);
}

TEST(a_location_that_becomes_storage_offers_what_lies_there) {
  Receive elsewhere = floor.receipt(4);
  elsewhere.at = place("Q-01");
  floor.accepted(elsewhere);
  Import import;
  import.rows.emplace_back(LocationRow{place("Q-01"), LocationKind::storage, 95});
  floor.accepted(import);
  REQUIRE(reserved("SO-2/1") == 4);
}
