// What it would save to have a purchase line sooner.
#include "storage/listings/sooner.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  // Twenty are to come; SO-1/1 has four of them, SO-2/1 three.
  static ComingView comes(const std::string& line, const std::string& by) {
    ComingView one{purchase(line), "SKF", units(20), {}, {}, day(by), day(by), {}};
    one.whose = {{order("SO-1/1"), "ACME", units(4)}, {order("SO-2/1"), "ACME", units(3)}};
    return one;
  }
};

}  // namespace

TEST(who_waits_for_a_purchase_line_would_leave_as_many_days_sooner_as_it_came) {
  const auto sooner = sooner_with(comes("PO-7/1", "2026-12-20"), day("2026-12-01"));
  REQUIRE(sooner.has_value());
  REQUIRE(sentence(*sooner, day("2026-11-30")) == "2 lines, 7 units, 19 days sooner if PO-7/1 came on 2026-12-01");
}

TEST(what_comes_as_soon_anyway_saves_nothing) {
  REQUIRE_FALSE(sooner_with(comes("PO-7/1", "2026-12-01"), day("2026-12-01")));
  ComingView free = comes("PO-7/1", "2026-12-20");
  free.whose.clear();
  REQUIRE_FALSE(sooner_with(free, day("2026-12-01")));
}

TEST(of_two_purchase_lines_that_bring_a_lines_units_the_later_one_saves_more) {
  const std::vector<ComingView> coming{comes("PO-7/1", "2026-12-03"), comes("PO-8/1", "2026-12-20")};
  REQUIRE(sooner_for(coming, order("SO-1/1"), day("2026-11-30"))->purchase == purchase("PO-8/1"));
  REQUIRE_FALSE(sooner_for(coming, order("SO-9/1"), day("2026-11-30")));
}
