// What has to be told or done, and how it is begun from there.
#include <algorithm>

#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {};
}  // namespace

TEST(a_notice_that_asks_for_a_count_opens_it) {
  office_does(Receive{Units{item("BRG-6204"), units(7), {}, {}, {}}, place("A-01"), {}, false});
  scan("SO-118");
  tap("here");
  tap("short");
  scan("CHOICE-1");
  scan("GO-NOTICES");
  const auto count_it = [](const Row& row) { return row.title == "Count"; };
  const std::vector<Row> rows = page().rows;
  const auto row = std::find_if(rows.begin(), rows.end(), count_it);
  REQUIRE(row != rows.end());
  tap(row->id);
  REQUIRE(page().actions.back().label == "Count");
  tap(page().actions.back().id);
  REQUIRE(std::string_view(app->screen()) == "count");
  REQUIRE(page().instruction.location == "A-01");
}

TEST(a_notice_that_asks_for_what_is_on_a_pallet_leads_to_a_count_of_it_alone) {
  const Sscc pallet = Sscc::parse("340123450000000017").value();
  office_does(Import{{AsnRow{pallet, "ASN-1", Units{item("BRG-6205"), units(6), {}, {}, {}}, {}}}});
  office_does(ReceiveUnit{pallet, place("DOCK-1")});
  office_does(LoseUnit{pallet, "not there"});
  office_does(MoveUnit{pallet, place("A-01"), "found"});
  scan("GO-NOTICES");
  const std::vector<Row> rows = page().rows;
  const auto is_count = [](const Row& row) { return row.title == "Count"; };
  const auto row = std::find_if(rows.begin(), rows.end(), is_count);
  REQUIRE(row != rows.end());
  tap(row->id);
  tap("count");
  REQUIRE(page().instruction.location == pallet.text());
  scan(pallet.text());
  REQUIRE(toast() == "Scan what is on it.");
  scan(other_bearing);
  scan(pallet.text());
  REQUIRE(toast() == pallet.text() + " is counted: 1, 1 more than the books had");
  REQUIRE(views->unit(pallet).value()->contents.front().quantity == units(1));
  scan("GO-NOTICES");
  const std::vector<Row> left = page().rows;
  REQUIRE(std::none_of(left.begin(), left.end(), is_count));
}
