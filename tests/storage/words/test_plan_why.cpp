// Why an order has its number, and a week its demand.
#include "storage/words/plan_why.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = Date::parse("2026-11-30").value();
  ProposalRow row{.id = "BOLT@2026-11-30",
                  .item = ItemCode::parse("BOLT").value(),
                  .supplier = "Nordlager",
                  .quantity = 240,
                  .needed = 233,
                  .free = 30,
                  .coming = 3,
                  .why = {83, 78, 25, "Nordlager", 0, 3}};
  SourceRow source{row.item, "Nordlager", {}, Quantity::exactly(10), {}, {}, 1, {}};
  SupplierRow supplier{.supplier = "Nordlager", .order_cost = Price::parse("6").value()};
  PlanRow plan{row.item};
};

}  // namespace

TEST(the_number_of_an_order_is_what_its_level_wants_what_an_order_costs_and_how_it_is_sold) {
  REQUIRE(quantity_why(row, source, supplier) ==
          "240 = 50 up to its level + 183 so that it is not ordered again at once (an order costs 6.00)"
          " + 7 for whole packs of 10");
  source.minimum = Quantity::exactly(300);
  row.quantity = 300;
  REQUIRE(quantity_why(row, source, supplier).ends_with(" + 67 as Nordlager sells at least 300"));
  row.quantity = 50;
  REQUIRE(quantity_why(row, source, supplier) == "50 = 50 up to its level");
  row.quantity = row.needed = Quantity::max;
  row.why.level = 4'000'000'000;
  REQUIRE(quantity_why(row, source, supplier) ==
          "1000000000 = 1000000000 of the 3999999967 up to its level, as one line of an order holds no more");
}

TEST(an_order_that_fills_up_another_says_what_for) {
  row.free = 200;
  supplier.minimum_value = Price::parse("500").value();
  REQUIRE(quantity_why(row, source, supplier) == "240 ordered early: Nordlager takes no order below 500.00");
  supplier.free_freight = Price::parse("900").value();
  REQUIRE(quantity_why(row, source, supplier) == "240 ordered early: Nordlager sends from 900.00 on without freight");
  REQUIRE(quantity_why(row, {}, {}) == "240 ordered early, to fill the order of its supplier");
}

TEST(a_week_says_its_method_its_season_its_promotions_and_a_new_rate) {
  plan.method = "smooth";
  plan.weeks = {{22'400, 15'000, 29'800}, {60'000, 40'000, 80'000, 112, 250}};
  REQUIRE(week_why(plan, 0, today) ==
          "22.4 expected, forecast by the mean of three methods. Four times in five it is 15 to 29.8.");
  plan.pattern = "erratic";
  plan.change = SellsOtherwise{Date::parse("2026-09-07").value(), true};
  REQUIRE(week_why(plan, 1, today) ==
          "60 expected, forecast by the mean of three methods. It sells nearly every week, some weeks far more than"
          " others. The time of the year makes it 12 % more than usual. Promotions and holidays make it 2.50 times the"
          " usual. Sells more than before since 2026-09-07. Four times in five it is 40 to 80.");
  REQUIRE(is_news(plan.change, today));
  REQUIRE_FALSE(is_news(plan.change, Date::from_days(today.days() + 200)));
  REQUIRE(week_why(plan, 2, today).empty());
}
