// How long the items of the list last, by the day of whom the list is for.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "storage/listings/listings.h"
#include "tests/support/warehouse/planned_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : PlannedFloor {
  RowJson listed() const {
    const auto topic = std::find_if(topics().begin(), topics().end(),
                                    [](const Topic& one) { return std::string(one.name) == "items"; });
    ShowFilter filter;
    filter.clock = clock;
    for (const RowJson& row : topic->rows(folder / "dock.db", filter).value()) {
      if (row.at("item") == "BRG") return row;
    }
    throw std::runtime_error("not listed");
  }
};

}  // namespace

TEST(the_list_of_items_counts_the_days_that_an_item_lasts_from_the_day_of_who_asks) {
  floor.accepted(floor.receipt(100));
  plan();
  const Date out = planned("BRG").runs_out.value();
  REQUIRE(listed().at("runs_out") == out.text());
  REQUIRE(listed().at("cover_days") == out.days() - clock.now().date().days());
  days_pass(3);
  REQUIRE(listed().at("cover_days") == out.days() - clock.now().date().days());
}

TEST(an_item_of_which_none_is_free_does_not_last_in_the_list_whatever_the_last_plan_says) {
  floor.accepted(floor.receipt(100));
  plan();
  floor.demand_is({floor.demand("SO-1/1", 100)});
  REQUIRE(listed().at("state") == "backorder");
  REQUIRE(listed().at("cover_days") == 0);
  REQUIRE(listed().at("runs_out") == "");
}
