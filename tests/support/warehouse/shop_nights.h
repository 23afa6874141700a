// A shop's export that comes again each night, and what becomes of its order.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "storage/import/import_files.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/facts_fixture.h"

namespace dockhand::test {

// The export of a shop that comes again each night: its headings, and one line of the order "#1".
inline const std::string shop =
    "Name,Email,Financial Status,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Lineitem requires shipping,"
    "Lineitem fulfillment status,Billing Name,Cancelled at\n";
inline std::string line(const std::string& item, int quantity, const std::string& state = "pending",
                        const std::string& cancelled = "") {
  return "#1,a@x,paid,2026-11-12 08:10:00 +0100," + std::to_string(quantity) + ",n," + item + ",true," + state + ",P," +
         cancelled + "\n";
}

struct ShopNights : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();

  void setUp() {
    FactsFixture::setUp();
    floor.accepted(Import{{CustomerRow{"a@x", "Ann"}}});
  }
  std::filesystem::path write(const std::string& name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
    return folder / name;
  }
  ImportedFile book(const std::string& text, const ImportChoices& choices = {}) {
    auto parsed = parse_files({write("file.csv", text)}, choices).value();
    return book_files(*floor.ledger, std::move(parsed), choices, office, clock.now()).value().at(0);
  }
  // Returns "1 BRG 2, 2 GLV 5": line, item and what is still wanted.
  std::string wanted(const std::string& order) {
    std::string text;
    for (const OrderLineView& one : views->order_lines(OrderNumber::parse(order).value()).value()) {
      text += (text.empty() ? "" : ", ") + std::to_string(one.line.line) + " " + one.item.text() + " " +
              std::to_string(one.waiting.units() + one.reserved.units());
    }
    return text;
  }
  static bool tells(const ImportReport& report, std::string_view part) {
    return std::any_of(report.found.begin(), report.found.end(),
                       [&](const std::string& one) { return one.find(part) != std::string::npos; });
  }
};

}  // namespace dockhand::test
