// A count of what lies at a place.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  void setUp() {
    test::Terminal::setUp();
    office_does(Receive{Units{item("BRG-6205"), units(10), {}, {}, {}}, place("B-12"), {}, false});
  }
  void pick_three_and_count() {
    office_does(Receive{Units{item("BRG-6204"), units(12), {}, {}, {}}, place("DOCK-1"), {}, false});
    office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(3), {}, {}, {}},
                     place("DOCK-1"), place("X-01")});
    tap("count");
    scan("X-01");
  }
  std::int64_t at(std::string_view where, std::string_view what) const {
    std::int64_t sum = 0;
    for (const StockRow& row : views->stock_at(place(where)).value()) {
      if (row.item == item(what)) sum += row.on_hand;
    }
    return sum;
  }
};
}  // namespace

TEST(a_count_does_not_show_what_the_books_say) {
  tap("count");
  scan("B-12");
  scan(other_bearing);
  REQUIRE(shows("Bearing 6205-2RS | BRG-6205\n1 ea | 1"));
  REQUIRE_FALSE(shows("10"));
}

TEST(what_was_counted_is_booked_when_it_is_done) {
  tap("count");
  scan("B-12");
  scan(other_bearing);
  tap("number");
  type("8");
  REQUIRE(at("B-12", "BRG-6205") == 10);
  tap("done");
  REQUIRE(toast() == "B-12 is counted: 8 there, 2 fewer than the books had");
  REQUIRE(at("B-12", "BRG-6205") == 8);
}

TEST(found_stock_goes_to_who_waits) {
  tap("count");
  scan("A-01");
  scan(bearing_case);
  scan("A-01");
  REQUIRE(at("A-01", "BRG-6204") == 12);
  REQUIRE(order_line("SO-118").reserved == units(4));
}

TEST(what_nobody_counted_is_asked_about) {
  tap("count");
  scan("B-12");
  scan(bearing);
  tap("done");
  REQUIRE(shows("Nobody counted Bearing 6205-2RS here. Is it gone?"));
  tap("no");
  REQUIRE(at("B-12", "BRG-6205") == 10);
  REQUIRE(at("B-12", "BRG-6204") == 0);
  tap("done");
  tap("yes");
  REQUIRE(at("B-12", "BRG-6205") == 0);
  REQUIRE(at("B-12", "BRG-6204") == 1);
}

TEST(an_empty_place_needs_no_booking) {
  tap("count");
  scan("A-01");
  tap("done");
  REQUIRE(shows("A-01 is empty, as in the books"));
}

TEST(a_place_is_counted_from_its_own_screen) {
  scan("B-12");
  tap("count");
  REQUIRE(page().instruction.task == "Count");
  REQUIRE(page().instruction.location == "B-12");
}

TEST(a_lot_has_to_be_scanned) {
  tap("count");
  scan("A-01");
  scan(gloves);
  REQUIRE(shows("Scan lot code"));
  scan("L-7");
  REQUIRE(shows("GLV-L · lot L-7"));
}

TEST(a_count_that_is_far_off_is_counted_twice_and_the_same_again_stands) {
  Import tolerance;
  tolerance.rows = {ItemRow{item("BRG-6204"), "Bearing 6204-2RS, sealed", Tracking::none, {}, {}, {}, false, units(2)}};
  office_does(tolerance);
  scan("PO-7");
  scan(bearing_case);
  tap("back");
  tap("count");
  scan("DOCK-1");
  scan(bearing);
  tap("done");
  REQUIRE(shows("Count DOCK-1 once more"));
  tap("yes");
  REQUIRE(page().rows.empty());
  scan(bearing);
  tap("done");
  REQUIRE(toast() ==
          "DOCK-1 is counted: 1 there, 11 fewer than the books had. Waiting again: 3 of SO-118/1; 3 of SO-131/1");
  REQUIRE(views->stock_at(place("DOCK-1")).value().front().on_hand == 1);
}

TEST(whatever_a_yes_would_take_away_stands_there_by_its_name) {
  for (int i = 1; i <= 5; ++i) {
    const std::string code = "NUT-" + std::to_string(i);
    office_does(Import{{ItemRow{item(code), "Nut " + std::to_string(i), Tracking::none}}});
    office_does(Receive{Units{item(code), units(2), {}, {}, {}}, place("B-12"), {}, false});
  }
  tap("count");
  scan("B-12");
  REQUIRE(!shows("Nut 5"));
  scan(bearing);
  tap("done");
  for (int i = 1; i <= 5; ++i) REQUIRE(shows("Nut " + std::to_string(i)));
  tap("no");
  REQUIRE(!shows("Nut 5"));
}

TEST(a_counted_number_out_of_proportion_is_typed_once_more) {
  tap("count");
  scan("B-12");
  scan(other_bearing);
  tap("number");
  type("999999");
  REQUIRE(shows("Bearing 6205-2RS at B-12: 999999 are far more than usual. Type 999999 once more."));
  tap("back");
  REQUIRE(shows("Bearing 6205-2RS | BRG-6205\n1 ea | 1"));
  tap("number");
  type("999");
  type("999");
  tap("done");
  REQUIRE(at("B-12", "BRG-6205") == 999);
}

TEST(far_fewer_than_the_books_have_are_typed_once_more) {
  office_does(Receive{Units{item("BRG-6205"), units(290), {}, {}, {}}, place("B-12"), {}, false});
  tap("count");
  scan("B-12");
  scan(other_bearing);
  tap("number");
  type("8");
  REQUIRE(shows("Bearing 6205-2RS at B-12: 8 are far fewer than usual. Type 8 once more."));
  type("8");
  tap("done");
  REQUIRE(toast() == "B-12 is counted: 8 there, 292 fewer than the books had");
  REQUIRE(at("B-12", "BRG-6205") == 8);
}

TEST(one_scan_of_a_heap_is_asked_about_before_the_rest_of_it_is_written_off) {
  office_does(Receive{Units{item("BRG-6205"), units(290), {}, {}, {}}, place("B-12"), {}, false});
  tap("count");
  scan("B-12");
  scan(other_bearing);
  tap("done");
  REQUIRE(shows("Bearing 6205-2RS at B-12: 1 is far fewer than usual. Type 1 once more."));
  REQUIRE(at("B-12", "BRG-6205") == 300);
  scan("NO");
  REQUIRE(shows("Counted, not booked yet"));
  tap("done");
  type("1");
  REQUIRE(toast() == "B-12 is counted: 1 there, 299 fewer than the books had. Waiting again: 1 of SO-140/1");
  REQUIRE(at("B-12", "BRG-6205") == 1);
}

TEST(a_few_less_are_booked_unasked) {
  tap("count");
  scan("B-12");
  scan(other_bearing);
  tap("done");
  REQUIRE(at("B-12", "BRG-6205") == 1);
}

// What came is asked about before what nobody counted, so that a yes books it.
TEST(what_is_gone_is_asked_once) {
  tap("count");
  scan("B-12");
  scan(bearing);
  office_does(Receive{Units{item("BRG-6204"), units(3), {}, {}, {}}, place("B-12"), {}, false});
  tap("done");
  REQUIRE(page().strip == "Bearing 6204-2RS, sealed came or went at B-12 while you counted. Is 1 there now?");
  scan("YES");
  REQUIRE(shows("Nobody counted Bearing 6205-2RS here. Is it gone?"));
  scan("YES");
  REQUIRE(at("B-12", "BRG-6205") == 0);
  REQUIRE(at("B-12", "BRG-6204") == 1);
  REQUIRE(toast() == "B-12 is counted: 12 fewer than the books had. Waiting again: 2 of SO-118/1; 2 of SO-140/1");
}

// A slip is seen, and can be undone.
TEST(the_answer_says_how_far_the_books_were_off) {
  office_does(Import{{order("SO-151", "BRG-6205", 7, 1)}});
  tap("count");
  scan("B-12");
  scan(other_bearing);
  tap("done");
  REQUIRE(toast() ==
          "B-12 is counted: 1 there, 9 fewer than the books had. Waiting again: 2 of SO-140/1; 6 of SO-151/1");
  tap("count");
  scan("B-12");
  scan(other_bearing);
  scan(other_bearing);
  tap("done");
  REQUIRE(toast() == "B-12 is counted: 2 there, 1 more than the books had");
}

// Who has picked them may have them in hand still.
TEST(picked_units_are_written_off_only_after_a_yes_that_names_their_order) {
  pick_three_and_count();
  scan(bearing);
  tap("done");
  REQUIRE(page().strip == "2 picked units of SO-118 (office, 14:00) are missing in X-01. Are they gone?");
  REQUIRE(shows("picked for SO-118, maybe still in hand | 2 missing"));
  scan("NO");
  REQUIRE(at("X-01", "BRG-6204") == 3);
  tap("done");
  scan("YES");
  REQUIRE(at("X-01", "BRG-6204") == 1);
  REQUIRE(picked_at("SO-118", "X-01") == 1);
}

TEST(picked_units_that_nobody_counted_are_asked_about_once) {
  pick_three_and_count();
  tap("done");
  REQUIRE(page().strip == "3 picked units of SO-118 (office, 14:00) are missing in X-01. Are they gone?");
  scan("YES");
  REQUIRE(at("X-01", "BRG-6204") == 0);
}

TEST(what_is_gone_beside_picked_units_is_asked_about_after_them) {
  office_does(Count{Units{item("BRG-6205"), units(2), {}, {}, {}}, place("X-01"), "found", true});
  pick_three_and_count();
  tap("done");
  scan("YES");
  REQUIRE(shows("Nobody counted Bearing 6205-2RS here. Is it gone?"));
  REQUIRE(at("X-01", "BRG-6204") == 3);
  scan("YES");
  REQUIRE(at("X-01", "BRG-6204") == 0);
  REQUIRE(at("X-01", "BRG-6205") == 0);
}

TEST(free_units_are_missing_before_picked_ones) {
  pick_three_and_count();
  office_does(Count{Units{item("BRG-6204"), units(5), {}, {}, {}}, place("X-01"), "found", true});
  REQUIRE(at("X-01", "BRG-6204") == 5);
  scan(bearing);
  scan(bearing);
  scan(bearing);
  tap("done");
  REQUIRE(at("X-01", "BRG-6204") == 3);
  REQUIRE(picked_at("SO-118", "X-01") == 3);
}

TEST(a_carton_with_picked_units_is_not_written_off_without_its_order) {
  pick_three_and_count();
  const Sscc carton = Sscc::parse("340123450000000109").value();
  office_does(PackCarton{OrderNumber::parse("SO-118").value(), place("X-01"), carton, place("X-01"), {}});
  tap("done");
  REQUIRE(page().strip == "3 picked units of SO-118 (office, 14:00) are missing in X-01. Are they gone?");
  scan("YES");
  REQUIRE(picked_at("SO-118", "X-01") == 0);
}
