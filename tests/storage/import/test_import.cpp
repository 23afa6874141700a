#include <fstream>

#include "storage/import/import.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::terminal, clock, "t"};
  OperatorName office = OperatorName::parse("office").value();

  std::filesystem::path write(const std::string& name, const std::string& text) {
    const auto file = folder / name;
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }
  ImportReport parse(const std::string& text) { return parse_import(write("file.csv", text)).value().report; }
  ImportReport book(const std::string& text) {
    return import_file(*floor.ledger, write("file.csv", text), office, clock.now()).value();
  }
  // Returns what is wrong, as "LINE: message" of the first error.
  std::string first_error(const ImportReport& report) {
    REQUIRE_FALSE(report.errors.empty());
    const std::string prefix = (folder / "file.csv").string() + ":";
    REQUIRE(report.errors[0].place.rfind(prefix, 0) == 0);
    return report.errors[0].place.substr(prefix.size()) + ": " + report.errors[0].message;
  }
};

constexpr const char* items = "item,name,tracking\nBRG,\"Bearing, sealed\",\nGLV,Gloves,lot\n";

}  // namespace

TEST(the_header_decides_the_kind_in_any_order_of_columns) {
  REQUIRE(parse("Name,Item\nBearing,BRG\n").kind == "items");
  REQUIRE(parse("units,level,item,barcode\n12,cs,BRG,15901234123454\n").kind == "barcodes");
  REQUIRE(parse("location,kind\nA-01,storage\n").kind == "locations");
  REQUIRE(parse("customer,name\nC-1,Acme\n").kind == "customers");
  REQUIRE(parse("order,line,customer,item,quantity,promised\nSO-1,1,C-1,BRG,4,2026-11-24\n").kind == "orders");
  REQUIRE(parse("purchase,line,supplier,item,quantity,due,for\nPO-1,1,S,BRG,4,2026-11-24,SO-1/1\n").kind ==
          "purchases");
}

TEST(an_order_line_holds_what_its_columns_say) {
  const auto file = write("orders.csv",
                          "order,line,customer,item,quantity,promised,priority,ordered_at,partial,cancelled\n"
                          "SO-1,2,C-1,BRG,9,2026-11-24,3,2026-11-01T08:00:00Z,no,1\n"
                          "SO-2,1,C-1,BRG,9,2026-11-24,,,,\n");
  const auto rows = parse_import(file).value().rows;
  REQUIRE(rows.size() == 2);
  REQUIRE(std::get<OrderLineRow>(rows[0]) == OrderLineRow{order("SO-1/2"), "C-1", item("BRG"), units(9), units(1), 3,
                                                          day("2026-11-24"),
                                                          Instant::parse("2026-11-01T08:00:00Z").value(), false});
  REQUIRE(std::get<OrderLineRow>(rows[1]).priority == 5);
  REQUIRE(std::get<OrderLineRow>(rows[1]).policies.partial == std::nullopt);
  REQUIRE(std::get<OrderLineRow>(rows[1]).ordered_at == Instant::parse("2026-11-24").value());
}

TEST(a_bad_header_is_told) {
  REQUIRE(first_error(parse("foo,bar\n1,2\n")).find("1: the first line names none of") == 0);
  REQUIRE(first_error(parse("item\n1\n")).find("column 'name' is missing") != std::string::npos);
  REQUIRE(first_error(parse("item,name,item\n1,2,3\n")).find("twice") != std::string::npos);
  REQUIRE(first_error(parse("")).find("the file is empty") != std::string::npos);
}

TEST(each_bad_line_is_told_with_its_line_and_reason) {
  const auto report = parse("barcode,item,level,units\n5901234123458,BRG,ea,1\nX,BRG,ea,0\nY,BRG,cs\nZ,BRG,ea,1\n");
  REQUIRE(report.errors.size() == 3);
  REQUIRE(first_error(report).find("2: barcode: wrong check digit") == 0);
  REQUIRE(report.errors[1].sentence().find(":3: units: must be 1 or more") != std::string::npos);
  REQUIRE(report.errors[2].sentence().find(":4: units: is empty") != std::string::npos);
  REQUIRE(report.rows == 1);
}

TEST(lines_are_counted_as_an_editor_counts_them) {
  const auto report = parse("item,name\r\nA,\"two\"\r\n\r\nB,\"has \"\"quotes\"\"\"\r\nC,\r\n");
  REQUIRE(report.errors.size() == 1);
  REQUIRE(first_error(report) == "5: name: is empty");
  const auto broken = parse("item,name\nA,\"one\ntwo\"\nB,\n");  // a name over two lines is one name
  REQUIRE(broken.rows == 1);
  REQUIRE(broken.errors.at(0).place.find(":4") != std::string::npos);
}

TEST(a_byte_order_mark_is_no_part_of_the_header) { REQUIRE(parse("\xEF\xBB\xBFitem,name\nA,B\n").rows == 1); }

TEST(a_key_that_stands_twice_is_told_with_both_lines) {
  REQUIRE(first_error(parse("item,name\nA,x\nB,x\nA,y\n")) == "4: A stands in line 2 already");
  REQUIRE(first_error(parse("barcode,item,level,units\n4006381333931,A,ea,1\n04006381333931,A,ea,1\n"))
              .find("3: 04006381333931 stands in line 2") == 0);
}

TEST(text_that_is_no_csv_is_told) {
  REQUIRE(first_error(parse("item,name\nA,\"B\nC,D\n")).find("2: the line has a quote") == 0);
  REQUIRE(first_error(parse("item,name\nA,\"B\" C\nD,\"E\n")).find("2: the line has a quote") == 0);
  REQUIRE(first_error(parse(std::string("item,name\nA,\0B\n", 15))).find("zero byte") != std::string::npos);
  REQUIRE(first_error(parse("item,name\nA,\"" + std::string(100'000, 'x'))).find("quote not closed") !=
          std::string::npos);
  REQUIRE(first_error(parse("item,name\nZ\xC3\xBCrich \xC3\xBC,x\nA,\xC3\x28\n")).find("UTF-8") != std::string::npos);
}

TEST(a_large_file_with_one_bad_line_is_refused_for_that_line) {
  std::string text = "item,name\n";
  for (int i = 0; i < 100'000; ++i)
    text += "ITEM-" + std::to_string(i) + (i == 77'777 ? ",\n" : ",A name of an item\n");
  const auto report = book(text);
  REQUIRE(report.errors.size() == 1);
  REQUIRE(first_error(report) == "77779: name: is empty");
  REQUIRE(Views::open(folder / "dock.db").value()->events()->empty());
}

TEST(all_of_a_thousand_bad_lines_are_told) {
  std::string text = "item,name\n";
  for (int i = 0; i < 1000; ++i) text += "A,\n";
  const auto report = parse(text);
  REQUIRE(report.errors.size() == 1000);
  REQUIRE(report.errors_left_out == 0);
}

TEST(a_file_that_cannot_be_read_is_an_error) {
  REQUIRE(parse_import(folder / "none.csv").error().kind == ErrorKind::io);
  REQUIRE(parse_import(folder / ".").error().kind == ErrorKind::io);
}

TEST(a_good_file_is_booked_once_however_often_it_is_given) {
  const auto first = book(items);
  REQUIRE(first.rows == 2);
  REQUIRE_FALSE(first.repeated);
  const auto views = Views::open(folder / "dock.db").value();
  REQUIRE(views->item(item("GLV")).value()->tracking == Tracking::lot);
  REQUIRE(book(items).repeated);
  REQUIRE(views->events()->size() == 1);
}

TEST(an_unknown_item_is_told_by_line_and_nothing_of_the_file_is_booked) {
  book(items);
  std::string text = "barcode,item,level,units\n";
  for (int i = 0; i < 1200; ++i) {
    text += "CODE-" + std::to_string(i) + (i == 3 || i == 600 || i == 601 || i == 1199 ? ",NONE" : ",BRG") + ",ea,1\n";
  }
  const auto report = book(text);
  REQUIRE(report.errors.size() == 4);
  REQUIRE(first_error(report).find("5: ") == 0);
  REQUIRE(report.errors[1].place.find(":602") != std::string::npos);
  REQUIRE(report.errors[2].place.find(":603") != std::string::npos);
  REQUIRE(report.errors[3].place.find(":1201") != std::string::npos);
  REQUIRE(report.errors[0].message.find("NONE") != std::string::npos);
  REQUIRE(Views::open(folder / "dock.db").value()->events()->size() == 1);
}

TEST(an_order_that_comes_late_gets_what_is_free) {
  floor.open_warehouse();
  floor.accepted(floor.receipt(5));
  const auto report = book("order,line,customer,item,quantity,promised\nSO-1,1,ACME,BRG,4,2026-11-24\n");
  REQUIRE(report.reserved == 4);
}

TEST(the_demo_warehouse_is_whole) {
  for (const char* name : {"items", "barcodes", "locations", "customers", "orders", "purchases"}) {
    const auto file = std::filesystem::path(DOCKHAND_SOURCE_DIR) / "assets/demo" / (std::string(name) + ".csv");
    const auto report = import_file(*floor.ledger, file, office, clock.now()).value();
    INFO((report.errors.empty() ? file.string() : report.errors[0].sentence()));
    REQUIRE(report.errors.empty());
    REQUIRE(report.kind == name);
  }
  Receive receipt{Units{item("BRG-6204"), units(12), {}, {}, {}}, place("DOCK-1"), purchase("PO-7001/1"), false};
  const auto accepted = floor.accepted(receipt);
  REQUIRE(accepted.claims.size() == 2);
  REQUIRE(accepted.claims[0].rank.line == order("SO-118/1"));
  REQUIRE(accepted.claims[0].granted == units(4));
  REQUIRE(accepted.claims[1].rank.line == order("SO-131/1"));
  REQUIRE(accepted.claims[1].granted == units(3));
  REQUIRE(accepted.free == units(5));
}
