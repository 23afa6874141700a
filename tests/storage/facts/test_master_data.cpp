// Documents that change what booked units are known under: each is taken, asked or refused, and the office is told.
#include <algorithm>
#include <fstream>

#include "storage/import/import.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  std::int64_t documents_told() {
    const auto all = views->notices().value();
    return std::count_if(all.begin(), all.end(),
                         [](const NoticeView& one) { return one.notice.kind == NoticeKind::document; });
  }
  Import barcode(const char* of, std::int64_t pack = 1, bool confirmed = false) const {
    return Import{{BarcodeRow{"X-77", item(of), "ea", units(pack)}}, confirmed};
  }
  void require_question(const Action& action) {
    const Outcome outcome = floor.give(action);
    REQUIRE(std::holds_alternative<Refused>(outcome));
    REQUIRE(std::get<Refused>(outcome).confirmable);
    REQUIRE(std::get<Refused>(outcome).error.place == "row 1");
  }
};

}  // namespace

TEST(another_tracking_is_asked_about_while_the_item_is_in_stock) {
  const ItemRow by_lot{item("BRG"), "Bearing", Tracking::lot};
  floor.accepted(Import{{by_lot}});
  REQUIRE(documents_told() == 0);
  floor.accepted(Import{{ItemRow{item("BRG"), "Bearing", Tracking::none}}});
  floor.accepted(floor.receipt(3));
  require_question(Import{{by_lot}});
  floor.accepted(Import{{by_lot}, true});
  REQUIRE(documents_told() == 1);
  require_sound();
}

TEST(lots_stay_what_they_are_when_they_are_not_tracked_any_more) {
  floor.accepted(receipt(gloves(4, "L1")));
  floor.accepted(Import{{ItemRow{item("GLV"), "Gloves", Tracking::none}}, true});
  floor.accepted(Move{Units{item("GLV"), units(3), {}, {}, {}}, place("DOCK-1"), place("A-01")});
  floor.accepted(Count{Units{item("GLV"), units(2), {}, {}, {}}, place("A-01"), "count"});
  floor.accepted(Import{{ItemRow{item("GLV"), "Gloves", Tracking::lot}}, true});
  for (const auto& row : views->stock_at(place("A-01")).value()) REQUIRE(row.lot == "L1");
  require_sound();
}

TEST(dates_that_an_item_needs_from_now_on_are_asked_about_while_lots_have_none) {
  floor.accepted(receipt(gloves(4, "L1")));
  ItemRow dated{item("GLV"), "Gloves", Tracking::lot};
  dated.expiry = true;
  require_question(Import{{dated}});
  floor.accepted(Import{{dated}, true});
  REQUIRE(documents_told() == 1);
}

TEST(a_barcode_that_moves_to_another_item_is_told_and_asked_about_while_the_old_one_is_in_stock) {
  floor.accepted(barcode("BRG"));
  floor.accepted(barcode("BRG"));
  REQUIRE(documents_told() == 0);
  floor.accepted(barcode("GLV"));
  REQUIRE(documents_told() == 1);
  floor.accepted(receipt(gloves(4)));
  require_question(barcode("GLV", 12));
  require_question(barcode("BRG"));
  floor.accepted(barcode("BRG", 1, true));
  REQUIRE(documents_told() == 2);
}

TEST(a_purchase_line_that_has_received_units_keeps_its_item) {
  Receive some = floor.receipt(3);
  some.purchase = purchase("PO-7/1");
  floor.accepted(some);
  const Import other{{PurchaseLineRow{purchase("PO-7/1"), "SKF", item("DRL"), units(3), day("2026-12-01"), {}}}};
  REQUIRE(floor.refused(other).message == "PO-7/1 has received units of BRG; its item cannot change");
}

// --- an order that comes again -----------------------------------------------------------------------------------

TEST(a_line_that_is_missing_when_its_order_comes_again_is_told_once) {
  const OrderLineRow first = floor.demand("SO-8/1", 2);
  const OrderLineRow second = floor.demand("SO-8/2", 2);
  floor.demand_is({first, second});
  REQUIRE(documents_told() == 0);
  floor.demand_is({first});
  REQUIRE(documents_told() == 1);
  REQUIRE(views->notices()->front().notice.line == order("SO-8/2"));
  floor.demand_is({first});
  REQUIRE(documents_told() == 1);
  REQUIRE(state("SO-8/2") == "2 0 0 0");
  floor.demand_is({second});
  floor.demand_is({first, second});
  REQUIRE(documents_told() == 0);
}

TEST(a_line_that_is_added_to_an_order_says_nothing_of_the_others) {
  floor.demand_is({floor.demand("SO-8/1", 2)});
  floor.demand_is({floor.demand("SO-8/2", 2)});
  REQUIRE(documents_told() == 0);
}

// 500 rows make a command.
TEST(an_order_whose_lines_lie_far_apart_in_a_long_file_is_still_one_document) {
  const auto file = folder / "orders.csv";
  const auto write = [&](int quantity) {
    std::ofstream out(file);
    out << "order,line,customer,item,quantity,promised\n";
    for (int i = 1; i <= 498; ++i) out << "SO-" << i << ",1,ACME,BRG," << quantity << ",2026-12-01\n";
    for (int i = 1; i <= 4; ++i) out << "SO-A," << i << ",ACME,BRG," << quantity << ",2026-12-01\n";
    for (int i = 499; i <= 1100; ++i) out << "SO-" << i << ",1,ACME,BRG," << quantity << ",2026-12-01\n";
    for (int i = 1; i <= 3; ++i) out << "SO-7," << 1 + i << ",ACME,BRG," << quantity << ",2026-12-01\n";
  };
  const auto import = [&] {
    return import_file(*floor.ledger, file, OperatorName::parse("office").value(), clock.now()).value();
  };
  for (const int quantity : {3, 2}) {
    write(quantity);
    REQUIRE(import().errors.empty());
    REQUIRE(documents_told() == 0);
  }
  std::ofstream(file) << "order,line,customer,item,quantity,promised\nSO-7,2,ACME,BRG,1,2026-12-01\n";
  REQUIRE(import().errors.empty());
  REQUIRE(documents_told() == 3);
}

TEST(an_order_of_more_lines_than_a_command_carries_says_nothing_of_the_others) {
  const auto file = folder / "orders.csv";
  for (const int quantity : {3, 2}) {
    std::ofstream out(file);
    out << "order,line,customer,item,quantity,promised\n";
    for (int i = 1; i <= 700; ++i) out << "SO-A," << i << ",ACME,BRG," << quantity << ",2026-12-01\n";
    out.close();
    const auto by = OperatorName::parse("office").value();
    REQUIRE(import_file(*floor.ledger, file, by, clock.now())->errors.empty());
    REQUIRE(documents_told() == 0);
  }
}

TEST(a_file_is_confirmed_as_a_whole) {
  floor.accepted(floor.receipt(3));
  const auto file = folder / "items.csv";
  std::ofstream(file) << "item,name,tracking\nBRG,Bearing,lot\n";
  const auto by = OperatorName::parse("office").value();
  const auto asked = import_file(*floor.ledger, file, by, clock.now()).value();
  REQUIRE(asked.errors.size() == 1);
  REQUIRE(asked.errors.front().message.find("BRG has 3 in stock") == 0);
  ImportChoices yes;
  yes.confirmed = true;
  REQUIRE(import_file(*floor.ledger, file, by, clock.now(), yes)->errors.empty());
}

TEST(an_order_that_was_cancelled_here_stays_so_when_its_document_only_comes_again) {
  OrderLineRow row = demand("X1/1", 4, "BRG");
  floor.accepted(Import{{row}});
  floor.accepted(CancelOrder{row.line.document, "customer rang"});
  floor.accepted(Import{{row}});
  REQUIRE(state("X1/1") == "0 0 0 0");
  REQUIRE(documents_told() == 1);
  row.promised = day("2026-12-09");
  floor.accepted(Import{{row}});
  REQUIRE(state("X1/1") == "0 0 0 0");
  row.ordered = units(5);
  floor.accepted(Import{{row}});
  REQUIRE(state("X1/1") == "5 0 0 0");
  const auto told = views->notices().value();
  REQUIRE(std::any_of(told.begin(), told.end(), [](const NoticeView& one) {
    return one.notice.detail.find("X1/1 was cancelled here, and is wanted again: its order comes with 5") == 0;
  }));
  row.ordered = units(4);
  floor.accepted(Import{{row}});
  REQUIRE(state("X1/1") == "4 0 0 0");
  floor.accepted(CancelOrder{row.line.document, "and again"});
  floor.accepted(Import{{row}, true});  // somebody has confirmed it
  REQUIRE(state("X1/1") == "4 0 0 0");
  require_sound();
}

TEST(an_order_of_which_units_have_left_is_asked_about_when_it_comes_for_another_customer) {
  ship_four();
  floor.accepted(Import{{CustomerRow{"OTHER", "Another one"}}});
  OrderLineRow row = demand("SO-1/1", 4, "BRG");
  row.customer = "OTHER";
  require_question(Import{{row}});
  floor.accepted(Import{{row}, true});
  require_sound();
}

TEST(that_a_cancelled_order_comes_again_is_told_until_somebody_answers_it) {
  OrderLineRow row = demand("X1/1", 4, "BRG");
  floor.accepted(Import{{row}});
  floor.accepted(CancelOrder{row.line.document, "customer rang"});
  for (int night = 1; night <= 3; ++night) {
    floor.accepted(Import{{row}});
    REQUIRE(documents_told() == 1);
  }
  REQUIRE(floor.accepted(Import{{row}}).repeated);
  OrderLineRow gone = row;
  gone.cancelled = units(4);
  floor.accepted(Import{{gone}});
  REQUIRE(documents_told() == 0);
  floor.accepted(Import{{row}});
  floor.accepted(CancelOrder{row.line.document, "again"});
  floor.accepted(Import{{row}});
  row.ordered = units(5);
  floor.accepted(Import{{row}});
  const auto told = views->notices().value();
  REQUIRE(std::none_of(told.begin(), told.end(), [](const NoticeView& one) {
    return one.notice.detail.find("came again as before") != std::string::npos;
  }));
}

TEST(a_line_that_its_document_has_cancelled_itself_is_wanted_again_as_the_document_says) {
  OrderLineRow row = demand("X1/1", 4, "BRG");
  floor.accepted(Import{{row}});
  floor.accepted(CancelOrder{row.line.document, "customer rang"});
  OrderLineRow gone = row;
  gone.cancelled = units(4);
  floor.accepted(Import{{gone}});
  floor.accepted(Import{{row}});
  REQUIRE(state("X1/1") == "4 0 0 0");
}

TEST(a_purchase_line_that_was_closed_here_stays_so_when_its_document_only_comes_again) {
  PurchaseLineRow row{purchase("P1/1"), "SKF", item("BRG"), units(10), day("2026-12-05"), {}};
  floor.accepted(Import{{row}});
  floor.accepted(Receive{bearings(4), place("DOCK-1"), row.line, false});
  floor.accepted(ClosePurchase{row.line, "no more will come"});
  floor.accepted(Import{{row}});
  REQUIRE(purchase_line("P1/1").expected == units(4));
  REQUIRE(purchase_line("P1/1").closed);
  REQUIRE(documents_told() == 1);
  row.due = day("2026-12-08");
  floor.accepted(Import{{row}});
  REQUIRE(purchase_line("P1/1").expected == units(4));
  REQUIRE(purchase_line("P1/1").closed);
  row.expected = units(12);
  floor.accepted(Import{{row}});
  REQUIRE(purchase_line("P1/1").expected == units(12));
  REQUIRE_FALSE(purchase_line("P1/1").closed);
  require_sound();
}

TEST(a_lift_of_nothing_takes_a_promotion_back_and_is_refused_where_there_is_none) {
  const PromotionRow closed{std::nullopt, day("2026-12-07"), day("2026-12-13"), 0};
  Import none;
  none.rows = {closed};
  REQUIRE(floor.refused(none).message.find("none begins on 2026-12-07. For days on which nothing is sold say 1") !=
          std::string::npos);
  Import holiday;
  holiday.rows = {PromotionRow{std::nullopt, day("2026-12-07"), day("2026-12-13"), 1}};
  floor.accepted(holiday);
  floor.accepted(none);
}
