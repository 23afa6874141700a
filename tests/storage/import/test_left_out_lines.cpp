// Lines that the books have, of an order that comes again without them, while a row of the file is refused.
#include <algorithm>
#include <fstream>

#include "storage/import/import_files.h"
#include "storage/import/report_text.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

const std::string header = "order,line,customer,item,quantity,promised\n";
const std::string without_lines = "order,customer,item,quantity,promised\n";

struct Fixture : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();

  void setUp() {
    FactsFixture::setUp();
    floor.accepted(Import{{SiteRow{"cancel_left_out", true}}});
    book(header + "X1,1,ACME,BRG,2,2026-12-03\nX1,2,ACME,GLV,3,2026-12-03\nX2,1,ACME,GLV,4,2026-12-03\n");
  }
  ImportReport book(const std::string& text, bool try_out = false) {
    ImportChoices choices;
    choices.skip_bad = true;
    choices.try_out = try_out;
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    auto parsed = parse_files({folder / "file.csv"}, choices).value();
    return book_files(*floor.ledger, std::move(parsed), choices, office, clock.now()).value().at(0).report;
  }
  std::vector<ImportedFile> book_pages(const std::string& first, const std::string& second) {
    ImportChoices choices;
    choices.skip_bad = true;
    std::ofstream(folder / "page1.csv", std::ios::binary) << first;
    std::ofstream(folder / "page2.csv", std::ios::binary) << second;
    auto parsed = parse_files({folder / "page1.csv", folder / "page2.csv"}, choices).value();
    return book_files(*floor.ledger, std::move(parsed), choices, office, clock.now()).value();
  }
  std::int64_t wanted(const char* order, std::size_t line) {
    const auto lines = views->order_lines(OrderNumber::parse(order).value()).value();
    return lines.at(line - 1).waiting.units() + lines.at(line - 1).reserved.units();
  }
  static bool tells(const ImportReport& report, std::string_view part) {
    return std::any_of(report.found.begin(), report.found.end(),
                       [&](const std::string& one) { return one.find(part) != std::string::npos; });
  }
};

}  // namespace

TEST(a_row_that_the_books_refuse_cancels_no_line_of_its_order) {
  const std::string text = without_lines + "X1,ACME,BRG,2,2026-12-03\nX1,ACME,NONE,3,2026-12-03\n";
  const ImportReport tried = book(text, true);
  REQUIRE(tried.changes->gone == 0);
  REQUIRE(tells(tried, "1 line that the file has no more is kept, as a row that was not taken may be its own"));
  const ImportReport told = book(text);
  REQUIRE(told.errors.size() == 1);
  REQUIRE(tells(told, "1 line that the file has no more is kept, as a row that was not taken may be its own"));
  REQUIRE_FALSE(tells(told, "cancelled"));
  REQUIRE(wanted("X1", 2) == 3);
}

TEST(an_order_of_which_the_books_refuse_every_row_keeps_its_lines) {
  book(without_lines + "X1,ACME,BRG,2,2026-12-03\nX1,ACME,GLV,3,2026-12-03\nX2,ACME,NONE,4,2026-12-03\n");
  REQUIRE(wanted("X2", 1) == 4);
}

TEST(a_row_whose_order_cannot_be_read_may_be_of_any) {
  const ImportReport told = book(header + "X1,1,ACME,BRG,2,2026-12-03\n#REF!,2,ACME,GLV,3,2026-12-03\n");
  REQUIRE(told.errors.size() == 1);
  REQUIRE(tells(told, "1 line that the file has no more is kept, as a row that was not taken may be its own"));
  REQUIRE(wanted("X1", 2) == 3);
}

TEST(a_refused_row_of_another_order_keeps_no_line) {
  const ImportReport told = book(header + "X1,1,ACME,BRG,2,2026-12-03\nX3,1,ACME,NONE,3,2026-12-03\n");
  REQUIRE(tells(told, "1 line that the file has no more is cancelled (X1/2 ...)"));
  REQUIRE(wanted("X1", 2) == 0);
}

TEST(a_row_that_has_lost_its_item_code_keeps_the_lines_of_its_order) {
  const std::string columns =
      "art;beleg_belegnr;beleg_datum;beleg_lieferdatum;beleg_status;beleg_kundennummer;artikel_nummer;artikel_menge\n";
  const std::string row = "auftrag;X7;12.11.2026;03.12.2026;freigegeben;ACME;";
  book(columns + row + "BRG;2\n" + row + "GLV;3\n");
  const ImportReport told = book(columns + row + "BRG;2\n" + row + ";3\n");
  REQUIRE(tells(told, "1 row without an item code was left out"));
  REQUIRE_FALSE(tells(told, "cancelled"));
  REQUIRE(wanted("X7", 2) == 3);
}

TEST(a_file_that_repeats_a_cancelled_order_says_so_and_would_change_nothing) {
  const std::string text = header + "X2,1,ACME,GLV,4,2026-12-03\n";
  floor.accepted(CancelOrder{OrderNumber::parse("X2").value(), "customer rang"});
  const ImportReport tried = book(text, true);
  REQUIRE(tried.changes->changed == 0);
  REQUIRE(tried.changes->unchanged == 1);
  REQUIRE(tells(tried, "1 line that was cancelled here comes as before, and stays cancelled (X2/1 ...)"));
  REQUIRE(tells(book(text), "stays cancelled (X2/1 ...)"));
  REQUIRE(tells(book(text), "or a file that is confirmed, unless its customer has cancelled it"));
  REQUIRE(wanted("X2", 1) == 0);
  REQUIRE_FALSE(tells(book(header + "X2,1,ACME,GLV,5,2026-12-03\n"), "stays cancelled"));
  REQUIRE(wanted("X2", 1) == 5);
}

TEST(an_order_that_goes_on_in_another_file_has_the_lines_of_both) {
  const std::string first = header + "X3,1,ACME,BRG,1,2026-12-03\nX4,1,ACME,BRG,2,2026-12-03\n";
  const std::string second = header + "X4,2,ACME,GLV,3,2026-12-03\nX5,1,ACME,GLV,4,2026-12-03\n";
  for (int day = 0; day < 2; ++day) {
    for (const ImportedFile& one : book_pages(first, second)) REQUIRE_FALSE(tells(one.report, "no more"));
    REQUIRE(wanted("X4", 1) == 2);
    REQUIRE(wanted("X4", 2) == 3);
  }
}

TEST(of_two_states_of_an_order_the_later_says_which_lines_it_has) {
  const std::string line = "X6,1,ACME,BRG,1,2026-12-03\n";
  const auto told = book_pages(header + line + "X6,2,ACME,GLV,2,2026-12-03\n", header + line);
  REQUIRE(tells(told.at(1).report, "1 line that the file has no more is cancelled (X6/2 ...)"));
  REQUIRE(wanted("X6", 2) == 0);
}

TEST(lines_without_numbers_are_refused_where_their_order_goes_on_in_another_file) {
  book(without_lines + "X7,ACME,BRG,5,2026-12-03\nX7,ACME,GLV,6,2026-12-03\n");
  const auto told = book_pages(without_lines + "X7,ACME,BRG,5,2026-12-03\n",
                               without_lines + "X7,ACME,GLV,6,2026-12-03\nX8,ACME,GLV,1,2026-12-03\n");
  REQUIRE(told.at(1).report.errors.size() == 1);
  REQUIRE(told.at(1).report.errors.front().sentence().find("stands in another file that comes with this one") !=
          std::string::npos);
  REQUIRE(wanted("X7", 1) == 5);
  REQUIRE(wanted("X7", 2) == 6);
  REQUIRE(wanted("X8", 1) == 1);
}

TEST(files_behind_one_that_the_books_refuse_are_named_and_not_booked) {
  std::ofstream(folder / "unknown.csv") << header + "X9,1,ACME,NONE,1,2026-12-03\n";
  std::ofstream(folder / "behind.csv") << header + "X10,1,ACME,BRG,1,2026-12-03\n";
  auto parsed = parse_files({folder / "unknown.csv", folder / "behind.csv"}, {}).value();
  const auto told = book_files(*floor.ledger, std::move(parsed), {}, office, clock.now()).value();
  REQUIRE(told.size() == 2);
  REQUIRE(outcome_text(told.at(0)) == "not imported because of its bad lines");
  REQUIRE(outcome_text(told.at(1)) == "1 row of orders could be taken, and were not because of the other files");
}
