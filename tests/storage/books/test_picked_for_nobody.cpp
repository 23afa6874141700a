// Picked goods: what lies in a lane is an order's, or somebody is told to bring it back; and an order is told what it
// has lost of them.
#include <algorithm>

#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  std::int64_t told(NoticeKind kind) {
    std::int64_t sum = 0;
    for (const NoticeView& one : views->notices().value()) {
      if (one.notice.kind == kind) sum += one.notice.quantity.units();
    }
    return sum;
  }
  static Sscc carton() { return sscc("340123450000000116"); }
  // Four are picked for SO-1, in a carton that was brought to A-02 by mistake.
  void carton_among_stock() {
    floor.demand_is({floor.demand("SO-1/1", 4)});
    floor.accepted(receipt(bearings(4)));
    pick("SO-1/1", bearings(4));
    floor.accepted(PackCarton{order("SO-1/1").document, place("X-01"), carton(), place("X-01")});
    floor.give("carton", MoveUnit{carton(), place("A-02")});
  }
  OrderLineRow urgent(const std::string& line, std::int64_t count, const char* of = "BRG") {
    OrderLineRow row = demand(line, count, of, 1);
    row.order_class = OrderClass::win;
    return row;
  }
  Import place_of_kind(const char* code, LocationKind kind, bool confirmed) {
    return Import{{LocationRow{place(code), kind, 90}}, confirmed};
  }
};

}  // namespace

TEST(picked_units_whose_way_back_is_undone_are_their_orders_again) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(receipt(bearings(4), "A-01"));
  floor.accepted(Pick{order("SO-1/1"), bearings(4), place("A-01"), place("X-01")});
  floor.give("back", Move{bearings(4), place("X-01"), place("A-01")});
  floor.demand_is({urgent("SO-2/1", 4)});
  REQUIRE(state("SO-2/1") == "0 4 0 0");
  undo("back");
  REQUIRE(state("SO-1/1") == "0 0 4 0");
  REQUIRE(state("SO-2/1") == "4 0 0 0");
  require_sound();
}

TEST(a_serial_that_was_seen_elsewhere_by_mistake_is_its_orders_again) {
  floor.demand_is({demand("SO-1/1", 1, "DRL")});
  floor.accepted(receipt(drill("S1"), "A-01"));
  floor.accepted(Pick{order("SO-1/1"), drill("S1"), place("A-01"), place("X-01")});
  floor.give("seen", Count{drill("S1"), place("A-02"), "count"});
  floor.demand_is({urgent("SO-2/1", 1, "DRL")});
  REQUIRE(state("SO-2/1") == "0 1 0 0");
  undo("seen");
  REQUIRE(state("SO-1/1") == "0 0 1 0");
  require_sound();
}

TEST(more_than_an_order_wants_is_to_be_brought_back_after_an_undo) {
  floor.demand_is({floor.demand("SO-1/1", 2)});
  floor.accepted(receipt(bearings(3), "A-01"));
  floor.accepted(Pick{order("SO-1/1"), bearings(2), place("A-01"), place("X-01")});
  floor.give("wet", Move{bearings(1), place("X-01"), place("Q-01"), "wet"});
  floor.accepted(Pick{order("SO-1/1"), bearings(1), place("A-01"), place("X-01")});
  undo("wet");
  REQUIRE(state("SO-1/1") == "0 0 2 0");
  REQUIRE(told(NoticeKind::bring_back) == 1);
  require_sound();
}

TEST(a_carton_that_comes_back_into_its_lane_is_its_orders) {
  carton_among_stock();
  floor.demand_is({urgent("SO-2/1", 3)});
  REQUIRE(state("SO-2/1") == "0 3 0 0");
  undo("carton");
  REQUIRE(state("SO-1/1") == "0 0 4 0");
  REQUIRE(state("SO-2/1") == "3 0 0 0");
  require_sound();
}

TEST(a_carton_of_a_cancelled_order_that_comes_back_into_its_lane_is_to_be_brought_back) {
  carton_among_stock();
  floor.accepted(CancelOrder{order("SO-1/1").document});
  undo("carton");
  REQUIRE(state("SO-1/1") == "0 0 0 0");
  REQUIRE(told(NoticeKind::bring_back) == 4);
  require_sound();
}

TEST(what_is_reserved_on_a_carton_is_not_picked_because_the_carton_goes_to_a_lane) {
  carton_among_stock();
  floor.accepted(CancelOrder{order("SO-1/1").document});
  floor.accepted(receipt(gloves(2), carton().text().c_str()));
  floor.demand_is({demand("SO-2/1", 2, "GLV")});
  REQUIRE(state("SO-2/1") == "0 2 0 0");
  undo("carton");
  REQUIRE(state("SO-2/1") == "2 0 0 0");
  REQUIRE(told(NoticeKind::bring_back) == 6);
  require_sound();
}

TEST(what_is_to_be_brought_back_is_as_much_as_lies_there) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(receipt(bearings(4)));
  pick("SO-1/1", bearings(4));
  floor.accepted(Import{{LocationRow{place("X-09"), LocationKind::lane, 92}}});
  floor.accepted(CancelOrder{order("SO-1/1").document});
  floor.accepted(Move{bearings(2), place("X-01"), place("A-01")});
  REQUIRE(told(NoticeKind::bring_back) == 2);
  floor.accepted(Move{bearings(1), place("X-01"), place("X-09")});
  REQUIRE(told(NoticeKind::bring_back) == 2);
  floor.accepted(Move{bearings(1), place("X-09"), place("A-01")});
  floor.accepted(Count{bearings(0), place("X-01"), "count", true});
  REQUIRE(told(NoticeKind::bring_back) == 0);
  require_sound();
}

TEST(what_is_found_in_a_lane_beyond_what_was_picked_is_to_be_brought_back) {
  floor.accepted(Count{bearings(2), place("X-01"), "count"});
  REQUIRE(told(NoticeKind::bring_back) == 2);
  require_sound();
}

TEST(a_carton_is_not_packed_any_less_while_more_was_put_into_it) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(receipt(bearings(4)));
  pick("SO-1/1", bearings(4));
  const PackCarton two{order("SO-1/1").document, place("X-01"), carton(), place("X-01"), bearings(2)};
  floor.give("first", two);
  floor.give("second", two);
  REQUIRE(floor.refused(Undo{CommandId::parse("first").value()}).message.find("take them off") != std::string::npos);
  undo("second");
  undo("first");
  REQUIRE(stock("X-01") == 4);
  require_sound();
}

TEST(a_carton_that_was_sent_and_is_packed_again_is_here) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(receipt(bearings(4)));
  pick("SO-1/1", bearings(2));
  const PackCarton all{order("SO-1/1").document, place("X-01"), carton(), place("X-01"), {}};
  floor.accepted(all);
  floor.accepted(Ship{order("SO-1/1").document});
  pick("SO-1/1", bearings(2));
  floor.accepted(all);
  REQUIRE(state("SO-1/1") == "0 0 2 2");
  require_sound();
}

TEST(what_goes_back_onto_a_pallet_that_was_set_aside_is_nobodys) {
  floor.accepted(ReceiveUnit{sscc("340123450000000024"), place("A-01"), true});
  floor.accepted(receipt(bearings(4), "340123450000000024"));
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.give("pick", Pick{order("SO-1/1"), bearings(4), place("340123450000000024"), place("X-01")});
  floor.accepted(MoveUnit{sscc("340123450000000024"), place("Q-01"), "wet"});
  undo("pick");
  REQUIRE(state("SO-1/1") == "4 0 0 0");
  require_sound();
}

TEST(what_a_person_has_settled_is_somebodys) {
  floor.accepted(Count{bearings(2), place("X-01"), "count"});
  floor.accepted(Settle{views->notices().value().front().id});
  REQUIRE(told(NoticeKind::bring_back) == 0);
  require_sound();
}

// --- what an order has lost --------------------------------------------------------------------------------------

TEST(an_order_is_told_of_picked_units_that_are_not_found_any_more) {
  floor.demand_is({floor.demand("SO-1/1", 2)});
  floor.accepted(receipt(bearings(2)));
  pick("SO-1/1", bearings(2));
  floor.give("gone", Count{bearings(0), place("X-01"), "count", true});
  REQUIRE(told(NoticeKind::lost) == 2);
  undo("gone");
  REQUIRE(told(NoticeKind::lost) == 0);
  floor.accepted(Adjust{Change::minus, bearings(1), place("X-01"), "broken"});
  REQUIRE(told(NoticeKind::lost) == 1);
  require_sound();
}

TEST(an_order_that_gets_others_for_what_was_picked_has_lost_nothing) {
  floor.demand_is({floor.demand("SO-1/1", 2)});
  floor.accepted(receipt(bearings(4)));
  pick("SO-1/1", bearings(2));
  floor.accepted(Count{bearings(0), place("X-01"), "count", true});
  REQUIRE(state("SO-1/1") == "0 2 0 0");
  REQUIRE(told(NoticeKind::lost) == 0);
}

TEST(an_order_line_that_wants_fewer_than_it_was_sent_is_told) {
  ship_four();
  floor.demand_is({floor.demand("SO-1/1", 3)});
  REQUIRE(told(NoticeKind::document) == 1);
  floor.demand_is({floor.demand("SO-1/1", 3)});
  REQUIRE(told(NoticeKind::document) == 1);
}

// --- a place becomes another -------------------------------------------------------------------------------------

TEST(a_lane_with_picked_units_does_not_become_another_place_unasked) {
  floor.demand_is({floor.demand("SO-1/1", 2)});
  floor.accepted(receipt(bearings(2)));
  pick("SO-1/1", bearings(2));
  for (const LocationKind kind : {LocationKind::storage, LocationKind::quarantine}) {
    const Outcome asked = floor.give(place_of_kind("X-01", kind, false));
    REQUIRE(std::get<Refused>(asked).confirmable);
  }
  REQUIRE(state("SO-1/1") == "0 0 2 0");
  floor.accepted(place_of_kind("X-01", LocationKind::shipping, false));
  REQUIRE(state("SO-1/1") == "0 0 2 0");
  floor.accepted(place_of_kind("X-01", LocationKind::storage, true));
  REQUIRE(state("SO-1/1") == "0 2 0 0");
  require_sound();
}

TEST(an_order_that_loses_its_lane_to_quarantine_is_told) {
  floor.demand_is({floor.demand("SO-1/1", 2)});
  floor.accepted(receipt(bearings(2)));
  pick("SO-1/1", bearings(2));
  floor.accepted(place_of_kind("X-01", LocationKind::quarantine, true));
  REQUIRE(state("SO-1/1") == "2 0 0 0");
  REQUIRE(told(NoticeKind::lost) == 2);
  require_sound();
}

TEST(stock_whose_place_becomes_a_lane_is_to_be_brought_back) {
  floor.accepted(receipt(bearings(3), "A-01"));
  REQUIRE(std::get<Refused>(floor.give(place_of_kind("A-01", LocationKind::lane, false))).confirmable);
  floor.accepted(place_of_kind("A-01", LocationKind::lane, true));
  REQUIRE(told(NoticeKind::bring_back) == 3);
  floor.accepted(place_of_kind("A-01", LocationKind::storage, false));
  REQUIRE(told(NoticeKind::bring_back) == 0);
  require_sound();
}

// --- what is not asked any more ----------------------------------------------------------------------------------

TEST(a_loss_is_over_when_the_order_that_was_sent_is_taken_back) {
  floor.give("order", Import{{floor.demand("SO-1/1", 2)}});
  floor.accepted(receipt(bearings(2)));
  floor.accepted(Adjust{Change::minus, bearings(2), place("DOCK-1"), "broken"});
  REQUIRE(told(NoticeKind::lost) == 2);
  undo("order");
  REQUIRE(told(NoticeKind::lost) == 0);
}

TEST(what_comes_in_of_a_recalled_lot_is_not_said_to_be_free) {
  floor.accepted(receipt(gloves(2)));
  floor.accepted(SetStatus{item("GLV"), lot("L1"), LotStatus::recalled, "contaminated"});
  REQUIRE(floor.accepted(receipt(gloves(2))).free.none());
  REQUIRE(floor.accepted(receipt(gloves(2, "L2"))).free == units(2));
}
