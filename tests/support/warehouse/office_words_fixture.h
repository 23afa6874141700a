// Files of an office beside books that know an item with its case, another one on a purchase, and a place.
#pragma once

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "storage/import/import_files.h"
#include "tests/support/warehouse/facts_fixture.h"

namespace dockhand::test {

struct OfficeWordsFixture : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();

  void setUp() {
    FactsFixture::setUp();
    floor.accepted(Import{{BarcodeRow{"05901234123457", item("BRG"), "ea", units(1)},
                           BarcodeRow{"15901234123454", item("BRG"), "cs", units(12)},
                           LocationRow{place("A-09"), LocationKind::storage},
                           PurchaseLineRow{purchase("PO-8/1"), "SKF", item("GLV"), units(9), day("2026-12-01"), {}}}});
  }
  ParsedImport parse(const std::string& text, const ImportChoices& choices = {}) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    return parse_import(folder / "file.csv", choices).value();
  }
  ImportReport book(const std::string& text, const ImportChoices& choices = {}) {
    return book_import(*floor.ledger, parse(text, choices), choices, office, clock.now()).value();
  }
  template <class Row>
  std::vector<Row> rows(const std::string& text, const ImportChoices& choices = {}) {
    const ParsedImport parsed = parse(text, choices);
    INFO((parsed.report.errors.empty() ? "" : parsed.report.errors.front().sentence()));
    REQUIRE(parsed.report.errors.empty());
    std::vector<Row> all;
    for (const ImportRow& row : parsed.rows) {
      if (const Row* one = std::get_if<Row>(&row)) all.push_back(*one);
    }
    return all;
  }
  std::string error(const std::string& text, const ImportChoices& choices = {}) {
    const ParsedImport parsed = parse(text, choices);
    return parsed.report.errors.empty() ? "" : parsed.report.errors.front().message;
  }
  std::int64_t expected(const char* line) { return purchase_line(line).expected.units(); }
  static bool tells(const ImportReport& report, std::string_view part) {
    return std::any_of(report.found.begin(), report.found.end(),
                       [&](const std::string& one) { return one.find(part) != std::string::npos; });
  }
};

}  // namespace dockhand::test
