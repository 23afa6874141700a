// The world that policies are judged in.
#include <cmath>

#include "storage/planning/numbers.h"
#include "tests/support/planning/planning_world.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

}  // namespace

TEST(a_world_is_the_same_for_the_same_seed_and_more_stock_serves_more) {
  const World world(12, 5), again(12, 5), other(12, 6);
  REQUIRE(world.items[7].demand == again.items[7].demand);
  REQUIRE(world.items[7].demand != other.items[7].demand);
  const auto weeks_of_stock = [&](std::size_t i, int, double knob) {
    const double mean = mean_of(world.items[i].demand);
    return Wanted{std::ceil(knob * mean), std::ceil(4 * mean) + 1};
  };
  const Judged little = judge(world, weeks_of_stock, 4), much = judge(world, weeks_of_stock, 30);
  REQUIRE(little.units == much.units);
  REQUIRE(little.lines_served < much.lines_served);
  REQUIRE(much.lines_served > 0.97 * much.lines);
  REQUIRE(little.stock_value < much.stock_value);
}

TEST(a_world_with_trouble_has_the_luck_of_the_one_without_in_all_the_rest) {
  const World calm(60, 3), busy(60, 3, {.promotions = true, .failures = true});
  std::size_t advertised = 0, held_up = 0;
  for (std::size_t i = 0; i < calm.items.size(); ++i) {
    const WorldItem& item = busy.items[i];
    advertised += item.promotions.empty() ? 0 : 1;
    REQUIRE((item.promotions.empty() ? item.demand == calm.items[i].demand : item.demand != calm.items[i].demand));
    const auto& fails = busy.suppliers[item.supplier].fails;
    for (int t = 0; t < World::weeks; ++t) {
      const int arrives = t + item.lead[static_cast<std::size_t>(t)];
      REQUIRE_FALSE((fails && fails->has(arrives)));
      held_up += arrives > t + calm.items[i].lead[static_cast<std::size_t>(t)] ? 1 : 0;
    }
  }
  REQUIRE(advertised > 4);
  REQUIRE(advertised < 25);
  REQUIRE(held_up > 0);
}

TEST(a_promotion_of_the_world_is_known_eight_weeks_before_it_begins) {
  const World world(60, 3, {.promotions = true});
  for (const WorldItem& item : world.items) {
    if (item.promotions.empty()) continue;
    const Promotion& last = item.promotions.back();
    const int begins = (last.from.days() - World::monday(0).days()) / 7;
    REQUIRE(World::known_promotions(item, begins - 9).size() == item.promotions.size() - 1);
    REQUIRE(World::known_promotions(item, begins - 8).size() == item.promotions.size());
    REQUIRE(item.lift_of(begins) > 1);
  }
}
