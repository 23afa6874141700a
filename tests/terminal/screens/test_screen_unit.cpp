#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {
struct Fixture : test::Terminal {
  static constexpr auto pallet = "340123450000000017";
  static constexpr auto carton = "340123450000000116";

  void announce() {
    Import asn;
    asn.rows = {AsnRow{Sscc::parse(pallet).value(), "ASN-1", Units{item("BRG-6204"), units(12), {}, {}, {}},
                       PurchaseLine::parse("PO-7/1").value()}};
    office_does(asn);
  }
};
}  // namespace

TEST(an_announced_pallet_says_what_is_on_it_and_the_second_scan_receives_it) {
  announce();
  scan(pallet);
  REQUIRE(shows("Is on its way"));
  REQUIRE(shows("Bearing 6204-2RS, sealed | BRG-6204 | 12"));
  scan(pallet);
  REQUIRE(toast() == "7 of 12 → SO-118 (4), SO-131 (3); 5 → stock");
  REQUIRE(page().instruction.location == "DOCK-1");
  REQUIRE(page().rows.front().title == "SO-118/1");
  REQUIRE(received("PO-7") == 12);
}

TEST(a_scanned_place_is_where_the_pallet_goes_and_undo_brings_it_back) {
  announce();
  scan(pallet);
  tap("receive");
  scan("B-12");
  REQUIRE(page().instruction.location == "B-12");
  REQUIRE(toast() == "It stands at B-12 now");
  REQUIRE_FALSE(shows("SO-118/1"));  // where the receipt sends it is over once it is put away
  tap("undo");
  REQUIRE(page().instruction.location == "DOCK-1");
  REQUIRE(page().rows.front().title == "SO-118/1");
}

TEST(a_pallet_that_was_said_to_be_gone_stands_again_where_it_is_found) {
  announce();
  scan(pallet);
  scan(pallet);
  office_does(LoseUnit{Sscc::parse(pallet).value(), "count"});
  REQUIRE(shows("It was said to be gone"));
  REQUIRE_FALSE(shows("@lost"));
  tap("found");
  REQUIRE(shows("Scan where it stands"));
  scan("B-12");
  REQUIRE(toast() == "It stands at B-12 now. Count what is on it.");
  REQUIRE(page().instruction.location == "B-12");
  tap("undo");
  REQUIRE(shows("It was said to be gone"));
}

TEST(a_pallet_that_is_being_found_is_not_dropped_by_the_scan_of_something_else) {
  announce();
  scan(pallet);
  scan(pallet);
  office_does(LoseUnit{Sscc::parse(pallet).value(), "count"});
  tap("found");
  scan("BRG-6205");
  REQUIRE_FALSE(shows("Bearing 6205-2RS | BRG-6205 |"));
  REQUIRE(shows("Finish what is begun, or go back first. Nothing was booked."));
  tap("confirm");
  scan("B-12");
  REQUIRE(toast() == "It stands at B-12 now. Count what is on it.");
}

TEST(a_pallet_that_is_being_found_is_gone_on_with_after_a_restart) {
  announce();
  scan(pallet);
  scan(pallet);
  office_does(LoseUnit{Sscc::parse(pallet).value(), "count"});
  tap("found");
  start();
  REQUIRE(toast() == "Work recovered (Anna K.): pallet 340123450000000017 found, which waits for its place");
  tap("begun:unit:340123450000000017");
  REQUIRE(shows("Not booked yet: scan where it stands."));
  scan("B-12");
  REQUIRE(toast() == "It stands at B-12 now. Count what is on it.");
  start();
  REQUIRE_FALSE(shows("waits for its place"));
}

TEST(a_pallet_that_was_said_to_be_gone_is_found_by_the_last_digits_that_can_be_read) {
  announce();
  scan(pallet);
  scan(pallet);
  office_does(LoseUnit{Sscc::parse(pallet).value(), "count"});
  tap("back");
  tap("search");
  for (const char digit : std::string_view("00017")) tap(std::string("type:") + digit);
  tap("hit:0");
  REQUIRE(shows("It was said to be gone"));
}

TEST(a_pallet_that_is_being_found_is_forgotten_after_a_yes_and_not_by_back) {
  announce();
  scan(pallet);
  scan(pallet);
  office_does(LoseUnit{Sscc::parse(pallet).value(), "count"});
  tap("found");
  tap("back");
  REQUIRE(shows("Pallet 340123450000000017 found, which waits for its place, not booked yet. Forget it?"));
  tap("throw");
  scan("B-12");
  REQUIRE(views->unit(Sscc::parse(pallet).value()).value()->stands_at == "@lost");
}

TEST(a_pallet_that_others_find_while_its_place_is_asked_for_is_told) {
  announce();
  scan(pallet);
  scan(pallet);
  office_does(LoseUnit{Sscc::parse(pallet).value(), "count"});
  tap("found");
  office_does(MoveUnit{Sscc::parse(pallet).value(), LocationCode::parse("A-01").value(), "found"});
  REQUIRE(shows("It was found meanwhile. Nothing was booked here."));
  scan("B-12");
  REQUIRE(views->unit(Sscc::parse(pallet).value()).value()->stands_at == "A-01");
}

TEST(a_pallet_page_that_is_come_back_to_after_another_booking_asks_before_it_undoes) {
  announce();
  scan(pallet);
  scan(pallet);
  scan("PO-8");
  scan("]C1010401234567890110L1");
  scan("GO-TODAY");
  scan(pallet);
  REQUIRE_FALSE(shows("SO-118/1"));
  scan("UNDO");
  REQUIRE(shows("Undo this: 1 of GLV-L"));
  scan("NO");
  REQUIRE(received("PO-7") == 12);
}

TEST(a_pallet_page_that_is_come_back_to_moves_nothing_by_the_scan_of_a_place) {
  announce();
  scan(pallet);
  scan(pallet);
  scan("PO-8");
  scan("]C1010401234567890110L1");
  scan("GO-TODAY");
  scan(pallet);
  scan("B-12");
  REQUIRE(views->unit(Sscc::parse(pallet).value()).value()->stands_at == "DOCK-1");
}

TEST(what_a_pallet_gave_is_not_said_of_it_any_more_once_it_is_gone_and_found_elsewhere) {
  announce();
  scan(pallet);
  scan(pallet);
  REQUIRE(shows("SO-118/1"));
  office_does(LoseUnit{Sscc::parse(pallet).value(), "count"});
  REQUIRE_FALSE(shows("SO-118/1"));
  office_does(MoveUnit{Sscc::parse(pallet).value(), LocationCode::parse("B-12").value(), "found"});
  REQUIRE(page().instruction.location == "B-12");
  REQUIRE_FALSE(shows("SO-118/1"));
  REQUIRE_FALSE(shows("Scan where you put it"));
  scan("UNDO");
  REQUIRE(views->unit(Sscc::parse(pallet).value()).value()->stands_at == "B-12");
}

TEST(a_pallet_that_was_said_to_be_gone_goes_nowhere_by_the_scan_of_a_place) {
  announce();
  scan(pallet);
  scan(pallet);
  tap("back");
  office_does(LoseUnit{Sscc::parse(pallet).value(), "count"});
  scan(pallet);
  scan("B-12");
  REQUIRE(views->unit(Sscc::parse(pallet).value()).value()->stands_at == "@lost");
}

TEST(a_pallet_that_stands_somewhere_is_moved_by_choosing_move_and_not_by_two_scans) {
  announce();
  scan(pallet);
  tap("receive");
  tap("back");
  scan(pallet);
  scan("B-12");
  REQUIRE(page().instruction.task == "Place");
  tap("back");
  REQUIRE(page().instruction.location == "DOCK-1");
  tap("move");
  clock.advance(std::chrono::seconds(1));  // no second read of the scan before
  scan("B-12");
  REQUIRE(toast() == "It stands at B-12 now");
}

TEST(a_pallet_is_put_away_with_two_scans_after_move_is_chosen) {
  announce();
  scan(pallet);
  tap("receive");
  tap("back");
  tap("move");
  scan(pallet);
  REQUIRE(shows("Not booked yet: scan where you put it."));
  scan("B-12");
  REQUIRE(toast() == "It stands at B-12 now");
}

TEST(a_pallet_at_a_place_is_picked_from_by_scanning_either) {
  announce();
  scan(pallet);
  tap("receive");
  scan("B-12");
  tap("back");
  scan("SO-118");
  REQUIRE(page().instruction.location == "B-12");
  scan(pallet);
  scan(bearing);
  REQUIRE(order_line("SO-118").picked == units(1));
}

TEST(a_carton_is_shipped_alone_by_scanning_it) {
  scan("PO-7");
  scan(bearing_case);
  office_does(Pick{OrderLine::parse("SO-118/1").value(), Units{item("BRG-6204"), units(4), {}, {}, {}}, place("DOCK-1"),
                   place("X-01")});
  office_does(PackCarton{OrderNumber::parse("SO-118").value(), place("X-01"), Sscc::parse(carton).value(),
                         place("X-01"), Units{item("BRG-6204"), units(3), {}, {}, {}}});
  tap("back");
  tap("ship");
  scan(carton);
  REQUIRE(shows("Ship this carton of SO-118 with 3?"));
  tap("yes");
  REQUIRE(toast() == "a carton of SO-118 has left: 3");
  REQUIRE(order_line("SO-118").shipped == units(3));
  REQUIRE(order_line("SO-118").picked == units(1));
}

TEST(a_pallet_that_nobody_announced_is_an_unknown_code) {
  scan(pallet);
  REQUIRE(refused());
}

TEST(a_place_scanned_before_it_is_shown_that_the_pallet_was_moved_moves_nothing) {
  announce();
  office_does(Import{{LocationRow{place("Q-01"), LocationKind::quarantine, 900}}});
  scan(pallet);
  tap("receive");
  REQUIRE(shows("Scan where you put it"));
  const Command set_aside = office(MoveUnit{Sscc::parse(pallet).value(), place("Q-01"), {}});
  REQUIRE(ledger->submit({set_aside}, Flush::now, [](const LedgerThread::Answers&) {}));
  ledger->drain();
  scan("B-12");
  REQUIRE(toast() == "The screen has changed. Scan again.");
  REQUIRE(page().instruction.location == "Q-01");
  scan("B-12");
  REQUIRE(page().instruction.location == "B-12");
}
