// What a trial says of a file, and what is left of one with bad rows.
#include "tests/support/warehouse/export_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : ExportFixture {};

}  // namespace

TEST(bad_rows_can_be_skipped_and_are_left_as_a_file_that_can_be_mended) {
  const std::string text =
      order_header + "SO-1,1,C-1,BRG-1,3,2026-12-01\nSO-1,2,C-1,NONE,3,2026-12-01\nSO-1,3,C-1,BRG-1,x,2026-12-01\n";
  REQUIRE(book(text).errors.size() == 2);
  const auto choices = with([](ImportChoices& chosen) { chosen.skip_bad = true; });
  const auto report = book(text, choices);
  REQUIRE(report.errors.size() == 2);
  const auto views = Views::open(folder / "dock.db").value();
  REQUIRE(views->order_lines(order("SO-1/1").document)->size() == 1);
  REQUIRE(write_rejects({folder / "file.csv", report, true}, choices, folder / "bad.csv"));
  const std::string rejects = text_of(folder / "bad.csv");
  REQUIRE(
      rejects.starts_with("order,line,customer,item,quantity,promised,Dockhand row,Dockhand column,Dockhand "
                          "value,Dockhand remedy,reason\nSO-1,2,C-1,NONE,3,2026-12-01,3,item,NONE,"));
  REQUIRE(rejects.find("SO-1,3,C-1,BRG-1,x,2026-12-01,") != std::string::npos);
}

TEST(a_trial_says_what_would_change_and_changes_nothing) {
  book(order_header + "SO-1,1,C-1,BRG-1,3,2026-12-01\nSO-1,2,C-1,BRG-1,3,2026-12-01\n");
  const auto events = Views::open(folder / "dock.db").value()->events()->size();
  const auto report =
      book(order_header +
               "SO-1,1,C-1,BRG-1,3,2026-12-01\nSO-1,2,C-1,BRG-1,4,2026-12-01\nSO-1,3,C-1,BRG-1,1,2026-12-01\n"
               "SO-1,4,C-1,NONE,1,2026-12-01\nSO-1,5,C-1,BRG-1,x,2026-12-01\n",
           with([](ImportChoices& choices) { choices.try_out = true; }));
  REQUIRE(report.changes == ImportChanges{1, 1, 1, 2});
  REQUIRE(report.errors.size() == 2);
  REQUIRE(Views::open(folder / "dock.db").value()->events()->size() == events);
}
