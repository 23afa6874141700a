// An order that somebody has begun at another terminal, as whoever opens it sees it.
#include "tests/support/terminal/two_devices.h"

using namespace dockhand;

namespace {

struct Fixture : test::TwoDevices {
  // SO-118 has 4 reserved at the dock, SO-131 its 3.
  void setUp() {
    TwoDevices::setUp();
    here.does(Receive{bearings(12), dock(), {}, false});
    sync_both();
  }
  static Units bearings(std::int64_t count) {
    return Units{test::Terminal::item("BRG-6204"), test::Terminal::units(count), {}, {}, {}};
  }
  static LocationCode dock() { return test::Terminal::place("DOCK-1"); }
  // By the person anna, who is not the one that the screens know.
  void anna_picks_one() {
    here.does(Pick{OrderLine::parse("SO-118/1").value(), bearings(1), dock(), test::Terminal::place("X-01")});
    sync_both();
  }
  static const Row& row_of(const test::Device& device, std::string_view title) {
    for (const Row& row : device.page().rows) {
      if (row.title == title) return row;
    }
    throw std::runtime_error("no such row");
  }
};

}  // namespace

TEST(an_order_that_is_begun_elsewhere_says_by_whom_when_and_how_far) {
  anna_picks_one();
  there.open("orders");
  INFO(there.all());
  REQUIRE(row_of(there, "SO-118").detail.find("anna, 14:00: 1 of 4 picked") != std::string::npos);
  REQUIRE(row_of(there, "SO-131").detail.find(" of 3 picked") == std::string::npos);
  here.open("orders");
  REQUIRE(row_of(here, "SO-118").detail.find("anna, 14:00: 1 of 4 picked") != std::string::npos);
}

TEST(who_opens_what_somebody_else_has_begun_is_asked_and_goes_on_with_the_same_count) {
  anna_picks_one();
  there.open("orders");
  there.tap("SO-118");
  INFO(there.all());
  REQUIRE(there.shows("anna has begun SO-118: 1 of 4 picked by 14:00. Go on with it?"));
  there.scan("YES");
  REQUIRE(there.count() == "1/4");
  there.scan("DOCK-1");
  there.scan(test::Terminal::bearing);
  REQUIRE(there.toast() == "Picked 2 of 4");
  REQUIRE(there.count() == "2/4");
  there.tap("number");
  REQUIRE(there.shows("of 3 · besides 1 taken elsewhere"));
  there.type("3");
  REQUIRE(there.order_line("SO-118").picked == test::Terminal::units(4));
}

TEST(once_who_was_asked_has_picked_nobody_asks_again) {
  anna_picks_one();
  there.scan("SO-118");
  there.tap("go_on");
  there.scan("DOCK-1");
  there.scan(test::Terminal::bearing);
  there.open("orders");
  there.tap("SO-118");
  REQUIRE_FALSE(there.shows("Go on with it?"));
  REQUIRE(there.count() == "2/4");
}

TEST(an_order_that_is_left_to_who_has_begun_it_is_left) {
  anna_picks_one();
  there.open("orders");
  there.tap("first");  // the first one that nobody is at
  REQUIRE(there.page().instruction.task == "SO-131");
  there.open("orders");
  there.tap("SO-118");
  there.scan("NO");
  REQUIRE(there.shows("orders to pick"));
}

TEST(who_picks_alone_is_never_asked) {
  here.scan("SO-118");
  here.scan("DOCK-1");
  here.scan(test::Terminal::bearing);
  sync_both();
  here.open("orders");
  here.tap("SO-118");
  REQUIRE_FALSE(here.shows("Go on with it?"));
  REQUIRE(here.count() == "1/4");
}

TEST(what_was_left_longer_than_a_break_ago_is_gone_on_with_unasked_and_still_told) {
  anna_picks_one();
  there.clock.advance(std::chrono::minutes(61));
  there.scan("SO-118");
  INFO(there.all());
  REQUIRE_FALSE(there.shows("Go on with it?"));
  REQUIRE(there.shows("anna, 14:00: 1 of 4 picked"));
  REQUIRE(there.count() == "1/4");
}

TEST(where_nobody_signs_on_one_name_at_two_terminals_may_be_two_people) {
  here.scan("SO-118");
  here.scan("DOCK-1");
  here.scan(test::Terminal::bearing);
  sync_both();
  there.scan("SO-118");
  INFO(there.all());
  REQUIRE(there.shows("SO-118 was begun at another terminal: 1 of 4 picked by 14:00. Go on with it?"));
}

TEST(a_tote_is_not_given_to_an_order_that_somebody_else_is_at_unless_he_is_asked) {
  office(Import{{LocationRow{test::Terminal::place("T-01"), LocationKind::tote, 511}}});
  anna_picks_one();
  there.open("orders");
  there.scan("T-01");
  INFO(there.all());
  REQUIRE(there.shows("in T-01"));
  REQUIRE(row_of(there, "SO-131").detail.find("in T-01") != std::string::npos);
  there.scan("SO-118");
  REQUIRE(there.shows("anna has begun SO-118"));
  there.scan("YES");
  REQUIRE(there.shows("Which tote is for"));
}

TEST(a_tote_in_which_somebody_else_has_begun_is_taken_only_by_who_says_so) {
  office(Import{{LocationRow{test::Terminal::place("T-01"), LocationKind::tote, 511}}});
  sync_both();
  here.does(Pick{OrderLine::parse("SO-118/1").value(), bearings(1), dock(), test::Terminal::place("T-01")});
  sync_both();
  there.open("orders");
  there.scan("T-01");
  INFO(there.all());
  REQUIRE(there.shows("anna has begun SO-118: 1 of 4 picked by 14:00. Go on with it?"));
  there.scan("NO");
  REQUIRE_FALSE(there.shows(" a tote"));
  there.scan("T-01");
  there.scan("YES");
  REQUIRE(there.shows("1 of 2 orders has a tote"));
  REQUIRE(row_of(there, "SO-118").detail.find("in T-01, 1 picked") != std::string::npos);
}

TEST(what_was_taken_back_is_not_begun_any_more) {
  here.scan("SO-118");
  here.scan("DOCK-1");
  here.scan(test::Terminal::bearing);
  sync_both();
  here.tap("undo");
  sync_both();
  there.open("orders");
  REQUIRE(row_of(there, "SO-118").detail.find(" of 4 picked") == std::string::npos);
  there.tap("SO-118");
  REQUIRE(there.count() == "0/4");
}

// The end of the program is no answer, and others have gone on meanwhile.
TEST(after_a_restart_it_is_asked_anew_whether_to_go_on_with_what_somebody_else_is_at) {
  anna_picks_one();
  there.scan("SO-118");
  REQUIRE(there.shows("anna has begun SO-118: 1 of 4 picked by 14:00. Go on with it?"));
  there.start();
  anna_picks_one();
  there.scan("SO-118");
  INFO(there.all());
  REQUIRE(there.shows("anna has begun SO-118: 2 of 4 picked by 14:00. Go on with it?"));
  there.scan("NO");
  REQUIRE_FALSE(there.shows("Scan place"));
  there.scan("SO-118");
  REQUIRE(there.shows("Go on with it?"));
  there.scan("YES");
  REQUIRE(there.count() == "2/4");
}
