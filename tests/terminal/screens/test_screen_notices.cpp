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
  REQUIRE(toast() == pallet.text() + " is counted: 1 there, 1 more than the books had");
  REQUIRE(views->unit(pallet).value()->contents.front().quantity == units(1));
  scan("GO-NOTICES");
  const std::vector<Row> left = page().rows;
  REQUIRE(std::none_of(left.begin(), left.end(), is_count));
}

TEST(a_notice_of_a_lot_that_must_not_leave_leads_to_where_it_is_taken_away) {
  const Lot lot = Lot::parse("L1").value();
  office_does(Import{{order("SO-10", "GLV-L", 2, 1), LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  office_does(Receive{Units{item("GLV-L"), units(2), lot, {}, {}}, place("A-01"), {}, false});
  office_does(Pick{OrderLine{OrderNumber::parse("SO-10").value(), 1}, Units{item("GLV-L"), units(2), lot, {}, {}},
                   place("A-01"), place("X-01")});
  office_does(SetStatus{item("GLV-L"), lot, LotStatus::recalled, "letter"});
  scan("GO-NOTICES");
  const std::vector<Row> rows = page().rows;
  const auto row = std::find_if(rows.begin(), rows.end(), [](const Row& one) { return one.title == "Stop this lot"; });
  REQUIRE(row != rows.end());
  tap(row->id);
  tap("move");
  REQUIRE(page().instruction.location == "X-01");
  scan("L1");
  REQUIRE(page().rows.front().title == "Q-01");
  scan("Q-01");
  REQUIRE(stock("Q-01") == 1);
}
