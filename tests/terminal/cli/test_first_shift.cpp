// The README's first shift from a web shop's export: its own lines, as a new user would copy them.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/support/terminal/ran_program.h"

using namespace dockhand;
using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* products =
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,"
    "Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Requires Shipping,Variant Taxable,"
    "Variant Barcode,Image Src,Status\n"
    "bearing-6204,\"Bearing 6204-2RS, sealed\",<p>Fine</p>,Maker,Bearings,,true,Title,Default "
    "Title,YOUR-SKU,80,shopify,"
    "0,12.00,true,true,'5901234123457,,active\n"
    "bearing-6205,Bearing 6205,,Maker,Bearings,,true,Title,Default Title,BRG-6205,90,shopify,0,16.00,true,true,"
    "'4006381333931,,active\n";

constexpr const char* orders =
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Total,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem requires shipping,"
    "Lineitem fulfillment status,Billing Name,Shipping Zip,Cancelled at,Tags\n"
    "#1001,a@example.com,paid,2026-11-12 08:10:00 +0100,unfulfilled,EUR,40.00,5.00,45.00,2026-11-12 08:10:00 +0100,2,"
    "Bearing 6204,12.00,YOUR-SKU,true,pending,Person One,'01067,,\n"
    "#1001,a@example.com,,,,,,,,2026-11-12 08:10:00 +0100,1,Not of this shop,16.00,NOT-HERE,true,pending,,,,\n"
    "#1002,b@example.com,paid,2026-11-12 09:00:00 +0100,unfulfilled,EUR,36.00,5.00,41.00,2026-11-12 09:00:00 +0100,3,"
    "Bearing 6204,12.00,YOUR-SKU,true,pending,Person Two,20095,,\n";

std::string text_of(const fs::path& file) {
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

// The lines of the first block of commands below a heading.
std::vector<std::string> commands_below(const std::string& readme, const std::string& heading) {
  std::vector<std::string> lines;
  const std::size_t begin = readme.find("```sh\n", readme.find(heading)) + 6;
  std::istringstream block(readme.substr(begin, readme.find("```", begin) - begin));
  for (std::string line; std::getline(block, line);) lines.push_back(line);
  return lines;
}

struct Fixture : RanProgram {
  void setUp() {
    std::ofstream(folder / "products_export.csv") << products;
    std::ofstream(folder / "orders_export.csv") << orders;
    fs::create_directory(folder / "bin");
    std::ofstream(folder / "bin/dockhand")
        << "#!/bin/sh\nexec '" << DOCKHAND_PROGRAM << "' --db '" << (folder / "dock.db").string() << "' \"$@\"\n";
    fs::permissions(folder / "bin/dockhand", fs::perms::owner_all);
  }
  // In a folder of its own, with the program in the path, as in a shell of somebody's.
  bool works(const std::string& command) const {
    std::ofstream(folder / "command.sh") << command << "\n";
    const std::string whole = "cd '" + (folder / "").string() + "' && PATH='" + (folder / "bin").string() +
                              "':$PATH sh -e ./command.sh > out.txt 2>&1";
    return std::system(whole.c_str()) == 0;
  }
};

}  // namespace

TEST(the_first_shift_goes_by_the_lines_of_the_readme_alone) {
  const std::string readme = text_of(fs::path(DOCKHAND_SOURCE_DIR) / "README.md");
  std::vector<std::string> commands = commands_below(readme, "### First shift from your web shop's export");
  REQUIRE(commands.size() == 5);
  REQUIRE(commands.back().starts_with("dockhand run --dock DOCK-1"));  // a person scans there
  commands.pop_back();
  for (const std::string& command : commands) {
    const bool worked = works(command);
    INFO(command << "\n" << text_of(folder / "out.txt"));
    REQUIRE(worked);
  }
  REQUIRE(text_of(folder / "orders_export.rejects.csv").find("NOT-HERE") != std::string::npos);
  REQUIRE(works(R"(echo '{"id":"r1","do":"receive","item":"YOUR-SKU","quantity":4,"at":"DOCK-1","purchase":"PO-1/1"}')"
                " | dockhand do"));
  const Ran lines = run("show lines --csv");
  INFO(lines.out);
  REQUIRE(lines.says("#1001"));
  const Ran allocations = run("export allocations");
  INFO(allocations.out);
  REQUIRE(allocations.says("#1001"));
  REQUIRE(allocations.says("#1002"));
  // What has left goes back to the shop with its carrier and number.
  REQUIRE(works(R"(printf '%s\n' '{"id":"p1","do":"pick","line":"#1001/1","item":"YOUR-SKU","quantity":2,)"
                R"("from":"DOCK-1","to":"X-01"}' '{"id":"s1","do":"ship","order":"#1001","carrier":"DHL",)"
                R"("tracking":"00340434161094027318"}' | dockhand do)"));
  const Ran shipments = run("export shipments");
  INFO(shipments.out);
  REQUIRE(shipments.says("allowed_by,reason,carton,carrier,tracking\n"));
  REQUIRE(shipments.says(",,DHL,00340434161094027318\n"));
}
