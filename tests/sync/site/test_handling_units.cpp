// Pallets and cartons: places that are moved.
#include "tests/support/site/pallets_at_docks.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture : PalletFixture {};
}  // namespace

TEST(a_pallet_is_received_with_all_that_its_notice_says) {
  floor.demand_is({floor.demand("SO-1/1", 5, 1)});
  const Accepted received = floor.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1")});
  REQUIRE(received.quantity == units(16));
  REQUIRE(received.claims.front().granted == units(5));
  REQUIRE(received.free == units(11));
  REQUIRE(views->purchase_lines(purchase("PO-7/1").document).value().front().received == units(12));
  REQUIRE(unit(pallet).stands_at == "DOCK-1");
  REQUIRE(unit(pallet).contents.size() == 2);
  REQUIRE(views->lot(item("GLV"), "L1").value()->expiry);
  require_sound();
}

TEST(a_carton_with_a_carriers_own_number_is_announced_scanned_and_received) {
  const Sscc carriers = sscc("CTN:1Z999AA10123456784");
  floor.accepted(Import{{AsnRow{carriers, "ASN-2", bearings(12), purchase("PO-7/1")}}});
  Scan label;
  label.symbol.text = "1z999aa10123456784";
  REQUIRE(std::get<FoundUnit>(views->identify(label).value()).unit == carriers);
  REQUIRE(floor.accepted(ReceiveUnit{carriers, place("DOCK-1")}).quantity == units(12));
  floor.accepted(MoveUnit{carriers, place("A-01"), {}});
  REQUIRE(unit(carriers.text()).stands_at == "A-01");
  REQUIRE(floor.refused(ReceiveUnit{carriers, place("DOCK-1")}).message.find("counts once") != std::string::npos);
  require_sound();
}

TEST(a_pallet_counts_once_and_the_second_receipt_says_where_when_and_who) {
  floor.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1")});
  clock.advance(std::chrono::hours(1));
  REQUIRE(floor.refused(ReceiveUnit{sscc(pallet), place("DOCK-2")}).message ==
          pallet + " was received at DOCK-1 on 2026-11-22 at 08:00 by anna: a pallet counts once");
}

TEST(a_pallet_that_nobody_announced_is_refused) {
  REQUIRE(floor.refused(ReceiveUnit{sscc("340123450000000024"), place("DOCK-1")}).kind == ErrorKind::unknown);
}

TEST(a_pallet_that_nobody_announced_is_made_here_when_somebody_says_so) {
  const Sscc made = sscc("340123450000000024");
  REQUIRE(std::get<Refused>(floor.give(ReceiveUnit{made, place("DOCK-1")})).confirmable);
  floor.accepted(ReceiveUnit{made, place("DOCK-1"), true});
  floor.accepted(Receive{bearings(5), place(made.text()), purchase("PO-7/1"), false});
  floor.accepted(MoveUnit{made, place("A-01"), {}});
  REQUIRE(floor.refused(ReceiveUnit{made, place("DOCK-1"), true}).message.find("counts once") != std::string::npos);
}

TEST(a_pallet_with_more_than_was_ordered_asks_first) {
  floor.accepted(Receive{bearings(10), place("DOCK-1"), purchase("PO-7/1"), false});
  const Outcome asked = floor.give(ReceiveUnit{sscc(pallet), place("DOCK-1")});
  REQUIRE(std::get<Refused>(asked).confirmable);
  REQUIRE(floor.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1"), true}).notices.front().kind ==
          NoticeKind::over_received);
}

TEST(a_pallet_is_put_away_whole_and_its_claims_go_with_it) {
  receive_for_orders();
  REQUIRE(floor.accepted(MoveUnit{sscc(pallet), place("A-01")}).quantity == units(16));
  REQUIRE(unit(pallet).stands_at == "A-01");
  REQUIRE(state("SO-1/1") == "0 5 0 0");
  const auto list = views->pick_list(number("SO-1")).value().value();
  REQUIRE(list.stops.front().from == place("A-01"));
  REQUIRE(list.stops.front().unit == pallet);
  REQUIRE(stock("A-01") == 12);
  REQUIRE(stock("DOCK-1") == 0);
  require_sound();
}

TEST(a_pick_at_a_place_takes_from_the_pallet_that_stands_there) {
  receive_for_orders();
  floor.accepted(MoveUnit{sscc(pallet), place("A-01")});
  const Accepted picked = floor.accepted(Pick{order("SO-1/1"), bearings(5), place("A-01"), place("X-01")});
  REQUIRE(picked.notices.empty());
  REQUIRE(unit(pallet).contents.front().quantity == units(7));
  require_sound();
}

TEST(units_are_moved_off_and_onto_a_pallet) {
  receive_for_orders();
  floor.accepted(Move{bearings(2), place(pallet), place("A-02")});
  REQUIRE(stock("A-02") == 2);
  REQUIRE(stock("DOCK-1") == 10);
  floor.accepted(Move{bearings(2), place("A-02"), place(pallet)});
  REQUIRE(stock("DOCK-1") == 12);
  REQUIRE(state("SO-1/1") == "0 5 0 0");
  require_sound();
}

TEST(a_count_of_a_place_leaves_what_stands_there_on_pallets_which_are_counted_by_themselves) {
  receive_for_orders();
  floor.accepted(Count{bearings(2), place("DOCK-1"), ""});
  REQUIRE(stock("DOCK-1") == 14);
  floor.accepted(Count{bearings(0), place("DOCK-1"), ""});
  REQUIRE(stock("DOCK-1") == 12);
  floor.accepted(Count{bearings(10), place(pallet), ""});
  REQUIRE(stock("DOCK-1") == 10);
  REQUIRE(state("SO-2/1") == "0 3 0 0");
  require_sound();
}

TEST(what_comes_off_a_place_comes_off_no_pallet_that_stands_there) {
  receive_for_orders();
  REQUIRE(floor.refused(Adjust{Change::minus, bearings(1), place("DOCK-1"), "broken"}).place == "quantity");
  floor.accepted(Adjust{Change::minus, bearings(1), place(pallet), "broken"});
  REQUIRE(stock("DOCK-1") == 11);
  require_sound();
}

TEST(the_offices_opening_stock_has_what_stands_there_on_pallets_in_its_number) {
  receive_for_orders();
  Import opening{{OpeningRow{place("DOCK-1"), bearings(14)}}};
  opening.confirmed = true;
  floor.accepted(opening);
  REQUIRE(stock("DOCK-1") == 14);
  REQUIRE(unit(pallet).contents.front().quantity == units(12));
  opening.rows = {OpeningRow{place("DOCK-1"), bearings(5)}};
  REQUIRE(floor.refused(opening).message == "12 of BRG stand on pallets at DOCK-1: count what is on each");
  require_sound();
}

TEST(a_picker_who_finds_no_loose_ones_takes_no_pallet_away_that_stands_beside_them) {
  floor.demand_is({floor.demand("SO-1/1", 3, 1)});
  floor.accepted(Receive{bearings(3), place("DOCK-1"), {}});
  floor.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1")});
  floor.accepted(ShortPick{order("SO-1/1"), bearings(3), place("DOCK-1"), "Not there", true});
  REQUIRE(stock("DOCK-1") == 12);
  REQUIRE(state("SO-1/1") == "3 0 0 0");  // nothing there is given to anybody until the place is counted
  floor.accepted(Count{bearings(0), place("DOCK-1"), ""});
  REQUIRE(state("SO-1/1") == "0 3 0 0");
  REQUIRE(views->pick_list(number("SO-1")).value()->stops.front().unit == pallet);
  floor.accepted(ShortPick{order("SO-1/1"), bearings(3), place("DOCK-1"), "Not there", true});
  REQUIRE(stock("DOCK-1") == 9);  // of which nobody gets one before somebody counts
  REQUIRE(state("SO-1/1") == "3 0 0 0");
  require_sound();
}

TEST(a_pallet_in_quarantine_is_nobodys_until_it_comes_back) {
  receive_for_orders();
  const Accepted aside = floor.accepted(MoveUnit{sscc(pallet), place("Q-01"), "wet"});
  REQUIRE(aside.notices.front().kind == NoticeKind::quarantined);
  REQUIRE(state("SO-1/1") == "5 0 0 0");
  floor.accepted(MoveUnit{sscc(pallet), place("A-01")});
  REQUIRE(state("SO-1/1") == "0 5 0 0");
  require_sound();
}

TEST(a_pallet_goes_to_no_lane_and_on_no_other_pallet) {
  receive_for_orders();
  REQUIRE(floor.refused(MoveUnit{sscc(pallet), place("X-01")}).message.find("picked goods") != std::string::npos);
  REQUIRE(floor.refused(MoveUnit{sscc(pallet), place(pallet)}).message.find("carry another") != std::string::npos);
  REQUIRE(floor.refused(MoveUnit{sscc(pallet), place("DOCK-1")}).message == "it is at DOCK-1 already");
  REQUIRE(floor.refused(MoveUnit{sscc(carton), place("A-01")}).kind == ErrorKind::unknown);
}

TEST(the_undo_of_a_move_puts_the_pallet_and_its_claims_back) {
  receive_for_orders();
  floor.give("aside", MoveUnit{sscc(pallet), place("Q-01"), "wet"});
  floor.accepted(Undo{CommandId::parse("aside").value()});
  REQUIRE(unit(pallet).stands_at == "DOCK-1");
  REQUIRE(state("SO-1/1") == "0 5 0 0");
  require_sound();
}

TEST(the_undo_of_a_receipt_is_refused_once_the_pallet_was_moved) {
  floor.give("receipt", ReceiveUnit{sscc(pallet), place("DOCK-1")});
  floor.give("away", MoveUnit{sscc(pallet), place("A-01")});
  REQUIRE(floor.refused(Undo{CommandId::parse("receipt").value()}).message == "pallet " + pallet + " was moved since");
  floor.accepted(Undo{CommandId::parse("away").value()});
  floor.accepted(Undo{CommandId::parse("receipt").value()});
  REQUIRE(unit(pallet).stands_at.empty());
  REQUIRE(stock("DOCK-1") == 0);
  REQUIRE(floor.refused(MoveUnit{sscc(pallet), place("A-01")}).message.find("not received") != std::string::npos);
  floor.accepted(ReceiveUnit{sscc(pallet), place("DOCK-2")});
  require_sound();
}

TEST(a_carton_holds_what_was_packed_of_its_order_and_ships_alone) {
  pack_order();
  REQUIRE(unit(carton).order == "SO-1");
  REQUIRE(unit(carton).contents.front().quantity == units(3));
  REQUIRE(state("SO-1/1") == "0 0 5 0");
  REQUIRE(floor.accepted(Ship{number("SO-1"), sscc(carton)}).quantity == units(3));
  REQUIRE(state("SO-1/1") == "0 0 2 3");
  REQUIRE(unit(carton).stands_at == "@customer");
  require_sound();
}

TEST(packing_more_than_was_picked_or_for_another_order_is_refused) {
  pack_order();
  REQUIRE(floor.refused(PackCarton{number("SO-1"), place("T-01"), sscc(carton), place("X-01"), bearings(3)}).message ==
          "T-01 has 2 for SO-1, not 3");
  REQUIRE(floor.refused(PackCarton{number("SO-2"), place("T-01"), sscc(carton), place("X-01"), {}}).message ==
          carton + " is a carton of SO-1");
  REQUIRE(floor.refused(PackCarton{number("SO-1"), place("T-01"), sscc(pallet), place("X-01"), {}}).place == "sscc");
  floor.accepted(PackCarton{number("SO-1"), place("T-01"), sscc(carton), place("X-01"), {}});
  REQUIRE(unit(carton).contents.front().quantity == units(5));
}

TEST(the_undo_of_a_shipped_carton_brings_it_back_into_its_lane) {
  pack_order();
  floor.give("gone", Ship{number("SO-1"), sscc(carton)});
  floor.accepted(Undo{CommandId::parse("gone").value()});
  REQUIRE(unit(carton).stands_at == "X-01");
  REQUIRE(state("SO-1/1") == "0 0 5 0");
  require_sound();
}

TEST(a_carton_that_goes_back_to_stock_gives_its_units_up) {
  pack_order();
  floor.accepted(MoveUnit{sscc(carton), place("A-01")});
  REQUIRE(state("SO-1/1") == "0 3 2 0");
  require_sound();
}

TEST(a_location_that_becomes_another_kind_takes_its_pallets_along) {
  receive_for_orders();
  Import change;
  change.rows = {LocationRow{place("DOCK-1"), LocationKind::quarantine, 0}};
  floor.accepted(change);
  require_sound();
  change.rows = {LocationRow{place(pallet), LocationKind::storage, 0}};
  REQUIRE(floor.refused(change).message.find("pallet") != std::string::npos);
}

TEST(a_pallet_that_two_docks_received_counts_once_and_is_where_it_was_scanned_last) {
  TwoDocks docks(folder, clock);
  docks.one.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1")});
  docks.two.accepted(ReceiveUnit{sscc(pallet), place("DOCK-2")});
  docks.sync(docks.one);
  docks.sync(docks.two);
  docks.sync(docks.one);
  const auto seen = Views::open(folder / "one.db").value();
  REQUIRE(seen->unit(sscc(pallet)).value()->stands_at == "DOCK-2");
  REQUIRE(seen->purchase_lines(purchase("PO-7/1").document).value().front().received == units(12));
  const auto told = seen->notices().value();
  REQUIRE(told.front().notice.kind == NoticeKind::second_receipt);
  REQUIRE(table_hashes(folder / "one.db").value().size() == table_hashes(folder / "hub.db").value().size());
  for (const char* file : {"hub.db", "one.db", "two.db"}) require_sound(file);
}

TEST(a_pallet_that_a_terminal_received_again_in_vain_shows_where_it_was_received_first) {
  TwoDocks docks(folder, clock);
  docks.one.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1")});
  docks.sync(docks.one);
  docks.two.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1")});
  docks.sync(docks.two);
  docks.two.accepted(Undo{CommandId::parse(docks.two.last_id()).value()});
  docks.two.accepted(ReceiveUnit{sscc(pallet), place("DOCK-2")});
  docks.sync(docks.two);
  const auto table = [&](const char* file) { return table_hashes(folder / file).value(); };
  for (std::size_t i = 0; i < table("hub.db").size(); ++i) {
    INFO(table("hub.db")[i].table);
    REQUIRE(table("two.db")[i].hash == table("hub.db")[i].hash);
  }
}

TEST(a_pallet_brings_units_that_were_bought_for_several_lines) {
  Import more;
  more.rows = {PurchaseLineRow{purchase("PO-9/1"), "SKF", item("BRG"), units(3), day("2026-11-25"), order("SO-8/1")},
               PurchaseLineRow{purchase("PO-9/2"), "SKF", item("BRG"), units(4), day("2026-11-25"), order("SO-9/1")},
               AsnRow{sscc(pallet), "ASN-2", Units{item("BRG"), units(3), {}, {}, {}}, purchase("PO-9/1")},
               AsnRow{sscc(pallet), "ASN-2", Units{item("BRG"), units(4), {}, {}, {}}, purchase("PO-9/2")}};
  floor.accepted(more);
  floor.demand_is({floor.demand("SO-1/1", 14, 1), floor.demand("SO-8/1", 3, 8), floor.demand("SO-9/1", 4, 9)});
  floor.accepted(ReceiveUnit{sscc(pallet), place("DOCK-1")});
  REQUIRE(state("SO-8/1") == "0 3 0 0");
  REQUIRE(state("SO-9/1") == "0 4 0 0");
  REQUIRE(state("SO-1/1") == "2 12 0 0");
}
