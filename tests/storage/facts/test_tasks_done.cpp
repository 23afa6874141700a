// What people were told to do is over when it does not have to be done any more.

#include "tests/support/warehouse/facts_fixture.h"
#include "tests/support/warehouse/open_notices.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  std::int64_t open(NoticeKind kind) { return open_notices(*views, kind); }
  void order_of_four_is_picked() {
    floor.demand_is({floor.demand("SO-1/1", 4)});
    floor.accepted(receipt(bearings(4)));
    pick("SO-1/1", bearings(4));
  }
};

}  // namespace

TEST(a_stop_is_over_when_the_lot_may_leave_again) {
  floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::recalled, "contaminated"});
  floor.accepted(receipt(gloves(3)));
  REQUIRE(open(NoticeKind::blocked_lot) == 1);
  floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::available, "clean"});
  REQUIRE(open(NoticeKind::blocked_lot) == 0);
}

TEST(a_stop_stays_while_another_lot_there_must_not_leave) {
  for (const char* code : {"L1", "L2"}) {
    floor.accepted(SetStatus{item("GLV"), lot(code), LotStatus::recalled, "contaminated"});
    floor.accepted(receipt(gloves(3, code)));
  }
  floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::available, "clean"});
  REQUIRE(open(NoticeKind::blocked_lot) == 2);
  floor.accepted(SetStatus{item("GLV"), lot("L2"), LotStatus::available, "clean"});
  REQUIRE(open(NoticeKind::blocked_lot) == 0);
}

TEST(a_loss_is_over_when_the_line_was_picked_from_elsewhere) {
  floor.demand_is({floor.demand("SO-1/1", 2)});
  floor.accepted(receipt(bearings(2)));
  floor.accepted(Adjust{Change::minus, bearings(2), place("DOCK-1"), "broken"});
  REQUIRE(open(NoticeKind::lost) == 1);
  floor.accepted(Pick{order("SO-1/1"), bearings(2), place("A-02"), place("X-01")});
  REQUIRE(open(NoticeKind::lost) == 0);
}

TEST(what_was_brought_back_on_its_carton_does_not_have_to_be) {
  order_of_four_is_picked();
  const auto carton = sscc("340123450000000116");
  floor.accepted(PackCarton{order("SO-1/1").document, place("X-01"), carton, place("X-01")});
  floor.accepted(CancelOrder{order("SO-1/1").document});
  REQUIRE(open(NoticeKind::bring_back) == 1);
  floor.accepted(MoveUnit{carton, place("A-02")});
  REQUIRE(open(NoticeKind::bring_back) == 0);
}

TEST(a_line_that_wants_again_what_was_picked_for_it_has_it) {
  order_of_four_is_picked();
  floor.demand_is({floor.demand("SO-1/1", 1)});
  REQUIRE(state("SO-1/1") == "0 0 1 0");
  REQUIRE(open(NoticeKind::bring_back) == 1);
  floor.demand_is({floor.demand("SO-1/1", 3)});
  REQUIRE(state("SO-1/1") == "0 0 3 0");
  REQUIRE(open(NoticeKind::bring_back) == 1);
  floor.demand_is({floor.demand("SO-1/1", 6)});
  REQUIRE(state("SO-1/1") == "2 0 4 0");
  REQUIRE(open(NoticeKind::bring_back) == 0);
  require_sound();
}

TEST(what_lies_in_a_lane_for_nobody_is_not_taken_by_a_line_it_was_not_picked_for) {
  order_of_four_is_picked();
  floor.demand_is({floor.demand("SO-1/1", 1), floor.demand("SO-2/1", 3)});
  floor.demand_is({floor.demand("SO-2/1", 4)});
  REQUIRE(state("SO-2/1") == "4 0 0 0");
}
