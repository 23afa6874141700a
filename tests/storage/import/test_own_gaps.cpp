// Files with our own columns whose lines leave out what the line above says.
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <thread>

#include "storage/import/import_files.h"
#include "storage/import/rejects.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

const std::string header = "order,line,customer,item,quantity,promised\n";

struct Fixture : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();
  ImportChoices choices;

  ImportedFile book(const std::string& text) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    auto parsed = parse_files({folder / "file.csv"}, choices).value();
    auto booked = book_files(*floor.ledger, std::move(parsed), choices, office, clock.now()).value().at(0);
    INFO((booked.report.errors.empty() ? "" : booked.report.errors.front().sentence()));
    REQUIRE(booked.booked);
    return booked;
  }
  // "1 BRG 2, 2 GLV 3"
  std::string lines_of(const char* order) {
    std::string text;
    for (const auto& one : views->order_lines(OrderNumber::parse(order).value()).value()) {
      text += (text.empty() ? "" : ", ") + std::to_string(one.line.line) + " " + one.item.text() + " " +
              std::to_string(one.waiting.units() + one.reserved.units());
    }
    return text;
  }
};

}  // namespace

TEST(an_order_number_on_its_first_line_alone_is_carried_on) {
  book(header + "N1,1,ACME,BRG,2,2026-12-03\n,2,,GLV,3,\nN2,1,ACME,BRG,1,2026-12-05\n");
  REQUIRE(lines_of("N1") == "1 BRG 2, 2 GLV 3");
  REQUIRE(lines_of("N2") == "1 BRG 1");
}

TEST(an_empty_column_of_lines_is_numbered) {
  book(header + "A1,,ACME,BRG,2,2026-12-03\n,,,GLV,3,\nA2,,ACME,GLV,1,2026-12-05\n");
  REQUIRE(lines_of("A1") == "1 BRG 2, 2 GLV 3");
  REQUIRE(lines_of("A2") == "1 GLV 1");
  book(header + "A1,,ACME,GLV,4,2026-12-03\nA1,,ACME,BRG,2,2026-12-03\n");  // in another order
  REQUIRE(lines_of("A1") == "1 BRG 2, 2 GLV 4");
}

TEST(a_line_that_says_its_number_keeps_it_beside_lines_that_are_numbered) {
  book(header + "M1,2,ACME,BRG,2,2026-12-03\nM1,,ACME,GLV,3,2026-12-03\nM1,1,ACME,BRG,5,2026-12-03\n");
  REQUIRE(lines_of("M1") == "1 BRG 5, 2 BRG 2, 3 GLV 3");
  choices.skip_bad = true;
  REQUIRE(book(header + "M2,1,ACME,BRG,2,2026-12-03\nM2,,ACME,GLV,3,2026-12-03\nM2,1,ACME,BRG,5,2026-12-03\n")
              .report.errors.size() == 1);
  REQUIRE(lines_of("M2") == "1 BRG 2, 2 GLV 3");
}

TEST(a_row_of_another_customer_is_not_carried_on) {
  std::ofstream(folder / "file.csv") << header << "K1,1,ACME,BRG,2,2026-12-03\n,2,OTHER,GLV,3,2026-12-03\n";
  const auto parsed = parse_import(folder / "file.csv").value();
  REQUIRE(parsed.report.errors.size() == 1);
  REQUIRE(parsed.report.errors.front().message.find("order: is empty") != std::string::npos);
}

TEST(rejects_of_such_a_file_name_their_order_and_their_line) {
  choices.skip_bad = true;
  const ImportedFile some = book(header + "R1,,ACME,BRG,2,2026-12-03\n,,,GLV,x,\nR2,,ACME,GLV,3,2026-12-03\n");
  REQUIRE(write_rejects(some, choices, folder / "r.csv").ok());
  std::stringstream rejects;
  rejects << std::ifstream(folder / "r.csv").rdbuf();
  std::string text = rejects.str();
  INFO(text);
  REQUIRE(text.find("R1,,ACME,GLV,x,2026-12-03,2,") != std::string::npos);
  text.replace(text.find(",x,"), 3, ",7,");
  book(text);
  REQUIRE(lines_of("R1") == "1 BRG 2, 2 GLV 7");
}

TEST(rejects_that_go_to_a_pipe_leave_it_there) {
  choices.skip_bad = true;
  const ImportedFile some = book(header + "R1,,ACME,BRG,2,2026-12-03\n,,,GLV,x,\n");
  const std::filesystem::path pipe = folder / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::thread reader([&] {
    std::stringstream all;
    all << std::ifstream(pipe).rdbuf();
  });
  const bool written = write_rejects(some, choices, pipe).ok();
  reader.join();
  REQUIRE(written);
  REQUIRE(std::filesystem::is_fifo(pipe));
}

TEST(a_day_that_is_taken_from_the_row_above_is_told) {
  const auto told =
      book("PO Number,Line No,Vendor,SKU,Qty,ETA\nP2,1,V,BRG,10,2026-12-01\nP2,2,V,GLV,10,\n").report.found;
  REQUIRE(std::find(told.begin(), told.end(), "1 row without a day has that of the row above") != told.end());
  REQUIRE(book("PO Number,Line No,Vendor,SKU,Qty,ETA\nP3,1,V,BRG,10,2026-12-01\n,2,,GLV,10,\n").report.found.empty());
}
