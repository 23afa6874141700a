// Orders and purchases that are written out, and come in again.
#include <fstream>
#include <nlohmann/json.hpp>

#include "storage/import/import_files.h"
#include "storage/listings/exports.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

const char* const own_tables[] = {"orders", "purchases"};

struct Fixture : FactsFixture {
  void setUp() {
    FactsFixture::setUp();
    ship_four();
    OrderLineRow picky = demand("SO-1/2", 9, "BRG");
    picky.cancelled = units(2);
    picky.policies.multiple = units(7);
    picky.order_class = OrderClass::gain;
    PurchaseLineRow bought{purchase("PO-1/1"), "S", item("BRG"), units(24), day("2026-12-01"), order("SO-1/2")};
    bought.ordered_on = day("2026-11-01");
    floor.accepted(Import{{picky, bought}});
    Receive came = receipt(bearings(10), "A-01");
    came.purchase = purchase("PO-1/1");
    floor.accepted(came);
  }
  fs::path written(const std::string& table) {
    const auto rows = exported_rows(folder / "dock.db", table, 0, 0).value();
    std::ofstream(folder / (table + ".csv"), std::ios::binary) << csv_of_export(table, rows);
    return folder / (table + ".csv");
  }
  ImportReport import_into(Floor& books, const fs::path& file) {
    const OperatorName office = OperatorName::parse("office").value();
    auto parsed = parse_files({file}, {}).value();
    return book_files(*books.ledger, std::move(parsed), {}, office, clock.now()).value().at(0).report;
  }
};

}  // namespace

TEST(what_is_written_out_changes_nothing_in_the_same_books) {
  for (const char* table : own_tables) {
    const std::string before = written(table).string();
    const ImportReport told = import_into(floor, before);
    INFO(table << (told.errors.empty() ? "" : told.errors.front().sentence()));
    REQUIRE(told.errors.empty());
    REQUIRE(told.left_out == std::nullopt);
  }
  REQUIRE(state("SO-1/1") == "0 0 0 4");
  REQUIRE(purchase_line("PO-1/1").expected == units(24));
  REQUIRE(purchase_line("PO-1/1").open == units(14));
  require_sound();
}

TEST(other_books_expect_and_owe_what_is_still_open) {
  Floor others{folder / "others.db", LedgerRole::terminal, clock, "o"};
  others.open_warehouse();
  for (const char* table : own_tables) {
    const ImportReport told = import_into(others, written(table));
    INFO(table << (told.errors.empty() ? "" : told.errors.front().sentence()));
    REQUIRE(told.errors.empty());
  }
  const auto there = Views::open(folder / "others.db").value();
  const auto lines = there->order_lines(order("SO-1/1").document).value();
  REQUIRE(lines.size() == 2);
  REQUIRE(lines.at(0).waiting.none());
  REQUIRE(lines.at(1).waiting == units(7));
  REQUIRE(lines.at(1).terms.multiple == units(7));
  REQUIRE(lines.at(1).rank.order_class == OrderClass::gain);
  const auto bought = there->purchase_lines(purchase("PO-1/1").document).value();
  REQUIRE(bought.at(0).open == units(14));
  REQUIRE(bought.at(0).bought_for == order("SO-1/2"));
}

TEST(there_is_a_heading_also_when_there_is_no_document) {
  REQUIRE(csv_of_export("orders", {}).starts_with("order,line,customer,item,quantity,cancelled,"));
  REQUIRE(csv_of_export("purchases", {}).starts_with("purchase,line,supplier,item,quantity,due,"));
}

TEST(a_list_for_people_says_which_one_can_be_imported) {
  std::ofstream(folder / "shown.csv")
      << "line,item,ordered,waiting,reserved,picked,shipped,priority,promised,class,terms,customer\n"
         "SO-1/1,BRG,4,4,0,0,0,5,2026-12-01,redistribute,,Acme\n";
  const ImportReport told = import_into(floor, folder / "shown.csv");
  REQUIRE(told.errors.size() == 1);
  REQUIRE(told.errors.front().message.find("dockhand export orders") != std::string::npos);
}
