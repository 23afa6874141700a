// Policies and order classes in the ledger: from the office's documents to who has the units.
#include "tests/support/warehouse/office_floor.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture : OfficeFloor {};
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
