// One order of a supplier for several items: what fills it up, and how far.
#include "storage/planning/ordering/joint.h"
#include "tests/support/unity.h"

using namespace dockhand::planning;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  static JointLine needed(double units) { return {units, 1, true, {10, 1, 0}}; }
  static JointLine could_be(double units, double worth, double pack = 1, double minimum = 0) {
    return {units, worth, false, {10, pack, minimum}};
  }
};

}  // namespace

TEST(an_order_is_filled_up_with_the_fewest_packs_that_reach_its_value) {
  const std::vector<JointLine> lines{needed(80), could_be(50, 0.1, 6)};
  const auto early = ordered_early(lines, 1000);
  REQUIRE(early.size() == 1);
  REQUIRE(early.front().line == 1);
  REQUIRE(early.front().units == 24);
}

TEST(what_is_worth_most_fills_it_first_up_to_its_usual_order) {
  const std::vector<JointLine> lines{needed(60), could_be(50, 0.1), could_be(30, 0.2)};
  const auto early = ordered_early(lines, 1000);
  REQUIRE(early.size() == 2);
  REQUIRE(early[0].line == 2);
  REQUIRE(early[0].units == 30);
  REQUIRE(early[1].line == 1);
  REQUIRE(early[1].units == 10);
}

TEST(an_item_has_a_minimum_of_its_own_and_its_usual_order_is_the_most) {
  REQUIRE(ordered_early(std::vector{needed(95), could_be(50, 0.1, 1, 20)}, 1000).front().units == 20);
  REQUIRE(ordered_early(std::vector{needed(60), could_be(30, 0.1)}, 1000).empty());  // it is not reached
}

TEST(an_order_far_from_its_value_is_not_filled_up) {
  REQUIRE(ordered_early(std::vector{needed(40), could_be(500, 0.1)}, 1000).empty());
  REQUIRE(ordered_early(std::vector{needed(100), could_be(500, 0.1)}, 1000).empty());  // it is worth that already
}
