// What people do to a sheet beside its rows, and codes and columns as other houses have them.
#include <fstream>

#include "storage/import/import_files.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

const std::string order_header = "order,line,customer,item,quantity,promised\n";

struct Fixture : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();

  ParsedImport parse(const std::string& text, const ImportChoices& choices = {}) {
    std::ofstream(folder / "sheet.csv", std::ios::binary) << text;
    return parse_import(folder / "sheet.csv", choices).value();
  }
  ParsedImport good(const std::string& text, const ImportChoices& choices = {}) {
    ParsedImport parsed = parse(text, choices);
    INFO((parsed.report.errors.empty() ? "" : parsed.report.errors.front().sentence()));
    REQUIRE(parsed.report.errors.empty());
    return parsed;
  }
  static bool tells(const ParsedImport& parsed, std::string_view part) {
    return std::any_of(parsed.report.found.begin(), parsed.report.found.end(),
                       [&](const std::string& one) { return one.find(part) != std::string::npos; });
  }
  std::string first_error(const std::string& text) {
    const ParsedImport parsed = parse(text);
    return parsed.report.errors.empty() ? "none" : parsed.report.errors.front().message;
  }
  std::vector<std::string> codes(const ParsedImport& parsed) {
    std::vector<std::string> all;
    for (const ImportRow& row : parsed.rows) {
      if (const auto* barcode = std::get_if<BarcodeRow>(&row)) all.push_back(barcode->code);
    }
    return all;
  }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST(a_line_of_totals_is_no_row) {
  const ParsedImport parsed = good(order_header + "S1,1,ACME,BRG,4,2026-12-01\n,,,,,\nTotal:,,,,4,\n");
  REQUIRE(parsed.rows.size() == 1);
  REQUIRE(tells(parsed, "1 line of totals was left out"));
  REQUIRE(good(order_header + "S1,1,ACME,BRG,4,2026-12-01\n,,,Gesamt,4,\n").rows.size() == 1);
  REQUIRE(good("item,name\nTOTAL,A thing of that name\n").rows.size() == 1);
  const ParsedImport groups =
      good("place,item,quantity\nA-01,BRG,3\nA-01 Total,,3\nA-02,BRG,4\nA-02 Ergebnis,,4\nGesamtergebnis,,7\n");
  REQUIRE(groups.rows.size() == 2);
  REQUIRE(tells(groups, "3 lines of totals were left out"));
}

TEST(a_row_that_adds_up_what_stands_above_it_is_no_row) {
  const std::string orders = "order,line,customer,item,quantity,promised\n";
  const ParsedImport parsed =
      parse(orders +
            "SO-1,1,C,BRG-1,2,2026-12-10\nSO-1,2,C,BRG-2,3,2026-12-10\n,,,,5,\nSO-2,1,C,BRG-1,4,2026-12-10\n"
            "SO-2,2,C,BRG-1,4,2026-12-10\n,,,,8,\n,,,,13,\n");
  REQUIRE(parsed.report.errors.empty());
  REQUIRE(parsed.rows.size() == 4);
  REQUIRE(tells(parsed, "3 lines that add up what stands above them were left out, the first is line 4"));
  const ParsedImport stock = parse(
      "Item Code;Item Name;Bin;Qty;Value\nBRG-1;B;A-01;10,00;41,00\nBRG-2;O;A-01;5,00;20,50\n2 items;;;15,00;61,50\n");
  REQUIRE(stock.report.errors.empty());
  REQUIRE(stock.rows.size() == 2);
  REQUIRE(tells(stock, "line 4 adds up what stands above it, and was left out"));
  const ParsedImport bins = parse("SKU,Location,On Hand\nBRG-1,A-01,10\nBRG-2,A-01,5\n,,15\n");
  REQUIRE(bins.rows.size() == 2);
  REQUIRE(tells(bins, "line 4 adds up"));
  REQUIRE_FALSE(tells(bins, "without an item code"));
}

TEST(a_row_without_an_item_that_adds_up_nothing_is_refused) {
  const std::string orders = "order,line,customer,item,quantity,promised\n";
  for (const char* row : {",,,,6,\n", "SO-1,3,C,,5,2026-12-10\n", "lost,,,,5,\n"}) {
    const ParsedImport parsed = parse(orders + "SO-1,1,C,BRG-1,2,2026-12-10\nSO-1,2,C,BRG-2,3,2026-12-10\n" + row);
    INFO(row);
    REQUIRE(parsed.report.bad_rows == 1);
    REQUIRE(parsed.rows.size() == 2);
  }
  // One row above is no sum.
  REQUIRE(parse(orders + "SO-1,1,C,BRG-1,2,2026-12-10\n,,,,2,\n").report.bad_rows == 1);
}

TEST(a_thing_without_a_code_is_named_with_what_can_be_done) {
  const ParsedImport parsed = parse(
      "Name,Email,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Lineitem requires shipping\n"
      "#7,a@x.org,2026-11-12 08:10:00 +0100,1,Made by hand,,true\n");
  REQUIRE(
      parsed.report.errors.at(0).message ==
      "item: is empty, of 'Made by hand': give it an item code where the file comes from and export again, or leave "
      "such rows out with --skip-bad");
}

TEST(gift_cards_and_files_to_load_down_are_no_items) {
  const ParsedImport parsed = parse(
      "Handle,Title,Variant SKU,Variant Price,Variant Requires Shipping,Variant Barcode,Gift Card\n"
      "bearing,Bearing,BRG-1,4.10,true,,false\ngift,Gift card,GC-10,10.00,true,,true\ngift,,GC-25,25.00,true,,true\n"
      "manual,Manual,PDF-1,4.10,false,,false\ngift,,,50.00,false,,true\n");
  REQUIRE(parsed.rows.size() == 1);
  REQUIRE(tells(parsed, "3 rows were left out"));
  REQUIRE_FALSE(tells(parsed, "without an item code"));
}

TEST(nothing_is_called_total_and_a_number) {
  const ParsedImport items = good("item,name\nBRG,Bearing\nTotal,1\n");
  REQUIRE(items.rows.size() == 1);
  REQUIRE(tells(items, "1 line of totals was left out"));
  REQUIRE(good("item,name\nTotal 24,Cereal\n").rows.size() == 1);
  REQUIRE(good("Sales Order,Customer,Ship Date,Item Code,Qty\nS1,ACME,2026-12-01,BRG,4\n,,,Total,4\n").rows.size() ==
          1);
  REQUIRE(good(order_header + "S1,1,ACME,BRG,4,2026-12-01\nSumme: 4,,,,,\n").rows.size() == 1);
}

TEST(what_a_report_prints_around_its_rows_is_told_and_left_out) {
  const ParsedImport pages = good(order_header +
                                  "S1,1,ACME,BRG,4,2026-12-01\nPage 1 of 3\nS1,2,ACME,GLV,4,2026-12-01\n"
                                  "Exported by admin on 2026-11-29 10:00\nRecords:,2,,,,\n");
  REQUIRE(pages.rows.size() == 2);
  REQUIRE(tells(pages, "'Page 1 of 3' in line 3 and 2 more lines that are no rows were left out"));
  const ParsedImport one = good("item;name;tracking\nBRG;Bearing;none\nSeite 1 von 1;;\n");
  REQUIRE(one.rows.size() == 1);
  REQUIRE(tells(one, "'Seite 1 von 1' in line 3 is no row and was left out"));
  // A document is not carried on from it.
  const ParsedImport carried = good(
      "Name,Email,Lineitem sku,Lineitem quantity,Created at,Financial Status,Lineitem fulfillment status\n"
      "#1001,a@example.com,BRG,2,2026-11-20 10:00:00 +0000,paid,pending\nPage 1/2,,,,,,\n#1001,,GLV,1,,,pending\n");
  REQUIRE(carried.rows.size() == 2);
}

TEST(a_row_that_lost_its_cells_is_no_footer) {
  REQUIRE(first_error(order_header + "S1,1,ACME,BRG,4,2026-12-01\nS2,,,,,\n") != "");
  REQUIRE(first_error(order_header + "S1,1,ACME,BRG,4,2026-12-01\nPage Turner,,,,,\n") != "");
  REQUIRE(good("item,name\nPage 2,A page\n").rows.size() == 1);
}

TEST(items_with_their_barcodes_beside_them_are_both_by_our_own_names_too) {
  const ParsedImport both = good("item,name,barcode\nBRG,Bearing,5901234123457\nGLV,Glove,\n");
  REQUIRE(both.rows.size() == 3);
  REQUIRE(codes(both) == Texts{"05901234123457"});
  REQUIRE(good("barcode,item,level,units\n15901234123454,BRG,cs,12\n").rows.size() == 1);
}

TEST(a_name_may_have_several_lines_and_a_code_may_not) {
  const ParsedImport parsed = good("item,name\nNEW-1,\"two\r\nlines,\tand a tab\"\n");
  REQUIRE(std::get<ItemRow>(parsed.rows.at(0)).name == "two lines, and a tab");
  REQUIRE(first_error("item,name\n\"NEW\n1\",broken\n").find("control character") != std::string::npos);
}

TEST(a_formula_that_holds_a_text_says_which) {
  REQUIRE(first_error("item,name\n\"=\"\"H1\"\"\",n\n").find("its value is likely H1:") != std::string::npos);
}

TEST(a_second_line_of_headings_is_no_row) {
  const ParsedImport below = good(
      "order;line;customer;item;quantity;promised\nNo.;;;SKU;pcs;date\n"
      "S1;1;ACME;BRG;4;1.12.2026\n");
  REQUIRE(below.rows.size() == 1);
  REQUIRE(tells(below, "1 line of headings"));
  REQUIRE(good("order;customer;item;quantity;promised\nNo.;;SKU;pcs;date\nS1;ACME;BRG;4;1.12.2026\n").rows.size() == 1);
  const ParsedImport again =
      good(order_header + "S1,1,ACME,BRG,4,2026-12-01\n" + order_header + "S1,2,ACME,BRG,5,2026-12-01\n");
  REQUIRE(again.rows.size() == 2);
  REQUIRE(first_error(order_header + "S1,1,ACME,BRG,4,2026-12-01\nS1,2,ACME,BRG,four,2026-12-01\n")
              .find("is not a number") != std::string::npos);
}

TEST(a_first_row_with_words_for_numbers_is_refused_and_not_left_out) {
  for (const char* text :
       {"place,item,quantity\nA-01,BRG,#REF!\nA-01,BRG,3\n", "SKU;EAN;Bestand;Lagerplatz\nBRG;5901234123457;n/a;A-01\n",
        "asn,sscc,item,quantity\nA,CARTON-A,BRG,#REF!\nA,CARTON-B,GLV,3\n", "item,name,safety_stock\nAAA,Bolt,none\n",
        "item,supplier,price\nBRG,S,on request\nGLV,S,2.10\n",
        "place,item,lot,expiry,quantity\nA-01,BRG,L1,unknown,unknown\n"}) {
    const ParsedImport parsed = parse(text);
    INFO(text);
    REQUIRE_FALSE(tells(parsed, "of headings"));
    REQUIRE(parsed.report.bad_rows == 1);
  }
}

TEST(all_bad_rows_are_told_at_once_also_those_that_the_books_refuse) {
  floor.accepted(Import{{CustomerRow{"ACME", "Acme"}}});
  const std::string text =
      order_header + "S1,1,ACME,NONE,4,2026-12-01\nS1,2,ACME,BRG,x,2026-12-01\nS1,3,ACME,BRG,1,2026-12-01\n";
  REQUIRE(parse(text).report.errors.size() == 1);
  auto parsed = parse_files({folder / "sheet.csv"}, {}).value();
  const auto told = book_files(*floor.ledger, std::move(parsed), {}, office, clock.now()).value().at(0).report;
  REQUIRE(told.errors.size() == 2);
  REQUIRE(told.errors[0].message.find("'NONE' is not known") != std::string::npos);
  REQUIRE(told.errors[1].message.find("is not a number") != std::string::npos);
  REQUIRE_FALSE(told.changes);
}

TEST(what_the_units_below_the_headings_say_does_not_hide_the_decimal_mark) {
  const ParsedImport parsed = good(
      "order;line;customer;item;quantity;promised\n;;;;pcs;day\n"
      "S1;1;ACME;BRG;1.200;1.12.2026\nS1;2;ACME;BRG;4,0;1.12.2026\n");
  REQUIRE(std::get<OrderLineRow>(parsed.rows.at(0)).ordered == units(1200));
}

TEST(the_house_s_own_codes_of_8_digits_are_no_broken_ean8) {
  const ParsedImport parsed = good("barcode,item\n13404900,BRG\n13404901,GLV\n13404902,BRG\n");
  REQUIRE(codes(parsed) == Texts{"13404900", "00000013404901", "13404902"});
  REQUIRE(tells(parsed, "the house's own: 2 of 3 are no EAN-8"));
  REQUIRE(codes(good("own code,item\n13404900,BRG\n")) == Texts{"13404900"});
  REQUIRE(codes(good("barcode,item\n13404900,13404900\n")) == Texts{"13404900"});
  REQUIRE(first_error("barcode,item\n13404900,BRG\n").find("call the column \"own code\"") != std::string::npos);
  REQUIRE(first_error("ean,item\n13404900,BRG\n13404902,GLV\n").find("is no EAN-8") != std::string::npos);
  REQUIRE(first_error("barcode,item\n40170725,BRG\n40170726,GLV\n96385074,GLV\n").find("is no EAN-8") !=
          std::string::npos);
}

TEST(an_own_code_of_8_digits_is_known_at_the_dock) {
  std::ofstream(folder / "codes.csv") << "own code,item\n13404900,BRG\n";
  REQUIRE(import_file(*floor.ledger, folder / "codes.csv", office, clock.now())->errors.empty());
  Scan scan;
  scan.symbol.text = "13404900";
  const Found found = views->identify(scan).value();
  REQUIRE(std::get<FoundItem>(found).item == item("BRG"));
}

TEST(an_article_number_of_8_digits_is_an_article_number_in_every_file) {
  std::ofstream(folder / "items.csv") << "Code;Bezeichnung\n13404900;Bolt\n";
  REQUIRE(import_file(*floor.ledger, folder / "items.csv", office, clock.now())->errors.empty());
  std::ofstream(folder / "order.csv") << "Auftrags-Nr.;Kunde;Code;Menge;Liefertermin\nA1;ACME;13404900;4;1.12.2026\n";
  floor.accepted(Import{{CustomerRow{"ACME", "Acme", {}, {}}}});
  REQUIRE(import_file(*floor.ledger, folder / "order.csv", office, clock.now())->errors.empty());
  REQUIRE(state("A1/1") == "4 0 0 0");
  REQUIRE_FALSE(parse("Code;Name\nC-1;Acme\n").report.errors.empty());
}

TEST(the_columns_of_other_languages_and_systems_are_known) {
  REQUIRE(
      good("Sales Order No.,Sell-to Customer No.,Item No.,Qty.,Requested Delivery Date\nSO1,ACME,BRG,4,12/13/2026\n")
          .rows.size() == 1);
  REQUIRE(good("commande;client;référence;quantité;date de livraison\nC1;ACME;BRG;4;1 déc. 2026\n").rows.size() == 1);
  REQUIRE(good("pedido;cliente;artículo;cantidad;fecha de entrega\nP1;ACME;BRG;4;13 dic 2026\n").rows.size() == 1);
  const ParsedImport dutch = good("inkooporder;leverancier;artikelcode;aantal;leverdatum\nI1;SKF;BRG;4;3 mrt 2027\n");
  REQUIRE(std::get<PurchaseLineRow>(dutch.rows.at(0)).due == day("2027-03-03"));
}

TEST(names_of_months_in_six_languages_are_known) {
  const std::pair<const char*, const char*> days[] = {{"5 févr. 2027", "2027-02-05"}, {"14 août 2027", "2027-08-14"},
                                                      {"3 juin 2027", "2027-06-03"},  {"3 juillet 2027", "2027-07-03"},
                                                      {"7 ene 2027", "2027-01-07"},   {"8 mag 2027", "2027-05-08"},
                                                      {"9 set 2027", "2027-09-09"},   {"1 ott 2027", "2027-10-01"}};
  for (const auto& [text, iso] : days) {
    INFO(text);
    const ParsedImport parsed = good(order_header + "S1,1,ACME,BRG,4," + text + "\n");
    REQUIRE(std::get<OrderLineRow>(parsed.rows.at(0)).promised == day(iso));
  }
}

TEST(a_crash_between_two_bookings_of_a_file_is_one_booking) {
  std::ofstream(folder / "sheet.csv") << "item,name\nNEW,New\n";
  ImportChoices choices;
  choices.taken_at = floor.ledger->next_event().value();
  REQUIRE_FALSE(import_file(*floor.ledger, folder / "sheet.csv", office, clock.now(), choices)->repeated);
  floor.accepted(Import{{ItemRow{item("NEW"), "Called otherwise by hand"}}});
  REQUIRE(import_file(*floor.ledger, folder / "sheet.csv", office, clock.now(), choices)->repeated);
  REQUIRE(views->item(item("NEW")).value()->name == "Called otherwise by hand");
}

TEST(a_code_of_which_a_spreadsheet_has_made_a_day_is_refused) {
  REQUIRE(first_error("item,name\n2026-12-01,Was 1-12\n").find("is a day that a spreadsheet has made") !=
          std::string::npos);
  REQUIRE(good("asn,sscc,item,quantity,lot\nA,340123450000000017,GLV,3,2026-12-01\n").rows.size() == 1);
}

TEST(headings_that_name_their_table_as_well_are_known) {
  const ParsedImport odoo = good(
      "Auftragsreferenz,Kunde,Lieferdatum,Auftragspositionen/Produkt,Auftragspositionen/Menge\n"
      "S12,Acme GmbH,2026-12-01 10:00:00,[BRG] Bearing,4.0\n,,,[GLV] Glove,2.0\n");
  REQUIRE(odoo.report.kind == "orders");
  REQUIRE(std::get<OrderLineRow>(odoo.rows.at(1)).line.text() == "S12/2");
  REQUIRE(std::get<OrderLineRow>(odoo.rows.at(1)).item == item("GLV"));
  const ParsedImport erp = good(
      "Bestellung;Lieferant;Artikel-Code (Artikel);Menge (Artikel);Benötigt bis (Artikel)\n"
      "P1;SKF;BRG;4,000;13.12.2026\n");
  REQUIRE(std::get<PurchaseLineRow>(erp.rows.at(0)).expected == units(4));
}

TEST(a_document_that_is_not_known_is_no_list_of_its_suppliers) {
  REQUIRE_FALSE(parse("ID;Lieferant;Status;Ware;Stueck\nP1;SKF;Offen;BRG;4\n").report.errors.empty());
}
