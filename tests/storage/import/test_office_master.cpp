// Suppliers, sources, past demand and opening stock: what the office knows beside items, orders and purchases.
#include <algorithm>
#include <fstream>

#include "storage/import/import.h"
#include "storage/import/import_files.h"
#include "storage/upkeep/audit.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();

  ImportReport book(const std::string& text, const ImportChoices& choices = {}) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    return import_file(*floor.ledger, folder / "file.csv", office, clock.now(), choices).value();
  }
  ImportReport taken(const std::string& text, const ImportChoices& choices = {}) {
    auto report = book(text, choices);
    INFO((report.errors.empty() ? "" : report.errors.front().sentence()));
    REQUIRE(report.errors.empty());
    return report;
  }
  static ImportChoices confirmed() {
    ImportChoices choices;
    choices.confirmed = true;
    return choices;
  }
};

Price price(std::string_view text) { return Price::parse(text).value(); }

}  // namespace

TEST(an_amount_is_exact_to_a_ten_thousandth_and_never_negative) {
  REQUIRE(price("12").text() == "12.00");
  REQUIRE(price("12.5").parts() == 125'000);
  REQUIRE(price("0.0123").text() == "0.0123");
  REQUIRE(price("1000000000").text() == "1000000000.00");
  for (const char* wrong : {"", ".", "1.", ".5", "-1", "1,5", "1.23456", "1000000000.0001", "99999999999999999999"}) {
    INFO(wrong);
    REQUIRE_FALSE(Price::parse(wrong).ok());
  }
}

TEST(suppliers_and_sources_hold_what_their_columns_say) {
  REQUIRE(
      taken("supplier,name,lane,review_days,order_cost,free_freight\nSKF,SKF Ltd,sea,7,12.50,500\nACME,,,,,\n").kind ==
      "suppliers");
  REQUIRE(taken("item;supplier;price;pack;minimum;lead_days;rank;until\n"
                "BRG;SKF;1,25;12;24;14;1;2026-12-31\nBRG;ACME;1,50;;;;2;\n")
              .kind == "sources");
  const auto suppliers = views->suppliers().value();
  REQUIRE(suppliers.size() == 2);
  REQUIRE(suppliers[0] == SupplierRow{.supplier = "ACME"});
  REQUIRE(suppliers[1] == SupplierRow{.supplier = "SKF",
                                      .name = "SKF Ltd",
                                      .lane = "sea",
                                      .review_days = Days{7},
                                      .order_cost = price("12.5"),
                                      .free_freight = price("500")});
  const auto sources = views->sources().value();
  REQUIRE(sources.size() == 2);
  REQUIRE(sources[0] ==
          SourceRow{item("BRG"), "SKF", price("1.25"), units(12), units(24), Days{14}, 1, day("2026-12-31")});
  REQUIRE(sources[1] == SourceRow{item("BRG"), "ACME", price("1.5"), units(1), units(0), {}, 2, {}});
  REQUIRE(book("item,supplier,price\nNONE,SKF,1\n").errors.size() == 1);
}

TEST(a_price_list_is_read_by_the_names_that_buyers_use) {
  const auto report = taken("Item No,Vendor,Unit Cost,MOQ,Lead time (days)\nBRG,SKF,\"EUR 1,234.50\",10,5\n");
  REQUIRE(report.kind == "sources");
  const auto sources = views->sources().value();
  REQUIRE(sources.size() == 1);
  REQUIRE(sources[0].price == price("1234.5"));
  REQUIRE(sources[0].minimum == units(10));
  REQUIRE(sources[0].lead_days == Days{5});
  REQUIRE(taken("SKU,Title,Vendor,Price\nNEW,New,SKF,9.99\n").kind == "items");
}

TEST(prices_in_one_currency_are_taken_and_told_and_those_in_two_are_refused) {
  const auto one = taken("item,supplier,price\nBRG,SKF,1.25 EUR\nGLV,SKF,3\n");
  REQUIRE(one.errors.empty());
  REQUIRE(std::any_of(one.found.begin(), one.found.end(), [](const std::string& sentence) {
    return sentence == "column 'price' is in EUR, which is taken to be the currency of the house";
  }));
  const auto two = book(
      "item,supplier,price\nBRG,SKF,100 JPY\nGLV,SKF,\xC2\xA3"
      "2.00\nDRL,SKF,3\n");
  REQUIRE(two.errors.size() == 2);
  REQUIRE(two.errors[0].message.find("'100 JPY' is in JPY") != std::string::npos);
  REQUIRE(two.errors[1].message.find("is in GBP") != std::string::npos);
}

TEST(past_demand_is_kept_by_item_and_day_and_a_row_replaces_the_one_of_its_key) {
  REQUIRE(taken("item,day,units\nBRG,2026-01-05,4\nBRG,2026-01-06,7\n").kind == "history");
  REQUIRE(taken("item,day,units\nBRG,2026-01-05,5\nBRG,2026-01-06,0\n").errors.empty());
  REQUIRE(views->past_demand().value() == std::vector{PastDemandRow{item("BRG"), day("2026-01-05"), units(5)}});
  REQUIRE(book("item,day,units\nBRG,2026-01-05,5\nBRG,2026-01-05,6\n").errors.empty());  // two sales of a day
  REQUIRE(views->past_demand().value() == std::vector{PastDemandRow{item("BRG"), day("2026-01-05"), units(11)}});
}

TEST(the_same_master_data_again_changes_nothing) {
  const std::string rows = "item,supplier,price\nBRG,SKF,1.25\n";
  REQUIRE_FALSE(taken(rows).repeated);
  REQUIRE(taken(rows).repeated);
}

TEST(opening_stock_is_counted_in_with_lot_serial_and_expiry) {
  const auto report = taken(
      "place,item,quantity,lot,serial,expiry\nA-01,BRG,12,,,\nA-01,GLV,5,L7,,\nB-01,MLK,6,M1,,2027-03-01\n"
      "A-01,DRL,1,,S-9,\n");
  REQUIRE(report.kind == "stock");
  REQUIRE(stock("A-01") == 12);
  REQUIRE(stock("A-01", "GLV") == 5);
  REQUIRE(stock("B-01", "MLK") == 6);
  REQUIRE(stock("A-01", "DRL") == 1);
  REQUIRE(views->lot(item("MLK"), "M1").value()->expiry);
  require_sound();
}

TEST(opening_stock_that_comes_twice_never_doubles) {
  const std::string rows = "place,item,quantity\nA-01,BRG,12\n";
  taken(rows);
  REQUIRE(taken(rows).repeated);
  REQUIRE(stock("A-01") == 12);
  const auto again = book("place,item,quantity\nA-01,BRG,12\nB-01,BRG,3\nA-01,BRG2,1\n");
  REQUIRE(again.errors.size() == 1);
  REQUIRE(stock("B-01") == 0);
  require_sound();
}

TEST(opening_stock_where_units_are_is_refused_by_row_unless_it_is_confirmed) {
  taken("place,item,quantity\nA-01,BRG,12\n");
  const std::string other = "place,item,quantity\nB-01,BRG,3\nA-01,BRG,10\n";
  const auto refused = book(other);
  REQUIRE(refused.errors.size() == 1);
  REQUIRE(refused.errors[0].place.ends_with(":3"));
  REQUIRE(refused.errors[0].message.find("has 12 of BRG already") != std::string::npos);
  REQUIRE(stock("A-01") == 12);
  taken(other, confirmed());
  REQUIRE(stock("A-01") == 10);
  REQUIRE(stock("B-01") == 3);
  require_sound();
}

TEST(opening_stock_of_an_unknown_place_or_a_missing_lot_is_told_by_its_row) {
  const auto report = book("place,item,quantity\nNOWHERE,BRG,1\nA-01,GLV,2\nA-01,BRG,3\n");
  REQUIRE(report.errors.size() == 2);
  REQUIRE(report.errors[0].place.ends_with(":2"));
  REQUIRE(report.errors[1].place.ends_with(":3"));
}

TEST(a_stock_file_that_comes_again_books_nothing_of_what_has_moved_on) {
  const std::string rows = "place,item,quantity\nA-01,BRG,3\n";
  taken(rows);
  floor.accepted(Move{bearings(3), place("A-01"), place("B-01")});
  REQUIRE(taken(rows).repeated);
  REQUIRE(taken(rows, confirmed()).repeated);
  REQUIRE(taken("place,item,quantity\nA-01,BRG,3\nDOCK-1,BRG,1\n", confirmed()).rows == 2);
  REQUIRE(stock("A-01") == 0);
  REQUIRE(stock("B-01") == 3);
  REQUIRE(stock("DOCK-1") == 1);
  require_sound();
}

TEST(another_number_for_a_place_that_is_empty_by_now_is_asked_about) {
  const std::string other = "place,item,quantity\nA-01,BRG,4\nDOCK-1,BRG,1\n";
  taken("place,item,quantity\nA-01,BRG,3\n");
  floor.accepted(Move{bearings(3), place("A-01"), place("B-01")});
  ImportChoices good;
  good.skip_bad = true;
  const auto told = book(other, good);
  REQUIRE(told.errors.size() == 1);
  REQUIRE(told.errors[0].message.starts_with(
      "A-01 had 3 of BRG by the stock file of 2026-11-22 and has none now, 4 is another number: the difference would "
      "be booked there; confirm it"));
  REQUIRE(stock("A-01") == 0);
  REQUIRE(stock("DOCK-1") == 1);
  taken(other, confirmed());
  REQUIRE(stock("A-01") == 1);  // the other three are at B-01
  floor.accepted(Move{bearings(1), place("A-01"), place("B-01")});
  REQUIRE(taken(other).repeated);
  require_sound();
}

TEST(what_is_put_right_of_opening_stock_is_the_difference_wherever_its_units_are) {
  taken("place,item,quantity\nA-01,BRG,5\nB-01,BRG,3\n");
  floor.accepted(Move{bearings(5), place("A-01"), place("B-01")});
  const std::string right = "place,item,quantity\nA-01,BRG,6\nB-01,BRG,3\n";
  REQUIRE(book(right).errors.size() == 1);
  taken(right, confirmed());
  REQUIRE(stock("A-01") == 1);
  REQUIRE(stock("B-01") == 8);
  const auto less = book("place,item,quantity\nA-01,BRG,2\n", confirmed());
  REQUIRE(less.errors.size() == 1);
  REQUIRE(less.errors[0].message.find("less than the difference between 6 and 2") != std::string::npos);
  taken("place,item,quantity\nB-01,BRG,4\n", confirmed());
  REQUIRE(stock("B-01") == 9);
  require_sound();
}

TEST(a_place_that_units_have_come_to_and_left_is_no_place_for_opening_stock) {
  floor.accepted(receipt(bearings(3)));
  floor.accepted(Move{bearings(3), place("DOCK-1"), place("B-01")});
  const auto told = book("place,item,quantity\nDOCK-1,BRG,3\n");
  REQUIRE(told.errors.size() == 1);
  REQUIRE(told.errors[0].message.find("DOCK-1 has had BRG before and has none now") != std::string::npos);
  REQUIRE(stock("DOCK-1") == 0);
}

TEST(opening_stock_that_was_taken_back_can_come_again) {
  const std::string rows = "place,item,quantity\nA-01,BRG,3\n";
  taken(rows);
  REQUIRE(std::holds_alternative<Accepted>(take_back_import(*floor.ledger, {office}, clock.now(), {}).value()));
  REQUIRE(stock("A-01") == 0);
  taken("place,item,quantity\nA-01,BRG,2\n");
  REQUIRE(stock("A-01") == 2);
  require_sound();
}

TEST(opening_stock_serves_the_orders_that_wait) {
  floor.demand_is({floor.demand("SO-1/1", 4)});
  REQUIRE(taken("place,item,quantity\nA-01,BRG,12\n").reserved == 4);
  REQUIRE(state("SO-1/1") == "0 4 0 0");
  require_sound();
}

TEST(a_list_of_items_has_no_barcode_where_a_word_says_so_and_it_is_told) {
  const ImportReport told =
      taken("SKU,Item Name,EAN,UPC\nNEW-1,One,-,\nNEW-2,Two,N/A,036000291452\nNEW-3,Three,4006381333931,\n");
  REQUIRE(std::find(told.found.begin(), told.found.end(), "1 row has '-' or the like for a barcode: it has none") !=
          told.found.end());
  const ParsedImport parsed = parse_import(folder / "file.csv").value();
  const auto has = [&](std::string_view code) {
    return std::any_of(parsed.rows.begin(), parsed.rows.end(), [&](const ImportRow& row) {
      const auto* one = std::get_if<BarcodeRow>(&row);
      return one != nullptr && one->code.ends_with(code);
    });
  };
  REQUIRE(has("4006381333931"));
  REQUIRE(has("036000291452"));
  REQUIRE_FALSE(has("-"));
  REQUIRE_FALSE(has("N/A"));
}

TEST(a_word_for_a_price_is_told_whole) {
  const ImportReport told = book("item,supplier,price\nBRG,SKF,call\n");
  REQUIRE(told.errors.at(0).message.find("'call' is not a number") != std::string::npos);
}

TEST(a_column_that_a_file_does_not_have_keeps_what_the_books_have) {
  taken("item,name,tracking,expiry,safety_stock,order_cap,shelf_life_days,partial\nPMP,Pump,lot,yes,50,10,300,no\n");
  taken("SKU,Product Name\nPMP,Pump of steel\nNEW,New\n");
  const auto written = std::get<ItemRow>(*floor.ledger->as_written(ItemRow{item("PMP"), ""}).value());
  REQUIRE(written == ItemRow{item("PMP"),
                             "Pump of steel",
                             Tracking::lot,
                             parse_policies("partial=no").value(),
                             units(50),
                             units(10),
                             true,
                             {},
                             false,
                             false,
                             units(300)});
  taken("item,name,safety_stock\nPMP,Pump,\n");  // a cell that is there and empty says the usual
  const auto emptied = std::get<ItemRow>(*floor.ledger->as_written(ItemRow{item("PMP"), ""}).value());
  REQUIRE(emptied.safety_stock == units(0));
  REQUIRE(emptied.order_cap == units(10));
}

TEST(every_kind_of_file_keeps_what_it_has_no_column_for) {
  const auto written = [&](const ImportRow& like) { return *floor.ledger->as_written(like).value(); };
  taken("customer,name,class,shelf_days\nC-1,One,win,30\n");
  taken("customer,name\nC-1,Two\n");
  REQUIRE(written(CustomerRow{"C-1", ""}) ==
          ImportRow(CustomerRow{"C-1", "Two", parse_policies("shelf_days=30").value(), OrderClass::win}));
  taken("supplier,name,lane,language,contact\nS1,Acme,X-01,de,a@b\n");
  taken("supplier,name\nS1,Acme 2\n");
  const auto supplier = std::get<SupplierRow>(written(SupplierRow{"S1"}));
  REQUIRE(supplier ==
          SupplierRow{.supplier = "S1", .name = "Acme 2", .lane = "X-01", .language = "de", .contact = "a@b"});
  taken("location,kind,walk,zone,litres\nB-01,storage,110,Z1,40\n");
  taken("location,kind\nB-01,storage\n");
  REQUIRE(written(LocationRow{place("B-01"), LocationKind::storage}) ==
          ImportRow(LocationRow{place("B-01"), LocationKind::storage, 110, "Z1", units(40)}));
  taken("barcode,item,level,units\nX-77,BRG,cs,12\n");
  taken("barcode,item\nX-77,BRG\n");
  REQUIRE(floor.ledger->barcode("X-77").value()->units == units(12));
  taken("item,supplier,price,pack,rank\nBRG,S1,1.25,12,3\n");
  taken("item,supplier,price\nBRG,S1,1.50\n");
  const auto source = std::get<SourceRow>(written(SourceRow{item("BRG"), "S1", {}}));
  REQUIRE(source == SourceRow{item("BRG"), "S1", price("1.5"), units(12), units(0), {}, 3, {}});
  taken(
      "order,line,customer,item,quantity,promised,priority,ordered_at\nX1,1,ACME,BRG,4,2026-12-01,2,2026-11-01T08:00:"
      "00Z\n");
  taken("order,line,customer,item,quantity,promised\nX1,1,ACME,BRG,5,2026-12-02\n");
  const auto line = std::get<OrderLineRow>(written(demand("X1/1", 1, "BRG")));
  REQUIRE(line.priority == 2);
  REQUIRE(line.ordered_at == Instant::parse("2026-11-01T08:00:00Z").value());
  REQUIRE(line.ordered == units(5));
  taken("purchase,line,supplier,item,quantity,due,ordered\nP1,1,S1,BRG,10,2026-12-01,2026-11-02\n");
  taken("purchase,line,supplier,item,quantity,due\nP1,1,S1,BRG,10,2026-12-05\n");
  REQUIRE(std::get<PurchaseLineRow>(
              written(PurchaseLineRow{purchase("P1/1"), "", item("BRG"), units(1), day("2026-12-01"), {}}))
              .ordered_on == day("2026-11-02"));
}

TEST(a_catalogue_of_a_tracked_item_that_lies_there_is_taken_without_a_question) {
  taken("place,item,lot,quantity\nA-01,GLV,L7,5\n");
  taken("SKU,Product Name\nGLV,Gloves of nitrile\n");
  REQUIRE(std::get<ItemRow>(*floor.ledger->as_written(ItemRow{item("GLV"), ""}).value()).tracking == Tracking::lot);
  require_sound();
}

TEST(words_of_ours_are_read_however_their_letters_are_written) {
  taken("customer,name,class,partial\nC-1,One,WIN,No\n");
  const auto customers = views->customers().value();
  const auto one =
      std::find_if(customers.begin(), customers.end(), [](const CustomerRow& row) { return row.customer == "C-1"; });
  REQUIRE(one != customers.end());
  REQUIRE(one->order_class == OrderClass::win);
  REQUIRE(one->policies == parse_policies("partial=no").value());
  taken("setting,value\nPrefer_Completed,1\n");
  taken("item,other,ratio,kind\nBRG,GLV,1,Better\n");
  taken("location,kind\nY-01,STORAGE\n");
}
