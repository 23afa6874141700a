// Spreadsheets of several sheets: which one is read, and that none is lost without a word.
#include <fstream>

#include "storage/import/import_files.h"
#include "storage/import/mapping/sheets.h"
#include "storage/import/rejects.h"
#include "storage/import/remedies.h"
#include "tests/support/warehouse/facts_fixture.h"
#include "tests/support/warehouse/spreadsheet.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

using Texts = std::vector<std::string>;

const std::vector<std::string> order_columns{"order", "line", "customer", "item", "quantity", "promised"};

struct Fixture : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();
  std::filesystem::path file;

  void setUp() {
    FactsFixture::setUp();
    file = folder / "book.xlsx";
  }
  void write(const std::vector<Sheet>& sheets) { write_spreadsheet(file, sheets); }
  void write_months() {
    write({{"Nov", {order_columns, {"N1", "1", "ACME", "BRG", "3", "2026-12-01"}}},
           {"Dec",
            {order_columns,
             {"D1", "1", "ACME", "GLV", "x", "2026-12-21"},
             {"D1", "2", "ACME", "GLV", "2", "2026-12-21"}}}});
  }
  static ImportChoices choosing(const std::string& sheet) {
    ImportChoices choices;
    choices.sheet = sheet;
    return choices;
  }
};

}  // namespace

TEST(of_several_sheets_whose_columns_are_known_none_is_read_before_one_is_said) {
  write_months();
  const auto refused = parse_import(file);
  REQUIRE_FALSE(refused.ok());
  const std::string why = refused.error().sentence();
  INFO(why);
  REQUIRE(why.find("2 sheets are known ('Nov', 'Dec')") != std::string::npos);
  REQUIRE(why.find("say which with --sheet") != std::string::npos);
  REQUIRE(without_flags(why).find("save the one that is meant as a file of its own") != std::string::npos);
  REQUIRE(sheets_to_choose(file, {}) == Texts{"Nov", "Dec"});
}

TEST(the_sheet_that_is_said_is_read_and_the_others_are_named) {
  write_months();
  const ImportChoices choices = choosing("dec");
  const auto parsed = parse_import(file, choices).value();
  REQUIRE(parsed.rows.size() == 1);
  REQUIRE(parsed.report.found.front() == "the sheet 'Dec' is read, 1 other is not ('Nov')");
  REQUIRE(parse_import(file, choosing("May")).error().message.find("it has 'Nov', 'Dec'") != std::string::npos);
  // Two sheets of one file are two documents.
  REQUIRE(parsed.content != parse_import(file, choosing("Nov")).value().content);
  REQUIRE(write_rejects({file, parsed.report, false}, choices, folder / "r.csv").ok());
  std::ifstream left(folder / "r.csv");
  std::string rejects;
  std::getline(left, rejects);
  std::getline(left, rejects);
  REQUIRE(rejects.starts_with("D1,1,ACME,GLV,x,2026-12-21,"));
}

TEST(the_only_sheet_whose_columns_are_known_is_read_wherever_it_stands) {
  write({{"Notes", {{"Prepared by", "Ann"}, {"on", "Monday"}}},
         {"Old", {order_columns, {"O1", "1", "ACME", "BRG", "3", "2026-12-01"}}, true},
         {"Empty", {order_columns}},
         {"Now", {{"Our orders"}, order_columns, {"N1", "1", "ACME", "BRG", "3", "2026-12-01"}}}});
  const auto parsed = parse_import(file).value();
  REQUIRE(parsed.rows.size() == 1);
  REQUIRE(std::get<OrderLineRow>(parsed.rows.front()).line.text() == "N1/1");
  REQUIRE(parsed.report.found.front() == "the sheet 'Now' is read, 3 others are not ('Notes', 'Old', 'Empty')");
  REQUIRE(std::get<OrderLineRow>(parse_import(file, choosing("Old")).value().rows.front()).line.text() == "O1/1");
}
