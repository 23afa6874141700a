// Of whom the night orders, and what it knows of how long they take.
#include "storage/views/views.h"
#include "storage/words/plan_words.h"
#include "tests/support/warehouse/planned_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : PlannedFloor {};

}  // namespace

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

TEST(who_has_not_said_a_price_is_not_taken_to_be_cheap) {
  office({source("Free", "0", 7), source("Known", "9", 7)});
  plan();
  REQUIRE(only_proposal().supplier == "Known");
}

TEST(terms_that_are_over_are_not_used_and_who_would_be_sooner_is_named) {
  SourceRow over = source("Over", "1", 7);
  over.until = day("2026-11-01");
  office({over, source("Slow", "5", 84), source("Fast", "9", 1)});
  floor.accepted(Receive{Units{item("BRG"), units(270), {}, {}, {}}, place("DOCK-1"), {}, false});
  plan();
  REQUIRE(only_proposal().supplier == "Slow");
  REQUIRE(only_proposal().backup == "Fast");
}

TEST(what_hardly_anybody_will_buy_is_approved_by_a_person) {
  SourceRow crates = source("Nord", "0.01", 7);
  crates.minimum = units(5000);  // four years' demand
  office({crates, SupplierRow{.supplier = "Nord", .auto_up_to = Price::parse("100000").value()}});
  plan();
  REQUIRE(only_proposal().quantity >= 5000);
  REQUIRE(only_proposal().state == ProposalState::open);
}

TEST(another_suppliers_delay_is_not_that_of_one_of_whom_no_lane_is_said) {
  office({source("Nord", "2", 7)});
  plan();
  const LevelWhy before = planned("BRG").why;
  const Date today = clock.now().date();
  for (int i = 1; i <= 8; ++i) {
    const auto line = PurchaseLine::parse("PO-8" + std::to_string(i) + "/1").value();
    office({PurchaseLineRow{line,
                            "Late",
                            item("GLV"),
                            units(1),
                            Date::from_days(today.days() - 60),
                            {},
                            Date::from_days(today.days() - 90)}});
  }
  plan();
  REQUIRE(planned("BRG").why == before);
}

TEST(what_is_said_of_a_young_order_of_another_item_is_no_lead_time) {
  SupplierRow far{"Far"};
  far.lane = "sea";
  office({source("Far", "2", 63), far});
  plan();
  const LevelWhy before = planned("BRG").why;
  const Date today = clock.now().date();
  for (const int due : {0, 7, 365}) {
    office({PurchaseLineRow{
        purchase("PO-7/1"), "Far", item("GLV"), units(1), Date::from_days(today.days() + due), {}, today}});
    plan();
    REQUIRE(planned("BRG").why == before);
  }
  days_pass(200);  // it is late, and late orders say something
  history("BRG", 20);
  plan();
  REQUIRE(planned("BRG").why.days > before.days);
}

TEST(who_is_ordered_of_every_eighth_week_asks_for_stock_until_then) {
  office({source("Nord", "2", 7)});
  plan();
  const LevelWhy weekly = planned("BRG").why;
  const std::int64_t often = only_proposal().quantity;
  office({SupplierRow{.supplier = "Nord", .review_days = Days{56}}});
  plan();
  REQUIRE(planned("BRG").why.days == weekly.days + 7 * 7);
  REQUIRE(planned("BRG").why.level > weekly.level + 6 * 20);
  REQUIRE(only_proposal().quantity >= often);
  REQUIRE(only_proposal().quantity >= 8 * 20);
  office({SupplierRow{.supplier = "Nord", .review_days = Days{1}}});
  plan();
  REQUIRE(planned("BRG").why == weekly);
}
