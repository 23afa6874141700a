// Of whom the night orders, and what it knows of how long they take.
#include <algorithm>

#include "storage/views/views.h"
#include "storage/words/plan_words.h"
#include "tests/support/warehouse/planned_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : PlannedFloor {
  void bought_is(const std::string& line, const std::string& supplier, Date ordered, Date due) {
    office({PurchaseLineRow{purchase(line), supplier, item("GLV"), units(1), due, {}, ordered}});
  }
  void lines_are_late(const std::string& supplier, int count) {
    const Date today = clock.now().date();
    for (int i = 1; i <= count; ++i) {
      bought_is("PO-8" + std::to_string(i) + "/1", supplier, Date::from_days(today.days() - 90),
                Date::from_days(today.days() - 60));
    }
  }
};

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
  lines_are_late("Late", 8);
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

TEST(what_came_under_a_suppliers_name_is_known_of_him_by_his_code) {
  office({source("NORD", "2", 7), SupplierRow{.supplier = "NORD", .name = "Nord Ltd"}});
  plan();
  const LevelWhy before = planned("BRG").why;
  lines_are_late("NORD", 4);
  plan();
  const LevelWhy by_code = planned("BRG").why;
  REQUIRE(by_code.days > before.days);
  lines_are_late("nord ltd.", 4);
  plan();
  REQUIRE(planned("BRG").why == by_code);
  lines_are_late("Nord Ltd", 2);
  plan();
  REQUIRE(planned("BRG").why == by_code);
  const auto cards = Views::open(folder / "dock.db").value()->supplier_cards(clock.now().date()).value();
  const auto nord = std::find_if(cards.begin(), cards.end(), [](const SupplierView& one) { return one.overdue == 4; });
  REQUIRE(nord != cards.end());
  REQUIRE(nord->supplier == "NORD");
}

TEST(a_line_that_was_never_closed_says_nothing_of_a_supplier_who_has_delivered_since) {
  office({source("Nord", "2", 7)});
  const Date today = clock.now().date();
  for (int i = 1; i <= 8; ++i) {
    const std::string line = "PO-8" + std::to_string(i) + "/1";
    bought_is(line, "Nord", Date::from_days(today.days() - 8), today);
    floor.accepted(Receive{Units{item("GLV"), units(1), lot("L1"), {}, {}}, place("DOCK-1"), purchase(line), false});
  }
  plan();
  const LevelWhy before = planned("BRG").why;
  bought_is("PO-70/1", "Nord", Date::from_days(today.days() - 400), Date::from_days(today.days() - 393));
  plan();
  REQUIRE(planned("BRG").why == before);
  bought_is("PO-71/1", "Nord", Date::from_days(today.days() - 67), Date::from_days(today.days() - 60));
  plan();
  REQUIRE(planned("BRG").why.days > before.days);
  REQUIRE(planned("BRG").why.late == 1);
  REQUIRE(planned("BRG").why.came == 9);
}

TEST(who_has_sent_nothing_at_all_is_late_for_however_long_that_is) {
  office({source("Nord", "2", 7)});
  plan();
  const LevelWhy before = planned("BRG").why;
  const Date today = clock.now().date();
  for (int i = 1; i <= 4; ++i) {
    bought_is("PO-8" + std::to_string(i) + "/1", "Nord", Date::from_days(today.days() - 400),
              Date::from_days(today.days() - 393));
  }
  plan();
  REQUIRE(planned("BRG").why.days > before.days);
  REQUIRE(planned("BRG").why.late == 4);
}
