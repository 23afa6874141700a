// What hands did before something else, and the hub hears of after it: nobody's units are taken for another's.
#include <chrono>
#include <filesystem>

#include "storage/words/wording.h"
#include "tests/support/warehouse/two_terminals.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : TwoTerminals {
  static Units bearings(std::int64_t count) { return {item("BRG"), units(count), {}, {}, {}}; }
  static CommandId id(const char* text) { return CommandId::parse(text).value(); }
  static OrderNumber number(const char* text) { return OrderNumber::parse(text).value(); }

  void later() { clock.advance(std::chrono::minutes(1)); }
  std::string line(const char* name) {
    const auto views = Views::open(folder / "hub.db").value();
    const OrderLine of = order(name);
    for (const OrderLineView& one : views->order_lines(of.document).value()) {
      if (one.line == of) return one.picked.text() + " picked, " + one.shipped.text() + " shipped";
    }
    return "";
  }
  std::int64_t there(const char* where) {
    std::int64_t units = 0;
    for (const StockRow& row : Views::open(folder / "hub.db").value()->stock().value()) {
      if (row.place == place(where)) units += row.on_hand;
    }
    return units;
  }
  std::string told(NoticeKind kind) {
    std::string all;
    for (const auto& one : Views::open(folder / "hub.db").value()->notices().value()) {
      if (one.notice.kind == kind) all += sentence(one.notice) + "\n";
    }
    return all;
  }
  std::string asked() { return told(NoticeKind::count_place); }
  std::string told_to_the_office() { return told(NoticeKind::document); }
  std::string to_bring_back() {
    std::string all;
    for (const auto& one : Views::open(folder / "hub.db").value()->notices().value()) {
      if (one.notice.kind == NoticeKind::bring_back) all += one.notice.place->text();
    }
    return all;
  }
  void open_second_lane() {
    Import more;
    more.rows = {LocationRow{place("X-02"), LocationKind::lane, 91}};
    hub.accepted(more);
    settle();
  }
  static Pick into_second_lane(const char* of, std::int64_t count) {
    return Pick{order(of), bearings(count), place("DOCK-1"), place("X-02")};
  }
  // Another database answers, and has nothing but what the office sends.
  void make_hub_anew() {
    hub.ledger.reset();
    std::filesystem::remove(folder / "hub.db");
    hub.ledger = Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value();
    hub.open_warehouse();
    hub.demand_is({hub.demand("SO-1/1", 4, 1), hub.demand("SO-2/1", 3, 5)});
  }
  // The hub hears of b first.
  void heard_of_b_first() {
    push(b);
    push(a);
    settle();
    require_one_truth();
  }
  void both_know_of(std::int64_t count) {
    a.accepted(a.receipt(count));
    settle();
    later();
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
