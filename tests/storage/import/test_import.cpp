#include <fstream>

#include "storage/codec/codec.h"
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

// Each file has the lowest and the highest value of its columns.
TEST(a_row_that_the_import_takes_is_read_again_by_the_books) {
  const std::string most = "1000000000", name(48, 'N'), title(120, 'T'), text24(24, 'Z');
  const std::vector<std::string> files{
      "days,text,code,cost\n1,bar,,0\n36500," + title + "," + text24 + ",999999\n",
      "item,other,ratio,kind\nA,B,0,similar\nA,C," + most + ",better\n",
      "customer,item,quantity,until\nC,A,0,1970-01-02\nC,B," + most + ",9999-12-30\n",
      "item,from,until,lift\nA,1970-01-02,9999-12-30,0\n,2026-01-01,2026-01-02,1000\nA,2026-01-01,2026-01-02,10000\n",
      "item,day,units\nA,1970-01-02,0\nA,9999-12-30," + most + "\n",
      "item,location,min,max\nA,A-01,0,0\nA,A-02,0," + most + "\n",
      "location,kind,walk,zone,litres\nA-01,storage,0,,0\nA-02,dock," + most + "," + text24 + "," + most + "\n",
      "item,supplier,price,pack,minimum,lead_days,rank,until\nA,S,0,1,0,0,1,1970-01-02\n"
      "A," +
          name + ",999999," + most + "," + most + ",36500,9,9999-12-30\n",
      "supplier,name,lane,country,review_days,order_cost,minimum_value,language,contact\nS,,,,0,0,0,,\n" + name + "," +
          title + "," + text24 + "," + text24 + ",36500,999999,999999," + text24 + "," + title + "\n",
      "item,name,tracking,expiry,count_tolerance,safety_stock,order_cap,shelf_life_days,millilitres\nA,a,,,0,0,0,0,0\n"
      "B,b,lot,yes," +
          most + "," + most + "," + most + "," + most + "," + most + "\n",
      "order,line,customer,item,quantity,cancelled,priority,promised,ordered_at\nSO,1,C,A,1,0,1,1970-01-02,\n"
      "SO,999999,C,A," +
          most + "," + most + ",9,9999-12-30,\n",
      "purchase,line,supplier,item,quantity,due,for,ordered\nPO,1,S,A,1,1970-01-02,SO/1,1970-01-02\n"
      "PO,999999," +
          name + ",A," + most + ",9999-12-30,SO/999999,9999-12-30\n",
      "asn,sscc,item,quantity,lot,serial,expiry,purchase,line,due\nN,340123450000000017,A,0,,,,,,\n"
      "N," +
          std::string(40, 'C') + ",A," + most + ",L,,9999-12-30,PO,1,1970-01-02\n",
      "barcode,item,level,units\n00012345678905,A,,\n" + name + ",A,cs," + most + "\n",
      "place,item,quantity,lot,serial,expiry\nA-01,A,0,,,\nA-01,B," + most + ",L,,9999-12-30\n",
      "setting,value\ntell_customers,yes\nlaw_us,no\n"};
  for (const std::string& file : files) {
    INFO(file);
    const auto parsed = parse_import(write("file.csv", file));
    REQUIRE(parsed.ok());
    REQUIRE(parsed->report.errors.empty());
    REQUIRE(parsed->rows.size() >= 2);
    for (const ImportRow& row : parsed->rows) {
      const Command command{CommandId::parse("c1").value(), office, clock.now(), Import{{row}}};
      const auto again = decode_body(encode_body(command, {}));
      INFO((again ? "" : again.error().sentence()));
      REQUIRE(again.ok());
      REQUIRE(std::get<Import>(again->command.action).rows.at(0) == row);
    }
  }
}

TEST(where_a_regime_of_law_is_switched_on_it_is_said_that_it_is_information_and_not_advice) {
  const auto said = [&](const std::string& value) {
    const auto parsed = parse_import(write("site.csv", "setting,value\ntell_customers,yes\nlaw_us," + value + "\n"));
    std::string all;
    for (const std::string& one : parsed.value().report.found) all += one + "\n";
    return all.find("law_us is switched on") != std::string::npos && all.find("not advice") != std::string::npos;
  };
  REQUIRE(said("yes"));
  REQUIRE_FALSE(said("no"));
}

TEST(a_step_of_goodwill_is_for_a_day_or_more) {
  REQUIRE(first_error(parse("days,text,code,cost\n0,bar,,1\n")).find("from 1 to 36500") != std::string::npos);
  REQUIRE(parse("days,text,code,cost\n1,bar,,1\n").errors.empty());
}

TEST(a_step_of_goodwill_without_a_text_ends_the_offer) { REQUIRE(parse("days,text,code,cost\n5,,,\n").errors.empty()); }

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
  const auto report = parse("barcode,item,level,units\n5901234123458,BRG,ea,1\nX1,BRG,ea,0\nY1,BRG,cs\nZ1,BRG,ea,1\n");
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
  const std::string promotions =
      "item,from,until,lift\nA,2026-12-01,2026-12-10,200\nB,2026-12-01,2026-12-10,200\nA,2026-12-01,2026-12-09,150\n";
  REQUIRE(first_error(parse(promotions.c_str())) == "4: the promotion of A from 2026-12-01 stands in line 2 already");
}

TEST(text_that_is_no_csv_is_told) {
  REQUIRE(first_error(parse("item,name\nA,\"B\nC,D\n")).find("2: the line has a quote") == 0);
  REQUIRE(first_error(parse("item,name\nA,\"B\" C\nD,\"E\n")).find("2: the line has a quote") == 0);
  REQUIRE(first_error(parse(std::string("item,name\nA,\0B\n", 15))).find("zero byte") != std::string::npos);
  REQUIRE(first_error(parse("item,name\nA,\"" + std::string(2'000'000, 'x'))).find("quote not closed") !=
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
