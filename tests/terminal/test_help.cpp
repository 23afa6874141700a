// Help on every screen, by one tap and by a card.
#include "terminal/kit/help.h"
#include "tests/support/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {};
}  // namespace

TEST(every_screen_says_what_it_wants) {
  for (std::size_t i = 0; i < screens().size(); ++i) {
    INFO(name_of(static_cast<ScreenId>(i)) << " has no line in terminal/kit/help.def");
    CHECK(std::string_view(help_of(static_cast<ScreenId>(i))) != "");
  }
}

TEST(one_tap_opens_the_help_and_the_next_closes_it) {
  scan("PO-7");
  REQUIRE(page().help);
  tap("help");
  REQUIRE(shows("Scan each item or case, or type how many."));
  REQUIRE(shows("BACK"));
  tap("help");
  REQUIRE(shows("Receive at"));
  tap("help");
  tap("back");
  REQUIRE(shows("Receive at"));
}

TEST(the_card_opens_the_help_over_a_question_which_is_asked_still) {
  office_does(Receive{Units{item("BRG-6205"), units(10), {}, {}, {}}, place("B-12"), {}, false});
  tap("adjust");
  scan("B-12");
  scan(other_bearing);
  REQUIRE(shows("why is that not right?"));
  scan("HELP");
  REQUIRE(shows("Cards that do something here"));
  scan("HELP");
  REQUIRE(shows("why is that not right?"));
  scan("HELP");
  scan("BACK");
  REQUIRE(shows("why is that not right?"));
}

TEST(a_scan_that_the_help_has_hidden_the_page_of_books_nothing) {
  office_does(Receive{Units{item("BRG-6204"), units(3), {}, {}, {}}, place("A-01"), {}, false});
  scan("SO-118");
  scan("A-01");
  tap("help");
  scan(bearing);
  REQUIRE(toast() == "The help is closed. Scan again.");
  REQUIRE(order_line("SO-118").picked.none());
  scan(bearing);
  REQUIRE(order_line("SO-118").picked == units(1));
}

TEST(where_nothing_is_begun_a_scan_closes_the_help_and_is_taken) {
  tap("help");
  scan("PO-7");
  REQUIRE(shows("Receive at"));
}

TEST(what_is_rarely_used_stands_under_more) {
  REQUIRE(page().rows.size() <= 14);
  tap("more");
  REQUIRE(shows("Settings"));
  tap("selftest");
  REQUIRE(shows("Nothing is booked here"));
}
