// More or fewer than the books say.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void setUp() {
    Terminal::setUp();
    office_does(Receive{Units{item("BRG-6205"), units(10), {}, {}, {}}, place("B-12"), {}, false});
    office_does(Receive{Units{item("GLV-L"), units(4), Lot::parse("L1").value(), {}, {}}, place("B-12"), {}, false});
    tap("adjust");
    scan("B-12");
  }
  std::int64_t there(std::string_view what) const {
    std::int64_t sum = 0;
    for (const StockRow& row : views->stock_at(place("B-12")).value()) {
      if (row.item.text() == what) sum += row.on_hand;
    }
    return sum;
  }
};

}  // namespace

TEST(what_is_broken_leaves_the_place_with_its_reason) {
  scan(other_bearing);
  REQUIRE(shows("Bearing 6205-2RS, 10 by the books: why is that not right?"));
  tap("why:broken");
  REQUIRE(shows("Fewer at B-12: Broken"));
  type("3");
  REQUIRE(there("BRG-6205") == 7);
  REQUIRE(toast() == "3 fewer at B-12");
  REQUIRE(views->deeds("")->front().summary == "3 of BRG-6205 taken off at B-12: Broken");
}

TEST(what_was_found_is_added_and_undone) {
  tap("row:BRG-6205||");
  tap("why:found");
  type("2");
  REQUIRE(there("BRG-6205") == 12);
  tap("undo");
  REQUIRE(there("BRG-6205") == 10);
}

TEST(the_lot_of_what_is_adjusted_is_asked_for) {
  scan(gloves);
  REQUIRE(shows("Scan lot code"));
  scan("L1");
  tap("why:lost");
  type("1");
  REQUIRE(there("GLV-L") == 3);
}

TEST(a_label_waits_until_its_number_is_confirmed_also_over_a_restart) {
  scan(gloves);
  start();
  tap("adjust");
  scan("B-12");
  REQUIRE(shows("Work recovered (Anna K.): a label of Nitrile gloves L"));
  scan("L1");
  REQUIRE(shows("Nitrile gloves L · lot L1, 4 by the books"));
  tap("why:lost");
  start();
  tap("begun:adjust:B-12");
  scan("L1");
  tap("why:lost");
  type("1");
  REQUIRE(there("GLV-L") == 3);
  REQUIRE(views->jobs()->empty());
}

TEST(a_number_that_was_decided_on_other_stock_is_asked_about) {
  scan(other_bearing);
  tap("why:broken");
  office_does(Receive{Units{item("BRG-6205"), units(5), {}, {}, {}}, place("B-12"), {}, false});
  type("3");
  REQUIRE(there("BRG-6205") == 15);
  REQUIRE(shows("Book it all the same: 3 of BRG-6205 taken off at B-12: Broken?"));
  scan("YES");
  REQUIRE(there("BRG-6205") == 12);
}

TEST(more_than_the_books_have_cannot_be_taken_off) {
  scan(other_bearing);
  tap("why:broken");
  type("11");
  REQUIRE(refused());
  REQUIRE(there("BRG-6205") == 10);
}

TEST(a_pallet_that_stands_there_is_adjusted_by_itself_and_raises_no_question) {
  const Sscc pallet = Sscc::parse("340123450000000017").value();
  office_does(Import{{AsnRow{pallet, "ASN-1", Units{item("BRG-6205"), units(5), {}, {}, {}}, {}}}});
  office_does(ReceiveUnit{pallet, place("B-12")});
  scan(other_bearing);
  REQUIRE(shows("Bearing 6205-2RS, 10 by the books"));
  tap("why:broken");
  type("3");
  REQUIRE(toast() == "3 fewer at B-12");
  REQUIRE(there("BRG-6205") == 12);
}

TEST(a_found_number_out_of_proportion_is_typed_once_more) {
  tap("row:BRG-6205||");
  tap("why:found");
  type("101");
  REQUIRE(shows("Bearing 6205-2RS at B-12, 10 by the books: 101 are far more than usual. Type 101 once more."));
  REQUIRE(there("BRG-6205") == 10);
  scan("YES");
  REQUIRE(there("BRG-6205") == 10);
  type("110");
  REQUIRE(refused());
  REQUIRE(there("BRG-6205") == 10);
  tap("confirm");
  tap("number");
  type("101");
  type("101");
  REQUIRE(there("BRG-6205") == 111);
}

TEST(a_number_that_is_typed_twice_is_typed_twice_also_when_the_place_changes_meanwhile) {
  tap("row:BRG-6205||");
  tap("why:found");
  type("999");
  office_does(Receive{Units{item("BRG-6205"), units(5), {}, {}, {}}, place("B-12"), {}, false});
  scan("YES");
  REQUIRE(there("BRG-6205") == 15);
  type("999");
  REQUIRE(there("BRG-6205") == 1014);
}

TEST(up_to_a_hundred_or_twice_what_is_there_is_taken_as_it_is_typed) {
  tap("row:BRG-6205||");
  tap("why:found");
  type("100");
  REQUIRE(there("BRG-6205") == 110);
  tap("row:BRG-6205||");
  tap("why:found");
  type("220");
  REQUIRE(there("BRG-6205") == 330);
}

TEST(a_place_is_not_taken_for_the_lot_of_a_label_whose_lot_was_read) {
  scan(gloves);
  scan("L1");
  tap("why:found");
  scan("A-01");  // instead of a number
  REQUIRE(refusal().title == "Wrong place");
  tap("confirm");
  REQUIRE(shows("Not booked yet: Nitrile gloves L chosen: Found."));
  REQUIRE(shows("GLV-L · lot L1"));
  start();
  tap("begun:adjust:B-12");
  tap("number");
  type("1");
  REQUIRE(there("GLV-L") == 5);
  REQUIRE(views->jobs()->empty());
}

TEST(another_lot_is_scanned_or_typed_in_place_of_the_one_that_was_read) {
  scan(gloves);
  scan("L2");
  tap("no");
  scan("L1");
  REQUIRE(shows("Nitrile gloves L · lot L1, 4 by the books"));
}

TEST(a_chosen_reason_is_not_dropped_by_the_scan_of_another_place_or_item) {
  for (const std::string_view other : {"A-01", Terminal::bearing}) {
    scan(other_bearing);
    tap("why:broken");
    scan(other);
    REQUIRE(refused());
    tap("confirm");
    REQUIRE(shows("Not booked yet: Bearing 6205-2RS chosen: Broken."));
    tap("number");
    REQUIRE(shows("Fewer at B-12: Broken"));
    type("1");
  }
  REQUIRE(there("BRG-6205") == 8);
  REQUIRE(views->jobs()->empty());
}

TEST(what_was_chosen_is_gone_on_with_after_a_restart_with_its_reason) {
  scan(other_bearing);
  tap("why:broken");
  tap("key:3");
  start();
  tap("begun:adjust:B-12");
  REQUIRE(shows("Fewer at B-12: Broken"));
  tap("confirm");
  REQUIRE(there("BRG-6205") == 7);
  REQUIRE(views->jobs()->empty());
}

TEST(a_keypad_that_is_left_lets_go_of_what_was_chosen) {
  scan(other_bearing);
  tap("why:broken");
  tap("back");
  scan("A-01");
  REQUIRE(shows("What is not right at"));
  REQUIRE(page().instruction.location == "A-01");
}

TEST(what_is_on_a_pallet_is_adjusted_by_its_own_label_and_never_with_the_loose_ones) {
  const auto pallet = "340123450000000017";
  const Sscc sscc = Sscc::parse(pallet).value();
  office_does(Import{{AsnRow{sscc, "ASN-1", Units{item("BRG-6204"), units(6), {}, {}, {}}, {}}}});
  office_does(ReceiveUnit{sscc, place("DOCK-1")});
  office_does(MoveUnit{sscc, place("B-12")});
  scan(bearing);
  REQUIRE(shows("Bearing 6204-2RS, sealed, 0 by the books"));
  REQUIRE_FALSE(shows("Broken"));
  tap("no");
  REQUIRE(there("BRG-6204") == 6);
  tap("back");
  tap("adjust");
  scan("B-12");
  REQUIRE(shows(pallet));
  scan(pallet);
  scan(bearing);
  REQUIRE(shows("Bearing 6204-2RS, sealed, 6 by the books"));
  tap("why:broken");
  type("2");
  REQUIRE(there("BRG-6204") == 4);
  REQUIRE(toast() == std::string("2 fewer at ") + pallet);
}

TEST(half_a_label_does_not_go_on_with_the_lot_that_was_chosen) {
  scan(gloves);
  scan("L1");
  tap("why:lost");
  tap("key:3");
  start();
  tap("begun:adjust:B-12");
  tap("back");
  tap("throw");
  scan(gloves);
  REQUIRE_FALSE(shows("Fewer at B-12"));
}

TEST(where_the_books_have_none_there_can_only_be_more) {
  scan("A-01");
  scan(other_bearing);
  REQUIRE(shows("0 by the books: there can only be more. Why?"));
  REQUIRE_FALSE(shows("Broken"));
  REQUIRE(shows("Found"));
}

TEST(picked_units_are_taken_off_only_after_a_yes_that_names_their_order) {
  office_does(Receive{Units{item("BRG-6204"), units(4), {}, {}, {}}, place("DOCK-1"), {}, false});
  office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(4), {}, {}, {}}, place("DOCK-1"),
                   place("X-01")});
  scan("X-01");
  scan(bearing);
  tap("why:lost");
  type("1");
  REQUIRE(page().strip == "1 picked unit of SO-118 (office, 14:00) is missing in X-01. Is it gone?");
  REQUIRE(picked_at("SO-118", "X-01") == 4);
  scan("YES");
  REQUIRE(picked_at("SO-118", "X-01") == 3);
}
