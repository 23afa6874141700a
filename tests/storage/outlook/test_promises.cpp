// The days on which waiting lines leave, as the ledger keeps them with every event.
#include "storage/ledger/ledger.h"
#include "storage/planning/promises/working_days.h"
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "storage/words/wording.h"
#include "tests/support/statement_trace.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() { floor.open_warehouse(); }
  void tearDown() {}

  StatementTrace trace;
  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};  // a Friday
  Floor floor{folder / "dock.db", LedgerRole::terminal, clock, "t"};
  std::unique_ptr<Views> views = Views::open(folder / "dock.db", clock).value();

  std::optional<Promise> promised(const std::string& line) { return views->why(order(line)).value()->line.promise; }
  ItemState state(const std::string& code) { return views->item(item(code)).value()->state; }
  void purchase_is(const std::string& line, std::int64_t count, const std::string& due,
                   std::optional<Date> ordered = std::nullopt) {
    Import import;
    import.rows = {PurchaseLineRow { purchase(line), "SKF", item("BRG"), units(count), day(due), {}, ordered }};
    floor.accepted(import);
  }
  void source_is(const std::string& supplier, const std::optional<Date>& until = {}) {
    floor.accepted(Import{{SourceRow{item("BRG"), supplier, {}, units(1), {}, Days{14}, 1, until}}});
  }
  void days_pass(int days) {
    clock.advance(std::chrono::hours(24) * days);
    REQUIRE(floor.ledger->begin_day().ok());
  }
  Command command(const std::string& id, Action action) const {
    return {CommandId::parse(id).value(), OperatorName::parse("anna").value(), clock.now(), std::move(action)};
  }
  Receive delivery(const std::string& line, std::int64_t count) const {
    return {Units{item("BRG"), units(count), {}, {}, {}}, place("DOCK-1"), purchase(line), true};
  }
};

}  // namespace

TEST(a_line_that_waits_has_a_day_as_soon_as_it_is_known) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const auto promise = promised("SO-1/1");
  REQUIRE(promise);
  // Due on a Sunday: it comes on Monday and leaves on Tuesday.
  REQUIRE(promise->p50 == day("2026-11-24"));
  REQUIRE(promise->p90 > promise->p50);
  REQUIRE(promise->kept > 400);
  REQUIRE_FALSE(promise->to_order);
}

TEST(what_is_due_at_the_weekend_is_not_late_before_monday_is_over) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const Promise friday = *promised("SO-1/1");
  days_pass(3);
  REQUIRE(promised("SO-1/1")->p50 == friday.p50);
  REQUIRE(promised("SO-1/1")->p90 <= Date::from_days(friday.p90.days() + 1));
  days_pass(1);
  REQUIRE(promised("SO-1/1")->p90 > Date::from_days(friday.p90.days() + 3));
}

TEST(nothing_comes_or_leaves_on_a_holiday_on_which_nothing_is_sold) {
  floor.accepted(Import{{PromotionRow{{}, day("2026-11-23"), day("2026-12-04"), planning::lift_when_closed},
                         PromotionRow{{}, day("2026-12-08"), day("2026-12-08"), 40},
                         PromotionRow{item("BRG"), day("2026-12-08"), day("2026-12-08"), planning::lift_when_closed},
                         PromotionRow{{}, day("2026-12-08"), day("2027-12-31"), planning::lift_when_closed}}});
  floor.demand_is({floor.demand("SO-1/1", 10)});
  // It is due on a day on which the house is closed. A day with less demand, an item that is not sold and a slip of a
  // year close no house.
  REQUIRE(promised("SO-1/1")->p50 == day("2026-12-08"));
  floor.accepted(Import{{PromotionRow{{}, day("2026-11-23"), day("2026-12-04"), 0}}});
  days_pass(0);
  floor.accepted(floor.receipt(1));
  REQUIRE(promised("SO-1/1")->p50 == day("2026-11-24"));
}

TEST(the_receipts_own_transaction_says_when_those_leave_who_still_wait) {
  purchase_is("PO-8/1", 20, "2026-12-11");
  floor.demand_is({floor.demand("SO-1/1", 10, 1), floor.demand("SO-2/1", 15, 2)});
  const Date before = promised("SO-2/1")->p50;
  REQUIRE(before > day("2026-12-11"));
  floor.accepted(delivery("PO-7/1", 25));
  REQUIRE_FALSE(promised("SO-2/1"));  // it has all of its units
  floor.demand_is({floor.demand("SO-3/1", 3, 3)});
  REQUIRE(promised("SO-3/1")->p50 == before);
}

TEST(a_file_of_many_rows_looks_at_each_item_once) {
  std::vector<Command> commands;
  for (int i = 1; i <= 20; ++i) {
    Import import;
    import.rows = {floor.demand("SO-" + std::to_string(i) + "/1", 1)};
    commands.push_back(command("row-" + std::to_string(i), import));
  }
  StatementTrace::forget();
  REQUIRE(floor.ledger->execute_all(commands).ok());
  REQUIRE(StatementTrace::runs_of("LEFT JOIN promise") == 1);
  REQUIRE(promised("SO-1/1"));
  REQUIRE(promised("SO-20/1"));
}

TEST(a_terminal_with_a_hub_says_that_the_hub_knows_what_customers_were_told) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const auto knows = [&] { return sentence(views->why(order("SO-1/1")).value()->knows, clock.now().date()); };
  REQUIRE(knows().empty());
  floor.accepted(Import{{SiteRow{"tell_customers", true}}});
  REQUIRE(knows().find("hub") == std::string::npos);
  REQUIRE(floor.ledger->apply(Changes{"hub", 1, false, 0, {}, "hub"}).ok());
  REQUIRE(knows() == "the hub tells customers; what it has told is not known here");
}

TEST(what_is_only_tried_out_promises_nothing) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const auto before = promised("SO-1/1");
  StatementTrace::forget();
  REQUIRE(floor.ledger->preview(command("tried", delivery("PO-7/1", 5))).ok());
  REQUIRE(StatementTrace::runs_of("LEFT JOIN promise") == 0);
  REQUIRE(promised("SO-1/1") == before);
}

TEST(a_day_is_named_only_where_something_is_on_its_way_or_the_office_names_who_would_be_asked) {
  floor.demand_is({floor.demand("SO-1/1", 20, 1), floor.demand("SO-2/1", 5, 2)});
  REQUIRE(promised("SO-1/1"));
  REQUIRE_FALSE(promised("SO-2/1"));
  REQUIRE(views->why(order("SO-2/1")).value()->line.state == ItemState::out_of_stock);
  REQUIRE_FALSE(views->promise_for(item("BRG"), units(1)).value()->promise);
  source_is("SKF", day("2026-11-25"));
  REQUIRE(promised("SO-2/1")->to_order);
  REQUIRE(views->promise_for(item("BRG"), units(1)).value()->promise);
  days_pass(6);  // nobody may be asked any more
  REQUIRE(promised("SO-1/1"));
  REQUIRE_FALSE(promised("SO-2/1"));
  REQUIRE_FALSE(views->promise_for(item("BRG"), units(1)).value()->promise);
}

TEST(who_gave_units_back_has_the_day_of_what_comes_and_keeps_it_at_night) {
  floor.accepted(floor.receipt(9));
  floor.demand_is({floor.demand("SO-1/1", 4)});
  floor.accepted(Release{order("SO-1/1"), units(1), {}});
  for (int night = 0; night <= 2; ++night) {
    const auto why = views->why(order("SO-1/1")).value().value();
    REQUIRE(why.coming.at(0).quantity == units(1));
    REQUIRE(why.line.promise);
    REQUIRE_FALSE(why.line.promise->to_order);
    REQUIRE(why.line.state != ItemState::out_of_stock);
    days_pass(1);
  }
}

TEST(what_nothing_brings_says_that_it_has_to_be_ordered) {
  source_is("SKF");
  floor.demand_is({floor.demand("SO-1/1", 25)});
  REQUIRE(promised("SO-1/1")->to_order);
  purchase_is("PO-8/1", 5, "2026-12-11");
  REQUIRE_FALSE(promised("SO-1/1")->to_order);
  floor.accepted(ClosePurchase{purchase("PO-8/1"), "called off"});
  REQUIRE(promised("SO-1/1")->to_order);
}

TEST(of_an_item_that_has_ended_nothing_is_promised_that_nothing_brings) {
  floor.demand_is({floor.demand("SO-1/1", 25)});
  ItemRow row{item("BRG"), "Bearing", Tracking::none};
  row.ended = true;
  Import import;
  import.rows = {row};
  floor.accepted(import);
  REQUIRE_FALSE(promised("SO-1/1"));
}

TEST(an_items_state_follows_its_stock_and_what_is_coming) {
  REQUIRE(state("BRG") == ItemState::backorder);
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  REQUIRE(state("BRG") == ItemState::out_of_stock);
  floor.accepted(floor.receipt(3));
  REQUIRE(state("BRG") == ItemState::available);
  floor.demand_is({floor.demand("SO-1/1", 3)});
  REQUIRE(state("BRG") == ItemState::out_of_stock);
}

TEST(fewer_free_units_than_a_line_needs_that_is_only_sent_whole_are_not_for_it) {
  floor.accepted(floor.receipt(3));
  OrderLineRow whole = floor.demand("SO-1/1", 4);
  whole.policies.partial = false;
  floor.demand_is({whole});
  REQUIRE(state("BRG") == ItemState::available);
  const auto why = views->why(order("SO-1/1")).value();
  REQUIRE(why->state == ItemState::backorder);
  REQUIRE(why->line.state == ItemState::backorder);
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  REQUIRE(views->why(order("SO-1/1")).value()->state == ItemState::out_of_stock);
}

TEST(a_night_learns_how_late_a_supplier_is) {
  for (int i = 1; i <= 12; ++i) purchase_is("PO-1" + std::to_string(i) + "/1", 1, "2026-11-23", day("2026-11-02"));
  days_pass(17);  // the 12 are 14 days late, of 21 that were said
  for (int i = 1; i <= 12; ++i) floor.accepted(delivery("PO-1" + std::to_string(i) + "/1", 1));
  floor.accepted(delivery("PO-7/1", 20));
  days_pass(1);
  purchase_is("PO-9/1", 50, "2026-12-28", day("2026-12-07"));
  floor.demand_is({floor.demand("SO-1/1", 60)});
  REQUIRE(promised("SO-1/1")->p50 >= day("2027-01-11"));
}

TEST(a_supplier_that_moves_its_day_is_judged_by_the_first_one) {
  for (int i = 1; i <= 12; ++i) purchase_is("PO-1" + std::to_string(i) + "/1", 1, "2026-11-23", day("2026-11-02"));
  for (int i = 1; i <= 12; ++i) purchase_is("PO-1" + std::to_string(i) + "/1", 1, "2026-12-07", day("2026-11-02"));
  days_pass(17);  // the 12 come on the day that was said at last, 14 days after the one that was said first
  for (int i = 1; i <= 12; ++i) floor.accepted(delivery("PO-1" + std::to_string(i) + "/1", 1));
  floor.accepted(delivery("PO-7/1", 20));
  days_pass(1);
  purchase_is("PO-9/1", 50, "2026-12-28", day("2026-12-07"));
  floor.demand_is({floor.demand("SO-1/1", 60)});
  REQUIRE(promised("SO-1/1")->p50 >= day("2027-01-11"));
  purchase_is("PO-9/1", 50, "2027-01-11", day("2026-12-07"));
  REQUIRE(promised("SO-1/1")->p50 <= day("2027-01-13"));
}

TEST(a_new_day_says_again_what_is_overdue) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const auto before = promised("SO-1/1");
  days_pass(10);
  const auto after = promised("SO-1/1");
  REQUIRE(after->p50 > day("2026-11-30"));
  REQUIRE(after->p50 > before->p50);
  REQUIRE(after->made.date() == day("2026-11-30"));
}

TEST(an_order_in_one_piece_leaves_with_its_last_line) {
  OrderLineRow one = floor.demand("SO-1/1", 5), other = floor.demand("SO-1/2", 5);
  one.policies.whole_order = true;
  other.item = item("GLV");
  Import import;
  import.rows = {PurchaseLineRow { purchase("PO-8/1"), "SKF", item("GLV"), units(5), day("2027-01-04"), {} }};
  floor.accepted(import);
  floor.demand_is({one, other});
  REQUIRE(promised("SO-1/1")->p50 == promised("SO-1/2")->p50);
  REQUIRE(promised("SO-1/1")->p50 >= day("2027-01-04"));
}

TEST(a_day_is_said_before_an_order_is_taken) {
  source_is("SKF");
  floor.demand_is({floor.demand("SO-1/1", 15)});
  const auto few = views->promise_for(item("BRG"), units(5)).value().value();
  REQUIRE(few.state == ItemState::backorder);
  REQUIRE(few.promise->p50 == day("2026-11-24"));
  REQUIRE_FALSE(few.promise->to_order);
  REQUIRE(views->promise_for(item("BRG"), units(6)).value()->promise->to_order);
  floor.accepted(floor.receipt(20));
  REQUIRE(views->promise_for(item("BRG"), units(1)).value()->free == units(5));
  const auto here = views->promise_for(item("BRG"), units(5)).value().value();
  REQUIRE(here.free == units(5));
  REQUIRE(here.promise->p50 == day("2026-11-23"));
  REQUIRE_FALSE(views->promise_for(item("NOTHING"), units(1)).value());
}

TEST(an_order_to_be_picked_says_when_the_rest_of_it_is_expected) {
  floor.demand_is({floor.demand("SO-1/1", 10)});
  const auto list = views->pick_list(order("SO-1/1").document).value().value();
  REQUIRE(list.waiting_lines.size() == 1);
  REQUIRE(list.waiting_lines.front().promise == promised("SO-1/1"));
}

TEST(books_with_promises_hold) {
  floor.demand_is({floor.demand("SO-1/1", 10), floor.demand("SO-2/1", 30)});
  floor.accepted(delivery("PO-7/1", 12));
  days_pass(3);
  for (const AuditCheck& check : audit(folder / "dock.db").value()) {
    INFO(check.name << ": " << check.detail);
    REQUIRE(check.passed);
  }
}

TEST(the_day_that_a_notice_says_beats_the_suppliers_delay) {
  for (int i = 1; i <= 12; ++i) purchase_is("PO-1" + std::to_string(i) + "/1", 1, "2026-11-23", day("2026-11-02"));
  days_pass(17);  // the 12 are 14 days late, of 21 that were said
  for (int i = 1; i <= 12; ++i) floor.accepted(delivery("PO-1" + std::to_string(i) + "/1", 1));
  floor.accepted(delivery("PO-7/1", 20));
  days_pass(1);
  purchase_is("PO-9/1", 50, "2026-12-28", day("2026-12-07"));
  floor.demand_is({floor.demand("SO-1/1", 40), floor.demand("SO-2/1", 30, 6)});
  REQUIRE(promised("SO-1/1")->p50 >= day("2027-01-11"));
  const Sscc pallet = sscc("340123450000000017");
  floor.accepted(Import{
      {AsnRow{pallet, "ASN-1", Units{item("BRG"), units(20), {}, {}, {}}, purchase("PO-9/1"), day("2026-12-15")}}});
  REQUIRE(promised("SO-1/1")->p50 == day("2026-12-16"));
  REQUIRE(promised("SO-1/1")->p90 < day("2026-12-25"));
  REQUIRE(promised("SO-2/1")->p50 >= day("2027-01-11"));  // the notice is of 20 only
}

TEST(a_notice_without_a_purchase_brings_its_units_on_its_day) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  floor.demand_is({floor.demand("SO-1/1", 5)});
  floor.accepted(Import{
      {AsnRow{sscc("340123450000000017"), "ASN-1", Units{item("BRG"), units(5), {}, {}, {}}, {}, day("2026-12-15")}}});
  REQUIRE(promised("SO-1/1")->p50 == day("2026-12-16"));
  REQUIRE_FALSE(promised("SO-1/1")->to_order);
}

TEST(a_pallet_whose_receipt_was_undone_comes_again_on_its_day) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  const Sscc pallet = sscc("340123450000000017");
  floor.accepted(Import{{AsnRow{pallet, "ASN-1", Units{item("BRG"), units(5), {}, {}, {}}, {}, day("2026-12-15")}}});
  floor.accepted(ReceiveUnit{pallet, place("DOCK-1")});
  floor.accepted(Undo{CommandId::parse(floor.last_id()).value()});
  floor.demand_is({floor.demand("SO-1/1", 5)});
  REQUIRE(promised("SO-1/1")->p50 == day("2026-12-16"));
}

TEST(a_named_source_whom_nobody_orders_from_moves_no_day_of_what_is_on_its_way) {
  source_is("SKF");
  floor.demand_is({floor.demand("SO-1/1", 10, 1), floor.demand("SO-2/1", 15, 2)});
  const auto first = promised("SO-1/1");
  REQUIRE(promised("SO-2/1")->to_order);
  Import sources;
  sources.rows = {SourceRow{item("BRG"), "Nearby", {}, units(1), {}, Days{1}, 1, {}}};
  floor.accepted(sources);
  days_pass(0);
  REQUIRE(promised("SO-1/1")->p50 == first->p50);
  REQUIRE(promised("SO-1/1")->p90 == first->p90);
  REQUIRE(promised("SO-1/1")->kept == first->kept);
}

TEST(what_is_on_its_way_says_when_it_comes_and_whose_it_will_be) {
  purchase_is("PO-8/1", 30, "2026-12-11");
  floor.demand_is({floor.demand("SO-1/1", 15, 1), floor.demand("SO-2/1", 15, 2)});
  const auto coming = views->coming(item("BRG")).value();
  REQUIRE(coming.size() == 2);
  REQUIRE(coming[0].purchase == purchase("PO-7/1"));
  REQUIRE(coming[0].p50 < coming[0].p90);
  REQUIRE(coming[0].whose.size() == 2);
  REQUIRE(coming[0].whose[1].line == order("SO-2/1"));
  REQUIRE(coming[0].whose[1].units == units(5));
  REQUIRE(coming[1].purchase == purchase("PO-8/1"));
  REQUIRE(coming[1].due == day("2026-12-11"));
  REQUIRE(coming[1].whose.size() == 1);
  REQUIRE(coming[1].whose[0].units == units(10));
}

TEST(what_was_bought_for_a_line_that_is_cancelled_comes_for_who_waits) {
  floor.accepted(ClosePurchase{purchase("PO-7/1"), "called off"});
  floor.demand_is({floor.demand("SO-1/1", 20, 1), floor.demand("SO-2/1", 5, 2)});
  Import bought;
  bought.rows = {
      PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(22), day("2026-11-24"), order("SO-2/1")}};
  floor.accepted(bought);
  const auto for_it = [&] {
    const auto why = views->why(order("SO-1/1")).value().value();
    return why.coming.empty() ? Quantity() : why.coming.at(0).quantity;
  };
  REQUIRE_FALSE(promised("SO-1/1").has_value());  // 17 are left for it
  REQUIRE(for_it() == units(17));
  floor.accepted(CancelOrder{order("SO-2/1").document, "changed his mind"});
  REQUIRE(promised("SO-1/1")->p50 > day("2026-11-23"));
  REQUIRE(for_it() == units(20));
  const auto coming = views->coming(item("BRG")).value();
  REQUIRE(coming.size() == 1);
  REQUIRE(coming[0].whose.at(0).line == order("SO-1/1"));
  const auto line = views->why(order("SO-1/1")).value().value().line;
  REQUIRE(line.state == ItemState::backorder);
  REQUIRE(line.causes.at(0).cause == planning::Cause::on_its_way);
}

TEST(what_was_bought_for_a_line_that_nobody_knows_yet_is_nobody_elses) {
  floor.demand_is({floor.demand("SO-1/1", 30)});
  const auto before = promised("SO-1/1");
  Import bought;
  bought.rows = {
      PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(50), day("2026-11-23"), order("SO-9/1")}};
  floor.accepted(bought);
  const auto coming = views->coming(item("BRG")).value();
  const auto& kept = coming.at(0).purchase == purchase("PO-8/1") ? coming.at(0) : coming.at(1);
  REQUIRE(kept.kept_for == order("SO-9/1"));
  REQUIRE(kept.whose.empty());
  REQUIRE(promised("SO-1/1").has_value() == before.has_value());
}

TEST(a_line_that_nothing_brings_says_that_its_item_has_ended_though_some_of_it_comes_for_others) {
  floor.demand_is({floor.demand("SO-1/1", 20, 1), floor.demand("SO-2/1", 15, 2)});
  ItemRow row{item("BRG"), "Bearing", Tracking::none};
  row.ended = true;
  Import import;
  import.rows = {row};
  floor.accepted(import);
  const auto waiting = views->backorders().value();
  REQUIRE(waiting.at(0).state == ItemState::backorder);
  REQUIRE(waiting.at(1).state == ItemState::ended);
  REQUIRE(views->why(order("SO-2/1")).value()->line.state == ItemState::ended);
}
