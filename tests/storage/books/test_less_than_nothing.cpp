// Places where hands took what the books did not have: whatever becomes of the item's tracking, a count brings them to
// the truth, and nothing is promised of what is not there.

#include "tests/support/warehouse/facts_fixture.h"
#include "tests/support/warehouse/open_notices.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  void track(const char* code, Tracking tracking) {
    floor.accepted(Import{{ItemRow{item(code), "Tracked otherwise", tracking}}, true});
  }
  std::int64_t notices(NoticeKind kind) { return open_notices(*views, kind); }
  // Four of L1 went from a place that had two of it, and two of L2.
  void two_of_a_lot_too_many() {
    floor.accepted(receipt(gloves(2, "L1"), "A-01"));
    floor.accepted(receipt(gloves(2, "L2"), "A-01"));
    floor.give("move", Move{gloves(4, "L1"), place("A-01"), place("Q-01")});
  }
};

}  // namespace

TEST(a_lot_that_was_missing_does_not_hide_what_is_counted_without_lots) {
  floor.demand_is({demand("SO-1/1", 5, "GLV")});
  floor.accepted(Move{gloves(2), place("A-01"), place("Q-01")});
  track("GLV", Tracking::none);
  floor.accepted(Count{Units{item("GLV"), units(3), {}, {}, {}}, place("A-01"), "count"});
  REQUIRE(stock("A-01", "GLV") == 3);
  REQUIRE(state("SO-1/1") == "2 3 0 0");
  REQUIRE(notices(NoticeKind::count_place) == 0);
  require_sound();
}

TEST(what_was_missing_in_a_lane_is_not_missing_after_its_count) {
  floor.accepted(receipt(bearings(10), "A-01"));
  floor.demand_is({demand("SO-1/1", 10, "BRG")});
  floor.accepted(Move{bearings(2), place("X-01"), place("Q-01")});
  floor.accepted(Pick{order("SO-1/1"), bearings(10), place("A-01"), place("X-01")});
  REQUIRE(stock("X-01", "BRG") == 8);
  floor.accepted(Count{bearings(5), place("X-01"), "count"});
  REQUIRE(stock("X-01", "BRG") == 5);
  REQUIRE(state("SO-1/1") == "5 0 5 0");
  REQUIRE(notices(NoticeKind::count_place) == 0);
  require_sound();
}

TEST(an_undone_count_of_less_than_nothing_takes_back_what_it_gave) {
  two_of_a_lot_too_many();
  floor.demand_is({demand("SO-1/1", 2, "GLV")});
  REQUIRE(state("SO-1/1") == "2 0 0 0");
  floor.give("count", Count{gloves(1, "L1"), place("A-01"), "count", true});
  REQUIRE(state("SO-1/1") == "0 2 0 0");
  undo("count");
  REQUIRE(state("SO-1/1") == "2 0 0 0");
  require_sound();
}

TEST(units_that_are_not_told_apart_make_up_for_each_other) {
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  floor.accepted(receipt(gloves(3, "L1"), "A-01"));
  floor.accepted(Move{gloves(3, "L3"), place("A-01"), place("Q-01")});
  REQUIRE(state("SO-1/1") == "1 3 0 0");
  track("GLV", Tracking::none);
  REQUIRE(state("SO-1/1") == "4 0 0 0");
  REQUIRE(stock("A-01", "GLV") == 0);
  require_sound();
}

TEST(what_comes_in_without_a_lot_makes_up_for_a_lot_that_was_missing) {
  floor.accepted(Move{gloves(2), place("A-01"), place("Q-01")});
  track("GLV", Tracking::none);
  floor.accepted(receipt(Units{item("GLV"), units(5), {}, {}, {}}, "A-01"));
  floor.demand_is({demand("SO-1/1", 5, "GLV")});
  REQUIRE(state("SO-1/1") == "2 3 0 0");
  require_sound();
}

TEST(units_without_a_name_are_missing_no_more_when_their_item_is_tracked) {
  for (const Tracking tracking : {Tracking::lot, Tracking::serial}) {
    floor.accepted(Move{bearings(1), place("A-01"), place("A-02")});
    floor.accepted(Adjust{Change::minus, bearings(1), place("A-02"), "broken"});
    track("BRG", tracking);
    require_sound();
    REQUIRE(stock("A-01") == 0);
    track("BRG", Tracking::none);
  }
}

TEST(a_count_by_lot_is_not_less_for_units_that_were_missing_before_it_was_tracked) {
  floor.accepted(Move{bearings(1), place("A-01"), place("A-02")});
  track("BRG", Tracking::lot);
  Units two = bearings(2);
  two.lot = lot("L1");
  floor.accepted(Count{two, place("A-01"), "count"});
  REQUIRE(stock("A-01") == 2);
  REQUIRE(notices(NoticeKind::count_place) == 0);
  require_sound();
}

TEST(what_is_missing_no_more_is_not_to_be_counted) {
  floor.accepted(Move{bearings(2), place("A-01"), place("A-02")});
  REQUIRE(notices(NoticeKind::count_place) == 1);
  floor.give("import", Import{{ItemRow{item("BRG"), "Bearing", Tracking::lot}}, true});
  REQUIRE(notices(NoticeKind::count_place) == 0);
  undo("import");
  REQUIRE(stock("A-01") == -2);
  REQUIRE(notices(NoticeKind::count_place) == 1);
  require_sound();
}

TEST(a_change_of_tracking_can_be_undone_though_units_were_missing) {
  floor.accepted(Move{bearings(1), place("A-01"), place("A-02")});
  floor.give("import", Import{{ItemRow{item("BRG"), "Bearing", Tracking::lot}}, true});
  undo("import");
  REQUIRE(stock("A-01") == -1);
  require_sound();
}

TEST(a_count_that_filled_what_was_missing_can_be_undone) {
  floor.accepted(Move{bearings(2), place("A-01"), place("A-02")});
  floor.give("count", Count{bearings(3), place("A-01"), "count"});
  undo("count");
  REQUIRE(stock("A-01") == -2);
  REQUIRE(notices(NoticeKind::count_place) == 1);
  floor.accepted(Count{bearings(3), place("A-01"), "count"});
  floor.accepted(Move{bearings(2), place("A-01"), place("A-02")});
  require_sound();
}

TEST(a_count_whose_units_were_moved_is_not_undone) {
  floor.accepted(Move{bearings(2), place("A-01"), place("A-02")});
  floor.give("count", Count{bearings(3), place("A-01"), "count"});
  floor.accepted(Move{bearings(1), place("A-01"), place("A-02")});
  REQUIRE(floor.refused(Undo{CommandId::parse("count").value()}).place == "target");
}

// --- other lots of the place -------------------------------------------------------------------------------------

TEST(a_place_that_is_empty_in_sum_offers_nothing) {
  two_of_a_lot_too_many();
  floor.demand_is({demand("SO-1/1", 3, "GLV")});
  REQUIRE(state("SO-1/1") == "3 0 0 0");
  REQUIRE(floor.refused(Claim{order("SO-1/1"), units(2), "urgent"}).place == "quantity");
  floor.accepted(receipt(gloves(1, "L2"), "A-01"));
  REQUIRE(state("SO-1/1") == "2 1 0 0");
  floor.accepted(Count{gloves(0, "L1"), place("A-01"), "count"});
  REQUIRE(state("SO-1/1") == "0 3 0 0");
  require_sound();
}

TEST(who_has_units_reserved_where_others_were_missing_is_told_once) {
  floor.demand_is({demand("SO-1/1", 2, "GLV")});
  floor.accepted(receipt(gloves(2, "L2"), "A-01"));
  floor.accepted(Move{gloves(1, "L1"), place("A-01"), place("Q-01")});
  floor.accepted(Move{gloves(1, "L1"), place("A-01"), place("Q-01")});
  REQUIRE(state("SO-1/1") == "0 2 0 0");
  REQUIRE(notices(NoticeKind::short_place) == 1);
  floor.accepted(Count{gloves(0, "L1"), place("A-01"), "count"});
  REQUIRE(notices(NoticeKind::short_place) == 0);
  require_sound();
}

TEST(where_more_is_left_than_is_claimed_nobody_is_told) {
  floor.demand_is({demand("SO-1/1", 2, "GLV")});
  floor.accepted(receipt(gloves(4, "L2"), "A-01"));
  floor.accepted(Move{gloves(2, "L1"), place("A-01"), place("Q-01")});
  REQUIRE(notices(NoticeKind::short_place) == 0);
}

// --- by the name of before ---------------------------------------------------------------------------------------

TEST(units_that_have_only_a_lot_are_taken_off_and_moved_by_it) {
  floor.accepted(receipt(gloves(5, "L1"), "A-01"));
  track("GLV", Tracking::serial);
  floor.accepted(Move{gloves(2, "L1"), place("A-01"), place("A-02")});
  floor.accepted(Adjust{Change::minus, gloves(3, "L1"), place("A-01"), "broken"});
  REQUIRE(stock("A-01", "GLV") == 0);
  REQUIRE(stock("A-02", "GLV") == 2);
  REQUIRE(notices(NoticeKind::unnamed) == 1);
  REQUIRE(floor.refused(Move{gloves(3, "L1"), place("A-02"), place("A-01")}).place == "serial");
  floor.accepted(Adjust{Change::minus, gloves(2, "L1"), place("A-02"), "broken"});
  REQUIRE(notices(NoticeKind::unnamed) == 0);
  require_sound();
}

// --- among picked goods ------------------------------------------------------------------------------------------

TEST(a_pick_into_a_lane_that_misses_units_makes_none_of_them) {
  floor.demand_is({demand("SO-1/1", 2, "BRG")});
  floor.accepted(receipt(bearings(9), "A-02"));
  floor.give("move", Move{bearings(4), place("X-01"), place("A-01")});
  floor.give("pick", Pick{order("SO-1/1"), bearings(2), place("A-02"), place("X-01")});
  REQUIRE(stock("A-01") + stock("A-02") + stock("X-01") == 9);
  REQUIRE(notices(NoticeKind::count_place) == 1);
  require_sound();
  undo("move");
  REQUIRE(stock("A-01") == 0);
  REQUIRE(stock("A-02") + stock("X-01") == 9);
  REQUIRE(state("SO-1/1") == "0 0 2 0");
  undo("pick");
  REQUIRE(stock("A-02") == 9);
  REQUIRE(stock("X-01") == 0);
  require_sound();
}

TEST(a_pick_into_a_lane_that_misses_units_can_be_undone_first) {
  floor.demand_is({demand("SO-1/1", 2, "BRG")});
  floor.accepted(receipt(bearings(9), "A-02"));
  floor.give("move", Move{bearings(4), place("X-01"), place("A-01")});
  floor.give("pick", Pick{order("SO-1/1"), bearings(2), place("A-02"), place("X-01")});
  undo("pick");
  REQUIRE(state("SO-1/1") == "0 2 0 0");
  REQUIRE(stock("X-01") == -4);
  require_sound();
}

TEST(what_was_picked_leaves_a_lane_that_misses_others) {
  floor.demand_is({demand("SO-1/1", 2, "BRG")});
  floor.accepted(receipt(bearings(9), "A-02"));
  floor.accepted(Move{bearings(4), place("X-01"), place("A-01")});
  floor.accepted(Pick{order("SO-1/1"), bearings(2), place("A-02"), place("X-01")});
  floor.accepted(Ship{OrderNumber::parse("SO-1").value()});
  REQUIRE(state("SO-1/1") == "0 0 0 2");
  floor.accepted(Count{bearings(0), place("X-01"), "count"});
  REQUIRE(stock("X-01") == 0);
  REQUIRE(notices(NoticeKind::count_place) == 0);
  require_sound();
}

TEST(a_count_of_a_lane_that_missed_units_can_be_undone) {
  floor.demand_is({demand("SO-1/1", 2, "BRG")});
  floor.accepted(receipt(bearings(9), "A-02"));
  floor.accepted(Move{bearings(4), place("X-01"), place("A-01")});
  floor.accepted(Pick{order("SO-1/1"), bearings(2), place("A-02"), place("X-01")});
  floor.give("count", Count{bearings(2), place("X-01"), "count"});
  REQUIRE(stock("X-01") == 2);
  undo("count");
  REQUIRE(stock("X-01") == -2);
  REQUIRE(state("SO-1/1") == "0 0 2 0");
  require_sound();
}

// --- counted since -----------------------------------------------------------------------------------------------

TEST(what_a_count_says_is_not_made_wrong_by_an_older_undo) {
  floor.give("receipt", receipt(bearings(9), "A-01"));
  floor.give("move", Move{bearings(4), place("A-01"), place("A-02")});
  floor.give("count", Count{bearings(5), place("A-01"), "count"});
  const Error no = floor.refused(Undo{CommandId::parse("move").value()});
  REQUIRE(no.message == "BRG at A-01 was counted since: undo that count first, or count there again");
  REQUIRE(floor.refused(Undo{CommandId::parse("receipt").value()}).place == "target");
  undo("count");
  undo("move");
  REQUIRE(stock("A-01") == 9);
  require_sound();
}

TEST(a_count_that_says_what_the_books_say_is_a_count) {
  floor.give("receipt", receipt(bearings(9), "A-01"));
  floor.accepted(Count{bearings(9), place("A-01"), "count"});
  REQUIRE(floor.refused(Undo{CommandId::parse("receipt").value()}).place == "target");
}

TEST(a_count_of_another_lot_or_place_is_in_nobodys_way) {
  floor.give("receipt", receipt(gloves(5, "L1"), "A-01"));
  floor.accepted(receipt(gloves(5, "L2"), "A-01"));
  floor.accepted(Count{gloves(5, "L2"), place("A-01"), "count"});
  floor.accepted(Count{gloves(0, "L1"), place("A-02"), "count"});
  undo("receipt");
  REQUIRE(stock("A-01", "GLV") == 5);
  require_sound();
}

TEST(what_a_serial_stood_for_is_said_without_the_names_of_the_books) {
  floor.give("receipt", receipt(drill("S1"), "A-01"));
  floor.accepted(Adjust{Change::minus, drill("S1"), place("A-01"), "broken"});
  const Error no = floor.refused(Undo{CommandId::parse("receipt").value()});
  REQUIRE(no.message == "DRL no. S1 was moved, picked or sent since");
}
