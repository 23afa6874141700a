// What left, and the hub hears of it before or after what was picked: nobody's units are taken for another's.
#include "tests/support/warehouse/heard_late.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : HeardLate {
  void nobody_may_pick() {
    hub.ledger->judge_by([](const Command& given, const Command*) -> Status {
      if (!std::holds_alternative<Pick>(given.action)) return Done{};
      return Error{ErrorKind::refused, given.by.text(), "is nobody whom the hub knows"};
    });
  }
  // The order wants 4. Two leave and come back, and a hub that has lost that hears of the return first.
  void come_back_before_it_left(bool wanted_again) {
    b.accepted(b.receipt(2));
    settle();
    a.accepted(pick("SO-1/1", 2, "DOCK-1"));
    a.accepted(Ship{number("SO-1"), {}});
    settle();
    later();
    b.accepted(CustomerReturn{bearings(2), place("A-01"), order("SO-1/1"), wanted_again, ""});
    settle();
    make_hub_anew();
    push(b);
    pull(b);
    push(a);
    settle();
  }
  std::int64_t number_of(const char* sql) {
    const auto db = Engine::open(folder / "hub.db", Access::read_only).value();
    auto rows = db->query_text(sql, {});
    return rows.next() ? rows.integer(0) : -1;
  }
  std::int64_t not_wanted_any_more() { return number_of("SELECT returned FROM order_line WHERE order_no='SO-1'"); }
  std::int64_t accounts_at_customers() {
    return number_of("SELECT count(*) FROM balance WHERE place='@customer' AND quantity <> 0");
  }
};

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

TEST(what_one_order_has_picked_late_does_not_pay_for_what_left_of_another) {
  both_know_of(8);
  nobody_may_pick();
  a.accepted(pick("SO-1/1", 2, "DOCK-1"));
  a.accepted(Ship{number("SO-1"), {}});
  a.accepted(pick("SO-1/1", 2, "DOCK-1"));
  b.accepted(pick("SO-2/1", 2, "DOCK-1"));
  b.accepted(Ship{number("SO-2"), {}});
  push(a);
  push(b);
  hub.ledger->judge_by({});
  REQUIRE(hub.ledger->book_set_aside().value() == 3);
  settle();
  REQUIRE(line("SO-1/1") == "2 picked, 2 shipped");
  REQUIRE(line("SO-2/1") == "0 picked, 2 shipped");
  REQUIRE(there("X-01") == 2);
  require_one_truth();
}

TEST(what_came_back_before_its_shipment_was_heard_of_is_back_and_was_not_wanted) {
  come_back_before_it_left(false);
  REQUIRE(line("SO-1/1") == "0 picked, 0 shipped");
  REQUIRE(not_wanted_any_more() == 2);
  REQUIRE(accounts_at_customers() == 0);
  require_one_truth();
}

TEST(what_came_back_before_its_shipment_was_heard_of_is_sent_again_where_it_is_wanted) {
  come_back_before_it_left(true);
  REQUIRE(line("SO-1/1") == "0 picked, 0 shipped");
  REQUIRE(not_wanted_any_more() == 0);
  REQUIRE(accounts_at_customers() == 0);
  require_one_truth();
}
