// Two terminals and a hub, without a network between them.
#include "storage/views/told.h"
#include "tests/support/warehouse/two_terminals.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : TwoTerminals {
  static Units bearings(std::int64_t count) { return Units{item("BRG"), units(count), {}, {}, {}}; }
  void settle_in(const std::vector<Floor*>& order) {
    for (Floor* one : order) sync(*one);
    settle();
  }
};

}  // namespace

TEST(two_terminals_that_claimed_one_backorder_agree_and_the_loser_is_told) {
  a.accepted(a.receipt(4));
  Receive other = b.receipt(4);
  other.at = place("DOCK-2");
  b.accepted(other);
  sync(a);
  const auto told = sync(b);
  settle();
  require_one_truth();
  REQUIRE(told.size() == 1);
  REQUIRE(told.front().kind == NoticeKind::claim_moved);
  REQUIRE(told.front().line == order("SO-1/1"));
  REQUIRE(told.front().quantity == units(4));
  REQUIRE(told.front().instead.front() == std::pair(order("SO-2/1"), units(3)));
}

TEST(who_got_the_units_instead_is_told_in_full) {
  a.accepted(a.receipt(4));
  Receive other = b.receipt(5);  // 4 for SO-1/1, 1 for SO-2/1
  other.at = place("DOCK-2");
  b.accepted(other);
  sync(a);
  const auto told = sync(b);
  REQUIRE(told.size() == 1);
  REQUIRE(told.front().instead == std::vector{std::pair(order("SO-2/1"), units(2))});
}

TEST(a_notice_settled_at_one_terminal_is_settled_everywhere) {
  a.accepted(a.receipt(4));
  Receive other = b.receipt(4);
  other.at = place("DOCK-2");
  b.give("late", other);
  settle();
  b.accepted(Settle{"late#1"});
  REQUIRE(a.refused(Settle{"nothing#1"}).kind == ErrorKind::unknown);
  settle();
  require_one_truth();
  REQUIRE(Views::open(folder / "a.db").value()->notices()->empty());
}

TEST(a_push_whose_reply_was_lost_is_repeated_without_effect) {
  a.accepted(a.receipt(7));
  const Push push = a.ledger->unacknowledged().value();
  const PushReply lost = hub.ledger->accept(push).value();
  const PushReply again = hub.ledger->accept(push).value();
  REQUIRE(again.applied == lost.applied);
  REQUIRE(again.questioned == lost.questioned);
  REQUIRE(a.ledger->acknowledged(again).ok());
  settle();
  require_one_truth();
}

TEST(two_that_picked_for_one_line_both_stand_and_the_excess_is_a_task) {
  a.accepted(a.receipt(4));
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  Receive other = b.receipt(4);
  other.at = place("DOCK-2");
  b.accepted(other);
  b.accepted(pick("SO-1/1", 4, "DOCK-2"));
  sync(a);
  const auto told = sync(b);
  settle();
  require_one_truth();
  const bool bring_back = std::any_of(told.begin(), told.end(), [](const Notice& notice) {
    return notice.kind == NoticeKind::bring_back && notice.quantity == units(4);
  });
  REQUIRE(bring_back);
}

TEST(a_pick_beats_a_claim_that_is_only_reserved) {
  Receive other = b.receipt(4);
  other.at = place("DOCK-2");
  b.accepted(other);
  b.accepted(pick("SO-1/1", 4, "DOCK-2"));
  a.accepted(a.receipt(4));
  sync(a);
  sync(b);
  settle();
  require_one_truth();
}

TEST(a_claim_that_the_hub_gave_away_meanwhile_is_planned_again_at_the_pull) {
  a.accepted(a.receipt(4));
  sync(a);
  Receive other = b.receipt(6);
  other.at = place("DOCK-2");
  b.accepted(other);
  const auto told = pull(b);
  REQUIRE(told.size() == 1);
  REQUIRE(told.front().kind == NoticeKind::claim_moved);
  require_sound("b.db");
  settle();
  require_one_truth();
}

TEST(units_that_were_moved_for_a_line_while_the_hub_gave_them_to_others_are_the_others) {
  Receive other = b.receipt(4);
  other.at = place("DOCK-2");
  a.accepted(a.receipt(4));
  b.accepted(other);
  sync(b);
  push(a);
  const Changes answer = asked(a);
  a.accepted(Move{Units{item("BRG"), units(4), {}, {}, {}}, place("DOCK-1"), place("A-01")});
  REQUIRE(a.ledger->apply(answer).ok());
  require_sound("a.db");
  settle();
  require_one_truth();
}

TEST(units_that_were_moved_for_a_line_amid_a_first_pull_are_looked_at_when_it_ends) {
  Floor c{folder / "c.db", LedgerRole::terminal, clock, "c"};
  a.accepted(a.receipt(4));
  sync(a);
  take_piece(c, true);
  c.accepted(Move{Units{item("BRG"), units(4), {}, {}, {}}, place("DOCK-1"), place("A-01")});
  a.accepted(pick("SO-1/1", 4, "DOCK-1"));
  sync(a);
  take_piece(c, true);
  hub.demand_is({hub.demand("SO-9/1", 1)});
  take_piece(c, false);
  require_sound("c.db");
  sync(c);
  require_sound("c.db");
  settle();
  require_one_truth();
}

TEST(amid_a_first_pull_an_audit_does_not_compare_rows_of_different_moments) {
  Receive bought = hub.receipt(2);
  bought.purchase = purchase("PO-7/1");
  hub.accepted(bought);
  hub.accepted(ClosePurchase{purchase("PO-7/1"), "no more"});
  Floor c{folder / "c.db", LedgerRole::terminal, clock, "c"};
  int parts = 1;
  for (; take_part(c); ++parts) require_sound("c.db");
  REQUIRE(parts > 2);
  require_sound("c.db");
}

TEST(both_terminals_may_import_the_same_orders_while_offline) {
  a.demand_is({a.demand("SO-3/1", 5)});
  b.demand_is({b.demand("SO-3/1", 5)});
  a.accepted(a.receipt(12));
  settle();
  require_one_truth();
}

TEST(a_fact_that_the_hub_cannot_book_is_set_aside_and_the_queue_moves_on) {
  Import local;
  local.rows.emplace_back(ItemRow{item("NEW"), "New", Tracking::none});
  a.accepted(local);
  a.give("base", a.receipt(2));
  a.accepted(Undo{CommandId::parse("base").value()});
  a.accepted(a.receipt(1));
  settle();
  require_one_truth();
}

TEST(an_old_copy_of_a_database_is_recognised) {
  a.accepted(a.receipt(1));
  Push push = a.ledger->unacknowledged().value();
  push.events.front().body += " ";
  REQUIRE(hub.ledger->accept(push)->refusal);
  REQUIRE(hub.ledger->accept(push)->applied == 0);
}

TEST(a_push_ends_before_it_is_too_large) {
  const std::string long_name(120, 'n');
  constexpr int imports = 30;
  for (int i = 0; i < imports; ++i) {
    Import import;
    for (std::size_t row = 0; row < Import::max_rows; ++row) {
      const std::string code = "N-" + std::to_string(i) + "-" + std::to_string(row);
      import.rows.emplace_back(ItemRow{item(code), long_name, Tracking::none});
    }
    a.accepted(import);
  }
  REQUIRE(a.ledger->pending().value() == imports);
  const Push push = a.ledger->unacknowledged().value();
  std::size_t bytes = 0;
  for (const Event& event : push.events) bytes += event.body.size();
  REQUIRE(bytes <= Push::max_bytes);
  REQUIRE(push.events.size() < static_cast<std::size_t>(imports));
  REQUIRE(bytes + push.events.back().body.size() > Push::max_bytes);
}

TEST(rows_that_were_taken_move_the_position_of_the_next_pull) {
  hub.accepted(hub.receipt(2));
  const PullPosition before = a.ledger->pull_position().value();
  const Changes changes = hub.ledger->changes_since({a.ledger->writer(), before, clock.now()}, 5000).value();
  const Applied applied = a.ledger->apply(changes).value();
  REQUIRE(applied.position == PullPosition{changes.generation, changes.cursor, changes.life});
  REQUIRE(a.ledger->pull_position().value() == applied.position);
}

TEST(a_barcode_that_was_given_at_one_dock_is_known_at_all_and_goes_everywhere_when_it_is_taken_back) {
  const auto known = [](Floor& floor) { return floor.ledger->barcode("X-77").value().has_value(); };
  a.give("g1", GiveBarcode{{"X-77", item("BRG"), "ea", units(1)}});
  settle();
  require_one_truth();
  REQUIRE(known(b));
  b.accepted(b.receipt(1));
  a.accepted(Undo{CommandId::parse("g1").value()});
  pull(a);
  REQUIRE_FALSE(known(a));
  settle();
  require_one_truth();
  REQUIRE_FALSE(known(b));
  b.give("g2", GiveBarcode{{"X-77", item("BRG"), "ea", units(1)}});
  settle();
  require_one_truth();
  REQUIRE(known(a));
}

TEST(two_docks_that_gave_one_code_to_two_items_agree_and_are_told) {
  a.accepted(GiveBarcode{{"X-77", item("BRG"), "ea", units(1)}});
  b.accepted(GiveBarcode{{"X-77", item("GLV"), "ea", units(1)}});
  sync(a);
  const auto told = sync(b);
  settle();
  require_one_truth();
  REQUIRE(a.ledger->barcode("X-77").value()->item == item("GLV"));
  REQUIRE(told.size() == 1);
  REQUIRE(told.front().detail.find("means 1 of GLV now") != std::string::npos);
}

std::string asked_to_count(const TemporaryFolder& folder) {
  std::string all;
  const auto notices = Views::open(folder / "hub.db").value()->notices().value();
  for (const auto& one : notices) {
    if (one.notice.kind != NoticeKind::count_place) continue;
    all += one.notice.place->text() + " " + one.notice.quantity.text() + ": " + one.notice.detail + "\n";
  }
  return all;
}

TEST(a_place_is_counted_again_where_the_count_is_heard_of_before_what_it_saw) {
  a.accepted(a.receipt(6));
  a.accepted(Move{bearings(6), place("DOCK-1"), place("A-01")});
  clock.advance(std::chrono::minutes(1));
  b.accepted(Count{bearings(6), place("A-01"), "cycle count"});
  settle_in({&b, &a});
  REQUIRE(asked_to_count(folder) ==
          "A-01 6: it was counted after this, and heard of before: 6 of BRG moved from DOCK-1 to A-01\n");
  b.accepted(Count{bearings(6), place("A-01"), "again"});
  settle();
  REQUIRE(asked_to_count(folder).empty());
  require_one_truth();
}

TEST(a_place_is_counted_again_where_the_count_is_heard_of_after_what_was_done_since) {
  a.accepted(Count{bearings(6), place("A-01"), "cycle count"});
  clock.advance(std::chrono::minutes(1));
  b.accepted(b.receipt(2));
  b.accepted(Move{bearings(2), place("DOCK-1"), place("A-01")});
  settle_in({&b, &a});
  REQUIRE(asked_to_count(folder) ==
          "A-01 2: it was counted before others moved units there, and heard of after that\n");
  require_one_truth();
}

TEST(an_undo_that_was_set_aside_is_told_as_one_that_takes_nothing_back) {
  const auto last_undoes = [&] { return events_after(folder / "hub.db", 0, 100).value().back().undoes.has_value(); };
  const CommandId receipt = a.accepted(a.receipt(4)).id;
  sync(a);
  hub.ledger->judge_by([](const Command& command, const Command*) -> Status {
    if (!std::holds_alternative<Undo>(command.action)) return Done{};
    return Error{ErrorKind::refused, "anna", "is no supervisor"};
  });
  a.accepted(Undo{receipt});
  push(a);
  REQUIRE_FALSE(last_undoes());
  hub.ledger->judge_by([](const Command&, const Command*) -> Status { return Done{}; });
  const CommandId other = b.accepted(b.receipt(2)).id;
  b.accepted(Undo{other});
  push(b);
  REQUIRE(last_undoes());
}

TEST(opening_stock_that_is_told_again_beside_another_place_is_booked_once_everywhere) {
  const auto opening = [](const char* at, std::int64_t count) {
    return OpeningRow{place(at), Units{item("BRG"), units(count), {}, {}, {}}};
  };
  a.give("i1", Import{{opening("A-01", 3)}});
  settle();
  a.accepted(Move{bearings(3), place("A-01"), place("DOCK-2")});
  a.give("i2", Import{{opening("A-01", 3), opening("DOCK-1", 1)}});
  settle();
  require_one_truth();
  std::int64_t there = 0;
  for (const StockRow& row : Views::open(folder / "hub.db").value()->stock().value()) there += row.on_hand;
  REQUIRE(there == 4);
}

TEST(suppliers_sources_past_demand_and_opening_stock_reach_every_database) {
  Import office;
  office.rows = {SupplierRow{.supplier = "SKF"}, SourceRow{item("BRG"), "SKF", Price::parse("1.25").value()},
                 PastDemandRow{item("BRG"), day("2026-01-05"), units(4)},
                 OpeningRow{place("A-01"), Units{item("BRG"), units(6), {}, {}, {}}}};
  a.give("i1", office);
  b.accepted(b.receipt(1));
  settle();
  require_one_truth();
  a.accepted(Undo{CommandId::parse("i1").value()});
  settle();
  require_one_truth();
  for (const TableHash& table : table_hashes(folder / "b.db").value()) {
    if (table.table == "source" || table.table == "past_demand") REQUIRE(table.rows == 0);
  }
}
