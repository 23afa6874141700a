#include <algorithm>
#include <set>

#include "scanner/reader/ladder.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  static std::set<Pass> passes(const std::vector<PlannedPass>& steps) {
    std::set<Pass> all;
    for (const PlannedPass& step : steps) all.insert(step.pass);
    return all;
  }
  static std::vector<Pass> order(const std::vector<PlannedPass>& steps) {
    std::vector<Pass> all;
    for (const PlannedPass& step : steps) all.push_back(step.pass);
    return all;
  }

  // The picture has a label with bars on the left, and one with a matrix symbol on the right.
  const BarField bars{150, 100, 0, 200, 80, 0, 1};
  const Survey survey{{0, 0, 1280, 720},
                      {{20, 20, 260, 160}, {600, 20, 200, 200}},
                      {{20, 20, 260, 160}, {600, 20, 200, 200}},
                      {bars},
                      {{620, 40, 160, 160}}};
};
}  // namespace

TEST(a_still_picture_is_looked_at_as_it_is_before_all_else) {
  const auto steps = plan_passes(survey, Budget::still);
  REQUIRE(steps.front().pass == Pass::plain);
  REQUIRE(steps.front().box == survey.whole);
  REQUIRE(steps.back().pass == Pass::inverted);
  REQUIRE(passes(steps).size() == static_cast<std::size_t>(Pass::inverted) + 1);
}

TEST(a_frame_begins_with_its_bars_and_leaves_out_what_takes_a_whole_budget) {
  const auto steps = plan_passes(survey, Budget::frame);
  REQUIRE(steps.front().pass == Pass::straight_6);
  for (const PlannedPass& step : steps) REQUIRE_FALSE(step.box == survey.whole);
  REQUIRE(passes(steps).count(Pass::inverted) == 0);
}

TEST(no_pass_is_planned_twice_for_one_place) {
  Survey all_of_it = survey;
  all_of_it.regions = all_of_it.pieces = {survey.whole};
  for (const Budget budget : {Budget::still, Budget::frame}) {
    const auto steps = plan_passes(all_of_it, budget);
    for (auto step = steps.begin(); step != steps.end(); ++step) {
      const auto same = [&](const PlannedPass& other) { return other.pass == step->pass && other.box == step->box; };
      REQUIRE(std::count_if(steps.begin(), steps.end(), same) == 1);
    }
  }
}

TEST(costly_passes_take_turns_and_none_is_left_out) {
  std::set<std::vector<Pass>> orders;
  for (std::size_t turn = 0; turn < 4; ++turn) {
    const auto steps = plan_passes(survey, Budget::frame, turn);
    orders.insert(order(steps));
    REQUIRE(steps.size() == plan_passes(survey, Budget::frame).size());
  }
  REQUIRE(orders.size() == 4);
}

TEST(a_frame_with_a_large_region_is_looked_at_in_half_its_size) {
  Survey near = survey;
  near.pieces.push_back({0, 0, 400, 720});
  REQUIRE(passes(plan_passes(near, Budget::frame)).count(Pass::half) == 1);
}

// Its edges look like bars.
TEST(a_large_matrix_symbol_is_looked_at_as_one_in_the_first_place) {
  const Box symbol{320, 60, 600, 600};
  Survey one{{0, 0, 1280, 720}, {symbol}, {symbol}, {{350, 360, 1.57, 560, 50, 0, 1}}, {}};
  const auto planned = order(plan_passes(one, Budget::frame));
  const auto first = [&](Pass pass) { return std::find(planned.begin(), planned.end(), pass); };
  REQUIRE(first(Pass::plain_matrix) < first(Pass::plain));
  REQUIRE(first(Pass::fitted) < first(Pass::enlarged));
  one.fields.front().height = 300;
  REQUIRE(passes(plan_passes(one, Budget::frame)).count(Pass::plain_matrix) == 0);
}
