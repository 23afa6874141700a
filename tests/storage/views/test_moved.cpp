#include "storage/views/moved.h"
#include "tests/support/warehouse/office_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : OfficeFloor {};

}  // namespace

TEST(what_was_received_and_shipped_is_told_from_an_event_on) {
  const auto first = floor.accepted(floor.receipt(5));
  const auto received = moved_after(file, Moved::received, 0).value();
  REQUIRE(received.size() == 1);
  REQUIRE(received[0].seq == first.seq);
  REQUIRE(received[0].item == "BRG");
  REQUIRE(received[0].units == 5);
  REQUIRE(moved_after(file, Moved::received, first.seq)->empty());
  REQUIRE(moved_after(file, Moved::shipped, 0)->empty());
  floor.accepted(Undo{first.id});
  REQUIRE(moved_after(file, Moved::received, first.seq)->at(0).units == -5);
  floor.accepted(Adjust{Change::plus, Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), "found"});
  REQUIRE(moved_after(file, Moved::counted, 0)->at(0).units == 2);
}
