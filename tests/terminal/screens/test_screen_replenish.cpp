// Places to pick from are filled from reserve.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  // A-01 is filled up to 8 from B-12, where 10 are, 2 of them for SO-140.
  void setUp() {
    Terminal::setUp();
    office_does(Import{{FaceRow{item("BRG-6205"), place("A-01"), units(2), units(8)}}});
    receive("BRG-6205", 10, "B-12");
  }
  void receive(std::string_view what, std::int64_t quantity, std::string_view at, std::optional<Lot> lot = {}) {
    office_does(Receive{Units{item(what), units(quantity), std::move(lot), {}, {}}, place(at), {}, false});
  }
  std::int64_t at(std::string_view where) const { return stock(where); }
};
}  // namespace

TEST(a_place_is_filled_by_three_scans_up_to_its_max) {
  tap("replenish");
  REQUIRE(page().instruction.location == "B-12");
  REQUIRE(page().instruction.where_in_list == "for A-01");
  scan("B-12");
  scan(other_bearing);
  REQUIRE(shows("Not booked yet"));
  REQUIRE(count() == "8");
  REQUIRE(at("A-01") == 0);
  scan("A-01");
  REQUIRE(toast() == "8 now at A-01");
  REQUIRE(at("A-01") == 8);
  REQUIRE(order_line("SO-140").reserved == units(2));
  REQUIRE(shows("Nothing to bring"));
  tap("undo");
  REQUIRE(at("A-01") == 0);
}

TEST(by_touch_alone_what_was_really_taken_is_typed) {
  tap("replenish");
  tap("here");
  tap("take");
  tap("number");
  type("5");
  REQUIRE(count() == "5");
  tap("put");
  REQUIRE(at("A-01") == 5);
}

TEST(what_is_reserved_for_orders_is_not_brought) {
  office_does(Import{{order("SO-160", "BRG-6205", 6, 1)}});
  tap("replenish");
  REQUIRE(count() == "2");
  scan("B-12");
  scan(other_bearing);
  tap("number");
  type("3");
  REQUIRE(refused());
  REQUIRE(shows("Only 2 are free at B-12."));
}

TEST(a_place_above_its_min_or_without_reserve_is_not_listed) {
  receive("BRG-6205", 2, "A-01");
  office_does(Import{{FaceRow{item("GLV-L"), place("A-01"), units(1), units(3)}}});
  tap("replenish");
  REQUIRE(shows("Nothing to bring"));
}

TEST(what_expires_first_is_brought_first_and_its_lot_is_named) {
  office_does(Import{{FaceRow{item("GLV-L"), place("A-01"), units(1), units(3)}}});
  Units late{item("GLV-L"), units(5), Lot::parse("L1").value(), {}, date("2027-12-01")};
  Units early{item("GLV-L"), units(5), Lot::parse("L2").value(), {}, date("2027-02-01")};
  office_does(Receive{late, place("B-12"), {}, false});
  office_does(Receive{early, place("B-12"), {}, false});
  tap("replenish");
  tap("face:A-01|GLV-L");
  REQUIRE(page().instruction.code == "GLV-L · lot L2");
  tap("here");
  scan(gloves);
  REQUIRE(shows("Scan lot code"));
  scan("L2");
  scan("A-01");
  REQUIRE(at("A-01") == 3);
}

TEST(a_wrong_place_or_item_is_red_and_what_is_in_hand_survives_a_restart) {
  tap("replenish");
  scan("A-01");
  REQUIRE(refused());
  REQUIRE(refusal().expected_location == "B-12");
  scan("B-12");
  scan(other_bearing);
  scan("DOCK-1");
  REQUIRE(refused());
  REQUIRE(refusal().expected_location == "A-01");
  tap("confirm");
  start();
  tap("begun:replenish:");
  REQUIRE(shows("Bring it to"));
  scan("A-01");
  REQUIRE(at("A-01") == 8);
}

TEST(a_face_has_no_min_above_its_max_and_lies_in_storage) {
  const auto refused = [&](const FaceRow& row) {
    bool no = false;
    REQUIRE(ledger->submit({office(Import{{row}})}, Flush::now, [&](const LedgerThread::Answers& answers) {
      no = std::holds_alternative<Refused>(answers->front());
    }));
    settle();
    return no;
  };
  REQUIRE(refused(FaceRow{item("BRG-6205"), place("A-01"), units(9), units(8)}));
  REQUIRE(refused(FaceRow{item("BRG-6205"), place("DOCK-1"), units(1), units(8)}));
  office_does(Import{{FaceRow{item("BRG-6205"), place("A-01"), units(0), units(0)}}});
  REQUIRE(views->faces()->empty());
}

TEST(a_label_that_says_how_many_is_taken_at_its_word) {
  office_does(Import{{FaceRow{item("BRG-6204"), place("A-01"), units(20), units(60)}}});
  receive("BRG-6204", 100, "B-12");
  tap("replenish");
  tap("face:A-01|BRG-6204");
  scan("B-12");
  scan(bearing_case);
  REQUIRE(count() == "12");
  scan(bearing_case);
  REQUIRE(count() == "24");
  scan(
      "]C1010590123412345730"
      "6");
  REQUIRE(count() == "30");
  scan(bearing);  // one more, beside the packs
  REQUIRE(count() == "31");
  REQUIRE(at("A-01") == 0);
  scan("A-01");
  REQUIRE(at("A-01") == 31);
}

TEST(what_is_scanned_after_the_first_unit_is_not_added_to_what_was_proposed) {
  office_does(Import{{FaceRow{item("BRG-6204"), place("A-01"), units(20), units(60)}}});
  receive("BRG-6204", 100, "B-12");
  tap("replenish");
  tap("face:A-01|BRG-6204");
  scan("B-12");
  scan(bearing);
  REQUIRE(count() == "60");
  scan(bearing_case);
  REQUIRE(shows("60 were proposed for A-01, 13 scanned. How many are in your hand?"));
  scan("CHOICE-1");
  REQUIRE(count() == "13");
  scan(bearing);
  REQUIRE(count() == "14");
  scan("A-01");
  REQUIRE(at("A-01") == 14);
}

TEST(what_was_taken_by_a_tap_is_not_replaced_by_a_scan_before_that_is_answered) {
  tap("replenish");
  tap("here");
  tap("take");
  REQUIRE(count() == "8");
  scan(other_bearing);
  REQUIRE(shows("8 were proposed for A-01, 1 scanned. How many are in your hand?"));
  tap("no");
  REQUIRE(count() == "8");
  scan(other_bearing);
  scan("CHOICE-2");
  REQUIRE(count() == "8");
  scan(other_bearing);
  REQUIRE(shows("A-01 has room for 8. Are 9 in your hand?"));
}

TEST(more_in_hand_than_the_place_has_room_for_is_asked_about) {
  office_does(Import{{FaceRow{item("BRG-6204"), place("A-01"), units(10), units(20)}}});
  receive("BRG-6204", 100, "B-12");
  tap("replenish");
  tap("face:A-01|BRG-6204");
  scan("B-12");
  scan(bearing);
  start();  // what was proposed is in hand; nobody knows any more that it was only proposed
  tap("begun:replenish:");
  scan(bearing_case);
  REQUIRE(shows("A-01 has room for 20. Are 32 in your hand?"));
  tap("no");
  REQUIRE(count() == "20");
  scan(bearing_case);
  scan("YES");
  REQUIRE(count() == "32");
}

TEST(a_label_never_says_more_than_is_free) {
  office_does(Import{{FaceRow{item("BRG-6204"), place("A-01"), units(2), units(60)}}});
  receive("BRG-6204", 20, "B-12");  // 7 of them for orders
  tap("replenish");
  tap("face:A-01|BRG-6204");
  scan("B-12");
  scan(bearing_case);
  REQUIRE(count() == "12");
  scan(bearing_case);
  REQUIRE(refused());
  REQUIRE(shows("Only 13 are free at B-12."));
  tap("confirm");
  REQUIRE(count() == "12");
}

TEST(at_the_place_to_take_from_only_the_item_shown_is_taken) {
  tap("replenish");
  scan("B-12");
  scan(bearing);
  REQUIRE(refused());
  REQUIRE(refusal().title == "Wrong item");
  REQUIRE(refusal().expected_name == "Bearing 6205-2RS");
  scan(other_bearing);  // what was expected
  REQUIRE(shows("Not booked yet"));
  tap("number");
  type("0");
  scan("SO-140");
  REQUIRE(page().strip == "Leave this for SO-140?");
}
