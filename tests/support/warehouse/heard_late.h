// Two terminals and a hub that hears of what their people did in another order.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "storage/words/wording.h"
#include "tests/support/warehouse/two_terminals.h"

namespace dockhand::test {

struct HeardLate : TwoTerminals {
  static Units bearings(std::int64_t count) { return {item("BRG"), units(count), {}, {}, {}}; }
  static Units gloves(std::int64_t count, const char* of_lot) {
    return {item("GLV"), units(count), lot(of_lot), {}, {}};
  }
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
  static Units drill() { return {item("DRL"), units(1), {}, Serial::parse("S7").value(), {}}; }
  static Pick pick_drill() { return Pick{order("SO-9/1"), drill(), place("DOCK-1"), place("X-01")}; }
  void order_drill() {
    OrderLineRow row = hub.demand("SO-9/1", 1, 1);
    row.item = item("DRL");
    hub.demand_is({row});
  }
  void drill_is_ordered_and_here() {
    order_drill();
    settle();
    b.accepted(Receive{drill(), place("DOCK-1"), {}, true});
    settle();
    later();
  }
  // Another database answers, and has nothing but what the office sends.
  void make_hub_anew(bool with_orders = true) {
    hub.ledger.reset();
    std::filesystem::remove(folder / "hub.db");
    hub.ledger = Ledger::open(folder / "hub.db", LedgerRole::hub, clock).value();
    hub.open_warehouse();
    if (with_orders) hub.demand_is({hub.demand("SO-1/1", 4, 1), hub.demand("SO-2/1", 3, 5)});
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

}  // namespace dockhand::test
