// Policies and order classes in the ledger: from the office's documents to who has the units.
#include <fstream>

#include "storage/audit.h"
#include "storage/import.h"
#include "storage/views.h"
#include "tests/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    floor.open_warehouse();
    views = Views::open(file, clock).value();
  }
  void tearDown() {}

  TemporaryFolder folder;
  std::filesystem::path file = folder / "dock.db";
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor floor{file, LedgerRole::terminal, clock, "t"};
  std::unique_ptr<Views> views;

  Policies policies(const std::string& text) const { return parse_policies(text).value(); }
  void item_says(const std::string& text, std::int64_t safety_stock = 0, std::int64_t order_cap = 0) {
    give_rows({ItemRow{item("BRG"), "Bearing 6204-2RS, sealed", Tracking::none, policies(text), units(safety_stock),
                       units(order_cap)}});
  }
  void customer_says(const std::string& text, std::optional<OrderClass> order_class = {}) {
    give_rows({CustomerRow{"ACME", "Acme Ltd", policies(text), order_class}});
  }
  Accepted give_rows(std::vector<ImportRow> rows) { return floor.accepted(Import{std::move(rows)}); }
  OrderLineRow line(const std::string& name, std::int64_t count, const std::string& text = "",
                    std::optional<OrderClass> order_class = {}) const {
    OrderLineRow row = floor.demand(name, count);
    row.policies = policies(text);
    row.order_class = order_class;
    return row;
  }
  OrderLineView view(const std::string& name) const {
    for (const auto& one : views->order_lines(order(name).document).value()) {
      if (one.line == order(name)) return one;
    }
    FAIL(name << " is not known");
    throw 0;
  }
  std::int64_t reserved(const std::string& name) const { return view(name).reserved.units(); }
  Pick pick(const std::string& name, std::int64_t count) const {
    return Pick{order(name), Units{item("BRG"), units(count), {}, {}, {}}, place("DOCK-1"), place("X-01")};
  }
  Receive gloves(const std::string& lot, std::int64_t count, const std::string& expiry) const {
    return Receive{
        Units{item("GLV"), units(count), Lot::parse(lot).value(), {}, day(expiry)}, place("DOCK-1"), {}, false};
  }
  std::filesystem::path csv(const std::string& name, const std::string& text) const {
    std::ofstream(folder / name) << text;
    return folder / name;
  }
  void require_sound() const {
    for (const AuditCheck& check : audit(file).value()) {
      INFO(check.name << ": " << check.detail);
      REQUIRE(check.passed);
    }
  }
};

}  // namespace

TEST(the_orders_word_goes_before_its_customers_and_that_before_the_items) {
  item_says("partial=no");
  give_rows({line("SO-1/1", 9), line("SO-2/1", 9, "partial=yes")});
  floor.accepted(floor.receipt(4));
  REQUIRE(reserved("SO-1/1") == 0);
  REQUIRE(reserved("SO-2/1") == 4);
  customer_says("partial=yes");
  floor.accepted(floor.receipt(3));
  REQUIRE(reserved("SO-1/1") == 3);
  require_sound();
}

TEST(a_policy_that_is_relaxed_serves_who_waited_for_it_at_once) {
  item_says("multiple=10");
  give_rows({line("SO-1/1", 15)});
  floor.accepted(floor.receipt(14));
  REQUIRE(reserved("SO-1/1") == 10);
  item_says("");
  REQUIRE(reserved("SO-1/1") == 14);
}

TEST(an_order_that_is_sent_whole_is_reserved_but_not_picked_before_its_last_line_is_covered) {
  customer_says("whole_order=yes");
  OrderLineRow other = line("SO-1/2", 1);
  other.item = item("GLV");
  give_rows({line("SO-1/1", 4), other});
  floor.accepted(floor.receipt(4));
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(views->pickable()->empty());
  REQUIRE(views->pick_list(order("SO-1/1").document).value()->stops.empty());
  REQUIRE(floor.refused(pick("SO-1/1", 4)).message.find("only sent whole: 1 of it still wait") != std::string::npos);
  floor.accepted(gloves("L1", 1, "2027-11-22"));
  REQUIRE(views->pickable()->size() == 1);
  REQUIRE(views->pick_list(order("SO-1/1").document).value()->stops.size() == 2);
  floor.accepted(pick("SO-1/1", 4));
}

TEST(an_order_that_is_sent_whole_is_not_shipped_before_all_of_it_is_picked) {
  give_rows({line("SO-1/1", 4, "whole_order=yes"), line("SO-1/2", 2)});
  floor.accepted(floor.receipt(6));
  floor.accepted(pick("SO-1/1", 4));
  const Ship ship{order("SO-1/1").document, {}};
  REQUIRE(views->picked().value().front().hold->missing == units(2));
  REQUIRE(floor.refused(ship).message == "SO-1 is only sent whole: 2 of it are not picked yet");
  REQUIRE(views->why(order("SO-1/1")).value()->hold->back == HeldBack::from_shipping);
  REQUIRE_FALSE(views->why(order("SO-1/2")).value()->hold);
  floor.accepted(pick("SO-1/2", 1));
  REQUIRE(floor.refused(ship).message == "SO-1 is only sent whole: 1 of it is not picked yet");
  floor.accepted(pick("SO-1/2", 1));
  REQUIRE_FALSE(views->picked().value().front().hold);
  REQUIRE(floor.accepted(ship).quantity == units(6));
  require_sound();
}

TEST(cartons_of_a_whole_order_leave_one_after_the_other_once_all_is_picked) {
  const auto carton = Sscc::parse("340123450000000017").value();
  give_rows({line("SO-1/1", 4, "whole_order=yes")});
  floor.accepted(floor.receipt(4));
  floor.accepted(pick("SO-1/1", 3));
  floor.accepted(PackCarton{order("SO-1/1").document, place("X-01"), carton, place("X-01"), {}});
  const Ship first{order("SO-1/1").document, carton};
  REQUIRE(floor.refused(first).message == "SO-1 is only sent whole: 1 of it is not picked yet");
  floor.accepted(pick("SO-1/1", 1));
  floor.accepted(first);
  REQUIRE(view("SO-1/1").shipped == units(3));
  floor.accepted(Ship{order("SO-1/1").document, {}});
  require_sound();
}

TEST(of_a_whole_order_what_is_picked_is_shipped_from_its_release_day_on) {
  give_rows({line("SO-1/1", 4, "whole_order=yes release_on=2026-11-24")});
  floor.accepted(floor.receipt(4));
  floor.accepted(pick("SO-1/1", 3));
  const Ship ship{order("SO-1/1").document, {}};
  REQUIRE(floor.refused(ship).message.find("it is shipped from 2026-11-24 on") != std::string::npos);
  clock.advance(std::chrono::hours(48));
  floor.accepted(ship);
}

TEST(a_line_that_is_only_sent_whole_is_not_shipped_in_part_while_other_lines_are) {
  give_rows({line("SO-1/1", 4, "partial=no"), line("SO-1/2", 2)});
  floor.accepted(floor.receipt(6));
  floor.accepted(pick("SO-1/2", 1));
  floor.accepted(Ship{order("SO-1/1").document, {}});
  floor.accepted(pick("SO-1/1", 3));
  const Ship rest{order("SO-1/1").document, {}};
  REQUIRE(floor.refused(rest).message == "a line of SO-1 is only sent whole: 1 of it is not picked yet");
  floor.accepted(pick("SO-1/1", 1));
  REQUIRE(floor.accepted(rest).quantity == units(4));
  require_sound();
}

TEST(a_whole_order_is_picked_as_it_is_from_its_release_day_on) {
  give_rows({line("SO-1/1", 9, "whole_order=yes release_on=2026-11-24")});
  floor.accepted(floor.receipt(4));
  REQUIRE(views->pick_list(order("SO-1/1").document).value()->hold->until == day("2026-11-24"));
  REQUIRE(floor.refused(pick("SO-1/1", 4)).message.find("picked from 2026-11-24 on") != std::string::npos);
  clock.advance(std::chrono::hours(48));
  REQUIRE(views->pickable()->size() == 1);
  floor.accepted(pick("SO-1/1", 4));
}

TEST(what_was_bought_for_a_line_that_is_only_sent_whole_is_kept_for_it_and_picked_when_it_is_covered) {
  give_rows({line("SO-1/1", 4, "partial=no"), line("SO-2/1", 9),
             PurchaseLineRow{purchase("PO-9/1"), "SKF", item("BRG"), units(4), day("2026-11-25"), order("SO-1/1")}});
  Receive pegged = floor.receipt(2);
  pegged.purchase = purchase("PO-9/1");
  floor.accepted(pegged);
  REQUIRE(reserved("SO-1/1") == 2);
  REQUIRE(reserved("SO-2/1") == 0);
  REQUIRE(views->pickable()->empty());
  REQUIRE(views->pick_list(order("SO-1/1").document).value()->held_lines.size() == 1);
  REQUIRE(views->why(order("SO-1/1")).value()->hold->missing == units(2));
  REQUIRE(floor.refused(pick("SO-1/1", 2)).message == "SO-1/1 is only sent whole: 2 of it still wait");
  floor.accepted(pegged);
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(views->pickable()->size() == 1);
  floor.accepted(pick("SO-1/1", 4));
  require_sound();
}

TEST(a_line_that_is_only_sent_whole_and_lost_units_is_not_picked_in_part) {
  give_rows({line("SO-1/1", 4, "partial=no"), line("SO-1/2", 1)});
  floor.accepted(floor.receipt(5));
  give_rows({line("SO-2/1", 1, "", OrderClass::win)});
  REQUIRE(reserved("SO-1/2") == 0);
  give_rows({line("SO-2/1", 2, "", OrderClass::win)});
  REQUIRE(reserved("SO-1/1") == 3);
  REQUIRE(floor.refused(pick("SO-1/1", 3)).message.find("only sent whole") != std::string::npos);
}

TEST(damaged_units_that_were_bought_for_a_whole_line_claim_no_others_for_it) {
  give_rows({line("SO-1/1", 4, "partial=no"),
             PurchaseLineRow{purchase("PO-9/1"), "SKF", item("BRG"), units(4), day("2026-11-25"), order("SO-1/1")}});
  floor.accepted(floor.receipt(3));
  Receive damaged = floor.receipt(2);
  damaged.at = place("Q-01");
  damaged.purchase = purchase("PO-9/1");
  floor.accepted(damaged);
  REQUIRE(reserved("SO-1/1") == 0);
}

TEST(units_of_a_whole_order_are_not_given_to_others_while_it_waits) {
  give_rows({line("SO-1/1", 9, "whole_order=yes")});
  floor.accepted(floor.receipt(4));
  give_rows({line("SO-2/1", 4)});
  REQUIRE(reserved("SO-1/1") == 4);
  REQUIRE(reserved("SO-2/1") == 0);
}

TEST(a_winner_takes_reserved_units_but_no_picked_ones_and_the_loser_is_told) {
  give_rows({line("SO-1/1", 6)});
  floor.accepted(floor.receipt(6));
  floor.accepted(pick("SO-1/1", 2));
  const Accepted won = give_rows({line("SO-2/1", 9, "", OrderClass::win)});
  REQUIRE(reserved("SO-2/1") == 4);
  REQUIRE(view("SO-1/1").picked == units(2));
  REQUIRE(view("SO-1/1").waiting == units(4));
  REQUIRE(won.notices.size() == 1);
  REQUIRE(won.notices[0].kind == NoticeKind::outranked);
  REQUIRE(won.notices[0].line == order("SO-1/1"));
  REQUIRE(won.notices[0].instead == std::vector{std::pair(order("SO-2/1"), units(4))});
  const auto why = views->why(order("SO-1/1")).value();
  REQUIRE(why->decisions.back().explanation.rule == Rule::gave_way);
  REQUIRE(why->decisions.back().explanation.next == order("SO-2/1"));
  REQUIRE(views->why(order("SO-2/1")).value()->decisions.back().explanation.rule == Rule::by_class);
  require_sound();
}

TEST(who_gains_keeps_what_it_has_from_a_winner) {
  give_rows({line("SO-1/1", 4, "", OrderClass::gain)});
  floor.accepted(floor.receipt(4));
  REQUIRE(give_rows({line("SO-2/1", 4, "", OrderClass::win)}).notices.empty());
  REQUIRE(reserved("SO-1/1") == 4);
}

TEST(who_only_fills_keeps_what_it_has_gets_no_more_and_loses_to_the_usual_class) {
  give_rows({line("SO-1/1", 8)});
  floor.accepted(floor.receipt(4));
  give_rows({line("SO-1/1", 8, "", OrderClass::fill)});
  floor.accepted(floor.receipt(3));
  REQUIRE(reserved("SO-1/1") == 4);
  give_rows({line("SO-2/1", 5)});
  REQUIRE(reserved("SO-2/1") == 5);
  REQUIRE(reserved("SO-1/1") == 2);
}

TEST(a_customer_that_loses_gives_back_all_that_is_only_reserved) {
  OrderLineRow other = line("SO-2/1", 3);
  other.customer = "OTHER";
  give_rows({CustomerRow{"OTHER", "Other Ltd"}, line("SO-1/1", 5), other});
  floor.accepted(floor.receipt(5));
  const Accepted lost = give_rows({CustomerRow{"ACME", "Acme Ltd", {}, OrderClass::lose}});
  REQUIRE(reserved("SO-1/1") == 0);
  REQUIRE(reserved("SO-2/1") == 3);
  REQUIRE(lost.notices.at(0).kind == NoticeKind::outranked);
  REQUIRE(lost.notices.at(0).quantity == units(5));
  REQUIRE(lost.notices.at(0).instead == std::vector{std::pair(order("SO-2/1"), units(3))});
  floor.accepted(floor.receipt(2));
  REQUIRE(reserved("SO-1/1") == 0);
  customer_says("");
  REQUIRE(reserved("SO-1/1") == 4);
  require_sound();
}

TEST(a_class_on_the_order_goes_before_its_customers) {
  customer_says("", OrderClass::lose);
  give_rows({line("SO-1/1", 5, "", OrderClass::redistribute), line("SO-2/1", 5)});
  floor.accepted(floor.receipt(9));
  REQUIRE(reserved("SO-1/1") == 5);
  REQUIRE(reserved("SO-2/1") == 0);
}

TEST(classes_come_before_priorities_but_after_what_was_bought_for_a_line) {
  OrderLineRow urgent = line("SO-1/1", 4);
  urgent.priority = 1;
  give_rows({urgent, line("SO-2/1", 4, "", OrderClass::gain), line("SO-3/1", 4),
             PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(9), day("2026-11-22"), order("SO-3/1")}});
  Receive receipt = floor.receipt(9);
  receipt.purchase = purchase("PO-8/1");
  const Accepted accepted = floor.accepted(receipt);
  REQUIRE(accepted.claims[0].rank.line == order("SO-3/1"));
  REQUIRE(accepted.claims[1].rank.line == order("SO-2/1"));
  REQUIRE(accepted.claims[2].granted == units(1));
}

TEST(a_line_gets_lots_that_are_good_for_long_enough_and_all_of_one) {
  OrderLineRow row = line("SO-1/1", 4, "shelf_days=60 one_lot=yes");
  row.item = item("GLV");
  give_rows({row});
  floor.accepted(gloves("SOON", 9, "2027-01-20"));
  floor.accepted(gloves("FEW", 3, "2027-11-22"));
  REQUIRE(reserved("SO-1/1") == 3);
  floor.accepted(gloves("MANY", 9, "2027-10-22"));
  REQUIRE(reserved("SO-1/1") == 3);
  floor.accepted(gloves("FEW", 3, "2027-11-22"));
  REQUIRE(reserved("SO-1/1") == 4);
  for (const auto& claim : views->claims().value()) REQUIRE(claim.lot == "FEW");
}

TEST(safety_stock_stays_until_a_promised_day_has_come) {
  item_says("", 5);
  give_rows({line("SO-1/1", 8)});  // promised on the 24th
  floor.accepted(floor.receipt(9));
  REQUIRE(reserved("SO-1/1") == 4);
  clock.advance(std::chrono::hours(48));
  floor.accepted(floor.receipt(1));
  REQUIRE(reserved("SO-1/1") == 8);
}

TEST(a_cap_lets_every_order_have_some_of_a_scarce_item) {
  item_says("", 0, 3);
  give_rows({line("SO-1/1", 9), line("SO-2/1", 9)});
  floor.accepted(floor.receipt(4));
  floor.accepted(floor.receipt(1));
  REQUIRE(reserved("SO-1/1") == 3);
  REQUIRE(reserved("SO-2/1") == 2);
}

TEST(the_site_can_prefer_orders_that_are_completed) {
  REQUIRE(import_file(*floor.ledger, csv("site.csv", "setting,value\nprefer_completed,yes\n"),
                      OperatorName::parse("office").value(), clock.now())
              ->errors.empty());
  give_rows({line("SO-1/1", 9), line("SO-2/1", 4)});
  const Accepted accepted = floor.accepted(floor.receipt(5));
  REQUIRE(reserved("SO-2/1") == 4);
  REQUIRE(accepted.claims.front().rule == Rule::completes_order);
}

TEST(policies_come_as_columns_of_items_customers_and_orders) {
  const auto import = [&](const std::string& name, const std::string& text) {
    const auto report =
        import_file(*floor.ledger, csv(name, text), OperatorName::parse("office").value(), clock.now()).value();
    for (const Error& error : report.errors) FAIL(error.sentence());
  };
  import("items.csv", "item,name,multiple,safety_stock,order_cap\nBRG,Bearing,12,5,24\n");
  import("customers.csv", "customer,name,class,whole_order\nACME,Acme,gain,yes\n");
  import("orders.csv",
         "order,line,customer,item,quantity,promised,partial,release_on,shelf_days,one_lot,class\n"
         "SO-1,1,ACME,BRG,9,2026-11-24,no,2026-12-01,30,yes,\n"
         "SO-2,1,ACME,BRG,9,2026-11-24,,,,,fill\n");
  const Terms terms = view("SO-1/1").terms;
  REQUIRE_FALSE(terms.partial);
  REQUIRE(terms.whole_order);
  REQUIRE(terms.release_on == day("2026-12-01"));
  REQUIRE(terms.multiple == units(12));
  REQUIRE(terms.shelf_days == Days{30});
  REQUIRE(terms.one_lot);
  REQUIRE(view("SO-1/1").rank.order_class == OrderClass::gain);
  REQUIRE(view("SO-2/1").rank.order_class == OrderClass::fill);
}

TEST(a_policy_that_makes_no_sense_is_told_with_its_column) {
  const auto report = parse_import(csv("items.csv", "item,name,multiple,shelf_days\nBRG,Bearing,0,\nGLV,Gloves,,-1\n"));
  REQUIRE(report->report.errors.size() == 2);
  REQUIRE(report->report.errors[0].message == "multiple: '0' is not 1 or more");
  REQUIRE(report->report.errors[1].message.find("shelf_days: '-1' is not a number of days") == 0);
  const auto orders = parse_import(csv("customers.csv", "customer,name,class\nC,Name,best\n"));
  REQUIRE(orders->report.errors.at(0).message == "class: 'best' is not one of win, gain, redistribute, fill, lose");
}

TEST(every_policy_reads_what_it_writes) {
  for (const std::string text :
       {"", "partial=no", "whole_order=yes release_on=2026-12-01 multiple=12", "partial=yes shelf_days=0 one_lot=no"}) {
    REQUIRE(text_of(policies(text)) == text);
  }
  REQUIRE_FALSE(parse_policies("color=red").ok());
  REQUIRE_FALSE(parse_policies("partial").ok());
}

// --- why ---------------------------------------------------------------------------------------------------------

TEST(why_says_from_which_purchase_a_line_gets_the_rest) {
  OrderLineRow first = line("SO-1/1", 6);
  first.priority = 1;
  give_rows({first, line("SO-2/1", 20),
             PurchaseLineRow{purchase("PO-8/1"), "SKF", item("BRG"), units(5), day("2026-11-30"), order("SO-2/1")},
             PurchaseLineRow{purchase("PO-9/1"), "SKF", item("BRG"), units(7), day("2026-11-25"), order("SO-9/9")}});
  const auto why = views->why(order("SO-2/1")).value();
  REQUIRE(why->ahead.size() == 1);
  REQUIRE(why->coming.size() == 2);
  REQUIRE(why->coming[0].from == purchase("PO-7/1"));  // 20 open, 6 of them for the line before it
  REQUIRE(why->coming[0].quantity == units(14));
  REQUIRE(why->coming[1].from == purchase("PO-8/1"));
  REQUIRE(why->coming[1].quantity == units(5));
  REQUIRE(why->not_coming == units(1));
  REQUIRE(views->why(order("SO-1/1")).value()->behind.at(0).line == order("SO-2/1"));
}

TEST(why_promises_nothing_to_a_class_that_gets_no_more) {
  give_rows({line("SO-1/1", 6, "", OrderClass::fill)});
  const auto why = views->why(order("SO-1/1")).value();
  REQUIRE(why->coming.empty());
  REQUIRE(why->not_coming == units(6));
}
