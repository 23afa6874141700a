// Exports of other systems, in the shape in which each writes them.
#include "tests/support/warehouse/export_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

const ImportChoices day_first = with([](ImportChoices& choices) { choices.said.days = DayOrder::day_first; });

struct Fixture : ExportFixture {};

}  // namespace

TEST(shopify_orders_are_numbered_and_what_is_not_sent_is_left_out) {
  const std::string text =
      "Name,Email,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Lineitem requires shipping,Lineitem "
      "fulfillment "
      "status,Billing Name,Cancelled at\n"
      "#7,a@x.org,2026-11-12 08:10:00 +0100,2,Bearing,BRG-1,true,pending,Ann,\n"
      "#7,,,1,Other,BRG-2,true,pending,,\n"
      "#7,,,1,Gift card,CARD,false,pending,,\n"
      "#8,b@x.org,2026-11-12 09:10:00 +0100,1,Bearing,BRG-1,true,fulfilled,Ben,\n"
      "#9,b@x.org,2026-11-12 09:10:00 +0100,1,Bearing,BRG-1,true,pending,Ben,2026-11-13 10:00:00 +0100\n"
      "#9,,,1,Other,BRG-2,true,pending,,\n";
  const auto lines = rows<OrderLineRow>(text);
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[0].line == order("#7/1"));
  REQUIRE(lines[0].ordered_at == Instant::parse("2026-11-12T07:10:00Z").value());
  REQUIRE(lines[1].line == order("#7/2"));
  REQUIRE(lines[1].customer == "a@x.org");
  REQUIRE(tells(parse(text).report, "read as Shopify orders"));
  REQUIRE(tells(parse(text).report, "4 rows"));
  REQUIRE(book(text).errors.at(0).message.find("customer 'a@x.org' is not known") != std::string::npos);
  REQUIRE(book(text, with([](ImportChoices& choices) { choices.header.make = true; })).errors.empty());
  REQUIRE(Views::open(folder / "dock.db").value()->order_lines(order("#7/1").document)->at(0).customer == "Ann");
}

TEST(shopify_products_are_items_with_their_barcodes) {
  const auto parsed = parse(
      "URL handle,Title,Variant SKU,Variant Barcode\n"
      "ring,Ring,R-S,'5901234123457\nring,,R-L,\nring,,,\n");
  REQUIRE(parsed.rows.size() == 3);
  REQUIRE(std::get<ItemRow>(parsed.rows[0]).name == "Ring");
  REQUIRE(std::get<BarcodeRow>(parsed.rows[1]).code == "05901234123457");
  REQUIRE(std::get<ItemRow>(parsed.rows[2]) == ItemRow{item("R-L"), "Ring"});
}

TEST(woocommerce_orders_keep_their_line_numbers) {
  const auto lines = rows<OrderLineRow>(
      "Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),Email (Billing),Item "
      "#,SKU,Quantity (- Refund)\n"
      "118,processing,2026-11-12 08:10,Ann,Lee,a@x.org,1,BRG-1,2\n118,processing,2026-11-12 "
      "08:10,Ann,Lee,a@x.org,2,BRG-2,1\n"
      "119,cancelled,2026-11-12 08:10,Ann,Lee,a@x.org,1,BRG-1,2\n");
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[1].line == order("118/2"));
}

TEST(woocommerce_orders_without_line_numbers_are_numbered) {
  const auto lines = rows<OrderLineRow>(
      "Order Number,Order Status,Order Date,Email (Billing),SKU,Quantity\n"
      "118,processing,2026-11-12 08:10,C-1,BRG-1,2\n118,processing,2026-11-12 08:10,C-1,BRG-2,5\n");
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[0].line.text() == "118/1");
  REQUIRE(lines[1].line.text() == "118/2");
}

TEST(woocommerce_products_without_a_code_are_told) {
  const ParsedImport parsed =
      parse("ID,Type,SKU,\"GTIN, UPC, EAN, or ISBN\",Name\n14,simple,CUP,4006381333931,Cup\n17,simple,,,NoSku\n");
  REQUIRE(parsed.rows.size() == 2);
  REQUIRE(tells(parsed.report, "1 row without an item code was left out (line 3)"));
}

TEST(what_odoo_and_erpnext_have_delivered_or_received_is_not_wanted_again) {
  const ParsedImport odoo = parse(
      "Order Reference,Customer,Order Date,Status,Order Lines/Product,Order Lines/Quantity,"
      "Order Lines/Delivered Quantity,Delivery Date\n"
      "S1,C-1,2026-11-12 08:10:00,Sales Order,[BRG-1] B,2.0,2.0,2026-12-01\n"
      ",,,,[BRG-2] O,9.0,0.0,\n");
  REQUIRE(odoo.rows.size() == 1);
  REQUIRE(odoo.ended.size() == 1);
  REQUIRE_FALSE(odoo.ended[0].cancelled);
  REQUIRE(tells(odoo.report, "1 by what was delivered or received there"));
  const std::string erpnext =
      "ID,Supplier,Status,Item Code (Items),Quantity (Items),UOM (Items),UOM Conversion Factor (Items),"
      "Required By (Items),Received Qty (Items)\n"
      "PO-1,S,To Receive,BRG-1,5,Box,12,01-12-2026,2\n";
  REQUIRE(tells(book(erpnext, day_first), "1 row is delivered or received in part there"));
  REQUIRE(floor.ledger
              ->as_written(PurchaseLineRow{
                  PurchaseLine::parse("PO-1/1").value(), "", item("BRG-1"), units(1), clock.now().date(), {}})
              .value()
              .has_value());
  REQUIRE(
      std::get<PurchaseLineRow>(**floor.ledger->as_written(rows<PurchaseLineRow>(erpnext, day_first).at(0))).expected ==
      units(36));
}

TEST(odoo_and_erpnext_say_a_document_once) {
  const auto odoo = rows<PurchaseLineRow>(
      "Order Reference,Vendor,Order Lines/Product,Order Lines/Quantity,Order Lines/Expected Arrival\n"
      "P7,Acme,\"[BRG-1] Bearing, sealed\",24.0,2026-12-01 12:00:00\n,,[BRG-2] Other,20.0,2026-12-01 12:00:00\n"
      ",,[Delivery_007] Standard delivery,1.0,2026-12-01 12:00:00\n");
  REQUIRE(odoo.size() == 2);
  REQUIRE(odoo[1].line == purchase("P7/2"));
  REQUIRE(odoo[1].supplier == "Acme");
  REQUIRE(odoo[1].item == item("BRG-2"));
  const std::string ambiguous =
      "ID,Supplier,Status,Item Code (Items),Quantity (Items),Required By (Items),Received Qty (Items)\n"
      "PO-1,Acme,To Receive,BRG-1,24.000,01-12-2026,0.000\n,,,BRG-2,20.000,01-12-2026,0.000\n";
  const auto erpnext = rows<PurchaseLineRow>(ambiguous, day_first);
  REQUIRE(erpnext.size() == 2);
  REQUIRE(erpnext[1].expected == units(20));
  REQUIRE(erpnext[1].due == day("2026-12-01"));
  // Which way round its users write days the system lets them choose: without a row that shows it, it is asked.
  const ParsedImport asked = parse_import(write(ambiguous)).value();
  REQUIRE(asked.report.questions.size() == 1);
  REQUIRE(asked.rows.empty());
  REQUIRE(rows<PurchaseLineRow>(ambiguous + ",,,BRG-2,20.000,13-12-2026,0.000\n").at(0).due == day("2026-12-01"));
}

TEST(stock_of_shopify_and_inventree_lies_in_its_bins) {
  const auto shopify = rows<OpeningRow>(
      "Handle,Title,Option1 Name,SKU,Location,Bin name,Incoming (not editable),Available (not editable),On hand "
      "(current),On hand (new)\nring,Ring,Title,BRG-1,Main,A-01,10,5,7,\nring,Ring,Title,BRG-2,Main,,0,0,not "
      "stocked,\n");
  REQUIRE(shopify.size() == 1);
  REQUIRE(shopify[0].place.text() == "A-01");
  REQUIRE(shopify[0].units.quantity == units(7));
  const auto older = rows<OpeningRow>(
      "Handle,Title,SKU,HS Code,COO,Location,Incoming,Committed,Available,On hand\n"
      "ring,Ring,'BRG-1,,,Main,0,0,3,3\n");
  REQUIRE(older.at(0).place.text() == "Main");
  REQUIRE(older.at(0).units.item == item("BRG-1"));
  const auto inventree = rows<OpeningRow>(
      "Part ID,Part,IPN,Location,Quantity,Serial Number,Batch,Packaging,Expiry Date\n"
      "12,Resistor 10k,BRG-1,A-01,5000.00000,,B1,Reel,\n");
  REQUIRE(inventree.at(0).units.quantity == units(5000));
  REQUIRE(inventree.at(0).units.lot == lot("B1"));
}

TEST(odoo_with_technical_names_and_an_older_version_are_taken) {
  const auto technical = rows<PurchaseLineRow>(
      "name,partner_id,order_line/product_id/default_code,order_line/product_qty,order_line/date_planned\n"
      "P7,Acme,BRG-1,24.0,2026-12-01 12:00:00\n,,BRG-2,20.0,2026-12-01 12:00:00\n");
  REQUIRE(technical.size() == 2);
  REQUIRE(technical[1].line == purchase("P7/2"));
  const auto older = rows<PurchaseLineRow>(
      "Order Lines/Scheduled Date,Order Lines/Quantity,Order Lines/Product,Vendor,Order Reference\n"
      "2026-12-01 12:00:00,24.0,[BRG-1] Bearing,Acme,P7\n");
  REQUIRE(older.at(0).due == day("2026-12-01"));
  const auto sales = rows<OrderLineRow>(
      "name;partner_id;date_order;commitment_date;order_line/product_id;order_line/product_uom_qty\n"
      "S9;C-1;2026-11-12 08:00:00;2026-12-01 00:00:00;[BRG-1] Bearing;2,0\n;;;;[BRG-2] Other;1,0\n");
  REQUIRE(sales.size() == 2);
  REQUIRE(sales[1].line == order("S9/2"));
  REQUIRE(sales[1].promised == day("2026-12-01"));
}

TEST(erpnext_by_the_report_builder_and_an_american_one_are_taken) {
  const auto lines = rows<PurchaseLineRow>(
      "ID,Supplier,Status,Item Code (Purchase Order Item),Quantity (Purchase Order Item),Received Qty (Purchase Order "
      "Item),Required By (Purchase Order Item)\n"
      "PO-1,Acme,To Receive,BRG-1,24.000,0.000,12-31-2026\nPO-1,Acme,To Receive,BRG-2,2.000,0.000,12-01-2026\n");
  REQUIRE(lines.at(1).due == day("2026-12-01"));
}

TEST(woocommerce_with_one_row_per_item_is_taken) {
  const auto lines = rows<OrderLineRow>(
      "order_id,order_number,date,status,billing_email,item_sku,item_name,item_quantity,item_total\n"
      "118,118,2026-11-12 08:10:00,processing,C-1,BRG-1,Bearing,2,24.00\n"
      "118,118,2026-11-12 08:10:00,processing,C-1,BRG-2,Other,1,12.00\n"
      "119,119,2026-11-12 08:10:00,refunded,C-1,BRG-2,Other,1,12.00\n");
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[1].line == order("118/2"));
}

TEST(sap_as_its_screen_shows_it_and_tryton_with_dots_are_taken) {
  const auto sap = rows<PurchaseLineRow>(
      "Document Number;Vendor Code;Vendor Name;Delivery Date;Item No.;Item Description;Quantity\n"
      "4500012;V1;Acme;01.12.26;BRG-1;Bearing;1.024,000\n;;;;BRG-2;Other;20,000\n");
  REQUIRE(sap.size() == 2);
  REQUIRE(sap[0].expected == units(1024));
  REQUIRE(sap[1].line == purchase("4500012/2"));
  const auto tryton = rows<PurchaseLineRow>(
      "planned_date,from_location.rec_name,product.code,product.rec_name,quantity\n"
      "2026-12-01,Supplier,BRG-1,[BRG-1] Bearing,24.0\n");
  REQUIRE(tryton.at(0).item == item("BRG-1"));
}

TEST(a_document_that_is_named_on_its_first_line_alone_goes_on) {
  const std::string header = "Order Number,Ship To,SKU,Qty,Ship Date\n";
  const auto lines = rows<OrderLineRow>(header + "S1,C-1,BRG-1,2,2026-12-01\n,,BRG-2,3,\nS2,C-1,BRG-1,1,2026-12-02\n");
  REQUIRE(lines.size() == 3);
  REQUIRE(lines[1].line == order("S1/2"));
  REQUIRE(lines[1].customer == "C-1");
  REQUIRE(lines[1].promised == day("2026-12-01"));
  const auto another = book(header + "S1,C-1,BRG-1,2,2026-12-01\n,C-2,BRG-2,3,2026-12-01\n");
  REQUIRE(another.errors.at(0).message == "order: is empty");
}

TEST(unknown_items_are_made_of_the_rows_when_somebody_says_so) {
  book("barcode,item\n5901234123457,BRG-1\n");
  const std::string text =
      "Order Number,Ship To,SKU,Description,Qty,Ship Date\n"
      "S1,C-1,NEW-1,A new one,2,2026-12-01\nS1,C-1,NEW-1,A new one,1,2026-12-01\n"
      "S1,C-1,5901234123457,Bearing,1,2026-12-01\nS1,C-1,Shipping,Shipping,1,2026-12-01\n";
  REQUIRE(book(text).errors.at(0).message ==
          "item 'NEW-1' is not known: import the items first, or make them of the rows with --make-items");
  REQUIRE(book(text, with([](ImportChoices& choices) { choices.header.make_items = true; })).errors.empty());
  const auto items = Views::open(folder / "dock.db").value()->items(10).value();
  REQUIRE(items.size() == 3);
  REQUIRE(std::any_of(items.begin(), items.end(), [](const auto& one) { return one.name == "A new one"; }));
}

TEST(an_item_that_is_made_of_a_code_in_brackets_has_the_name_behind_them) {
  const std::string odoo =
      "Order Reference,Vendor,Order Lines/Product,Order Lines/Quantity,Order Lines/Expected Arrival\n"
      "P1,S,\"[NEW-7] Bearing 6204-2RS, sealed\",24.0,2026-12-01\nP1,S,[NEW-8],1.0,2026-12-01\n";
  REQUIRE(book(odoo, with([](ImportChoices& choices) { choices.header.make_items = true; })).errors.empty());
  const auto items = Views::open(folder / "dock.db").value()->items(10).value();
  const auto name_of_item = [&](const char* code) {
    return std::find_if(items.begin(), items.end(), [&](const auto& one) { return one.item.text() == code; })->name;
  };
  REQUIRE(name_of_item("NEW-7") == "Bearing 6204-2RS, sealed");
  REQUIRE(name_of_item("NEW-8") == "NEW-8");
}

TEST(a_quote_inside_a_cell_is_told) {
  const auto report = book("item,name\nPIPE,\"Pipe 1\" x 2\"\nTUBE,Tube\n");
  REQUIRE(report.errors.empty());
  REQUIRE(report.found.back() ==
          "1 row has a quote inside a cell, or one that is not doubled: look how it was read (line 2)");
}

TEST(the_inventory_of_openboxes_is_known_by_its_name) {
  book("location,kind\nRM1-RACK1-SHELF1,storage\n");
  const auto report = book(
      "Product code,Product,Lot number,Expiration date,Bin location,Quantity,Comments\n"
      "MEAT-1,Minced beef tray,160126,25/05/2027,RM1-RACK1-SHELF1,40,\n",
      with([](ImportChoices& choices) { choices.header.make_items = true; }));
  INFO((report.errors.empty() ? "" : report.errors[0].sentence()));
  REQUIRE(report.errors.empty());
  REQUIRE(report.kind == "stock");
  REQUIRE(std::any_of(report.found.begin(), report.found.end(),
                      [](const std::string& one) { return one.starts_with("read as OpenBoxes inventory"); }));
}

TEST(sap_counts_lines_from_nothing) {
  const auto lines = rows<PurchaseLineRow>(
      "DocNum;CardCode;ReqDate;LineNum;ItemCode;Dscription;Quantity\n4500012;V1;01.12.2026;0;BRG-1;Bearing, "
      "sealed;24,000\n");
  REQUIRE(lines.at(0).line == purchase("4500012/1"));
  REQUIRE(lines.at(0).expected == units(24));
}

TEST(tryton_openboxes_and_a_distributor_are_taken) {
  REQUIRE(
      rows<PurchaseLineRow>(
          "product/rec_name,quantity,from_location/rec_name,planned_date\n[BRG-1] Bearing,24.0,Supplier,2026-12-01\n")
          .at(0)
          .line == purchase("IN 2026-12-01/1"));
  REQUIRE(rows<LocationRow>(
              "id,name,active,locationType,locationNumber,locationGroup\n,RM1-S1,TRUE,Bin Location,MW-1,East\n")
              .at(0) == LocationRow{place("RM1-S1"), LocationKind::storage, 0, "East"});
  const auto places = rows<LocationRow>(
      "id,name,active,locationType,locationNumber,locationGroup\n,R-1,TRUE,Receiving,,\n,H-1,TRUE,Hold,,\n"
      ",Main,TRUE,Depot,,\n,B-9,FALSE,Bin Location,,\n");
  REQUIRE(places.size() == 2);
  REQUIRE(places[0] == LocationRow{place("R-1"), LocationKind::dock, 0, ""});
  REQUIRE(places[1] == LocationRow{place("H-1"), LocationKind::quarantine, 0, ""});
  const auto strange =
      parse_import(write("id,name,active,locationType,locationGroup\n,X-1,TRUE,Cross dock wagon,\n")).value();
  REQUIRE(strange.report.errors.at(0).message.find("--set kind=storage") != std::string::npos);
  const std::string reels =
      "Index,Quantity,Part Number,Manufacturer Part Number,Description,Customer "
      "Reference\n1,5000,311-ND,RC06,RES,BRG-1\n";
  const auto refused = parse_import(write(reels)).value().report;
  REQUIRE(refused.errors.at(0).message.find("--set purchase=") != std::string::npos);
  const auto lines =
      rows<PurchaseLineRow>(reels, with([](ImportChoices& choices) {
                              choices.header.set = {{"purchase", "PO-9"}, {"supplier", "D"}, {"due", "2026-12-01"}};
                            }));
  REQUIRE(lines.at(0).item == item("BRG-1"));
  REQUIRE(lines.at(0).expected == units(5000));
}

TEST(columns_are_known_by_what_others_call_them) {
  const auto lines = rows<OrderLineRow>(
      "Order No.,Ship To,SKU,Qty,Delivery Date\nSO-1,C-1,BRG-1,3,2026-12-01\nSO-1,C-1,SHIPPING,1,2026-12-01\n");
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].line == order("SO-1/1"));
  REQUIRE(parse("SKU,Description,EAN\nX-1,Ring,5901234123457\n").rows.size() == 2);
}

TEST(a_mapping_of_ones_own_goes_before_all_else) {
  ImportChoices choices;
  choices.header.mappings = {
      "name = ours\nleave out = Art: Porto\n[purchases]\npurchase = Beleg\nnumber = purchase\nsupplier = 'Acme'\nitem "
      "= Teil\nquantity = Stk\ndue = Wann\n"};
  const auto lines =
      rows<PurchaseLineRow>("Beleg,Art,Teil,Stk,Wann\nB-1,Ware,BRG-1,3,1.12.2026\nB-1,Porto,X,1,1.12.2026\n", choices);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].supplier == "Acme");
  choices.header.mappings = {"nonsense"};
  REQUIRE(parse_import(write("a,b\n1,2\n"), choices).value().report.errors.at(0).message.find("bad line 1") !=
          std::string::npos);
}

TEST(an_item_may_be_named_by_the_barcode_of_a_pack) {
  book("barcode,item,level,units\n15901234123454,BRG-1,cs,12\n");
  REQUIRE(book(order_header + "SO-1,1,C-1,15901234123454,2,2026-12-01\n").errors.empty());
  const auto line = Views::open(folder / "dock.db").value()->order_lines(order("SO-1/1").document)->at(0);
  REQUIRE(line.item == item("BRG-1"));
  REQUIRE(line.ordered == units(24));
}

TEST(lines_of_business_central_are_orders_and_purchases_of_items) {
  const auto lines = rows<OrderLineRow>(
      "Document Type,Document No.,Line No.,Sell-to Customer No.,Type,No.,Description,Quantity,Outstanding "
      "Quantity,Shipment Date\n"
      "Order,S-ORD1,10000,C-1,Item,BRG-1,Bearing,4,4,2026-12-15\n"
      "Order,S-ORD1,20000,C-1,Resource,R1,Work,1,1,2026-12-15\n"
      "Quote,S-QUO1,10000,C-1,Item,BRG-1,Bearing,9,9,2026-12-15\n"
      "Order,S-ORD1,30000,C-1, ,,Please ring twice,,,2026-12-15\n");
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].line == order("S-ORD1/10000"));
  REQUIRE(lines[0].promised == Date::parse("2026-12-15").value());
  const auto bought = rows<PurchaseLineRow>(
      "Document Type,Document No.,Line No.,Buy-from Vendor No.,Type,No.,Quantity,Outstanding Quantity,Expected "
      "Receipt Date\nOrder,106001,10000,V-10,Item,BRG-2,7,7,2026-12-15\n");
  REQUIRE(bought.size() == 1);
  REQUIRE(bought[0].supplier == "V-10");
}
