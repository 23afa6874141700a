// Counts and pallets that the hub hears of late are judged by their own time.
#include "tests/support/warehouse/heard_late.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : HeardLate {
  // The hub keeps without an effect what is done so, as if its person were unknown, until everybody may.
  template <class Action>
  void nobody_may() {
    hub.ledger->judge_by([](const Command& given, const Command*) -> Status {
      if (!std::holds_alternative<Action>(given.action)) return Done{};
      return Error{ErrorKind::refused, given.by.text(), "is nobody whom the hub knows"};
    });
  }
  void everybody_may() {
    hub.ledger->judge_by({});
    REQUIRE(hub.ledger->book_set_aside().value() == 1);
    settle();
  }
};

}  // namespace

TEST(a_count_of_one_lot_leaves_the_question_about_another_open) {
  a.accepted(Receive{gloves(4, "L1"), place("A-01"), {}});
  a.accepted(Receive{gloves(4, "L2"), place("A-01"), {}});
  settle();
  later();
  a.accepted(Move{gloves(6, "L1"), place("A-01"), place("A-02")});
  a.accepted(Move{gloves(6, "L2"), place("A-01"), place("A-02")});
  later();
  a.accepted(Count{gloves(0, "L1"), place("A-01"), ""});
  settle();
  REQUIRE(asked() == "Count GLV lot L2 at A-01: the books are 2 off\n");
  a.accepted(Count{gloves(0, "L2"), place("A-01"), ""});
  settle();
  REQUIRE(there("A-01") == 0);
  REQUIRE(asked().empty());
  require_one_truth();
}

TEST(what_was_moved_and_carried_back_is_asked_about_where_somebody_counted_in_between) {
  both_know_of(4);
  a.give("m1", Move{bearings(4), place("DOCK-1"), place("A-01")});
  later();
  b.accepted(Count{bearings(0), place("DOCK-1"), "", true});
  later();
  a.accepted(Undo{id("m1")});
  push(a);
  push(b);
  settle();
  REQUIRE(asked().find("at DOCK-1") != std::string::npos);
  require_one_truth();
}

TEST(what_was_moved_and_carried_back_after_a_count_has_changed_nothing) {
  both_know_of(4);
  b.accepted(Count{bearings(4), place("DOCK-1"), ""});
  later();
  a.give("m1", Move{bearings(4), place("DOCK-1"), place("A-01")});
  a.accepted(Undo{id("m1")});
  push(a);
  push(b);
  settle();
  REQUIRE(asked().empty());
  require_one_truth();
}

TEST(a_count_that_put_something_right_is_asked_for_again_when_it_is_undone) {
  both_know_of(4);
  a.accepted(Move{bearings(5), place("DOCK-1"), place("A-01")});
  a.give("c1", Count{bearings(0), place("DOCK-1"), ""});
  settle();
  REQUIRE(asked().empty());
  a.accepted(Undo{id("c1")});
  settle();
  REQUIRE(asked().find("at DOCK-1") != std::string::npos);
}

TEST(a_pallet_stands_where_it_was_carried_last_whatever_is_heard_of_last) {
  const Sscc pallet = sscc("340123450000000116");
  a.accepted(ReceiveUnit{pallet, place("DOCK-1"), true});
  settle();
  later();
  a.accepted(MoveUnit{pallet, place("A-01")});
  later();
  b.accepted(MoveUnit{pallet, place("A-02")});
  heard_of_b_first();
  REQUIRE(Views::open(folder / "hub.db").value()->unit(pallet).value()->stands_at == "A-02");
}

TEST(what_is_booked_late_is_asked_about_where_somebody_has_counted_since) {
  for (Floor* counts : {&b, &a}) {  // also who sent it
    nobody_may<Receive>();
    a.accepted(Receive{bearings(4), place("A-01"), {}});
    settle();
    later();
    counts->accepted(Count{bearings(4), place("A-01"), ""});
    settle();
    REQUIRE(asked().empty());
    later();
    everybody_may();
    REQUIRE(asked().find("at A-01") != std::string::npos);
    a.accepted(Count{bearings(0), place("A-01"), ""});
    settle();
    REQUIRE(asked().empty());
    later();
  }
  require_one_truth();
}

TEST(a_count_that_is_booked_late_is_asked_about_where_units_came_since) {
  nobody_may<Count>();
  a.accepted(Count{bearings(4), place("A-01"), ""});
  settle();
  later();
  b.accepted(Receive{bearings(3), place("A-01"), {}});
  a.accepted(Receive{bearings(2), place("A-01"), {}});
  settle();
  later();
  everybody_may();
  REQUIRE(asked().find("at A-01") != std::string::npos);
  require_one_truth();
}

TEST(a_pallet_stands_where_it_was_carried_last_though_an_earlier_way_is_booked_late) {
  const Sscc pallet = sscc("340123450000000116");
  a.accepted(ReceiveUnit{pallet, place("DOCK-1"), true});
  settle();
  later();
  nobody_may<MoveUnit>();
  a.accepted(MoveUnit{pallet, place("A-01")});
  settle();
  later();
  hub.ledger->judge_by({});
  b.accepted(MoveUnit{pallet, place("A-02")});
  settle();  // what waited for something on the pallet is tried again with it
  REQUIRE(hub.ledger->book_set_aside().value() == 0);
  REQUIRE(Views::open(folder / "hub.db").value()->unit(pallet).value()->stands_at == "A-02");
  require_one_truth();
}
