// A file of another system, read and booked into books that know two items and a customer.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "storage/import/import_files.h"
#include "storage/import/rejects.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

inline const std::string order_header = "order,line,customer,item,quantity,promised\n";
inline ImportChoices with(void (*set)(ImportChoices&)) {
  ImportChoices choices;
  set(choices);
  return choices;
}

struct ExportFixture {
  void setUp() {
    book("item,name\nBRG-1,Bearing\nBRG-2,Other\n");
    book("customer,name\nC-1,One\n");
  }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::terminal, clock, "t"};
  OperatorName office = OperatorName::parse("office").value();

  std::filesystem::path write(const std::string& text) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    return folder / "file.csv";
  }
  std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  ParsedImport parse(const std::string& text, const ImportChoices& choices = {}) {
    auto parsed = parse_import(write(text), choices).value();
    INFO((parsed.report.errors.empty() ? "" : parsed.report.errors.front().sentence()));
    REQUIRE(parsed.report.errors.empty());
    return parsed;
  }
  ImportReport book(const std::string& text, const ImportChoices& choices = {}) {
    return import_file(*floor.ledger, write(text), office, clock.now(), choices).value();
  }
  template <class Row>
  std::vector<Row> rows(const std::string& text, const ImportChoices& choices = {}) {
    std::vector<Row> all;
    for (const ImportRow& row : parse(text, choices).rows) {
      if (const Row* one = std::get_if<Row>(&row)) all.push_back(*one);
    }
    return all;
  }
  static bool tells(const ImportReport& report, std::string_view part) {
    return std::any_of(report.found.begin(), report.found.end(),
                       [&](const std::string& one) { return one.find(part) != std::string::npos; });
  }
};

}  // namespace dockhand::test
