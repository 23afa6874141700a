// Which item a barcode names in a row, and how many base units the row counts, where its words, that barcode and the
// books all say something.
#include "storage/views/views.h"
#include "tests/support/warehouse/office_words_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : OfficeWordsFixture {};

}  // namespace

TEST(single_units_beside_the_barcode_of_a_pack_are_refused_and_packs_are_told) {
  const std::string head = "PO Number,Line,SKU,Qty,UOM,Vendor,Expected Date\n", end = ",V,2026-12-01\n";
  for (const char* one : {"EA", "Stk", "Stück", "dozen and a half of 18", "plt"}) {
    const ImportReport refused = book(head + "P1,1,15901234123454,36," + one + end);
    INFO(one);
    REQUIRE(refused.errors.size() == 1);
    REQUIRE(refused.errors[0].message.find("the barcode is of a pack of 12 of BRG, and ") != std::string::npos);
  }
  const ImportReport booked = book(head + "P1,1,15901234123454,3,CS" + end + "P1,2,15901234123454,2,dozen" + end);
  REQUIRE(booked.errors.empty());
  REQUIRE(expected("P1/1") == 36);
  REQUIRE(expected("P1/2") == 24);
  REQUIRE(tells(booked, "2 rows are in packs, read as base units (3 of 15901234123454 as 36)"));
  REQUIRE(tells(book("place,item,quantity\nA-09,15901234123454,2\n"), "1 row is in packs, read as base units"));
}

TEST(the_books_know_their_packs_better_than_what_was_said_of_all) {
  const std::string head = "PO Number,Line,SKU,Qty,UOM,Vendor,Expected Date\n", end = ",Karton,V,2026-12-01\n";
  ImportChoices choices;
  choices.header.units = {{"GLV Karton", 24}};
  const ImportReport of_one = book(head + "P1,1,BRG,2" + end + "P1,2,GLV,2" + end, choices);
  REQUIRE(of_one.errors.empty());
  REQUIRE(expected("P1/1") == 24);
  REQUIRE(expected("P1/2") == 48);
  choices.header.units = {{"Karton", 50}};
  const ImportReport of_all = book(head + "P2,1,BRG,2" + end + "P2,2,GLV,2" + end, choices);
  REQUIRE(expected("P2/1") == 24);
  REQUIRE(expected("P2/2") == 100);
  REQUIRE(tells(of_all, "and not of the one that was said ('Karton' of BRG is 12)"));
}

TEST(a_row_that_says_another_size_of_its_pack_than_the_books_is_refused) {
  const std::string head = "purchase,line,supplier,item,quantity,due,pack size,uom\n";
  const ImportReport refused = book(head + "P1,1,S,BRG,2,2026-12-01,24,Karton\n");
  REQUIRE(refused.errors.size() == 1);
  REQUIRE(refused.errors[0].message.find("24 in one 'Karton' of BRG, and the books know 12") != std::string::npos);
  REQUIRE(book(head + "P1,1,S,BRG,2,2026-12-01,12,Karton\nP1,2,S,GLV,2,2026-12-01,24,Karton\n").errors.empty());
  REQUIRE(expected("P1/1") == 24);
  REQUIRE(expected("P1/2") == 48);
}

TEST(what_is_cancelled_counts_in_the_packs_of_its_row) {
  const std::string head = "order,line,customer,item,quantity,unit,promised,cancelled\n";
  REQUIRE(book(head + "O1,1,ACME,BRG,10,CS,2026-12-01,6\nO2,1,ACME,BRG,10,dozen,2026-12-01,10\n").errors.empty());
  REQUIRE(state("O1/1") == "48 0 0 0");
  REQUIRE(state("O2/1") == "0 0 0 0");
}

TEST(goods_may_be_named_by_their_barcodes_alone) {
  REQUIRE(book("ASN,SSCC,GTIN,Quantity\nLS-1,340123450000000024,5901234123457,3\n").errors.empty());
  REQUIRE(views->asns().value().at(0).item == item("BRG"));
  REQUIRE(book("Lieferscheinnr;NVE;EAN;Menge\nLS-2;340123450000000031;15901234123454;3\n").errors.empty());
  REQUIRE(views->asns().value().at(1).quantity == units(36));
  REQUIRE(book("PO Number,Vendor,UPC,Qty,ETA\nP-5,S,5901234123457,3,2026-12-01\n").errors.empty());
  REQUIRE(expected("P-5/1") == 3);
  REQUIRE(book("Lagerplatz;EAN;Menge\nA-09;5901234123457;3\n").errors.empty());
  REQUIRE(stock("A-09") == 3);
}

TEST(a_barcode_names_the_item_of_what_is_no_document_too) {
  REQUIRE(book("item,day,units\n15901234123454,2026-10-01,2\nBRG,2026-10-01,1\n").errors.empty());
  REQUIRE(views->past_demand(5).value().at(0).units == units(25));
  REQUIRE(book("item,supplier,price\n5901234123457,S,1.50\n").errors.empty());
  REQUIRE(views->sources(5).value().at(0).item == item("BRG"));
  const ImportReport refused = book("item,supplier,price\n15901234123454,S,18.00\n");
  REQUIRE(refused.errors.at(0).message.find("the barcode is of a pack of 12 of BRG") != std::string::npos);
}

TEST(a_unit_beside_our_own_columns_counts) {
  const std::string begin = "purchase,line,supplier,item,quantity,due,";
  const auto expected = [&](const std::string& text, const ImportChoices& choices = {}) {
    return rows<PurchaseLineRow>(text, choices).at(0).expected;
  };
  REQUIRE(expected(begin + "unit\nP1,1,S,BRG,2,2026-12-01,dozen\n") == units(24));
  REQUIRE(expected(begin + "pack size,uom\nP1,1,S,BRG,2,2026-12-01,6,Karton\n") == units(12));
  ImportChoices said;
  said.header.units = {{"Karton", 12}};
  REQUIRE(book(begin + "unit\nP1,1,S,GLV,2,2026-12-01,Karton\n", said).errors.empty());
  REQUIRE(purchase_line("P1/1").expected == units(24));
  REQUIRE(rows<OrderLineRow>("order,line,customer,item,quantity,promised,Einheit\nO1,1,ACME,BRG,2,2026-12-01,Dutzend\n")
              .at(0)
              .ordered == units(24));
  REQUIRE(rows<OpeningRow>("place,item,quantity,unit\nA-01,BRG,2,dozen\n").at(0).units.quantity == units(24));
}

TEST(how_many_are_in_a_pack_is_told_where_no_column_counts_in_packs) {
  ImportChoices said;
  said.header.units = {{"Karton", 12}};
  const std::string plain = "purchase,line,supplier,item,quantity,due\nP1,1,S,BRG,2,2026-12-01\n";
  REQUIRE(tells(parse(plain, said).report, "how many are in one Karton was not used"));
  REQUIRE_FALSE(tells(parse(plain).report, "was not used"));
  REQUIRE_FALSE(tells(parse("item,name\nN,N\n", said).report, "was not used"));
}

TEST(a_pack_that_is_named_beside_an_unknown_number_is_counted_once) {
  const std::string head = "PO Number,Line,SKU,EAN,Qty,UOM,Vendor,Expected Date\n", end = ",V,2026-12-01\n";
  const ImportReport dozen = book(head + "P1,1,X1,15901234123454,3,dozen" + end);
  INFO((dozen.errors.empty() ? "" : dozen.errors[0].sentence()));
  REQUIRE(dozen.errors.empty());
  REQUIRE(expected("P1/1") == 36);
  const ImportReport single = book(head + "P2,1,X1,15901234123454,36,EA" + end);
  REQUIRE(single.errors.size() == 1);
  REQUIRE(single.errors[0].message.find("counts single ones") != std::string::npos);
}

TEST(an_ended_line_that_is_named_by_a_packs_barcode_is_the_one_of_as_many_units) {
  const std::string head = "order,line,customer,item,quantity,promised\n";
  REQUIRE(book(head + "O1,1,ACME,BRG,24,2026-12-01\nO1,2,ACME,BRG,12,2026-12-01\n").errors.empty());
  REQUIRE(book("order,customer,item,quantity,promised,status\nO1,ACME,15901234123454,1,2026-12-01,cancelled\n")
              .errors.empty());
  REQUIRE(state("O1/1") == "24 0 0 0");
  REQUIRE(state("O1/2") == "0 0 0 0");
}

TEST(the_day_on_which_a_part_has_left_is_no_end_of_the_line) {
  REQUIRE(book("order,line,customer,item,quantity,promised,Qty Shipped,Shipped Date\n"
               "N1,1,ACME,BRG,10,2026-12-01,4,2026-11-20\n")
              .errors.empty());
  REQUIRE(state("N1/1") == "6 0 0 0");
}
