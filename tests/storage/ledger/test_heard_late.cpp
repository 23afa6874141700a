// What left, and the hub hears of it before or after what was picked: nobody's units are taken for another's.
#include "tests/support/warehouse/heard_late.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : HeardLate {};

}  // namespace

TEST(a_shipment_takes_what_its_person_took_and_not_what_others_have_picked_meanwhile) {
  both_know_of(4);
  a.accepted(pick("SO-1/1", 2, "DOCK-1"));
  settle();
  b.accepted(pick("SO-1/1", 2, "DOCK-1"));
  later();
  a.accepted(Ship{number("SO-1"), {}});
  heard_of_b_first();
  REQUIRE(line("SO-1/1") == "2 picked, 2 shipped");
}

TEST(a_shipment_leaves_what_another_terminal_has_picked_into_another_lane) {
  open_second_lane();
  both_know_of(4);
  a.accepted(pick("SO-1/1", 2, "DOCK-1"));
  b.accepted(into_second_lane("SO-1/1", 2));
  later();
  b.accepted(Ship{number("SO-1"), {}});
  push(a);
  push(b);
  settle();
  REQUIRE(line("SO-1/1") == "2 picked, 2 shipped");
  REQUIRE(there("X-01") == 2);
  REQUIRE(there("X-02") == 0);
  REQUIRE(asked().empty());
  require_one_truth();
}

TEST(what_was_picked_once_too_often_is_brought_back_from_where_it_lies) {
  open_second_lane();
  both_know_of(8);
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  b.accepted(into_second_lane("SO-1/1", 4));
  later();
  b.accepted(Ship{number("SO-1"), {}});
  push(a);
  push(b);
  settle();
  REQUIRE(line("SO-1/1") == "0 picked, 4 shipped");
  REQUIRE(there("X-01") == 4);
  REQUIRE(there("X-02") == 0);
  REQUIRE(to_bring_back() == "X-01");
  require_one_truth();
}

TEST(a_shipment_has_left_though_its_pick_was_undone_elsewhere) {
  both_know_of(4);
  a.give("p1", pick("SO-1/1", 4, "DOCK-1"));
  settle();
  a.accepted(Undo{id("p1")});
  later();
  b.accepted(Ship{number("SO-1"), {}});
  push(a);
  push(b);
  settle();
  REQUIRE(line("SO-1/1") == "0 picked, 4 shipped");
  REQUIRE(asked().find("Count BRG at X-01") != std::string::npos);
  REQUIRE(told(NoticeKind::claim_moved).empty());
  REQUIRE(told(NoticeKind::outranked).find("no longer for SO-1/1") != std::string::npos);
  require_one_truth();
}

TEST(an_order_that_two_docks_say_they_have_sent_has_left_once) {
  both_know_of(8);
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  settle();
  a.accepted(Ship{number("SO-1"), {}});
  later();
  b.accepted(Ship{number("SO-1"), {}});
  push(a);
  push(b);
  settle();
  REQUIRE(line("SO-1/1") == "0 picked, 4 shipped");
  REQUIRE(there("X-01") == 0);
  REQUIRE(told_to_the_office().find("4 of BRG for SO-1/1 were reported as sent at two terminals") != std::string::npos);
  require_one_truth();
}

TEST(what_two_docks_say_they_have_sent_in_part_has_left_once_and_the_rest_with_it) {
  both_know_of(8);
  a.accepted(pick("SO-1/1", 2, "DOCK-1"));
  settle();
  a.accepted(Ship{number("SO-1"), {}});
  later();
  b.accepted(pick("SO-1/1", 1, "DOCK-1"));
  b.accepted(Ship{number("SO-1"), {}});
  push(a);
  push(b);
  settle();
  REQUIRE(line("SO-1/1") == "0 picked, 3 shipped");
  REQUIRE(there("X-01") == 0);
  REQUIRE(told_to_the_office().find("2 of BRG for SO-1/1 were reported as sent at two terminals") != std::string::npos);
  require_one_truth();
}

TEST(a_carton_that_two_docks_say_they_have_sent_has_left_once) {
  const Sscc carton = sscc("340123450000000116");
  both_know_of(8);
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  a.accepted(PackCarton{number("SO-1"), place("X-01"), carton, place("X-01")});
  settle();
  a.accepted(Ship{number("SO-1"), carton});
  later();
  b.accepted(Ship{number("SO-1"), carton});
  push(a);
  push(b);
  settle();
  REQUIRE(line("SO-1/1") == "0 picked, 4 shipped");
  REQUIRE(told_to_the_office().find("4 of BRG for SO-1/1 were reported as sent at two terminals") != std::string::npos);
  require_one_truth();
}

TEST(a_carton_takes_what_its_person_took_and_not_what_others_have_picked_meanwhile) {
  const Sscc carton = sscc("340123450000000116");
  both_know_of(4);
  a.accepted(pick("SO-1/1", 2, "DOCK-1"));
  settle();
  b.accepted(pick("SO-1/1", 2, "DOCK-1"));
  later();
  a.accepted(PackCarton{number("SO-1"), place("X-01"), carton, place("X-01")});
  heard_of_b_first();
  REQUIRE(there("X-01") == 2);
  REQUIRE(there(carton.text().c_str()) == 2);
}

TEST(a_shipment_that_is_heard_of_before_what_was_picked_for_it_is_booked_whole_and_once) {
  both_know_of(4);
  a.accepted(pick("SO-1/1", 3, "DOCK-1"));
  settle();
  later();
  b.accepted(Ship{number("SO-1"), {}});
  settle();
  REQUIRE(line("SO-1/1") == "0 picked, 3 shipped");
  make_hub_anew();
  pull(b);
  push(b);
  REQUIRE(line("SO-1/1") == "0 picked, 3 shipped");
  settle();
  REQUIRE(line("SO-1/1") == "0 picked, 3 shipped");
  REQUIRE(there("X-01") == 0);
  REQUIRE(there("DOCK-1") == 1);
  REQUIRE(asked().empty());
  require_one_truth();
}
