// What was done is counted and undone also after the screen was left or the program was started again.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Receive{Units{item("BRG-6204"), units(7), {}, {}, {}}, place("A-01"), {}, false});
    clock.advance(std::chrono::hours(24));  // the office did that yesterday
  }
  void pick_one() {
    scan("SO-118");
    scan("A-01");
    scan(bearing);
  }
  std::string row_of(std::string_view title) const {
    for (const Row& row : page().rows) {
      if (row.title == title) return row.id;
    }
    return "";
  }
};

}  // namespace

TEST(a_pick_goes_on_with_its_true_count_after_a_restart) {
  pick_one();
  REQUIRE(count() == "1/4");
  start();
  scan("SO-118");
  REQUIRE(count() == "1/4");
  scan("A-01");
  tap("number");
  type("3");
  scan("CHOICE-2");  // it is all, with the one from before
  REQUIRE(order_line("SO-118").picked == units(3));
}

TEST(what_was_picked_before_a_restart_is_undone_after_a_question) {
  pick_one();
  start();
  scan("SO-118");
  scan("A-01");
  tap("undo");
  REQUIRE(shows("Undo this: 1 of BRG-6204 picked at A-01 for SO-118/1 into X-01, 14:00?"));
  REQUIRE(order_line("SO-118").picked == units(1));
  tap("undo");
  REQUIRE(order_line("SO-118").picked.none());
  REQUIRE(count() == "0/4");
}

TEST(today_lists_what_was_done_with_its_undo) {
  scan("PO-7");
  scan(bearing_case);
  tap("back");
  pick_one();
  tap("back");
  tap("today");
  REQUIRE(shows("2 entries"));
  REQUIRE(shows("Receive | 12 of BRG-6204 received at DOCK-1 for PO-7/1\nAnna K."));
  tap(row_of("Receive"));
  REQUIRE(shows("Undo this: 12 of BRG-6204 received at DOCK-1 for PO-7/1, 14:00?"));
  tap("no");
  REQUIRE(received("PO-7") == 12);
  tap(row_of("Receive"));
  scan("YES");
  REQUIRE(received("PO-7") == 0);
  REQUIRE(shows("Anna K., stays: it was undone"));
}

TEST(today_says_why_something_stays) {
  scan("PO-7");
  scan(bearing_case);
  tap("back");
  office_does(Move{Units{item("BRG-6204"), units(12), {}, {}, {}}, place("DOCK-1"), place("B-12")});
  tap("today");
  REQUIRE(shows("stays: BRG-6204 at DOCK-1 was moved or given away since"));
  tap(row_of("Receive"));
  REQUIRE(toast().starts_with("It stays: BRG-6204 at DOCK-1 was moved"));
  REQUIRE(received("PO-7") == 12);
}

TEST(what_was_done_yesterday_is_not_today) {
  tap("today");
  REQUIRE(shows("Nothing was booked here today."));
}

TEST(what_the_ledger_gave_itself_is_no_deed_of_anybody) {
  pick_one();
  office_does(PlanMade{clock.now().date(), std::string(64, '0')});
  scan("GO-TODAY");
  REQUIRE(page().rows.size() == 1);
}
