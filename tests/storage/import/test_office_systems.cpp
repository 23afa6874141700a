// Exports of ERPs, shops and tills that are known by what only they call so.
#include <fstream>

#include "storage/import/import_files.h"
#include "storage/import/import_json.h"
#include "storage/import/report_text.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() { choices.header.make = true; }
  void tearDown() {}

  TemporaryFolder folder;
  ImportChoices choices;

  ImportReport told(const std::string& text) { return read(text).report; }
  ParsedImport read(const std::string& text) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    return parse_import(folder / "file.csv", choices).value();
  }
  ParsedImport parse(const std::string& text) {
    auto parsed = read(text);
    INFO((parsed.report.errors.empty() ? "" : parsed.report.errors.front().sentence()));
    REQUIRE(parsed.report.errors.empty());
    return parsed;
  }
  template <class Row>
  static std::vector<Row> rows(const ParsedImport& parsed) {
    std::vector<Row> all;
    for (const ImportRow& row : parsed.rows) {
      if (const Row* one = std::get_if<Row>(&row)) all.push_back(*one);
    }
    return all;
  }
  static bool tells(const ImportReport& report, std::string_view part) {
    return std::any_of(report.found.begin(), report.found.end(),
                       [&](const std::string& one) { return one.find(part) != std::string::npos; });
  }
  std::string refusal(const std::string& text) {
    const ImportReport report = told(text);
    REQUIRE_FALSE(report.errors.empty());
    return report.errors.front().message;
  }
  // Two items, of which the first has this barcode.
  void are_two_items(const std::string& text) {
    const ParsedImport parsed = parse(text);
    const auto items = rows<ItemRow>(parsed);
    REQUIRE(items.size() == 2);
    REQUIRE(items[0].item.text() == "BRG-1");
    REQUIRE(items[1].item.text() == "BRG-2");
    const auto barcodes = rows<BarcodeRow>(parsed);
    REQUIRE(barcodes.size() == 1);
    REQUIRE(barcodes[0].code == "05901234123457");
    REQUIRE(barcodes[0].item.text() == "BRG-1");
  }
};

}  // namespace

TEST(netsuite_sales_orders_are_what_is_pending_there) {
  const ParsedImport parsed = parse(
      "Internal ID,Date,Type,Document Number,Line ID,Name,Item,Quantity,Quantity Fulfilled/Received,Ship Date,Status\n"
      "5012,11/23/2026,Sales Order,SO1041,1,C-1 One Ltd,BRG-1,12,2,12/15/2026,Partially Fulfilled\n"
      "5012,11/23/2026,Sales Order,SO1041,2,C-1 One Ltd,Bearings : BRG-2,4,0,12/15/2026,Partially Fulfilled\n"
      "5012,11/23/2026,Sales Order,SO1041,3,C-1 One Ltd,Shipping,1,,12/15/2026,Partially Fulfilled\n"
      "5014,11/24/2026,Sales Order,SO1043,1,C-2 Two,BRG-1,3,0,12/16/2026,Pending Approval\n");
  REQUIRE(tells(parsed.report, "read as NetSuite sales orders"));
  const auto lines = rows<OrderLineRow>(parsed);
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[1].item.text() == "BRG-2");
  REQUIRE(lines[1].customer == "C-1 One Ltd");
  REQUIRE(parsed.delivered.size() == 1);
  REQUIRE(parsed.ended.size() == 1);
}

TEST(netsuite_purchase_orders_wait_for_what_was_not_received) {
  const auto parsed = parse(
      "Internal ID,Date,Document Number,Name,Item,Quantity,Quantity Fulfilled/Received,Expected Receipt Date,Status\n"
      "7012,11/23/2026,PO501,Maker,BRG-1,100,40,12/20/2026,Pending Billing/Partially Received\n"
      "7013,11/23/2026,PO502,Maker,BRG-2,50,50,12/20/2026,Fully Billed\n");
  REQUIRE(tells(parsed.report, "read as NetSuite purchase orders"));
  REQUIRE(rows<PurchaseLineRow>(parsed).size() == 1);
  REQUIRE(rows<PurchaseLineRow>(parsed)[0].supplier == "Maker");
}

TEST(netsuite_items_are_goods_and_no_services) {
  are_two_items(
      "Internal ID,Name,Display Name,Type,UPC Code,Base Price,On Hand\n"
      "31,BRG-1,Bearing,Inventory Item,5901234123457,4.10,12\n32,Parts : BRG-2,Other,Inventory Item,,5.10,0\n"
      "33,SVC-1,Fitting,Service for Sale,,50.00,\n");
}

TEST(jtl_orders_leave_out_positions_that_are_no_goods) {
  const auto parsed = parse(
      "Auftragsnummer;Kundennummer;Auftragsdatum;Voraussichtliches Lieferdatum;Positionstyp;Artikelnummer;Menge;"
      "Menge geliefert;Auftragsstatus\n"
      "AU-12;C-1;23.11.2026;15.12.2026;Artikel;BRG-1;12,00;0,00;Offen\n"
      "AU-12;C-1;23.11.2026;15.12.2026;Artikel;BRG-2;4,00;1,00;Offen\n"
      "AU-12;C-1;23.11.2026;15.12.2026;Versandposition;DHL-P;1,00;0,00;Offen\n"
      "AU-13;C-1;23.11.2026;15.12.2026;Artikel;BRG-1;1,00;1,00;Versendet\n");
  REQUIRE(tells(parsed.report, "read as JTL-Wawi orders"));
  const auto lines = rows<OrderLineRow>(parsed);
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[0].ordered.units() == 12);
  REQUIRE(lines[0].promised == Date::parse("2026-12-15").value());
}

TEST(jtl_purchase_orders_and_items_are_read) {
  const auto parsed = parse(
      "Bestellnummer;Lieferantennummer;Bestelldatum;Lieferdatum;Artikelnummer;Lieferanten-Artikelnummer;Menge;"
      "Menge geliefert;Status\n"
      "BE-1;L-7;23.11.2026;20.12.2026;BRG-1;M-1;100,00;40,00;In Bearbeitung\n"
      "BE-1;L-7;23.11.2026;20.12.2026;BRG-2;M-2;50,00;0,00;In Bearbeitung\n");
  const auto lines = rows<PurchaseLineRow>(parsed);
  REQUIRE(lines.size() == 2);
  REQUIRE(lines[1].supplier == "L-7");
  REQUIRE(lines[1].due == Date::parse("2026-12-20").value());
  are_two_items(
      "Artikelnummer;Artikelname;GTIN;HAN;UPC;Lagerbestand\nBRG-1;Lager;5901234123457;6204;;12\nBRG-2;Anderes;;;;0\n");
}

TEST(xentral_documents_and_items_are_read) {
  const auto orders = parse(
      "art;beleg_belegnr;beleg_datum;beleg_lieferdatum;beleg_status;beleg_kundennummer;artikel_nummer;artikel_menge\n"
      "auftrag;2041;23.11.2026;15.12.2026;freigegeben;C-1;BRG-1;12,00\n"
      "auftrag;2042;23.11.2026;15.12.2026;abgeschlossen;C-1;BRG-2;4,00\n");
  REQUIRE(rows<OrderLineRow>(orders).size() == 1);
  REQUIRE(rows<OrderLineRow>(orders)[0].line.text() == "2041/1");
  const auto bought = parse(
      "art;beleg_belegnr;beleg_datum;beleg_lieferdatum;beleg_status;beleg_lieferantennummer;artikel_nummer;"
      "artikel_menge\nbestellung;1041;23.11.2026;15.12.2026;versendet;L-7;BRG-1;100\n");
  REQUIRE(rows<PurchaseLineRow>(bought).size() == 1);
  are_two_items("nummer;name_de;ean;hersteller\nBRG-1;Lager;5901234123457;X\nBRG-2;Anderes;;X\n");
}

TEST(plentymarkets_order_items_and_variations_are_read) {
  const std::string items =
      "RowOrderID;OrderInsertTimestamp;OrderStatus;VariationNumber;RowQuantity\n"
      "1041;2026-11-23 08:10:00;5;BRG-1;12\n1042;2026-11-23 08:10:00;7;BRG-2;4\n";
  REQUIRE(refusal(items).find("as plentymarkets order items it lacks the columns customer") != std::string::npos);
  choices.header.set = {{"customer", "C-1"}};
  REQUIRE(rows<OrderLineRow>(parse(items)).size() == 1);
  choices.header.set.clear();
  const auto catalogue =
      parse("Auftrags-ID;Kontakt-ID;Erstellt am;Variantennummer;Menge\n1041;C-1;2026-11-23T08:10:00+01:00;BRG-1;12\n");
  REQUIRE(rows<OrderLineRow>(catalogue).size() == 1);
  are_two_items(
      "Artikel-ID;Variantennummer;Artikelname;GTIN 13;Netto-Warenbestand\n17;BRG-1;Lager;5901234123457;12\n"
      "18;BRG-2;Anderes;;0\n");
}

TEST(magento_orders_count_what_is_neither_shipped_nor_cancelled) {
  const auto parsed = parse(
      "Order Number,Order Date,Order Status,Customer Name,Customer Email,Shipping Street,Item Name,Item SKU,Item Qty "
      "Ordered,Item Qty Shipped,Item Qty Canceled\n"
      "112,\"Nov 23, 2026 8:10:00 AM\",processing,One,one@x.org,\"Street 1\nFloor 2\",B,BRG-1,12.0000,2.0000,0.0000\n"
      "113,\"Nov 23, 2026 9:10:00 AM\",canceled,Two,two@x.org,Street,B,BRG-1,1.0000,0.0000,1.0000\n");
  const auto lines = rows<OrderLineRow>(parsed);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].customer == "one@x.org");
  REQUIRE(parsed.delivered.at(1).units == 2);
}

TEST(magento_products_are_what_lies_on_a_shelf_once_each) {
  are_two_items(
      "sku,store_view_code,product_type,name,price,qty,ean\n"
      "BRG-1,,simple,Bearing,4.10,12.0000,5901234123457\nBRG-1,german,simple,Lager,,,\n"
      "BRG-2,,simple,Other,4.10,0.0000,\nSET,,configurable,Set,,0.0000,\n");
}

TEST(prestashop_order_details_and_products_are_read) {
  const auto parsed = parse(
      "id_order;date_add;osname;email;product_name;product_reference;product_quantity;product_quantity_refunded\n"
      "12;2026-11-23 08:10:00;Payment accepted;one@x.org;B;BRG-1;12;0\n"
      "13;2026-11-23 08:10:00;Canceled;one@x.org;B;BRG-2;4;0\n");
  REQUIRE(rows<OrderLineRow>(parsed).size() == 1);
  are_two_items(
      "Product ID;Name *;Price tax excluded;Reference #;EAN13;Quantity\n1;Bearing;4.10;BRG-1;5901234123457;12\n"
      "2;Other;4.10;BRG-2;;0\n");
  REQUIRE(rows<ItemRow>(parse("Product ID;Image;Name;Reference;Price (tax excl.);Quantity;Status\n"
                              "12;x;Bearing;BRG-1;\"4,10\";12;1\n"))
              .size() == 1);
}

TEST(lightspeed_items_and_purchase_orders_are_told_apart) {
  are_two_items(
      "System ID,UPC,EAN,Custom SKU,Manufact. SKU,Item,Qty.,Price\n2101,,5901234123457,BRG-1,6204,Bearing,12,$4.10\n"
      "2102,,,BRG-2,6205,Other,0,$5.10\n");
  const auto parsed = parse(
      "PO #,Vendor,Status,Expected,System ID,UPC,EAN,Custom SKU,Manufact. SKU,Item,Order Qty.,Received Qty.\n"
      "118,Maker,Open,12/20/2026,2101,,5901234123457,BRG-1,6204,Bearing,100,40\n");
  REQUIRE(rows<PurchaseLineRow>(parsed).size() == 1);
  const auto sizes =
      rows<ItemRow>(parse("id,handle,sku,name,variant_option_one_value,supply_price,supplier_name\n"
                          "02,bearing,BRG-1,Bearing,S,2.10,Maker\n03,bearing,BRG-2,,L,2.10,Maker\n"));
  REQUIRE(sizes.size() == 2);
  REQUIRE(sizes[1].name == "Bearing L");
}

TEST(business_central_in_german_has_sales_purchases_and_items) {
  const auto sold = parse(
      "Belegart;Verk. an Deb.-Nr.;Belegnr.;Zeilennr.;Art;Nr.;Beschreibung;Menge;Einheitencode;Menge pro Einheit;"
      "Restauftragsmenge;Geplantes Lieferdatum\n"
      "Auftrag;C-1;A-1041;10000;Artikel;BRG-1;Lager;12;STÜCK;1;10;15.12.2026\n"
      "Auftrag;C-1;A-1041;20000;;;Bitte Rampe 3;0;;0;0;\n"
      "Auftrag;C-1;A-1041;30000;Sachkonto;8400;Fracht;1;;0;1;\n"
      "Angebot;C-1;AN-7;10000;Artikel;BRG-1;Lager;12;STÜCK;1;12;15.12.2026\n");
  const auto lines = rows<OrderLineRow>(sold);
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].line.text() == "A-1041/10000");
  REQUIRE(sold.delivered.at(1).units == 2);
  REQUIRE_FALSE(tells(sold.report, "without an item code"));  // a text among the lines
  const auto bought = parse(
      "Belegart;Eink. von Kred.-Nr.;Belegnr.;Zeilennr.;Art;Nr.;Menge;Einheitencode;Menge pro Einheit;"
      "Restbestellungsmenge;Erwartetes Wareneingangsdatum\n"
      "Bestellung;L-7;B-501;20000;Artikel;BRG-2;5;KARTON;10;5;20.12.2026\n");
  REQUIRE(rows<PurchaseLineRow>(bought).at(0).expected.units() == 50);
  are_two_items(
      "Nr.;Beschreibung;Art;Lagerbestand;Basiseinheitencode;GTIN;Gesperrt\n"
      "BRG-1;Lager;Lagerbestand;12;STÜCK;5901234123457;Nein\nBRG-2;Anderes;Lagerbestand;0;STÜCK;;Nein\n"
      "ALT;Altes;Lagerbestand;0;STÜCK;;Ja\n");
}

// Headings as these programs write them, and those of their own import, in which an office keeps its list.
TEST(lists_of_items_are_read_in_the_language_and_form_that_they_have) {
  are_two_items(
      "ID,Typ,Artikelnummer,\"GTIN, UPC, EAN oder ISBN\",Name,Veröffentlicht,\"Ist hervorgehoben?\","
      "\"Sichtbarkeit im Katalog\",Lager,\"Regulärer Preis\"\n"
      "1,variable,HOSE,,Hose,1,0,visible,,\n2,variation,BRG-1,5901234123457,\"Hose - S\",1,0,visible,4,\"19,90\"\n"
      "3,simple,BRG-2,,Gurt,1,0,visible,4,\"19,90\"\n4,\"simple, virtual\",RAT,,Beratung,1,0,visible,,99\n");
  are_two_items(
      "ID,Type,UGS,\"GTIN, UPC, EAN ou ISBN\",Nom,Publié,\"Mis en avant ?\",\"Visibilité dans le catalogue\",Stock\n"
      "1,simple,BRG-1,5901234123457,Palier,1,0,visible,4\n2,simple,BRG-2,,Autre,1,0,visible,4\n");
  are_two_items(
      "ID,Type,SKU,Name,Published,\"Is featured?\",\"Visibility in catalog\",\"GTIN, UPC, EAN, or ISBN\",Stock\n"
      "1,simple,BRG-1,Bearing,1,0,visible,5901234123457,4\n2,simple,BRG-2,Other,1,0,visible,,4\n");
  REQUIRE(rows<ItemRow>(parse("ID,Type,SKU,Name,Published,\"Visibility in catalog\",Stock\n1,simple,A,B,1,visible,4\n"))
              .size() == 1);
  are_two_items(
      "Product ID*;Attribute (Name:Type:Position)*;Value (Value:Position)*;Supplier reference;Reference;EAN13;UPC;"
      "Wholesale price;Impact on price;Ecotax;Quantity;Minimal quantity\n"
      "1;Size:select:0;S:0;;BRG-1;5901234123457;;0;0;0;4;1\n1;Size:select:0;M:1;;BRG-2;;;0;0;0;4;1\n");
  are_two_items(
      "Description,System ID,UPC,EAN,Custom SKU,Manufacturer SKU,Default Cost,Price,Vendor,Vendor ID,Category\n"
      "Bearing,210000000001,,5901234123457,BRG-1,M1,2.00,9.90,Acme,V1,Home\n"
      "Other,210000000002,,,BRG-2,M2,2.00,9.90,Acme,V2,Home\n");
  are_two_items(
      "\"System ID\",\"UPC\",\"EAN\",\"Custom SKU\",\"Manufact. SKU\",\"Item\",\"Vendor "
      "ID\",\"Qty.\",\"Price\",\"Tax\"\n"
      "\"210000000001\",\"\",\"5901234123457\",\"\",\"BRG-1\",\"Bearing\",\"\",\"0\",\"€19.90\",\"Yes\"\n"
      "\"210000000002\",\"\",\"\",\"BRG-2\",\"\",\"Other\",\"\",\"0\",\"€19.90\",\"Yes\"\n");
  are_two_items(
      "Interner Schlüssel;Artikelnummer;Artikelname;HAN;EAN;Netto-EK;Std. VK Brutto;Lieferant;Im Zulauf;Lagerbestand "
      "Gesamt\n1001;BRG-1;Lager;H-1;5901234123457;10,00;19,90;Acme;0,00;5,00\n1002;BRG-2;Zwei;H-2;;1,00;2,00;Acme;1,00;"
      "0,00\n");
}

TEST(market_places_are_read_with_what_was_not_sent) {
  const auto amazon = parse(
      "order-id\tpurchase-date\tpromise-date\tbuyer-email\tbuyer-name\tsku\tquantity-purchased\tquantity-shipped\n"
      "302-1\t2026-11-23T08:10:00+00:00\t2026-11-25T21:59:59+00:00\ta@market.org\tAnn\tBRG-1\t2\t0\n"
      "302-2\t2026-11-23T08:10:00+00:00\t2026-11-25T21:59:59+00:00\tb@market.org\tBob\tBRG-1\t2\t2\n");
  REQUIRE(rows<OrderLineRow>(amazon).size() == 1);
  REQUIRE(rows<OrderLineRow>(amazon)[0].customer == "a@market.org");
  const auto ebay = parse(
      "\n\"Order Number\",\"Buyer Username\",\"Buyer Name\",\"Item Title\",\"Custom Label\",\"Quantity\",\"Sale "
      "Date\",\"Ship By Date\"\n\n\"12-1\",\"annlee\",\"Ann "
      "Lee\",\"Bearing\",\"BRG-1\",\"2\",\"Nov-23-26\",\"Nov-25-26\"\n"
      "\"12-1\",\"\",\"\",\"Other\",\"BRG-2\",\"1\",\"\",\"\"\n\n"
      "\"2\",\"record(s) downloaded,\",\"from Nov-20-26 , 00:00:00 to Nov-23-26 , 23:59:59\"\n\"Seller ID: "
      "mystore\"\n");
  REQUIRE(rows<OrderLineRow>(ebay).size() == 2);
  REQUIRE(rows<OrderLineRow>(ebay)[1].customer == "annlee");
  REQUIRE(rows<CustomerRow>(ebay).size() == 1);
  const auto etsy = parse(
      "Sale Date,Item Name,Buyer,Quantity,Transaction ID,Listing ID,Date Shipped,Order ID,SKU\n"
      "11/23/26,Bearing,ann,2,3312,771,,2781,BRG-1\n11/22/26,Other,bob,1,3311,772,11/23/2026,2780,BRG-2\n");
  REQUIRE(rows<OrderLineRow>(etsy).size() == 1);
  are_two_items(
      "Token,Item Name,Variation Name,SKU,GTIN,Item Type,Archived\nA,Bearing,Small,BRG-1,5901234123457,Physical,N\n"
      "B,Bearing,Large,BRG-2,,Physical,N\nC,Voucher,Regular,V-1,,Gift_Card,N\n");
}

TEST(inventree_purchase_order_lines_name_the_house_s_own_part) {
  const auto lines = rows<PurchaseLineRow>(
      parse("Line Item ID,Order Reference,Part Name,Part IPN,Manufacturer,MPN,SKU,Quantity,Received,Target Date,Order "
            "Status,Supplier\n7,PO-21,Bearing,BRG-1,SKF,6204-2RS,X-99,24,0,2026-12-01,Placed,Acme\n"
            "8,PO-22,Bearing,BRG-1,SKF,6204-2RS,X-99,24,24,2026-12-01,Complete,Acme\n"));
  REQUIRE(lines.size() == 1);
  REQUIRE(lines[0].item.text() == "BRG-1");
  REQUIRE(lines[0].supplier == "Acme");
}

TEST(who_orders_in_a_shop_without_an_address_has_a_name_or_a_telephone) {
  const auto orders = rows<OrderLineRow>(
      parse("Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem sku,Lineitem fulfillment status,Billing "
            "Name,Shipping Name,Phone\n"
            "#1,,paid,2026-11-27,1,BRG-1,pending,,Bob May,'+4915112345\n#2,,paid,2026-11-27,1,BRG-1,pending,,,"
            "'+4915112345\n"));
  REQUIRE(orders.size() == 2);
  REQUIRE(orders[0].customer == "Bob May");
  REQUIRE(orders[1].customer == "+4915112345");
}

TEST(a_heading_is_known_in_one_word_and_with_hyphens) {
  const auto sold = parse(
      "SONum,Status,CustomerName,DateScheduled,LineItem,ItemNumber,ItemQuantity,QtyFulfilled\n"
      "10012,Issued,One Ltd,12/15/2026,1,BRG-1,12,2\n10012,Issued,One Ltd,12/15/2026,2,Shipping,1,0\n");
  REQUIRE(rows<OrderLineRow>(sold).size() == 1);
  REQUIRE(rows<OrderLineRow>(sold)[0].customer == "One Ltd");
  const auto bought = parse(
      "RecordType*,PurchaseNumber*,SupplierName*,Status,RequiredBy,Product*,Quantity*\n"
      "Order,PO-12,Maker,ORDERED,20/12/2026,BRG-1,100\n");
  REQUIRE(rows<PurchaseLineRow>(bought).size() == 1);
}

TEST(a_number_of_who_orders_or_sells_goes_before_his_name) {
  const auto sold = parse(
      "Auftragsnummer;Kunde;Kundennummer;Status;Pos.;Artikelnummer;Menge;Geplantes Lieferdatum\n"
      "SO-12;One Ltd;C-1;Bestätigt;1;BRG-1;12;15.12.2026\n");
  REQUIRE(rows<OrderLineRow>(sold).at(0).customer == "C-1");
  const auto dutch = parse(
      "Ordernummer;Klant;Klantcode;Leverdatum;Regel;Artikelcode;Aantal;Geleverd\n10012;One Ltd;C-1;15-12-2026;1;BRG-1;"
      "12,00;2,00\n");
  REQUIRE(rows<OrderLineRow>(dutch).at(0).customer == "C-1");
  REQUIRE(dutch.delivered.size() == 1);
  const auto bought = parse(
      "Bestellnummer;Lieferant;Lieferantennummer;Artikelnummer;Menge;Liefertermin\nB-1;Maker;L-7;BRG-1;5;15.12.2026\n");
  REQUIRE(rows<PurchaseLineRow>(bought).at(0).supplier == "L-7");
}

TEST(our_own_columns_keep_their_meaning_where_customers_are_made) {
  const auto parsed = parse(
      "order,line,customer,item,quantity,promised,ordered_at,one_off\nSO-1,1,N-1,BRG-1,2,2026-12-10,"
      "2026-11-01T08:00:00Z,yes\n");
  const auto lines = rows<OrderLineRow>(parsed);
  REQUIRE(lines.at(0).ordered_at == Instant::parse("2026-11-01T08:00:00Z").value());
  REQUIRE(lines.at(0).one_off);
  REQUIRE(rows<CustomerRow>(parsed).size() == 1);
  REQUIRE(parsed.report.left_columns.empty());
  REQUIRE_FALSE(tells(parsed.report, "left out"));
}

TEST(an_order_that_is_closed_there_is_not_wanted) {
  const auto parsed = parse(
      "Sales Order No.,Customer ID,Ship By,Closed,Quantity,Item ID\n10012,C-1,12/15/2026,FALSE,12.00,BRG-1\n"
      "10013,C-1,12/15/2026,TRUE,4.00,BRG-2\n");
  REQUIRE(rows<OrderLineRow>(parsed).size() == 1);
  REQUIRE(tells(parsed.report, "1 by closed 'TRUE'"));
}

TEST(what_is_nearly_a_heading_is_told_and_not_what_stands_above_it) {
  const ImportReport report = told(
      "My Company,,,,,,\nOpen Purchase Orders,,,,,,\n,Type,Num,Item,Deliv Date,Qty,Backordered\n"
      ",Purchase Order,501,BRG-1,12/20/2026,100,60\n");
  REQUIRE(report.errors.size() == 1);
  REQUIRE(report.errors[0].place.ends_with("file.csv:3"));
  REQUIRE(report.errors[0].message.find("as QuickBooks purchase orders it lacks the columns supplier") == 0);
  REQUIRE(refusal("order_id,date,line_items\n118,2026-11-23,\"sku:BRG-1|quantity:2\"\n")
              .find("all items of an order in one cell") != std::string::npos);
}

TEST(a_list_of_items_with_quantities_says_how_to_take_it) {
  const std::string text = "SKU,Name,EAN,UPC,Quantity\nBRG-1,Bearing,,5901234123457,12\nBRG-2,Other,,,0\n";
  REQUIRE(refusal(text).find("where it is a list of items, say --kind items") != std::string::npos);
  choices.header.kind = "items";
  are_two_items(text);
}

TEST(a_list_of_orders_without_what_was_ordered_is_refused_by_what_is_missing) {
  REQUIRE(refusal("ID;Reference;Customer;Total;Payment;Status;Date\n12;XKB;J. DOE;61.80;Wire;Paid;2026-11-23\n")
              .find("export the orders with their lines") != std::string::npos);
}

TEST(many_columns_that_mean_nothing_are_counted_and_listed_in_the_report) {
  const std::string text = "item,name,a1,a2,a3,a4,a5,a6,a7,a8\nBRG-1,Bearing,1,,,,,,,\n";
  const ImportReport report = told(text);
  REQUIRE(report.found.at(0) == "8 columns (a1, a2, a3, a4, a5, a6 and 2 more) are not known and were left out");
  REQUIRE(report.left_columns.size() == 8);
  const ImportedFile one{"file.csv", report, true};
  REQUIRE(report_text(one, 10).find("\n  a8\n") != std::string::npos);
  REQUIRE(parse_imported_file(to_json(one), 100'000)->report.left_columns == report.left_columns);
}
