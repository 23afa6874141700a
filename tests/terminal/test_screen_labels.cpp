// Labels that say less than a receipt needs.
#include "tests/support/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {};

}  // namespace

TEST(serials_follow_one_after_the_other_after_one_scan_of_their_item) {
  office_does(Import{{ItemRow{item("PUMP-9"), "Pump", Tracking::serial}, purchase("PO-9/1", "PUMP-9", 5)}});
  scan("PO-9");
  scan("PUMP-9");
  scan("SN-1");
  REQUIRE(count() == "1/5");
  REQUIRE(page().scan_prompt == "Scan item or next serial");
  scan("SN-2");
  REQUIRE(count() == "2/5");
  scan("SN-2");
  REQUIRE(refused());
  REQUIRE(received("PO-9") == 2);
}

TEST(a_pallet_that_nobody_announced_is_begun_only_with_a_yes) {
  scan("PO-7");
  scan("]C100340123450000000024");
  REQUIRE(shows("No notice says what is on 340123450000000024. Begin a pallet with it?"));
  tap("no");
  REQUIRE(page().instruction.verb != "Receive onto pallet");
}
