// All that is wrong with the rows of a file is told at once, by row, column, value and remedy.
#include <fstream>
#include <iterator>

#include "storage/import/import_files.h"
#include "storage/import/import_json.h"
#include "storage/import/rejects.h"
#include "storage/import/remedies.h"
#include "storage/import/report_text.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

const std::string header = "order,line,customer,item,quantity,promised\n";

struct Fixture : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();
  ImportChoices choices;

  ImportedFile book(const std::string& text) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    auto parsed = parse_files({folder / "file.csv"}, choices).value();
    return book_files(*floor.ledger, std::move(parsed), choices, office, clock.now()).value().at(0);
  }
  std::string rejects_of(const ImportedFile& told) {
    REQUIRE(write_rejects(told, choices, folder / "rejects.csv").ok());
    std::ifstream in(folder / "rejects.csv", std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
};

const std::string three_faults = header + "S1,1,ACME,BRG,2x,2026-04-31\nS1,0,ACME,BRG,2,2026-12-01\n";

}  // namespace

TEST(each_fault_of_a_row_is_told_with_its_column_and_value_and_the_row_counts_once) {
  const ImportedFile told = book(three_faults);
  REQUIRE_FALSE(told.booked);
  const auto& bad = told.report.errors;
  REQUIRE(bad.size() == 3);
  REQUIRE(bad[0].row == 2);
  REQUIRE(bad[0].column == "quantity");
  REQUIRE(bad[0].value == "2x");
  REQUIRE(bad[0].sentence().find("file.csv:2: quantity: '2x'") != std::string::npos);
  REQUIRE(remedy_in(bad[0]) == "write the number alone, in digits");
  REQUIRE(bad[1].row == 2);
  REQUIRE(bad[1].column == "promised");
  REQUIRE(bad[1].value == "2026-04-31");
  REQUIRE(bad[2].row == 3);
  REQUIRE(bad[2].column == "line");
  REQUIRE(told.report.bad_rows == 2);
  choices.try_out = true;
  REQUIRE(book(three_faults + "S1,3,ACME,BRG,2,2026-12-01\n").report.changes.value().refused == 2);
}

TEST(what_a_remedy_is_does_not_depend_on_what_stands_in_the_cell) {
  const auto remedy = [](const std::string& message) {
    return remedy_in({{ErrorKind::bad_input, "f:2", message}, 2, "quantity", ""});
  };
  REQUIRE(remedy("quantity: 'a: b' is not a number: write it alone") == "write it alone");
  REQUIRE(remedy("quantity: is empty").empty());
  REQUIRE(remedy("quantity: 'it's 3' is not a number: write it alone") == "write it alone");
}

TEST(a_program_reads_the_same_of_them) {
  const ImportedFile told = book(three_faults);
  const std::string text = to_json(told);
  INFO(text);
  REQUIRE(text.find(R"("row":2,"column":"quantity","value":"2x")") != std::string::npos);
  REQUIRE(text.find(R"("remedy":"write the number alone, in digits")") != std::string::npos);
  const ImportedFile again = parse_imported_file(text, 1 << 20).value();
  REQUIRE(again.report.bad_rows == 2);
  REQUIRE(again.report.errors.at(1).column == "promised");
  REQUIRE(to_json(again) == text);
}

TEST(a_file_of_rejects_says_them_in_columns_of_their_own_and_is_taken_as_it_is_once_it_is_put_right) {
  std::string rejects = rejects_of(book(three_faults));
  INFO(rejects);
  REQUIRE(
      rejects.starts_with("order,line,customer,item,quantity,promised,Dockhand row,Dockhand column,Dockhand "
                          "value,Dockhand remedy,reason\n"));
  REQUIRE(rejects.find("S1,1,ACME,BRG,2x,2026-04-31,2,quantity; promised,2x; 2026-04-31,") != std::string::npos);
  // What is refused once more has the columns once.
  std::ofstream(folder / "again.csv", std::ios::binary) << rejects;
  auto parsed = parse_files({folder / "again.csv"}, choices).value();
  const ImportedFile refused = book_files(*floor.ledger, std::move(parsed), choices, office, clock.now()).value().at(0);
  REQUIRE(refused.report.bad_rows == 2);
  const std::string twice = rejects_of(refused);
  INFO(twice);
  REQUIRE(twice.substr(0, twice.find('\n')) == rejects.substr(0, rejects.find('\n')));
  const auto put_right = [&](const std::string& from, const std::string& to) {
    rejects.replace(rejects.find(from), from.size(), to);
  };
  put_right(",2x,2026-04-31", ",2,2026-12-01");
  put_right("S1,0,", "S1,2,");
  const ImportedFile taken = book(rejects);
  INFO((taken.report.errors.empty() ? "" : taken.report.errors[0].sentence()));
  REQUIRE(taken.booked);
  REQUIRE(taken.report.rows == 2);
}

// A quote that is not closed takes in all that stands behind it.
TEST(of_a_file_that_cannot_be_read_to_its_end_nothing_is_taken_even_when_bad_rows_may_be_left_out) {
  choices.skip_bad = true;
  const ImportedFile told = book(
      "order,line,customer,item,quantity,promised,note\nQ-1,1,ACME,BRG,2,2026-12-01,\nQ-2,1,ACME,BRG,2,2026-12-01,"
      "\"open\n"
      "Q-3,1,ACME,BRG,2,2026-12-01,\n");
  REQUIRE_FALSE(told.booked);
  REQUIRE(told.report.rows == 0);
  REQUIRE(told.report.errors.front().message.find("Nothing of the file is taken") != std::string::npos);
  REQUIRE_FALSE(views->why(OrderLine::parse("Q-1/1").value()).value());
}

TEST(a_long_cell_of_a_column_that_nobody_reads_stops_no_row) {
  const ImportedFile told =
      book("item,name,picture\nLONG-1,One,\"data:" + std::string(100'000, 'A') + "\"\nLONG-2,Two,\n");
  REQUIRE(told.booked);
  REQUIRE(told.report.rows == 2);
}

TEST(what_the_other_rows_of_a_file_have_decided_stands_in_its_rejects) {
  choices.skip_bad = true;
  const std::string theirs =
      "Order Number,Customer Code,SKU,Qty,Ship By\n"
      "V-1,ACME,BRG,\"1,200\",13/04/2027\n"
      "V-2,ACME,NOPE,\"1,200\",03/04/2027\n"
      "V-3,ACME,BRG,\"1,200.0\",14/04/2027\n";
  std::string rejects = rejects_of(book(theirs));
  INFO(rejects);
  REQUIRE(rejects.find("V-2,ACME,NOPE,1200,2027-04-03,") != std::string::npos);
  rejects.replace(rejects.find("NOPE"), 4, "BRG");
  const ImportedFile taken = book(rejects);
  INFO((taken.report.errors.empty() ? "" : taken.report.errors[0].sentence()));
  REQUIRE(taken.booked);
  const auto line = views->why(OrderLine::parse("V-2/1").value()).value().value().line;
  REQUIRE(line.ordered == units(1200));
  REQUIRE(line.rank.promised == day("2027-04-03"));
}
TEST(what_was_said_of_the_headings_of_a_file_holds_for_its_rejects) {
  choices.header.memory = folder / "dock.db.mappings";
  choices.header.kind = "orders";
  choices.header.columns = {{"order", "Ref"}, {"customer", "Wer"}, {"item", "Was"}, {"quantity", "Stueck"}};
  choices.header.set = {};
  const std::string theirs = "Ref;Wer;Was;Stueck;Promised\nS1;ACME;BRG;4;2026-12-01\n";
  REQUIRE(book(theirs).booked);
  choices.header.kind.clear();
  choices.header.columns.clear();
  const ImportedFile told = book("Ref;Wer;Was;Stueck;Promised\nS2;ACME;BRG;x;2026-12-01\n");
  REQUIRE(told.report.bad_rows == 1);
  std::string rejects = rejects_of(told);
  rejects.replace(rejects.find(",x,"), 3, ",5,");
  const ImportedFile taken = book(rejects);
  INFO((taken.report.errors.empty() ? "" : taken.report.errors[0].sentence()));
  REQUIRE(taken.booked);
}

TEST(more_faults_than_are_kept_are_counted) {
  std::string text = header;
  for (int i = 0; i < 100'002; ++i) text += "S1,1,ACME,BRG,x,2026-12-01\n";
  const ImportedFile told = book(text);
  REQUIRE(told.report.errors.size() == ImportReport::max_errors);
  REQUIRE(told.report.errors_left_out == 2);
  REQUIRE(told.report.bad_rows == 100'002);
}

TEST(how_a_file_is_written_is_told_also_where_it_is_as_usual) {
  const ImportedFile usual = book(header + "S1,1,ACME,BRG,2,2026-12-01\n");
  REQUIRE(form_text(usual.report.form) == "UTF-8, columns separated by commas, days as ymd");
  REQUIRE(to_json(usual).find(R"("form":{"encoding":"UTF-8","separator":",","dates":["ymd"],"decimals":[]})") !=
          std::string::npos);
  const ImportedFile both = book(
      "order;line;customer;item;quantity;promised\nS2;1;ACME;BRG;24.0;13/12/2026\nS2;2;ACME;BRG;24,00;14/12/2026\n");
  REQUIRE(both.booked);
  REQUIRE(form_text(both.report.form) == "UTF-8, columns separated by semicolons, days as dmy, decimal marks , and .");
  const auto& found = both.report.found;
  REQUIRE(std::any_of(found.begin(), found.end(), [](const std::string& one) {
    return one == "column 'quantity' has both decimal marks, as in 24.0 and 24,00: each is read as it stands";
  }));
  REQUIRE(form_text(parse_imported_file(to_json(both), 1 << 20).value().report.form) == form_text(both.report.form));
}

TEST(an_item_and_a_customer_that_nobody_knows_are_told_together) {
  const ImportedFile told = book(header + "S1,1,NOBODY,NONE,2,2026-12-01\n");
  REQUIRE(told.report.bad_rows == 1);
  REQUIRE(told.report.errors.size() == 2);
  REQUIRE(told.report.errors[0].column == "item");
  REQUIRE(told.report.errors[0].value == "NONE");
  REQUIRE(told.report.errors[0].message.starts_with("item 'NONE' is not known: import the items first"));
  REQUIRE(told.report.errors[1].column == "customer");
  REQUIRE(told.report.errors[1].value == "NOBODY");
  choices.header.make = true;
  REQUIRE(book(header + "S1,1,NOBODY,NONE,2,2026-12-01\n").report.errors.size() == 1);
}
