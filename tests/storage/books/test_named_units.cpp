// Which units are meant: a lot or serial is named at every move, never guessed.

#include "tests/support/warehouse/facts_fixture.h"
#include "tests/support/warehouse/open_notices.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  Import tracked_by(Tracking tracking, bool confirmed = true) const {
    return Import{{ItemRow{item("BRG"), "Bearing", tracking}}, confirmed};
  }
  // Ten bearings at DOCK-1 that became tracked by lot while they lay there.
  void untracked_stock() {
    floor.accepted(receipt(bearings(10)));
    floor.accepted(tracked_by(Tracking::lot));
  }
  static Units lot_of_bearings(std::int64_t count, const char* code) {
    return Units{item("BRG"), units(count), lot(code), {}, {}};
  }
  std::int64_t stock_of_lot(const char* at, const char* of, const std::string& code) {
    std::int64_t sum = 0;
    for (const auto& row : views->stock_at(place(at)).value()) {
      sum += row.item == item(of) && row.lot == code ? row.on_hand : 0;
    }
    return sum;
  }
  static Units serial_of(const char* code, const char* serial) {
    return Units{item(code), units(1), {}, Serial::parse(serial).value(), {}};
  }
  std::int64_t notices(NoticeKind kind) { return open_notices(*views, kind); }
  bool told(NoticeKind kind) { return notices(kind) > 0; }
  void require_incomplete(const Action& action, const char* what) {
    const Error error = floor.refused(action);
    INFO(error.sentence());
    REQUIRE(error.kind == ErrorKind::incomplete);
    REQUIRE(error.place == what);
  }
};

}  // namespace

TEST(units_of_a_tracked_item_are_not_handled_without_their_lot) {
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  floor.accepted(receipt(gloves(5, "LA"), "A-01"));
  floor.accepted(receipt(gloves(5, "LB"), "A-01"));
  const Units unnamed{item("GLV"), units(2), {}, {}, {}};
  require_incomplete(receipt(unnamed), "lot");
  require_incomplete(Count{unnamed, place("A-01"), "count"}, "lot");
  require_incomplete(Adjust{Change::minus, unnamed, place("A-01"), "broken"}, "lot");
  require_incomplete(Adjust{Change::plus, unnamed, place("A-01"), "found"}, "lot");
  require_incomplete(Move{unnamed, place("A-01"), place("A-02")}, "lot");
  require_incomplete(Pick{order("SO-1/1"), unnamed, place("A-01"), place("X-01")}, "lot");
  require_incomplete(SupplierReturn{unnamed, place("A-01")}, "lot");
  require_incomplete(CustomerReturn{unnamed, place("A-01")}, "lot");
  require_incomplete(Move{Units{item("DRL"), units(1), {}, {}, {}}, place("A-01"), place("A-02")}, "serial");
  REQUIRE(stock_of_lot("A-01", "GLV", "LA") == 5);
  REQUIRE(stock_of_lot("A-01", "GLV", "LB") == 5);
  require_sound();
}

TEST(what_a_carton_holds_is_named_too) {
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  floor.accepted(receipt(gloves(4)));
  pick("SO-1/1", gloves(4));
  PackCarton pack{order("SO-1/1").document, place("X-01"), sscc("340123450000000116"), place("X-01"),
                  Units{item("GLV"), units(2), {}, {}, {}}};
  require_incomplete(pack, "lot");
  pack.units = gloves(2);
  floor.accepted(pack);
}

TEST(a_lot_that_is_only_assumed_is_enough_where_the_site_says_so) {
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  floor.accepted(receipt(gloves(4)));
  Units assumed = gloves(2);
  assumed.assumed = true;
  const Pick picked{order("SO-1/1"), assumed, place("DOCK-1"), place("X-01")};
  require_incomplete(picked, "lot");
  ItemRow row{item("GLV"), "Nitrile gloves", Tracking::lot};
  row.assume_suggested = true;
  floor.accepted(Import{{row}});
  floor.accepted(picked);
  REQUIRE(state("SO-1/1") == "0 2 2 0");
}

TEST(a_lot_that_the_books_do_not_have_there_cannot_be_assumed) {
  ItemRow row{item("GLV"), "Nitrile gloves", Tracking::lot};
  row.assume_suggested = true;
  floor.accepted(Import{{row}});
  floor.demand_is({demand("SO-1/1", 4, "GLV")});
  floor.accepted(receipt(gloves(4, "LA")));
  Units guessed = gloves(2, "LB");
  guessed.assumed = true;
  require_incomplete(Pick{order("SO-1/1"), guessed, place("DOCK-1"), place("X-01")}, "lot");
  require_incomplete(Move{guessed, place("DOCK-1"), place("A-01")}, "lot");
  require_incomplete(receipt(guessed), "lot");
  guessed.lot = lot("LA");
  require_incomplete(Move{guessed, place("A-01"), place("A-02")}, "lot");
  floor.accepted(Pick{order("SO-1/1"), guessed, place("DOCK-1"), place("X-01")});
  require_sound();
}

// --- units in stock before they were tracked ---------------------------------------------------------------------

TEST(a_count_without_a_lot_does_not_mean_every_lot) {
  untracked_stock();
  floor.accepted(Count{lot_of_bearings(10, "N1"), place("DOCK-1"), "count"});
  floor.accepted(Count{bearings(0), place("DOCK-1"), "count: gone", true});
  REQUIRE(stock_of_lot("DOCK-1", "BRG", "N1") == 10);
  REQUIRE(stock("DOCK-1") == 10);
  require_sound();
}

TEST(a_count_of_the_units_that_nobody_has_named_leaves_the_lots) {
  untracked_stock();
  floor.accepted(Count{lot_of_bearings(7, "N1"), place("DOCK-1"), "count"});
  REQUIRE(stock_of_lot("DOCK-1", "BRG", "") == 3);
  require_incomplete(Count{bearings(4), place("DOCK-1"), "count"}, "lot");
  floor.accepted(Count{bearings(0), place("DOCK-1"), "count: gone", true});
  REQUIRE(stock("DOCK-1") == 7);
}

TEST(serials_of_units_that_were_not_tracked_are_counted_one_by_one) {
  floor.accepted(receipt(bearings(3)));
  floor.accepted(tracked_by(Tracking::serial));
  for (const char* serial : {"A1", "A2"}) {
    const Units one{item("BRG"), units(1), {}, Serial::parse(serial).value(), {}};
    floor.accepted(Count{one, place("DOCK-1"), "count"});
  }
  REQUIRE(stock("DOCK-1") == 3);
  floor.accepted(Count{bearings(0), place("DOCK-1"), "count: gone", true});
  REQUIRE(stock("DOCK-1") == 2);
  require_sound();
}

// Nothing of the two is named yet, whatever the other way of tracking called them.
TEST(units_that_were_tracked_by_lot_are_counted_by_serial_and_stay_as_many) {
  floor.demand_is({demand("SO-1/1", 2, "GLV")});
  floor.accepted(receipt(gloves(4, "LA")));
  floor.accepted(Import{{ItemRow{item("GLV"), "Nitrile gloves", Tracking::serial}}, true});
  REQUIRE(notices(NoticeKind::unnamed) == 1);
  floor.accepted(Count{serial_of("GLV", "N1"), place("DOCK-1"), "count"});
  REQUIRE(stock("DOCK-1", "GLV") == 4);
  floor.accepted(Pick{order("SO-1/1"), serial_of("GLV", "N2"), place("DOCK-1"), place("X-01")});
  REQUIRE(stock("DOCK-1", "GLV") == 3);
  REQUIRE(views->lots().value().front().on_hand == 4);
  REQUIRE(notices(NoticeKind::unnamed) == 1);
  floor.accepted(Count{gloves(0, "LB"), place("DOCK-1"), "count"});
  REQUIRE(stock("DOCK-1", "GLV") == 3);
  floor.accepted(Count{gloves(0, "LA"), place("DOCK-1"), "count: gone", true});
  REQUIRE(stock("DOCK-1", "GLV") == 1);
  REQUIRE(notices(NoticeKind::unnamed) == 0);
  require_sound();
}

TEST(units_that_were_tracked_by_serial_are_counted_by_lot_and_stay_as_many) {
  for (const char* serial : {"S1", "S2", "S3"}) floor.accepted(receipt(serial_of("DRL", serial)));
  floor.accepted(Import{{ItemRow{item("DRL"), "Drill", Tracking::lot}}, true});
  REQUIRE(notices(NoticeKind::unnamed) == 1);
  floor.accepted(Count{Units{item("DRL"), units(2), lot("LA"), {}, {}}, place("DOCK-1"), "count"});
  REQUIRE(stock("DOCK-1", "DRL") == 3);
  REQUIRE(stock_of_lot("DOCK-1", "DRL", "LA") == 2);
  floor.accepted(Count{Units{item("DRL"), units(0), {}, {}, {}}, place("DOCK-1"), "count: gone", true});
  REQUIRE(stock("DOCK-1", "DRL") == 2);
  REQUIRE(notices(NoticeKind::unnamed) == 0);
  floor.accepted(Import{{ItemRow{item("DRL"), "Drill", Tracking::serial}}, true});
  floor.accepted(Count{serial_of("DRL", "S1"), place("DOCK-1"), "count"});
  REQUIRE(stock("DOCK-1", "DRL") == 2);
  require_sound();
}

TEST(a_serial_that_may_be_of_two_lots_is_asked_for_its_lot) {
  floor.accepted(receipt(gloves(1, "LA")));
  floor.accepted(receipt(gloves(1, "LB")));
  floor.accepted(Import{{ItemRow{item("GLV"), "Nitrile gloves", Tracking::serial}}, true});
  Units one = serial_of("GLV", "N1");
  require_incomplete(Count{one, place("DOCK-1"), "count"}, "lot");
  require_incomplete(Move{one, place("DOCK-1"), place("A-01")}, "lot");
  one.lot = lot("LB");
  floor.accepted(Count{one, place("DOCK-1"), "count"});
  floor.accepted(Count{serial_of("GLV", "N2"), place("DOCK-1"), "count"});
  REQUIRE(stock_of_lot("DOCK-1", "GLV", "LA") == 1);
  REQUIRE(stock_of_lot("DOCK-1", "GLV", "LB") == 1);
  require_sound();
}

TEST(units_whose_count_is_undone_are_to_be_named_again) {
  untracked_stock();
  floor.accepted(Count{lot_of_bearings(10, "N1"), place("DOCK-1"), "count"});
  REQUIRE(notices(NoticeKind::unnamed) == 0);
  floor.accepted(Undo{CommandId::parse(floor.last_id()).value()});
  REQUIRE(notices(NoticeKind::unnamed) == 1);
  floor.accepted(Count{lot_of_bearings(10, "N2"), place("DOCK-1"), "count"});
  REQUIRE(notices(NoticeKind::unnamed) == 0);
}

TEST(who_finds_none_says_of_which_lot_unless_there_is_none_at_all) {
  floor.accepted(receipt(gloves(5, "LA")));
  require_incomplete(Count{Units{item("GLV"), units(0), {}, {}, {}}, place("DOCK-1"), "count"}, "lot");
  floor.accepted(Count{Units{item("GLV"), units(0), {}, {}, {}}, place("DOCK-1"), "count: gone", true});
  floor.accepted(Count{Units{item("GLV"), units(0), {}, {}, {}}, place("A-01"), "count"});
  REQUIRE(stock("DOCK-1", "GLV") == 5);
}

TEST(a_claim_stays_with_the_units_when_they_get_their_lot) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  untracked_stock();
  floor.accepted(Count{lot_of_bearings(10, "N1"), place("DOCK-1"), "count"});
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  for (const auto& claim : views->claims().value()) REQUIRE(claim.lot == "N1");
  REQUIRE_FALSE(told(NoticeKind::lost));
}

TEST(the_lot_that_a_picker_names_is_the_lot_of_the_units_there) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  untracked_stock();
  floor.give("picked", Pick{order("SO-1/1"), lot_of_bearings(4, "N1"), place("DOCK-1"), place("X-01")});
  REQUIRE(stock_of_lot("DOCK-1", "BRG", "") == 6);
  REQUIRE(stock_of_lot("X-01", "BRG", "N1") == 4);
  require_sound();
  undo("picked");
  REQUIRE(stock_of_lot("DOCK-1", "BRG", "") == 10);
  REQUIRE(state("SO-1/1") == "0 4 0 0");
}

TEST(units_that_nobody_has_named_are_told_until_they_are_counted_by_lot) {
  untracked_stock();
  REQUIRE(told(NoticeKind::unnamed));
  floor.accepted(Count{lot_of_bearings(4, "N1"), place("DOCK-1"), "count"});
  REQUIRE(told(NoticeKind::unnamed));
  floor.accepted(Count{lot_of_bearings(6, "N2"), place("DOCK-1"), "count"});
  REQUIRE_FALSE(told(NoticeKind::unnamed));
}

TEST(units_that_nobody_has_named_can_be_missing) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  untracked_stock();
  floor.accepted(receipt(lot_of_bearings(6, "N1")));
  floor.accepted(ShortPick{order("SO-1/1"), bearings(4), place("DOCK-1"), "empty"});
  REQUIRE(stock_of_lot("DOCK-1", "BRG", "") == 6);
  REQUIRE(stock_of_lot("DOCK-1", "BRG", "N1") == 6);
  REQUIRE(state("SO-1/1") == "4 0 0 0");  // whatever else lies there is in doubt as well
  floor.accepted(Count{bearings(0), place("DOCK-1"), "count: gone", true});
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  require_sound();
}

// --- serials -----------------------------------------------------------------------------------------------------

TEST(a_serial_is_counted_as_one_unit_or_none) {
  Units seven = drill("S3");
  seven.quantity = units(7);
  REQUIRE(floor.refused(Count{seven, place("DOCK-1"), "count"}).place == "serial");
  floor.accepted(Count{drill("S3"), place("DOCK-1"), "count"});
  REQUIRE(stock("DOCK-1", "DRL") == 1);
}

TEST(a_serial_that_is_not_known_is_not_picked) {
  floor.demand_is({demand("SO-1/1", 2, "DRL")});
  const Pick ghost{order("SO-1/1"), drill("S9"), place("DOCK-1"), place("X-01")};
  REQUIRE(floor.refused(ghost).message == "S9 of DRL is not in the books: count DOCK-1, or receive it");
  floor.accepted(receipt(drill("S1")));
  pick("SO-1/1", drill("S1"));
  REQUIRE(floor.refused(Pick{order("SO-1/1"), drill("S1"), place("DOCK-1"), place("X-01")}).place == "serial");
  floor.accepted(Ship{order("SO-1/1").document});
  REQUIRE(floor.refused(Pick{order("SO-1/1"), drill("S1"), place("DOCK-1"), place("X-01")}).place == "serial");
  require_sound();
}

TEST(a_serial_is_where_it_was_seen_last) {
  floor.demand_is({demand("SO-1/1", 1, "DRL")});
  floor.accepted(receipt(drill("S1"), "A-02"));
  const Accepted moved = floor.accepted(Move{drill("S1"), place("DOCK-1"), place("A-01")});
  REQUIRE(moved.notices.front().kind == NoticeKind::count_place);
  REQUIRE(moved.notices.front().place == place("A-02"));
  REQUIRE(stock("A-02", "DRL") == 0);
  REQUIRE(stock("A-01", "DRL") == 1);
  REQUIRE(state("SO-1/1") == "0 1 0 0");
  floor.accepted(Count{drill("S1"), place("DOCK-2"), "here it is"});
  REQUIRE(stock("A-01", "DRL") == 0);
  REQUIRE(stock("DOCK-2", "DRL") == 1);
  require_sound();
}

TEST(a_serial_that_was_shipped_and_is_found_was_not_shipped) {
  floor.demand_is({demand("SO-1/1", 1, "DRL")});
  floor.accepted(receipt(drill("S1")));
  pick("SO-1/1", drill("S1"));
  floor.accepted(Ship{order("SO-1/1").document});
  const Accepted found = floor.accepted(Count{drill("S1"), place("A-01"), "count"});
  REQUIRE(found.notices.front().kind == NoticeKind::count_place);
  REQUIRE(stock("A-01", "DRL") == 1);
  REQUIRE(state("SO-1/1") == "0 1 0 0");
  require_sound();
}

TEST(an_undo_does_not_make_two_of_a_serial) {
  floor.accepted(receipt(drill("S1")));
  Units none = drill("S1");
  none.quantity = units(0);
  floor.give("gone", Count{none, place("DOCK-1"), "count"});
  floor.accepted(Count{drill("S1"), place("A-01"), "found"});
  REQUIRE(floor.refused(Undo{CommandId::parse("gone").value()}).kind == ErrorKind::refused);
  require_sound();
}

TEST(what_a_person_finds_is_counted_whatever_is_not_known_of_it) {
  floor.accepted(Count{Units{item("MLK"), units(6), lot("M1"), {}, {}}, place("DOCK-1"), "count"});
  REQUIRE(stock("DOCK-1", "MLK") == 6);
  REQUIRE(told(NoticeKind::document));
  floor.accepted(Count{Units{item("MLK"), units(6), lot("M1"), {}, day("2026-12-24")}, place("DOCK-1"), "count"});
  const Units other{item("MLK"), units(5), lot("M1"), {}, day("2026-12-25")};
  floor.accepted(Count{other, place("DOCK-1"), "count"});
  REQUIRE(stock("DOCK-1", "MLK") == 5);
}

// --- units that were picked before they were tracked ---------------------------------------------------------------

TEST(units_that_were_picked_before_they_were_tracked_are_named_before_they_leave) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(receipt(bearings(4)));
  pick("SO-1/1", bearings(4));
  floor.accepted(tracked_by(Tracking::lot));
  const Ship leaves{order("SO-1/1").document};
  REQUIRE(floor.refused(leaves).message.find("4 of BRG at X-01 have no lot") != std::string::npos);
  floor.accepted(Count{lot_of_bearings(4, "N1"), place("X-01"), "count"});
  REQUIRE(notices(NoticeKind::unnamed) == 0);
  floor.accepted(leaves);
  REQUIRE(views->lots().value().front().shipped == 4);
  require_sound();
}

TEST(units_that_nobody_has_named_are_told_where_they_arrive) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(receipt(bearings(4)));
  pick("SO-1/1", bearings(4));
  floor.accepted(tracked_by(Tracking::lot));
  const Sscc carton = sscc("340123450000000116");
  const Accepted packed = floor.accepted(PackCarton{order("SO-1/1").document, place("X-01"), carton, place("X-01")});
  REQUIRE(packed.notices.size() == 1);
  REQUIRE(packed.notices.front().kind == NoticeKind::unnamed);
  REQUIRE(packed.notices.front().place == place(carton.text()));
  REQUIRE(notices(NoticeKind::unnamed) == 1);  // in the lane are none any more
  floor.accepted(Count{lot_of_bearings(4, "N1"), place(carton.text()), "count"});
  REQUIRE(notices(NoticeKind::unnamed) == 0);
  require_sound();
}

TEST(units_that_were_sent_before_they_were_tracked_come_back_with_their_name) {
  ship_four();
  floor.accepted(receipt(bearings(1)));
  floor.accepted(tracked_by(Tracking::lot));
  floor.accepted(CustomerReturn{lot_of_bearings(3, "N1"), place("A-01"), order("SO-1/1")});
  REQUIRE(state("SO-1/1") == "0 0 0 1");
  REQUIRE(stock_of_lot("A-01", "BRG", "N1") == 3);
  undo(floor.last_id());
  REQUIRE(state("SO-1/1") == "0 0 0 4");
  REQUIRE(stock("A-01") == 0);
  require_sound();
}
