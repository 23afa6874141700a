// What was free week by week.
#include "storage/planning/demand/demand.h"
#include "storage/views/planning_views.h"
#include "tests/support/warehouse/office_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : OfficeFloor {
  void weeks_pass(int weeks) { clock.advance(std::chrono::hours(24 * 7 * weeks)); }
  OrderLineRow ordered_now(const std::string& name, std::int64_t count) const {
    OrderLineRow row = floor.demand(name, count);
    row.ordered_at = clock.now();
    return row;
  }
  // At the start of each of the weeks that the books know, until today.
  std::vector<double> free() const {
    const Date monday = planning::monday_of(clock.now().date());
    const auto all = PlanningViews::open(file).value()->stock_by_week(monday, 26).value();
    REQUIRE(all.size() == 1);
    return all.front().free;
  }
};

}  // namespace

TEST(what_an_earlier_line_holds_is_not_free_until_it_leaves) {
  floor.accepted(floor.receipt(10));
  weeks_pass(1);
  give_rows({ordered_now("SO-1/1", 6)});
  weeks_pass(2);
  REQUIRE(free() == std::vector<double>{10, 4});
  floor.accepted(pick("SO-1/1", 6));
  floor.accepted(Ship{order("SO-1/1").document});
  weeks_pass(2);
  REQUIRE(free() == std::vector<double>{10, 4, 4, 4});
}

TEST(what_comes_back_is_free_only_from_then_on) {
  floor.accepted(floor.receipt(10));
  weeks_pass(1);
  give_rows({ordered_now("SO-1/1", 6)});
  floor.accepted(pick("SO-1/1", 6));
  floor.accepted(Ship{order("SO-1/1").document});
  weeks_pass(2);
  floor.accepted(CustomerReturn{Units{item("BRG"), units(1), {}, {}, {}}, place("DOCK-1"), order("SO-1/1")});
  weeks_pass(2);
  REQUIRE(free() == std::vector<double>{10, 4, 4, 5});
}

TEST(who_waits_makes_less_than_nothing_free) {
  floor.accepted(floor.receipt(10));
  give_rows({ordered_now("SO-1/1", 25)});
  weeks_pass(2);
  REQUIRE(free() == std::vector<double>{-15});
  weeks_pass(1);
  floor.accepted(floor.receipt(20));
  weeks_pass(2);
  REQUIRE(free() == std::vector<double>{-15, -15, -15, 5});
}
