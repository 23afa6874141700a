// Work of which a part is booked: it is gone on with, and was not interrupted.
#include "tests/support/terminal/busy_terminal.h"

using namespace dockhand;

namespace {

using Fixture = test::BusyTerminal;

}  // namespace

TEST(what_is_only_done_in_part_was_begun_before_and_nothing_had_to_be_recovered) {
  office_does(Receive{Units{item("BRG-6204"), units(10), {}, {}, {}}, place("A-01"), {}, false});
  scan("SO-118");
  scan("A-01");
  scan(bearing);
  tap("back");
  scan("SO-118");
  REQUIRE(toast() == "Begun before (Anna K.): SO-118 picked in part");
  start();
  scan("SO-118");
  REQUIRE(toast() == "Work recovered (Anna K.): SO-118 picked in part");
}

TEST(an_order_of_which_a_carton_is_packed_is_gone_on_with_until_all_is_packed) {
  office_does(Receive{Units{item("BRG-6204"), units(10), {}, {}, {}}, place("A-01"), {}, false});
  office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(4), {}, {}, {}}, place("A-01"),
                   place("X-01")});
  tap("pack");
  scan("SO-118");
  scan(bearing);
  scan("340123450000000109");
  scan("YES");
  start();
  REQUIRE(toast() == "Work recovered (Anna K.): SO-118 packed in part");
  REQUIRE(shows("Go on: Pack | SO-118: 1 of 4 packed\nnot all packed yet"));
  tap("begun:pack:SO-118");
  REQUIRE(count() == "1/4");
  scan("340123450000000109");
  scan("YES");
  REQUIRE(toast() == "SO-118: all is packed");
  scan("GO-HOME");
  REQUIRE_FALSE(shows("Go on"));
  REQUIRE(views->jobs()->empty());
}
