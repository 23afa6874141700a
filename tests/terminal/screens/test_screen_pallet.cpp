// A pallet that is made at the dock: no notice says what is on it.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  static constexpr auto pallet = "340123450000000024";

  std::int64_t on(std::string_view where) const {
    std::int64_t sum = 0;
    for (const StockRow& row : views->stock_at(place(where)).value()) sum += row.on_hand;
    return sum;
  }
  std::int64_t beside_it() const {
    std::int64_t sum = 0;
    for (const StockRow& row : views->stock_at(place("DOCK-1")).value()) {
      if (row.place == place("DOCK-1")) sum += row.on_hand;
    }
    return sum;
  }
  std::string stands_at() const {
    const auto unit = views->unit(Sscc::parse(pallet).value()).value();
    return unit ? unit->stands_at : "";
  }
  void begin_pallet() {
    scan("PO-7");
    scan(pallet);
    scan("YES");
  }
};
}  // namespace

TEST(a_code_that_no_notice_has_begins_a_pallet_after_a_yes) {
  scan("PO-7");
  scan(pallet);
  REQUIRE(shows("No notice says what is on 340123450000000024. Begin a pallet with it?"));
  REQUIRE(stands_at().empty());
  scan("YES");
  REQUIRE(toast() == "Pallet 340123450000000024 is begun");
  REQUIRE(stands_at() == "DOCK-1");
  REQUIRE(shows("Receive onto pallet"));
}

TEST(goods_go_onto_the_pallet_and_the_place_where_it_is_put_ends_it) {
  begin_pallet();
  scan(bearing_case);
  scan(bearing);
  REQUIRE(on(pallet) == 13);
  REQUIRE(received("PO-7") == 13);
  scan("DOCK-1");
  REQUIRE(shows("The pallet stands there. Scan where you put it."));
  scan("B-12");
  REQUIRE(toast() == "The pallet stands at B-12 now");
  REQUIRE(stands_at() == "B-12");
  REQUIRE(shows("Receive at DOCK-1"));
  scan(bearing);
  REQUIRE(on("DOCK-1") == 1);
  scan("A-01");
  REQUIRE(toast() == "PO-7: 14 received, still at DOCK-1");
}

TEST(a_typed_number_and_a_lot_go_onto_the_pallet_as_well) {
  begin_pallet();
  scan(bearing);
  tap("number");
  type("20");
  REQUIRE(on(pallet) == 20);
  scan(gloves);
  scan("L1");
  REQUIRE(on(pallet) == 21);
  REQUIRE(shows("Receive onto pallet"));
}

TEST(a_number_of_what_is_on_the_pallet_leaves_what_lies_loose_on_the_dock) {
  scan("PO-7");
  scan(bearing_case);
  begin_pallet();
  scan(bearing);
  tap("number");
  REQUIRE(shows("ea · 13 until now, 24 expected"));
  type("10");
  scan("CHOICE-1");
  REQUIRE(beside_it() == 12);
  REQUIRE(on(pallet) == 10);
  tap("number");
  type("20");
  scan("CHOICE-2");
  REQUIRE(received("PO-7") == 20);
  tap("number");
  type("5");
  scan("CHOICE-2");  // the rest is taken from where it lies
  REQUIRE(on(pallet) == 0);
  REQUIRE(beside_it() == 5);
}

TEST(of_a_pallet_that_is_put_away_nothing_is_said_to_be_brought_from_the_dock) {
  begin_pallet();
  scan(bearing_case);
  REQUIRE(shows("To A-01"));
  scan("B-12");
  REQUIRE(stands_at() == "B-12");
  REQUIRE_FALSE(shows("To A-01"));
  REQUIRE_FALSE(shows("Bring"));
}

TEST(without_a_purchase_a_pallet_is_made_as_well) {
  tap("purchases");
  tap("blind");
  scan(pallet);
  scan("YES");
  scan(bearing_case);
  scan("B-12");
  REQUIRE(stands_at() == "B-12");
  REQUIRE(on(pallet) == 12);
}

TEST(what_was_put_on_it_is_undone_first_and_then_the_pallet) {
  begin_pallet();
  scan(bearing);
  tap("undo");
  REQUIRE(on(pallet) == 0);
  tap("undo");
  REQUIRE(stands_at().find("DOCK") == std::string::npos);
  REQUIRE(shows("Receive at DOCK-1"));
  scan(bearing);
  REQUIRE(on("DOCK-1") == 1);
}

TEST(after_a_restart_a_pallet_at_the_dock_is_gone_on_with_by_its_scan) {
  begin_pallet();
  scan(bearing);
  start();
  scan("PO-7");
  scan(pallet);
  REQUIRE(shows("Receive onto pallet"));
  scan(bearing);
  REQUIRE(on(pallet) == 2);
}

TEST(a_pallet_that_stands_at_the_dock_is_filled_when_it_is_scanned) {
  begin_pallet();
  scan(bearing);
  scan("A-01");
  office_does(MoveUnit{Sscc::parse(pallet).value(), place("DOCK-1"), {}});
  scan(pallet);
  REQUIRE(shows("Receive onto pallet"));
  scan(bearing);
  REQUIRE(on(pallet) == 2);
}

TEST(a_pallet_is_gone_on_with_after_back_home_and_a_restart) {
  begin_pallet();
  scan(bearing);
  scan("BACK");
  REQUIRE(toast() == "PO-7: 1 received. Kept: pallet 340123450000000024 that is being filled");
  REQUIRE(shows("Go on: Receive | pallet 340123450000000024 that is being filled\nnot put away yet"));
  scan("PO-7");
  REQUIRE(toast() == "Work recovered (Anna K.): pallet 340123450000000024 that is being filled");
  scan(bearing);
  scan("GO-HOME");
  scan("PO-7");
  scan(bearing);
  start();
  scan("PO-7");
  scan(bearing);
  REQUIRE(on(pallet) == 4);
  REQUIRE(beside_it() == 0);
}

TEST(another_purchase_or_order_is_gone_to_after_a_yes_only) {
  begin_pallet();
  scan("PO-8");
  REQUIRE(shows("Pallet 340123450000000024 that is being filled. Leave it for PO-8?"));
  scan("NO");
  scan(bearing);
  REQUIRE(on(pallet) == 1);
  scan("SO-118");
  REQUIRE(shows("Leave it for SO-118?"));
  scan("YES");
  scan("BACK");
  scan(bearing);
  REQUIRE(on(pallet) == 2);
}

TEST(a_pallet_is_left_at_the_dock_after_a_yes) {
  begin_pallet();
  scan(bearing);
  scan("DONE");
  REQUIRE(shows("Leave pallet 340123450000000024 at DOCK-1?"));
  scan("NO");
  REQUIRE(shows("Receive onto pallet"));
  tap("pallet");
  scan("YES");
  REQUIRE(shows("Receive at DOCK-1"));
  scan("BACK");
  REQUIRE(views->jobs()->empty());
  REQUIRE(on(pallet) == 1);
}

TEST(another_pallet_takes_its_place_after_a_yes) {
  constexpr auto second = "340123450000000031";
  begin_pallet();
  scan(second);
  REQUIRE(shows("Pallet 340123450000000024 is left at DOCK-1. No notice says what is on 340123450000000031."));
  scan("YES");
  scan(bearing);
  REQUIRE(on(second) == 1);
  scan(pallet);
  REQUIRE(shows("Pallet 340123450000000031 is left at DOCK-1. Go on with pallet 340123450000000024?"));
  scan("NO");
  scan(bearing);
  REQUIRE(on(second) == 2);
  scan(pallet);
  scan("YES");
  scan(bearing);
  REQUIRE(on(pallet) == 1);
}

TEST(nothing_is_received_onto_a_pallet_that_somebody_has_taken_away) {
  begin_pallet();
  office_does(MoveUnit{Sscc::parse(pallet).value(), place("A-01"), {}});
  scan(bearing);
  REQUIRE(shows("Pallet 340123450000000024 stands at A-01 now. Nothing was booked. Go on without it?"));
  REQUIRE(received("PO-7") == 0);
  scan("NO");
  scan(bearing);
  REQUIRE(received("PO-7") == 0);
  scan("YES");
  scan(bearing);
  REQUIRE(on("DOCK-1") == 1);
  REQUIRE(on(pallet) == 0);
}

TEST(more_than_the_purchase_expects_goes_onto_a_pallet_that_stands_at_the_dock_only) {
  begin_pallet();
  scan(bearing);
  tap("number");
  type("24");
  scan(bearing);
  REQUIRE(shows("Receive anyway?"));
  office_does(MoveUnit{Sscc::parse(pallet).value(), place("A-01"), {}});
  REQUIRE(shows("stands at A-01 now"));
  scan("YES");
  REQUIRE(received("PO-7") == 24);
}

TEST(a_damage_that_is_thrown_away_leaves_the_pallet_begun) {
  begin_pallet();
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  tap("damaged");
  scan("CHOICE-1");
  scan("BACK");
  tap("throw");
  scan(bearing);
  REQUIRE(on(pallet) == 1);
}

TEST(a_notice_that_comes_under_the_question_is_not_answered_by_its_yes) {
  scan("PO-7");
  scan(pallet);
  office_does(
      Import{{AsnRow{Sscc::parse(pallet).value(), "ASN-2", Units{item("BRG-6205"), units(5), {}, {}, {}}, {}}}});
  REQUIRE_FALSE(shows("Begin a pallet with it?"));
  scan("YES");
  REQUIRE(stands_at().empty());
}

TEST(no_begins_nothing) {
  scan("PO-7");
  scan(pallet);
  scan("NO");
  REQUIRE(stands_at().empty());
  scan(bearing);
  REQUIRE(on("DOCK-1") == 1);
}

TEST(a_pallet_whose_being_put_away_is_undone_is_filled_again) {
  begin_pallet();
  scan(bearing_case);
  scan("B-12");
  REQUIRE(shows("Receive at DOCK-1"));
  scan("UNDO");
  REQUIRE(stands_at() == "DOCK-1");
  REQUIRE(shows("Receive onto pallet"));
  scan(bearing);
  REQUIRE(on(pallet) == 13);
}
