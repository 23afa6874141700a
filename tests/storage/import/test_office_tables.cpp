#include <zip.h>

#include <fstream>

#include "storage/files/table.h"
#include "storage/import/import.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  TemporaryFolder folder;

  std::filesystem::path write(const std::string& text, const std::string& name = "file.csv") {
    std::ofstream(folder / name, std::ios::binary) << text;
    return folder / name;
  }
  // Returns rows as "LINE:cell|cell".
  std::vector<std::string> rows_of(const std::filesystem::path& file) {
    std::vector<std::string> all;
    const auto table = Table::open(file, {}).value();
    REQUIRE(table.each([&](const TableRow& row) {
      std::string text = std::to_string(row.line) + ":";
      for (std::size_t i = 0; i < row.cells.size(); ++i) text += (i == 0 ? "" : "|") + row.cells[i];
      all.push_back(text);
    }));
    return all;
  }
  std::vector<std::string> rows(const std::string& text) { return rows_of(write(text)); }
  ImportReport parse(const std::string& text, const ImportChoices& choices = {}) {
    return parse_import(write(text), choices).value().report;
  }
  // Returns the quantities that a column of these cells becomes.
  std::vector<std::int64_t> quantities(const std::vector<std::string>& cells, char separator = ',') {
    const std::string s(1, separator);
    std::string text = "order" + s + "line" + s + "customer" + s + "item" + s + "quantity" + s + "promised\n";
    for (std::size_t i = 0; i < cells.size(); ++i) {
      text += "SO" + s + std::to_string(i + 1) + s + "C" + s + "BRG" + s + "\"" + cells[i] + "\"" + s + "2026-12-01\n";
    }
    std::vector<std::int64_t> all;
    const auto parsed = parse_import(write(text)).value();
    for (const ImportRow& row : parsed.rows) all.push_back(std::get<OrderLineRow>(row).ordered.units());
    return all;
  }

  void zip(const std::filesystem::path& file, const std::vector<std::pair<std::string, std::string>>& parts) {
    zip_t* archive = zip_open(file.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    for (const auto& [name, text] : parts) {
      zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
    }
    REQUIRE(zip_close(archive) == 0);
  }
};

using Rows = std::vector<std::string>;

const std::string order_header = "order,line,customer,item,quantity,promised\n";

bool any_contains(const std::vector<std::string>& sentences, std::string_view part) {
  return std::any_of(sentences.begin(), sentences.end(),
                     [&](const std::string& one) { return one.find(part) != std::string::npos; });
}

}  // namespace

TEST(a_separator_is_found) {
  REQUIRE(rows("item;name\nA;Ring, sealed\n") == Rows{"1:item|name", "2:A|Ring, sealed"});
  REQUIRE(rows("item\tname\nA\tRing\n") == Rows{"1:item|name", "2:A|Ring"});
  REQUIRE(rows("item|name\nA|Ring\n") == Rows{"1:item|name", "2:A|Ring"});
  REQUIRE(rows("sep=;\r\nitem;name\r\nA;Ring\r\n") == Rows{"2:item|name", "3:A|Ring"});
  REQUIRE(rows("sep=,\r\nitem,name\r\n") == Rows{"2:item|name"});
  REQUIRE(rows("item\nA\n") == Rows{"1:item", "2:A"});
  REQUIRE(any_contains(parse("item;name\nA;B\n").found, "semicolons"));
  REQUIRE(parse("item,name\nA,B\n").found.empty());
}

TEST(an_encoding_is_found) {
  REQUIRE(rows("item,name\nA,Z\xFCrich \x80 5\n") == Rows{"1:item|name", "2:A|Zürich € 5"});
  REQUIRE(rows(std::string("\xFF\xFEi\0,\0\xFC\0\n\0", 10)) == Rows{"1:i|ü"});
  REQUIRE(rows(std::string("\xFE\xFF\0i\0,\0\xFC\0\n", 10)) == Rows{"1:i|ü"});
  REQUIRE(rows(std::string("i\0t\0,\0n\0\n\0", 10)) == Rows{"1:it|n"});
  REQUIRE(rows(std::string("\xFF\xFE\x3D\xD8\x00\xDE\n\0", 8)) == Rows{"1:\xF0\x9F\x98\x80"});
  REQUIRE(rows("\xEF\xBB\xBFitem,name\nA,Zürich\n") == Rows{"1:item|name", "2:A|Zürich"});
  REQUIRE(rows("item,name\rA,B\r") == Rows{"1:item|name", "2:A|B"});
  REQUIRE(any_contains(parse("item,name\nA,Z\xFCrich\n").found, "Windows-1252"));
}

TEST(a_letter_that_was_cut_does_not_change_the_others) {
  const std::string head = "item,name,note\nA,M\xC3\xBCller,\n";
  const auto cut = parse(head + "B,Acme,bitte an der T\xC3\n");
  REQUIRE(cut.errors.empty());  // nobody reads the column
  REQUIRE_FALSE(any_contains(cut.found, "Windows-1252"));
  for (const char* whole : {"M\xC3\x96NCH",
                            "\xC5\x81\xC3\xB3"
                            "d\xC5\xBA",
                            "\xD0\x9C\xD0\xB8\xD1\x80", "Caf\xC3\xA9"}) {
    INFO(whole);
    REQUIRE(parse(std::string("item,name\nA,") + whole + "\nB,T\xC3\nC,\xE9\nD,\xE9\n").errors.size() == 3);
  }
}

TEST(signs_behind_a_capital_with_an_accent_are_no_letters_of_utf_8) {
  REQUIRE(rows("item,name\nA,NESTL\xC9\xAE\nB,\xFC\n") == Rows{"1:item|name", "2:A|NESTLÉ®", "3:B|ü"});
  REQUIRE(rows("item,name\nA,L\xC3\xAE 5\nB,\xFC\n") == Rows{"1:item|name", "2:A|LÃ® 5", "3:B|ü"});
  REQUIRE(rows("item,name\nA,M\xC3\xBCller\nB,\xFC\nC,\xE4\nD,\xF6\nE,\xDF\nF,\xE9\n").at(2) == "3:B|ü");
}

TEST(what_is_layout_alone_is_no_row) {
  REQUIRE(rows("\n\n# made on Monday\nitem,name,\n A ,\xC2\xA0 B\t,\n,,\n ,\xC2\xA0,\n#,,\n") ==
          Rows{"4:item|name|", "5:A|B|"});
  REQUIRE(parse("Stock of Monday,,\nitem,name,\nA,B,\n").rows == 1);
  REQUIRE(any_contains(parse("Stock of Monday,,\nitem,name,\nA,B,\n").found, "above line 2"));
}

TEST(a_quote_within_a_line_is_a_character) {
  REQUIRE(rows("item,name\nA-1,Pipe 1\" x 2\"\n") == Rows{"1:item|name", "2:A-1|Pipe 1\" x 2\""});
  REQUIRE(rows("item,name\nA-1,\"Pipe 1\" x 2\"\nB,C") == Rows{"1:item|name", "2:A-1|Pipe 1\" x 2", "3:B|C"});
}

TEST(short_and_wide_rows_are_taken_when_nothing_is_lost) {
  REQUIRE(parse("order,line,customer,item,quantity,promised,priority\nSO,1,C,BRG,3,2026-12-01\n").errors.empty());
  REQUIRE(parse(order_header + "SO,1,C,BRG,3,2026-12-01,,\n").errors.empty());
  REQUIRE(parse(order_header + "SO,1,C,BRG,3,2026-12-01,x\n").errors.at(0).message.find("stands in quotes") !=
          std::string::npos);
}

TEST(unknown_columns_are_named_and_left_out) {
  const auto report = parse("Item , Name,color,\nA,B,red,\n");
  REQUIRE(report.errors.empty());
  REQUIRE(report.rows == 1);
  REQUIRE(report.found == Rows{"column 'color' is not known and was left out"});
}

TEST(the_order_of_days_is_decided_by_the_column) {
  const auto decided = parse(order_header + "SO,1,C,BRG,3,01/12/2026\nSO,2,C,BRG,3,31/12/2026\n");
  REQUIRE(decided.errors.empty());
  REQUIRE(any_contains(decided.found, "'promised' is read with the day first"));
  const auto asked = parse(order_header + "SO,1,C,BRG,3,01/12/2026\n");
  REQUIRE(asked.questions == std::vector<ImportQuestion>{{ImportQuestion::About::days, "promised", "01/12/2026"}});
  REQUIRE(asked.errors.size() == 1);
  ImportChoices choices;
  choices.said.days = DayOrder::month_first;
  const auto parsed = parse_import(write(order_header + "SO,1,C,BRG,3,01/12/2026\n"), choices).value();
  REQUIRE(std::get<OrderLineRow>(parsed.rows.at(0)).promised == day("2026-01-12"));
  REQUIRE(parse(order_header + "SO,1,C,BRG,3,13/12/2026\nSO,2,C,BRG,3,12/13/2026\nSO,3,C,BRG,3,01/02/2026\n")
              .errors.size() == 1);
}

TEST(the_decimal_mark_is_decided_by_the_column_and_then_by_the_file) {
  REQUIRE(quantities({"1,200", "3.0"}) == std::vector<std::int64_t>{1200, 3});
  REQUIRE(quantities({"24,000", "3,0"}) == std::vector<std::int64_t>{24, 3});
  REQUIRE(quantities({"24,000", "20,000"}, ';') == std::vector<std::int64_t>{24, 20});
  REQUIRE(quantities({"1,200"}).empty());
  REQUIRE(quantities({"1,200"}, ';').empty());
  const auto by_price =
      parse("order,line,customer,item,quantity,promised,price\nSO,1,C,BRG,\"1.200\",2026-12-01,\"4,20\"\n");
  REQUIRE(by_price.errors.empty());
}

TEST(no_date_is_no_date) {
  REQUIRE(parse(order_header + "SO,1,C,BRG,3,1970-01-01\n").errors.at(0).message.find("no date") != std::string::npos);
  REQUIRE(parse("purchase,line,supplier,item,quantity,due\nPO,1,S,BRG,3,9999-12-31\n").errors.size() == 1);
  const auto parsed =
      parse_import(write("asn,sscc,item,quantity,expiry\nA,340123450000000017,MEAT,3,9999-12-31\n")).value();
  REQUIRE(std::get<AsnRow>(parsed.rows.at(0)).units.expiry == std::nullopt);
}

TEST(a_barcode_without_units_is_of_one_piece_unless_it_is_a_case) {
  REQUIRE(parse("barcode,item\n4006381333931,BRG\n").errors.empty());
  REQUIRE(parse("barcode,item,level,units\n15901234123454,BRG,cs,\n").errors.at(0).message.find("units") == 0);
}

TEST(a_spreadsheet_is_read_with_its_days_and_numbers) {
  const std::string relations =
      "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>";
  zip(folder / "orders.xlsx",
      {{"xl/workbook.xml",
        "<workbook><sheets><sheet name='Old' state='hidden' r:id='rId0'/><sheet name='Orders' r:id='rId1'/>"
        "<sheet name='Notes' r:id='rId2'/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels", relations},
       {"xl/sharedStrings.xml", "<sst><si><t>item</t></si><si><r><t>na</t></r><r><t>me</t></r></si></sst>"},
       {"xl/styles.xml",
        "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd\\.mm\\.yyyy'/></numFmts>"
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='14'/></cellXfs></styleSheet>"},
       {"xl/worksheets/sheet1.xml",
        "<worksheet><sheetData><row r='2'><c r='A2' t='s'><v>0</v></c><c r='C2' t='s'><v>1</v></c></row>"
        "<row r='3'><c r='A3'><v>5901234123457</v></c><c r='B3' s='1'><v>46357</v></c>"
        "<c r='C3' t='inlineStr'><is><t> x </t></is></c></row>"
        "<row r='4'><c r='A4'><v>24</v></c><c r='B4' s='2'><v>46357.25</v></c><c "
        "r='C4'><v>3.4012345000000002E17</v></c>"
        "</row></sheetData></worksheet>"}});
  REQUIRE(rows_of(folder / "orders.xlsx") ==
          Rows{"2:item||name", "3:5901234123457|2026-12-01|x", "4:24|2026-12-01T06:00:00|3.4012345E+17"});
  REQUIRE(any_contains(Table::open(folder / "orders.xlsx", {}).value().found(), "'Orders' is read"));
}

TEST(zeros_that_a_spreadsheet_shows_in_front_of_a_number_belong_to_it) {
  zip(folder / "items.xlsx",
      {{"xl/workbook.xml", "<workbook><sheets><sheet name='Items' r:id='rId1'/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>"},
       {"xl/styles.xml",
        "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='0000000'/><numFmt numFmtId='171' formatCode='0.00'/>"
        "<numFmt numFmtId='172' formatCode='000;-000'/></numFmts><cellXfs><xf numFmtId='0'/><xf numFmtId='170'/>"
        "<xf numFmtId='171'/><xf numFmtId='172'/></cellXfs></styleSheet>"},
       {"xl/worksheets/sheet1.xml",
        "<worksheet><sheetData><row r='1'><c r='A1' s='1'><v>12</v></c><c r='B1' s='1'><v>123456789</v></c>"
        "<c r='C1' s='2'><v>12</v></c><c r='D1' s='3'><v>7</v></c><c r='E1' s='1'><v>12.5</v></c></row>"
        "</sheetData></worksheet>"}});
  REQUIRE(rows_of(folder / "items.xlsx") == Rows{"1:0000012|123456789|12|007|12.5"});
}

TEST(days_of_which_a_spreadsheet_has_read_some_and_left_the_others_as_texts_are_refused) {
  const auto cell = [](const char* text) { return "<c t='inlineStr'><is><t>" + std::string(text) + "</t></is></c>"; };
  const auto row = [&](const char* order, const std::string& day) {
    return "<row>" + cell(order) + "<c><v>1</v></c>" + cell("C-1") + cell("BRG") + "<c><v>5</v></c>" + day + "</row>";
  };
  std::string headings;
  for (const char* one : {"order", "line", "customer", "item", "quantity", "promised"}) headings += cell(one);
  zip(folder / "half.xlsx",
      {{"xl/workbook.xml", "<workbook><sheets><sheet name='A' r:id='rId1'/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>"},
       {"xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"},
       {"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>" + headings + "</row>" +
                                        row("W-1", "<c s='1'><v>46450</v></c>") + row("W-2", cell("13/04/2027")) +
                                        row("W-3", "<c s='1'><v>46462</v></c>") + "</sheetData></worksheet>"}});
  const ParsedImport parsed = parse_import(folder / "half.xlsx").value();
  REQUIRE(parsed.report.errors.size() == 1);  // 2027-03-04; the 16th is no month
  REQUIRE(parsed.report.errors[0].row == 2);
  REQUIRE(parsed.report.errors[0].message.find("has likely exchanged day and month") != std::string::npos);
  ImportChoices said;
  said.said.days = DayOrder::day_first;
  REQUIRE(parse_import(folder / "half.xlsx", said).value().report.errors.empty());
}

TEST(a_page_in_front_of_the_table_is_not_read_for_it) {
  const std::string cell = "<c r='A1' t='inlineStr'><is><t>";
  zip(folder / "orders.xlsx",
      {{"xl/workbook.xml",
        "<workbook><sheets><sheet name='Front' r:id='rId1'/><sheet name='Data' r:id='rId2'/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/>"
        "<Relationship Id='rId2' Target='worksheets/sheet2.xml'/></Relationships>"},
       {"xl/worksheets/sheet1.xml",
        "<worksheet><sheetData><row r='1'>" + cell + "Our orders</t></is></c></row></sheetData></worksheet>"},
       {"xl/worksheets/sheet2.xml", "<worksheet><sheetData><row r='1'>" + cell +
                                        "S1</t></is></c><c r='B1'><v>4</v></c></row></sheetData></worksheet>"}});
  REQUIRE(rows_of(folder / "orders.xlsx") == Rows{"1:S1|4"});
  REQUIRE(any_contains(Table::open(folder / "orders.xlsx", {}).value().found(), "'Data' is read, 1 other is not"));
}

TEST(an_archive_that_is_no_spreadsheet_is_told) {
  zip(folder / "x.xlsx", {{"content.xml", "<a/>"}});
  REQUIRE(Table::open(folder / "x.xlsx", {}).error().message.find(".xlsx or CSV") != std::string::npos);
  REQUIRE(Table::open(write("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old.xls"), {}).error().message.find(".xls") !=
          std::string::npos);
  REQUIRE(Table::open(write("PK\x03\x04 and no more", "torn.xlsx"), {}).error().message.find("damaged") !=
          std::string::npos);
}

TEST(a_cell_that_is_merged_over_rows_says_the_same_in_each_of_them) {
  zip(folder / "orders.xlsx",
      {{"xl/workbook.xml", "<workbook><sheets><sheet name='Orders' r:id='rId1'/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='rId1' Target='/xl/worksheets/sheet1.xml'/></Relationships>"},
       {"xl/worksheets/sheet1.xml",
        "<worksheet><sheetData><row r='2'><c r='A2' t='inlineStr'><is><t>S1</t></is></c><c r='B2'><v>4</v></c>"
        "<c r='C2' t='inlineStr'><is><t>ACME</t></is></c></row>"
        "<row r='3' hidden='1'><c r='B3'><v>5</v></c></row><row r='4'><c r='B4'><v>6</v></c></row>"
        "<row r='5'><c r='D5'><v>7</v></c></row></sheetData>"
        "<mergeCells><mergeCell ref='A2:A4'/><mergeCell ref='C2:C3'/><mergeCell ref='B4:B5'/><mergeCell ref='A9:A8'/>"
        "<mergeCell ref='nonsense'/></mergeCells></worksheet>"}});
  REQUIRE(rows_of(folder / "orders.xlsx") == Rows{"2:S1|4|ACME", "3:S1|5|ACME", "4:S1|6", "5:|||7"});
  REQUIRE(any_contains(Table::open(folder / "orders.xlsx", {}).value().found(), "1 row that is hidden"));
}

TEST(a_formula_that_nobody_has_calculated_is_no_empty_cell) {
  zip(folder / "orders.xlsx",
      {{"xl/workbook.xml", "<workbook><sheets><sheet name='Orders' r:id='rId1'/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='rId1' Target='worksheets/sheet1.xml'/></Relationships>"},
       {"xl/worksheets/sheet1.xml",
        "<worksheet><sheetData><row r='1'><c r='A1'><f>3*4</f><v>12</v></c><c r='B1'><f>6*2</f></c></row></sheetData>"
        "</worksheet>"}});
  REQUIRE(rows_of(folder / "orders.xlsx") == Rows{"1:12|=6*2"});
}

TEST(a_web_page_that_is_called_a_table_is_told) {
  const auto page = Table::open(write("\n<HTML><table><tr><td>item</td></tr></table></html>", "export.xls"), {});
  REQUIRE(page.error().message.find("is a web page") != std::string::npos);
}

// --- which mapping -------------------------------------------------------------------------------------------------

TEST(two_mappings_that_fit_as_well_and_read_a_file_otherwise_are_a_question) {
  const std::string file = "Ref,Ship,Bill,Thing,Units,By\nS1,One,Two,BRG,4,2026-12-01\n";
  const auto mapping = [](const std::string& name, const std::string& customer) {
    return "name = " + name + "\n[orders]\norder = Ref\ncustomer = " + customer +
           "\nitem = Thing\nquantity = Units\npromised = By\nnumber = order\n";
  };
  ImportChoices choices;
  choices.header.mappings = {mapping("first shop", "Ship"), mapping("second shop", "Bill")};
  const ImportReport asked = parse(file, choices);
  REQUIRE(asked.rows == 0);
  REQUIRE(asked.errors.front().message.find("fit first shop as well as second shop, which read orders.customer") !=
          std::string::npos);
  choices.header.mappings.pop_back();
  REQUIRE(parse(file, choices).rows == 1);
  choices.header.mappings.push_back(mapping("the same shop", "Ship"));
  REQUIRE(parse(file, choices).rows == 1);
}

TEST(letters_of_another_encoding_are_refused_and_not_taken_for_others) {
  const auto why = [&](const std::string& text) {
    std::ofstream(folder / "file.csv", std::ios::binary) << "item,name\nA," + text + "\n";
    const auto parsed = parse_import(folder / "file.csv");
    return parsed ? std::string() : parsed.error().message;
  };
  for (const char* other : {"\xA3o\xBFysko \xBF\xF3\xB3te", "\xCF\xEE\xE4\xF8\xE8\xEF\xED\xE8\xEA", "\x8E\xB2\x8E\xF3",
                            "pr\xF9myslov\xFD", "t\xECsn\xECn\xED"}) {
    INFO(other);
    REQUIRE(why(other).find("CSV UTF-8") != std::string::npos);
  }
  for (const char* ours : {"Z\xFCrich \x80 5",
                           "cr\xE9\xE9"
                           "e",
                           "j\xE4\xE4\xE4r", "\xBFQu\xE9?", "25 m\xB3h",
                           "\xA3"
                           "5m",
                           "\xE4\xF6\xFC\xDF\xC4\xD6\xDC",
                           "\xAB"
                           "d\xE9j\xE0 vu\xBB"}) {
    INFO(ours);
    REQUIRE(why(ours).empty());
  }
}

TEST(what_old_programs_and_word_processors_leave_is_no_row_and_no_code) {
  const std::string head = "order,line,customer,item,quantity,promised\n";
  REQUIRE(parse(head + "W-5,1,C-1,BRG,5,2026-12-01\r\n\x1A").errors.empty());
  const auto one_cell = parse(head + "\"W-9,1,C-1,BRG,5,2026-12-01\"\n");
  REQUIRE(one_cell.errors.at(0).message.find("stands in one cell as a whole") != std::string::npos);
  const auto dash = parse(head + "W-5,1,C-1,BRG\u20136204,5,2026-12-01\n");
  REQUIRE(dash.errors.at(0).message.find("it is likely BRG-6204") != std::string::npos);
}
