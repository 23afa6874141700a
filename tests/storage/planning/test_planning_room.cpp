// A plan beside the room that there is for it.
#include <cmath>
#include <vector>

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

TEST(a_site_that_is_too_small_for_its_plan_gives_a_litre_a_price_until_it_fits) {
  Candidate small = candidate(20, 500, 0), large = candidate(20, 500, 0);
  small.sources.front().buying = {1, 1, 0, 0.1};
  large.sources.front().buying = {1, 1, 0, 20};
  const std::vector both{small, large};
  PlanSettings settings;
  REQUIRE(planned_room(both, settings).needed == 0);  // nobody said how much room there is
  settings.litres = 1e6;
  const PlanRoom wide = planned_room(both, settings);
  REQUIRE(wide.needed > 0);
  REQUIRE(wide.litre_price == 0);

  settings.litres = std::floor(static_cast<double>(wide.needed) * 0.6);
  const PlanRoom narrow = planned_room(both, settings);
  REQUIRE(narrow.litre_price > 0);
  REQUIRE(narrow.needed <= narrow.there);
  REQUIRE(narrow.needed > narrow.there / 2);
  const auto usual_of = [&](const PlanSettings& with, std::size_t place) {
    const auto proposals = propose(both, with, today);
    return proposals[proposals[0].candidate == place ? 0 : 1].usual;
  };
  REQUIRE(usual_of(priced(settings, narrow), 1) < usual_of(settings, 1));
  REQUIRE(usual_of(priced(settings, narrow), 0) > usual_of(settings, 0) * 9 / 10);

  settings.litres = 1;
  const PlanRoom hopeless = planned_room(both, settings);
  REQUIRE(hopeless.needed > hopeless.there);
}

TEST(a_site_that_is_too_small_for_any_plan_orders_less_and_never_more) {
  std::vector<Candidate> items{candidate(20, 0, 0), candidate(20, 10, 0), candidate(20, 0, 0)};
  for (Candidate& one : items) one.sources.front() = {weeks(1), {1, 10, 0, 1}, 9, 1};
  const std::int64_t level = propose(items, {}, today).front().level;
  items.push_back(items.front());
  items.back().at_hand = static_cast<double>(level + 10);
  PlanSettings settings;
  settings.litres = 10;
  const PlanRoom room = planned_room(items, settings);
  REQUIRE(room.needed > room.there);
  std::vector<std::int64_t> orders(items.size()), least(items.size());
  for (const Proposal& one : propose(items, settings, today)) orders[one.candidate] = one.order;
  for (const Proposal& one : propose(items, priced(settings, room), today)) {
    least[one.candidate] = one.order;
    REQUIRE(one.level <= level);
  }
  for (std::size_t i = 0; i + 1 < items.size(); ++i) REQUIRE(least[i] < orders[i] / 2);
  REQUIRE(least.back() == 0);
}
