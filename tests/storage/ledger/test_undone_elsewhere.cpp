// What is undone, or comes back, at one terminal and was built upon at another: both places are asked about.
#include "tests/support/warehouse/heard_late.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : HeardLate {};

}  // namespace

TEST(where_a_pick_was_undone_whose_units_have_left_somebody_counts) {
  both_know_of(4);
  a.give("p1", pick("SO-1/1", 4, "DOCK-1"));
  settle();
  a.accepted(Undo{id("p1")});
  later();
  b.accepted(Ship{number("SO-1"), {}});
  push(a);
  push(b);
  settle();
  REQUIRE(asked().find("at DOCK-1: the books are 4 off. SO-1/1 has left, though its pick was undone") !=
          std::string::npos);
}

TEST(where_a_pick_is_undone_whose_units_have_left_before_somebody_counts) {
  both_know_of(4);
  a.give("p1", pick("SO-1/1", 4, "DOCK-1"));
  settle();
  a.accepted(Undo{id("p1")});
  later();
  b.accepted(Ship{number("SO-1"), {}});
  heard_of_b_first();
  REQUIRE(line("SO-1/1") == "0 picked, 4 shipped");
  REQUIRE(asked().find("at DOCK-1: the books are 4 off. SO-1/1 has left, though its pick was undone") !=
          std::string::npos);
}

TEST(a_unit_with_a_serial_has_left_though_its_pick_was_undone_elsewhere) {
  drill_is_ordered_and_here();
  a.give("p1", pick_drill());
  settle();
  a.accepted(Undo{id("p1")});
  later();
  b.accepted(Ship{number("SO-9"), {}});
  push(a);
  push(b);
  settle();
  REQUIRE(line("SO-9/1") == "0 picked, 1 shipped");
  REQUIRE(asked().find("Count DRL at DOCK-1") != std::string::npos);
  require_one_truth();
}

TEST(a_unit_with_a_serial_whose_shipment_is_heard_of_before_its_pick_has_left) {
  drill_is_ordered_and_here();
  a.accepted(pick_drill());
  settle();
  later();
  b.accepted(Ship{number("SO-9"), {}});
  settle();
  make_hub_anew();
  order_drill();
  pull(b);
  push(b);
  settle();
  REQUIRE(line("SO-9/1") == "0 picked, 1 shipped");
  REQUIRE(there("X-01") == 0);
}

TEST(more_that_comes_back_at_two_docks_than_was_sent_is_asked_about) {
  both_know_of(8);
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  a.accepted(Ship{number("SO-1"), {}});
  settle();
  a.accepted(CustomerReturn{bearings(4), place("A-01"), order("SO-1/1")});
  b.accepted(CustomerReturn{bearings(3), place("A-02"), order("SO-1/1")});
  push(a);
  push(b);
  settle();
  REQUIRE(asked() == "Count BRG at A-02: the books are 3 off. 3 more came back for SO-1/1 than it was sent\n");
  require_one_truth();
}

TEST(a_return_and_the_undo_of_its_shipment_at_two_docks_are_asked_about) {
  both_know_of(8);
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  a.give("s1", Ship{number("SO-1"), {}});
  settle();
  b.accepted(CustomerReturn{bearings(2), place("A-02"), order("SO-1/1")});
  a.accepted(Undo{id("s1")});
  push(a);
  push(b);
  settle();
  REQUIRE(asked().find("Count BRG at A-02: the books are 2 off") != std::string::npos);
  REQUIRE(asked().find("Count BRG at X-01: the books are 2 off") != std::string::npos);
  require_one_truth();
}

TEST(the_undo_of_a_shipment_of_which_some_came_back_elsewhere_is_asked_about) {
  both_know_of(8);
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  a.give("s1", Ship{number("SO-1"), {}});
  settle();
  b.accepted(CustomerReturn{bearings(2), place("A-02"), order("SO-1/1")});
  a.accepted(Undo{id("s1")});
  heard_of_b_first();
  REQUIRE(there("X-01") == 2);
  REQUIRE(there("A-02") == 2);
  REQUIRE(asked() ==
          "Count BRG at X-01: the books are 2 off. 2 of SO-1/1 came back elsewhere, and their shipment was undone\n");
}

TEST(where_somebody_picked_for_an_order_that_the_hub_does_not_know_others_count) {
  both_know_of(8);
  settle();
  make_hub_anew(false);
  hub.accepted(hub.receipt(8));
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  pull(a);
  push(a);
  REQUIRE(asked().find("at DOCK-1: the books are 4 off") != std::string::npos);
  REQUIRE(asked().find("could not be booked") != std::string::npos);
  hub.demand_is({hub.demand("SO-1/1", 4, 1)});
  REQUIRE(asked().empty());
}
