// What hands have taken for an order line, as another terminal hears of it.
#include "tests/support/warehouse/two_terminals.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : TwoTerminals {
  void setUp() {
    TwoTerminals::setUp();
    a.accepted(a.receipt(7));
    for (int i = 0; i < 2; ++i) settle();
  }
  PickList list_at(const char* name) {
    const auto views = Views::open(folder / name, clock).value();
    return *views->pick_list(OrderNumber::parse("SO-1").value()).value();
  }
  std::int64_t taken_by(Floor& terminal, const char* name) {
    const auto db = Engine::open(folder / name, Access::read_only).value();
    auto rows =
        db->query("SELECT coalesce(sum(units), 0) FROM taken WHERE writer=$1", terminal.ledger->writer().text());
    return rows.next() ? rows.integer(0) : -1;
  }
};

}  // namespace

TEST(a_pick_is_known_at_the_other_terminal_with_its_place_and_its_time) {
  clock.advance(std::chrono::minutes(3));
  a.accepted(pick("SO-1/1", 1, "DOCK-1"));
  settle();
  const PickList mine = list_at("a.db"), theirs = list_at("b.db");
  REQUIRE(mine.last_pick->here);
  REQUIRE(mine.elsewhere.empty());
  REQUIRE_FALSE(theirs.last_pick->here);
  REQUIRE(theirs.last_pick->at == clock.now());
  REQUIRE(theirs.elsewhere.size() == 1);
  REQUIRE(theirs.elsewhere[0].from == place("DOCK-1"));
  REQUIRE(theirs.elsewhere[0].units == units(1));
  require_one_truth();
}

TEST(picks_of_both_stand_beside_each_other_also_before_they_have_met) {
  a.accepted(pick("SO-1/1", 1, "DOCK-1"));
  b.accepted(pick("SO-1/1", 2, "DOCK-1"));
  sync(a);
  pull(b);  // the hub has heard of a alone
  REQUIRE(list_at("b.db").elsewhere[0].units == units(1));
  REQUIRE(list_at("b.db").picked == units(3));
  settle();
  REQUIRE(list_at("a.db").elsewhere[0].units == units(2));
  REQUIRE(list_at("b.db").elsewhere[0].units == units(1));
  require_one_truth();
}

TEST(a_pick_that_was_undone_is_not_taken) {
  a.accepted(pick("SO-1/1", 1, "DOCK-1"));
  settle();
  a.accepted(Undo{CommandId::parse(a.last_id()).value()});
  settle();
  REQUIRE_FALSE(list_at("b.db").last_pick);
  REQUIRE(list_at("b.db").elsewhere.empty());
  require_one_truth();
}

TEST(what_was_put_back_without_an_undo_is_not_counted) {
  a.accepted(pick("SO-1/1", 2, "DOCK-1"));
  settle();
  a.accepted(Move{Units{item("BRG"), units(1), {}, {}, {}}, place("X-01"), place("DOCK-1")});
  settle();
  REQUIRE(list_at("b.db").picked == units(1));
  REQUIRE(list_at("b.db").elsewhere[0].units == units(1));
  require_one_truth();
}

TEST(what_was_put_back_counts_at_no_place_whichever_it_came_from) {
  a.accepted(pick("SO-1/1", 1, "DOCK-1"));
  a.accepted(Move{Units{item("BRG"), units(6), {}, {}, {}}, place("DOCK-1"), place("A-01")});
  a.accepted(pick("SO-1/1", 1, "A-01"));
  a.accepted(Move{Units{item("BRG"), units(1), {}, {}, {}}, place("X-01"), place("DOCK-1")});
  settle();
  const PickList list = list_at("b.db");
  REQUIRE(list.picked == units(1));
  Quantity sum;
  for (const TakenElsewhere& one : list.elsewhere) sum = sum + one.units;
  REQUIRE(sum == units(1));
  require_one_truth();
}

TEST(what_has_left_was_taken_as_it_was_before) {
  a.accepted(pick("SO-1/1", 1, "DOCK-1"));
  a.accepted(Ship{order("SO-1/1").document});
  settle();
  REQUIRE(list_at("b.db").picked.none());
  REQUIRE(list_at("b.db").to_pick == units(3));
  REQUIRE(list_at("b.db").elsewhere.size() == 1);
  REQUIRE(list_at("b.db").elsewhere[0].units == units(1));
  REQUIRE_FALSE(list_at("b.db").last_pick);
  require_one_truth();
}

TEST(an_order_of_which_nothing_is_picked_was_begun_by_nobody) {
  REQUIRE_FALSE(list_at("b.db").last_pick);
  REQUIRE(list_at("b.db").elsewhere.empty());
}

TEST(what_was_picked_since_the_hub_heard_lies_on_top_of_its_row) {
  a.accepted(pick("SO-1/1", 1, "DOCK-1"));
  push(a);
  a.accepted(pick("SO-1/1", 2, "DOCK-1"));
  pull(a);
  REQUIRE(taken_by(a, "a.db") == 3);
  a.accepted(Undo{CommandId::parse(a.last_id()).value()});
  push(a);
  a.accepted(pick("SO-1/1", 1, "DOCK-1"));
  pull(a);
  REQUIRE(taken_by(a, "a.db") == 2);
  settle();
  REQUIRE(taken_by(a, "hub.db") == 2);
  require_one_truth();
}
