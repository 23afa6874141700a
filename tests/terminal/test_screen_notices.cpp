// What has to be told or done, and how it is begun from there.
#include <algorithm>

#include "tests/support/terminal_fixture.h"

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
