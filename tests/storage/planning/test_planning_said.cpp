// What is planned though no forecast says it: units that somebody waits for, and a level that somebody has said.
#include <stdexcept>

#include "storage/planning/ordering/proposals.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::planning;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = Date::parse("2026-11-30").value();
  static LeadTime weeks(std::size_t count) {
    std::vector<double> chances(count + 1, 0);
    chances[count] = 1;
    return LeadTime::of_weeks(chances);
  }
  // Sells so many units, or a few more, in each of the last 40 weeks.
  Candidate candidate(std::int64_t units, double at_hand, double coming) const {
    std::vector<DemandLine> lines;
    lines.reserve(40);
    for (int week = 0; week < 40; ++week) {
      lines.push_back({Date::from_days(today.days() - 1 - 7 * week), units + week % 3});
    }
    return {weekly(lines, today), at_hand, coming, {SupplySource{weeks(2), {}, 6, 1}}};
  }
};

}  // namespace

TEST(what_waits_for_a_new_item_is_ordered_before_a_week_of_its_demand_is_over) {
  Candidate fresh{weekly({}, today), -40, 0, {SupplySource{weeks(1), {}, 6, 1}}};
  fresh.waiting = 40;
  fresh.waiting_lines = 1;
  const std::vector others{candidate(20, 500, 0), fresh};
  const auto find = [&](const std::vector<Candidate>& all) {
    for (const Proposal& one : propose(all, {}, today)) {
      if (one.candidate == 1) return one;
    }
    throw std::runtime_error("not in the plan");
  };
  const Proposal alone = find(others);
  REQUIRE(alone.order == 40);
  REQUIRE(alone.needed == 40);
  REQUIRE(alone.runs_out == today);
  REQUIRE(alone.order_by == today);
  REQUIRE(alone.saves == 40'000);
  fresh.sources.front().buying = {2, 24, 60};
  REQUIRE(find({others.front(), fresh}).order == 72);
  fresh.coming = 40;
  REQUIRE(find({others.front(), fresh}).order == 0);
  REQUIRE(propose(std::vector{fresh}, {}, today).size() == 1);
}

TEST(a_level_that_somebody_has_said_has_no_forecast_as_its_reason) {
  Candidate item = candidate(5, 300, 0);
  const Proposal free_of_it = propose(std::vector{item}, {}, today).front();
  REQUIRE(free_of_it.days > 0);
  item.kept_back = 500;
  const Proposal said = propose(std::vector{item}, {}, today).front();
  REQUIRE(said.level == 500);
  REQUIRE(said.days == 0);
  REQUIRE(said.expected == 0);
  item.kept_back = 1;
  REQUIRE(propose(std::vector{item}, {}, today).front().days == free_of_it.days);
}
