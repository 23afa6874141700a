// Words of other systems: what is wanted, what a quantity counts, which kind a file is of.
#include "storage/import/cells/unit_words.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/office_words_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : OfficeWordsFixture {};

ImportChoices of_kind(const char* kind) {
  ImportChoices choices;
  choices.header.kind = kind;
  return choices;
}

const std::string sap =
    "DocNum;DocStatus;CANCELED;CardCode;DocDueDate;LineNum;LineStatus;ItemCode;Quantity;unitMsr;NumPerMsr\n";

}  // namespace

TEST(what_sap_has_closed_or_cancelled_is_not_taken) {
  const auto lines = rows<PurchaseLineRow>(
      sap + "1;O;N;V1;01.12.2026;0;O;BRG;5;Stk;1,000000\n1;O;N;V1;01.12.2026;1;C;BRG;6;Stk;1,000000\n" +
          "2;O;Y;V1;01.12.2026;0;O;BRG;7;Stk;1,000000\n3;C;N;V1;01.12.2026;0;C;BRG;8;Stk;1,000000\n" +
          "4;bost_Open;tNO;V1;01.12.2026;0;bost_Open;BRG;9;Karton;12,000000\n",
      of_kind("purchases"));
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[0].expected == units(5));
  REQUIRE(lines[1].expected == units(108));
}

TEST(an_order_of_sap_is_no_purchase_until_somebody_says_so) {
  const std::string text = sap + "1;O;N;V1;01.12.2026;0;O;BRG;5;Stk;1\n";
  REQUIRE(error(text).find("--kind purchases or --kind orders") != std::string::npos);
  REQUIRE(rows<PurchaseLineRow>(text, of_kind("purchases")).size() == 1);
  REQUIRE(rows<OrderLineRow>(text, of_kind("orders")).size() == 1);
}

TEST(what_odoo_says_of_an_order_on_its_first_line_holds_for_all_of_it) {
  const auto lines = rows<PurchaseLineRow>(
      "Order Reference,Vendor,Status,Order Lines/Product,Order Lines/Quantity,Order Lines/Unit of Measure,"
      "Order Lines/Expected Arrival\n"
      "P1,S,RFQ,[BRG] B,2,Units,2026-12-01\n,,,[GLV] G,3,Units,2026-12-01\n"
      "P2,S,Purchase Order,[BRG] B,2,Dozens,2026-12-01\n,,,[GLV] G,3,Units,2026-12-01\n"
      "P3,S,Cancelled,[BRG] B,2,Units,2026-12-01\n,,,[GLV] G,3,Units,2026-12-01\n");
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[0].line == purchase("P2/1"));
  REQUIRE(lines[0].expected == units(24));
  REQUIRE(lines[1].expected == units(3));
}

TEST(squarespace_is_no_list_of_what_orders_cost) {
  const std::string text =
      "Order ID,Email,Financial Status,Fulfillment Status,Created at,Lineitem quantity,Lineitem name,Lineitem "
      "sku,Lineitem requires shipping,Lineitem fulfillment status,Billing Name\n"
      "00012,a@x,PAID,PENDING,2026-11-12 08:10:00 +0100,2,Bearing,BRG,true,pending,Ann\n"
      "00012,,,,,3,Glove,GLV,true,pending,\n"
      "00013,b@x,PAID,FULFILLED,2026-11-12 08:10:00 +0100,2,Bearing,BRG,true,fulfilled,Ben\n";
  const auto lines = rows<OrderLineRow>(text);
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[0].line == order("00012/1"));
  REQUIRE(lines[1].ordered == units(3));
}

TEST(states_of_the_other_systems_are_looked_at) {
  REQUIRE(rows<PurchaseLineRow>(
              "ID,Supplier,Status,Item Code (Items),Quantity (Items),UOM (Items),UOM Conversion Factor (Items),"
              "Required By (Items)\n"
              "P1,S,Draft,BRG,2,Nos,1,2026-12-01\n,,,GLV,2,Nos,1,2026-12-01\n"
              "P2,S,To Receive and Bill,BRG,2,Box,12,2026-12-01\n,,,GLV,2,Nos,1,2026-12-01\n"
              "P3,S,Completed,BRG,2,Nos,1,2026-12-01\n")
              .at(0)
              .expected == units(24));
  const auto moves = rows<PurchaseLineRow>(
      "product/rec_name,quantity,unit/rec_name,from_location/rec_name,to_location/rec_name,planned_date,state\n"
      "[BRG] B,9,Unit,Storage Zone,Output Zone,2026-12-01,draft\n[BRG] B,2,Dozen,Supplier,Input Zone,2026-12-01,draft\n"
      "[BRG] B,7,Unit,Supplier,Input Zone,2026-12-01,done\n");
  REQUIRE(moves.size() == 1);
  REQUIRE(moves[0].expected == units(31));  // of which 7 have come there
  const auto stock = rows<OpeningRow>(
      "Part ID,Part,IPN,Location,Quantity,Status\n1,x,BRG,A-01,5,Lost\n1,x,BRG,A-01,6,OK\n1,x,GLV,A-01,7,Damaged\n");
  REQUIRE(stock.size() == 1);
  REQUIRE(stock[0].units.quantity == units(6));
}

TEST(a_state_that_nobody_knows_is_asked_for_and_remembered) {
  const std::string text =
      "Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),Email (Billing),Item #,SKU,"
      "Quantity\n1,wc-packed,2026-11-12 08:10,A,B,ACME,1,BRG,2\n2,wc-completed,2026-11-12 08:10,A,B,ACME,1,BRG,2\n"
      "3,wc-processing,2026-11-12 08:10,A,B,ACME,1,BRG,2\n";
  REQUIRE(error(text).find("--state 'wc-packed=wanted'") != std::string::npos);
  ImportChoices choices;
  choices.header.states = {{"wc-packed", RowState::wanted}};
  choices.header.memory = folder / "memory";
  REQUIRE(rows<OrderLineRow>(text, choices).size() == 2);
  std::ofstream(folder / "file.csv", std::ios::binary) << text;
  auto parsed = parse_files({folder / "file.csv"}, choices).value();
  REQUIRE(book_files(*floor.ledger, std::move(parsed), choices, office, clock.now()).value().at(0).booked);
  choices.header.states.clear();
  REQUIRE(rows<OrderLineRow>(text, choices).size() == 2);
}

TEST(a_word_for_a_unit_says_how_many_there_are_in_one) {
  REQUIRE(units_in_one("Stk.", {}) == 1);
  REQUIRE(units_in_one("Dozens", {}) == 12);
  REQUIRE(units_in_one("Box of 12", {}) == 12);
  REQUIRE(units_in_one("6-pack", {}) == 6);
  REQUIRE_FALSE(units_in_one("Karton", {}));
  REQUIRE_FALSE(units_in_one("25 kg bag", {}));
  REQUIRE_FALSE(units_in_one("kg", {}));
  REQUIRE(units_in_one("KARTON", {{"Karton", 10}}) == 10);
  REQUIRE(level_of_word("Karton") == "cs");
  REQUIRE(written_level("Kartons") == "carton");
  REQUIRE(written_level("Stk.") == "ea");
  const std::vector<std::string> levels = levels_called("Karton");
  REQUIRE(levels.front() == "carton");
  for (const char* one : {"cs", "box", "case"}) REQUIRE(std::count(levels.begin(), levels.end(), one) > 0);
}

TEST(a_word_in_capitals_is_the_word_also_with_its_accents) {
  const std::string head = "PO Number,Line,SKU,Qty,UOM,Vendor,Expected Date\n";
  int line = 0;
  std::string text = head;
  for (const char* one : {"STÜCK", "PIÈCE", "PIÈCES", "UNITÉ", "UNITÉS", "ШТ", "шт.", "ADET", "KUS"})
    text += "P7," + std::to_string(++line) + ",BRG,5," + one + ",V,1-DÉC-2026\n";
  REQUIRE(book(text).errors.empty());
  for (int i = 1; i <= line; ++i) REQUIRE(expected(("P7/" + std::to_string(i)).c_str()) == 5);
}

TEST(packs_are_those_of_the_item_or_the_row_is_refused_with_the_remedy) {
  const std::string head = "PO Number,Line,SKU,Qty,UOM,Vendor,Expected Date\n";
  const ImportReport booked = book(head + "P1,1,BRG,2,CASE,V,2026-12-01\nP1,2,BRG,3,EA,V,2026-12-01\n");
  REQUIRE(booked.errors.empty());
  REQUIRE(expected("P1/1") == 24);
  REQUIRE(expected("P1/2") == 3);
  const ImportReport refused = book(head + "P2,1,GLV,2,CASE,V,2026-12-01\n");
  REQUIRE(refused.errors.at(0).message.find("--unit 'GLV CASE=NUMBER'") != std::string::npos);
  ImportChoices choices;
  choices.header.units = {{"CASE", 50}};
  REQUIRE(book(head + "P2,1,GLV,2,CASE,V,2026-12-01\n", choices).errors.empty());
  REQUIRE(expected("P2/1") == 100);
}

TEST(a_box_and_a_carton_of_two_sizes_are_two_packs_and_a_word_for_either_is_asked_about) {
  const std::string head = "PO Number,Line,SKU,Qty,UOM,Vendor,Expected Date\n";
  const std::string codes = "barcode,item,level,units\nB-10,GLV,Box,10\nC-100,GLV,Carton,100\n";
  REQUIRE(book(codes).errors.empty());
  REQUIRE(book(head + "P1,1,GLV,2,box,V,2026-12-01\nP1,2,GLV,3,Kartons,V,2026-12-01\n").errors.empty());
  REQUIRE(expected("P1/1") == 20);
  REQUIRE(expected("P1/2") == 300);
  const ImportReport either = book(head + "P1,3,GLV,2,case,V,2026-12-01\n");
  REQUIRE(either.errors.at(0).message.find("packs of several sizes that are called 'case'") != std::string::npos);
  REQUIRE(book(codes).repeated);
}

TEST(a_pack_of_another_size_comes_later_and_the_first_one_is_named_again) {
  const std::string head = "PO Number,Line,SKU,Qty,UOM,Vendor,Expected Date\n", first = "barcode,item,level,units\n";
  REQUIRE(book(first + "K-12,GLV,Karton,12\n").errors.empty());
  REQUIRE(floor.ledger->packs_of(item("GLV"), "cs").value().size() == 1);
  REQUIRE(book(first + "X-50,GLV,box,50\n").errors.empty());
  REQUIRE(book(head + "P1,1,GLV,2,box,V,2026-12-01\n").errors.empty());
  REQUIRE(expected("P1/1") == 100);
  const std::string carton = head + "P1,2,GLV,2,Karton,V,2026-12-01\n";
  REQUIRE(book(carton).errors.at(0).message.find("give its barcode with level and units") != std::string::npos);
  REQUIRE(book(first + "K-12,GLV,Karton,12\n").errors.empty());
  REQUIRE(book(carton).errors.empty());
  REQUIRE(expected("P1/2") == 24);
}

TEST(where_a_thing_has_a_word_and_a_number_the_number_is_its_code_whatever_stands_first) {
  for (const char* headings :
       {"Artikel;Artikelnummer", "Artikel;Artikelnr", "Artikel;Artikel-Nr.", "Item;SKU", "Item;Item No.",
        "Article;Article No", "Material;Materialnummer", "Produkt;Produktnummer", "Artículo;Código"}) {
    INFO(headings);
    const auto all = rows<OrderLineRow>("Auftragsnummer;Kundennummer;" + std::string(headings) +
                                        ";Menge;Liefertermin\nO-1;C-1;Rillenkugellager;BRG;5;2026-12-01\n");
    REQUIRE(all.size() == 1);
    REQUIRE(all[0].item == item("BRG"));
  }
}

TEST(of_two_names_of_a_thing_the_one_that_the_books_know_counts) {
  floor.accepted(Import{{CustomerRow{"C-1", "One"}}});
  const auto order = [](const char* number, const char* headings, const char* cells) {
    return "Auftragsnummer;Kundennummer;" + std::string(headings) + ";Menge;Liefertermin\n" + number + ";C-1;" + cells +
           ";5;2026-12-01\n";
  };
  REQUIRE(book(order("O-1", "Product;Barcode", "Bearing, sealed;5901234123457")).errors.empty());
  REQUIRE(state("O-1/1") == "5 0 0 0");
  REQUIRE(book(order("O-2", "Artikel;Artikelnummer", "BRG;0815")).errors.empty());
  REQUIRE(state("O-2/1") == "5 0 0 0");
  REQUIRE(book(order("O-3", "Artikel;EAN", "Rillenkugellager;15901234123454")).errors.empty());
  REQUIRE(state("O-3/1") == "60 0 0 0");
  REQUIRE(book(order("O-4", "Artikel;EAN", "Rillenkugellager;4006381333948")).errors.size() == 1);
}

TEST(our_own_columns_say_the_item_whatever_stands_beside_them) {
  const auto all = rows<OrderLineRow>(
      "order,line,customer,item,quantity,promised,sku,status\nO-1,1,C-1,BRG,5,2026-12-01,X-9,open\n");
  REQUIRE(all.at(0).item == item("BRG"));
}

TEST(an_order_list_without_a_day_is_no_list_of_wishes) {
  INFO(error("SO Number,Customer,SKU,Qty\n77,Al,BRG,2\n"));
  REQUIRE(error("SO Number,Customer,SKU,Qty\n77,Al,BRG,2\n").find("as orders it lacks the columns promised") !=
          std::string::npos);
  REQUIRE(error("customer,item,quantity,so number,order date\nAl,BRG,2,77,2026-12-01\n").find("--kind orders") !=
          std::string::npos);
  REQUIRE(rows<WishRow>("customer,item,quantity\nAl,BRG,2\n").size() == 1);
  const std::string nothing = error("Customer No,SKU,Qty\nAl,BRG,2\n");
  REQUIRE(nothing.find("--kind orders --set order=...") != std::string::npos);
}

TEST(a_german_purchase_list_is_no_list_of_items) {
  const auto lines = rows<PurchaseLineRow>(
      "Bestellnummer;Lieferant;Artikelnummer;Bezeichnung;Bestellmenge;Lieferdatum\nB-1;M;BRG;B;12;1.12.26\n");
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].expected == units(12));
  const std::string list = "Artikelnummer;Bezeichnung;Restmenge;Wunschdatum;Beleg\nBRG;B;12;1.12.26;x\n";
  REQUIRE(error(list).find("--kind items") != std::string::npos);
  REQUIRE(rows<ItemRow>(list, of_kind("items")).size() == 1);
  REQUIRE(rows<SourceRow>("SKU,Vendor,Unit Cost,Minimum Order Quantity,Lead Time\nBRG,S,1.50,100,14\n").size() == 1);
  REQUIRE(rows<PastDemandRow>("Date,SKU,Qty Sold\n2026-11-01,BRG,5\n").size() == 1);
}

TEST(a_german_order_number_is_of_a_customer_or_of_a_supplier) {
  const auto lines = rows<OrderLineRow>(
      "Bestellnummer;Bestelldatum;Kunde;Artikelnummer;Menge;Lieferdatum\n1001;20.11.2026;ACME;BRG;2;1.12.2026\n");
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].line == order("1001/1"));
  REQUIRE(lines[0].customer == "ACME");
  const std::string both =
      "Bestellnummer;Lieferant;Kundennummer;Artikelnummer;Menge;Lieferdatum\nB-1;M;7;BRG;2;1.12.26\n";
  REQUIRE(error(both).find("--kind orders or --kind purchases") != std::string::npos);
  REQUIRE(rows<PurchaseLineRow>(both, of_kind("purchases")).size() == 1);
}

TEST(headings_in_two_lines_are_read_together) {
  const std::string text = "Order,,Article,,\nNo,Customer,Item,Qty,Ship Date\nO1,ACME,BRG,3,2026-12-01\n";
  const auto lines = rows<OrderLineRow>(text);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].line == order("O1/1"));
  REQUIRE(lines[0].ordered == units(3));
  REQUIRE(tells(parse(text).report, "the headings stand in the lines 1 and 2"));
  REQUIRE_FALSE(error("Foo,,Bar\nNo,Thing,Much\nO1,BRG,3\n").empty());
  const auto bought = rows<PurchaseLineRow>(
      "Purchase,,Supplier,Item,,Dates\nNumber,Line,Name,Code,Quantity,Due\nP1,1,Acme,BRG,12,2026-12-01\n");
  REQUIRE(bought.size() == 1);
  REQUIRE(bought[0].supplier == "Acme");
  REQUIRE(bought[0].expected == units(12));
}

TEST(groups_above_the_headings_are_no_list_of_suppliers) {
  const std::string text =
      "Open purchase orders\nPurchase order,,Supplier,Article,,Delivery\nPO Number,Line,Vendor,Part Number,Qty,Due "
      "Date\n"
      "P1,1,Acme,BRG,12,2026-12-01\n";
  REQUIRE(rows<PurchaseLineRow>(text).size() == 1);
}

TEST(of_two_columns_of_one_name_none_is_guessed) {
  const std::string text = "PO Number,Line,Vendor,Qty,Part Number,Qty,Due Date\nP1,1,Acme,99,BRG,12,2026-12-01\n";
  REQUIRE(error(text).find("'qty' stands there twice, one may be hidden") != std::string::npos);
}

TEST(an_order_has_one_customer) {
  const std::string head = "Order Number,Customer,SKU,Qty,Ship Date\n";
  const ParsedImport two = parse(head + "1,ACME,BRG,2,2026-12-01\n2,ACME,BRG,1,2026-12-01\n1,BOLT,GLV,1,2026-12-01\n");
  REQUIRE(two.report.errors.size() == 1);
  REQUIRE(two.report.errors[0].place.ends_with(":4"));
  REQUIRE(two.report.errors[0].message.find("is of ACME in line 2, and of BOLT here") != std::string::npos);
  ImportChoices meant;
  meant.confirmed = true;
  REQUIRE(parse(head + "1,ACME,BRG,2,2026-12-01\n1,BOLT,GLV,1,2026-12-01\n", meant).rows.size() == 2);
  REQUIRE(parse(head + "1,ACME,BRG,2,2026-12-01\n1,ACME,GLV,1,2026-12-01\n2,BOLT,GLV,1,2026-12-01\n")
              .report.errors.empty());
}

TEST(states_of_a_table_of_nobody_in_particular_are_looked_at_too) {
  const std::string head = "Order Number,Status,Customer,SKU,Qty,Ship Date\n";
  REQUIRE(rows<OrderLineRow>(head + "1,Open,ACME,BRG,2,2026-12-01\n,,,GLV,1,\n2,Draft,ACME,BRG,2,2026-12-01\n"
                                    "3,Cancelled,ACME,BRG,2,2026-12-01\n")
              .size() == 2);
  REQUIRE(error(head + "1,Zurückgestellt,ACME,BRG,2,2026-12-01\n").find("--state") != std::string::npos);
}

TEST(variants_have_names_of_their_own_and_those_without_a_code_are_told) {
  const std::string text =
      "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price,Variant Barcode,"
      "Image Src\n"
      "tee,Tee,Size,S,Color,Red,T-S,1,,x\ntee,,,M,,Red,T-M,1,,\ntee,,,L,,Red,,1,4006381333931,\ntee,,,,,,,,,y\n"
      "cap,Cap,Title,Default Title,,,CAP,1,,\n";
  const auto items = rows<ItemRow>(text);
  REQUIRE(items.size() == 3);
  REQUIRE(items[0].name == "Tee S / Red");
  REQUIRE(items[1].name == "Tee M / Red");
  REQUIRE(items[2].name == "Cap");
  REQUIRE(tells(parse(text).report, "1 row without an item code was left out (line 4)"));
  REQUIRE(tells(parse(text).report, "left out were the columns Option1 Name, Option2 Name, Variant Price, Image Src"));
}

TEST(units_of_one_item_on_one_pallet_are_added_up) {
  const ImportReport booked = book(
      "asn,sscc,item,quantity\nA1,340123450000000017,BRG,5\nA1,340123450000000017,15901234123454,2\n"
      "A1,340123450000000017,GLV,1\n");
  REQUIRE(booked.errors.empty());
  const auto asns = views->asns().value();
  REQUIRE(asns.size() == 2);
  for (const auto& one : asns) REQUIRE(one.quantity == units(one.item == item("BRG") ? 29 : 1));
  REQUIRE(book("asn,sscc,item,quantity\nA1,340123450000000017,GLV,0\n").errors.empty());
  REQUIRE(views->asns().value().empty());  // the notice has nothing else any more
  const std::string twice = "asn,sscc,item,quantity\nA2,340123450000000024,BRG,5\nA2,340123450000000024,BRG,6\n";
  REQUIRE(book(twice).errors.at(0).message.find("stands in line 2 already") != std::string::npos);
}

TEST(a_notice_does_not_name_the_line_of_another_item) {
  const std::string head = "asn,sscc,item,quantity,purchase,line\n";
  REQUIRE(book(head + "A1,340123450000000017,BRG,5,PO-8,1\n").errors.at(0).message.find("PO-8/1 is of GLV") !=
          std::string::npos);
  const ImportReport booked = book(head + "A1,340123450000000017,BRG,5,PO-8,\n");
  REQUIRE(booked.errors.empty());
  REQUIRE(tells(booked, "a purchase that has no line of its item"));
  REQUIRE(views->asns().value().at(0).purchase.empty());
}

TEST(a_heading_that_is_wrapped_within_its_cell_is_the_same_heading) {
  const auto all =
      rows<OrderLineRow>("\"Order\nNumber\",\"Customer\nCode\",SKU,Qty,\"Ship\nBy\"\nW-1,C-1,BRG,5,2026-12-01\n");
  REQUIRE(all.at(0).line == order("W-1/1"));
}

TEST(an_order_list_whose_number_is_called_otherwise_is_no_list_of_wishes) {
  REQUIRE(error("customer,item,quantity,promised\nC-1,BRG,5,2026-12-01\n").find("column 'order' is missing") !=
          std::string::npos);
  REQUIRE(error("Document,customer,item,quantity,promised\nD-7,C-1,BRG,5,2026-12-01\n") != "");
  REQUIRE(rows<WishRow>("customer,item,quantity\nC-1,BRG,5\n").size() == 1);
}

TEST(a_code_that_was_kept_as_a_number_is_refused_wherever_it_stands) {
  const std::string head = "order,line,customer,item,quantity,promised\n";
  REQUIRE(error(head + "1001.0,1,C-1,BRG,5,2026-12-01\n").find("it is 1001") != std::string::npos);
  REQUIRE(error(head + "1001,1,7000.0,BRG,5,2026-12-01\n").find("it is 7000") != std::string::npos);
  REQUIRE(error(head + "1001,1,C-1,6204.0,5,2026-12-01\n").find("it is 6204") != std::string::npos);
}

TEST(sales_of_one_day_are_added_up) {
  const ImportReport told =
      book("SKU,Date,Units Sold\nBRG,2026-10-01 10:00,5\nBRG,2026-10-01 17:00,3\nBRG,2026-10-02 10:00,1\n");
  INFO((told.errors.empty() ? "" : told.errors[0].sentence()));
  REQUIRE(told.errors.empty());
  REQUIRE(tells(told, "1 row is of an item and a day of a row before, and was added to it"));
  REQUIRE(told.rows == 2);
}

TEST(what_our_own_lists_say_is_understood_or_refused_and_never_taken_for_stock) {
  const std::string head = "asn,sscc,item,lot,serial,quantity,expiry,purchase,received\n";
  const ImportReport booked = book(head + "LS-1,340123450000000024,GLV,,,9,,PO-8/1,no\n");
  REQUIRE(booked.errors.empty());
  REQUIRE(views->asns().value().at(0).purchase == "PO-8/1");
  const std::string claims = "line,item,place,lot,serial,quantity,state,customer\nO1/1,BRG,A-09,,,4,reserved,ACME\n";
  REQUIRE(error(claims).find("there is nothing to import") != std::string::npos);
  REQUIRE(book("item,barcode,level,units\nGLV,4006381333931,ea,1\n").errors.empty());
}
