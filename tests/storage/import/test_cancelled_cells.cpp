// Cells that say which rows are cancelled: marks, and words in columns that nobody has named.
#include "storage/import/import_files.h"
#include "storage/import/import_options.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/shop_nights.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : ShopNights {
  void setUp() {
    ShopNights::setUp();
    floor.accepted(Import{{CustomerRow{"ACME", "Acme"}}});
  }
  using ShopNights::book;
  // `said`: what a command line has said of the file.
  ImportedFile book(const std::string& text, const ImportTexts& said) { return book(text, choices_of(said).value()); }
  static bool refuses(const ImportedFile& file, std::string_view part) {
    return !file.booked && file.report.errors.size() == 1 &&
           file.report.errors.front().sentence().find(part) != std::string::npos;
  }
};

const std::string begin = "Order No,Customer,SKU,Qty,Ship Date,";

std::string rows(const std::string& order, const std::string& first, const std::string& second) {
  return order + ",ACME,BRG,5,2026-12-10," + first + "\n" + order + ",ACME,GLV,5,2026-12-10," + second + "\n";
}

}  // namespace

TEST(marks_below_cancelled_are_of_rows_that_are_not_wanted) {
  int count = 0;
  for (const auto& [mark, none] : {std::pair("X", ""), std::pair("true", "false"), std::pair("yes", "no"),
                                   std::pair("ja", "nein"), std::pair("storniert", "")}) {
    INFO(mark);
    const std::string order = "M" + std::to_string(++count);
    REQUIRE(book(begin + "Cancelled\n" + rows(order, mark, none)).booked);
    REQUIRE(wanted(order) == "1 BRG 0, 2 GLV 5");
  }
  for (const char* heading : {"Canceled", "Storniert", "Void"}) {
    INFO(heading);
    const std::string order = "M" + std::to_string(++count);
    REQUIRE(book(begin + heading + "\n" + rows(order, "1", "0")).booked);
    REQUIRE(wanted(order) == "1 BRG 0, 2 GLV 5");
  }
  REQUIRE(book("order,line,customer,item,quantity,promised,cancelled\nM0,1,ACME,BRG,5,2026-12-10,X\n").booked);
  REQUIRE(wanted("M0") == "1 BRG 0");
}

TEST(a_number_of_units_below_cancelled_is_one_where_a_row_shows_it) {
  REQUIRE(book(begin + "Cancelled\n" + rows("N1", "1", "3")).booked);
  REQUIRE(wanted("N1") == "1 BRG 4, 2 GLV 2");
  REQUIRE(book("order,line,customer,item,quantity,promised,cancelled\nN2,1,ACME,BRG,5,2026-12-10,1\n").booked);
  REQUIRE(wanted("N2") == "1 BRG 4");
}

TEST(of_1_and_0_below_cancelled_nobody_knows_what_they_are_until_it_is_said) {
  const std::string file = begin + "Cancelled\n" + rows("A1", "1", "0");
  REQUIRE(refuses(book(file), "cancelled: 1 may mark what is cancelled, or be a number of units"));
  ImportTexts mark, number;
  mark.states = {"1=cancelled"};
  REQUIRE(book(file, mark).booked);
  REQUIRE(wanted("A1") == "1 BRG 0, 2 GLV 5");
  number.columns = {"cancelled=Cancelled"};
  REQUIRE(book(begin + "Cancelled\n" + rows("A2", "1", "0"), number).booked);
  REQUIRE(wanted("A2") == "1 BRG 4, 2 GLV 5");
}

TEST(a_word_of_cancelling_in_a_column_that_is_not_read_refuses_its_row) {
  for (const std::string& head : {begin, std::string("order,line,customer,item,quantity,promised,")}) {
    const bool ours = head != begin;
    const std::string order = ours ? "W1" : "W2";
    const std::string text =
        ours ? head + "Bemerkung\nW1,1,ACME,BRG,5,2026-12-10,storniert\nW1,2,ACME,GLV,5,2026-12-10,\n"
             : head + "Bemerkung\n" + rows("W2", "Storniert", "");
    REQUIRE(refuses(book(text), "and the column is not read: say --column state='Bemerkung'"));
    ImportTexts ignored;
    ignored.states = {"storniert=wanted"};
    ImportTexts column;
    column.columns = {"state=Bemerkung"};
    REQUIRE(book(text, ignored).booked);
    REQUIRE(wanted(order) == "1 BRG 5, 2 GLV 5");
    REQUIRE(book(text, column).booked);
    REQUIRE(wanted(order) == "1 BRG 0, 2 GLV 5");
  }
}

TEST(a_row_of_a_return_a_quote_or_a_draft_in_a_column_that_is_not_read_is_no_order) {
  for (const char* word : {"Return", "Credit Memo", "RMA", "REFUND", "Gutschrift", "RÜCKSENDUNG", "Quote", "Angebot",
                           "Estimate", "Pro Forma", "On Hold", "Draft", "Avoir", "DEVOLUCIÓN", "Reso", "Creditnota"}) {
    INFO(word);
    REQUIRE(
        refuses(book(begin + "Document Type\n" + rows("T1", word, "Sales Order")),
                "says '" + std::string(word) + "', and the column is not read: say --column state='Document Type'"));
  }
  REQUIRE(wanted("T1").empty());
  ImportTexts said;
  said.columns = {"state=Document Type"};
  REQUIRE(book(begin + "Document Type\n" + rows("T1", "Return", "Sales Order"), said).booked);
  REQUIRE(wanted("T1") == "2 GLV 5");
  ImportTexts meant;
  meant.states = {"Draft=wanted"};
  REQUIRE(book(begin + "Type of goods\n" + rows("T2", "Draft", ""), meant).booked);
  REQUIRE(wanted("T2") == "1 BRG 5, 2 GLV 5");
}

TEST(a_column_of_states_that_the_file_does_not_have_is_told) {
  ImportTexts column;
  column.columns = {"state=Zustand"};
  REQUIRE(refuses(book(begin + "Bemerkung\nZ1,ACME,BRG,5,2026-12-10,\n", column), "has no column 'Zustand'"));
}
