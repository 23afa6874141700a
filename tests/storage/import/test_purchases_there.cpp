// Purchases of which some has come already, there or here, and whose lines a system splits then.
#include "storage/import/import_files.h"
#include "tests/support/warehouse/shop_nights.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

const std::string moves =
    "product/rec_name,quantity,unit/rec_name,from_location/rec_name,to_location/rec_name,planned_date,origin/rec_name,"
    "state\n";
std::string move(const std::string& quantity, const std::string& state, const std::string& unit = "Unit") {
  return "[BRG] Bearing," + quantity + "," + unit + ",Supplier,Input Zone,2026-12-01,P7," + state + "\n";
}

struct Fixture : ShopNights {
  // Returns "1 24 10": each line with what is expected of it, and what was received.
  std::string lines(const char* purchase) {
    std::string text;
    for (const PurchaseLineView& one : views->purchase_lines(PurchaseNumber::parse(purchase).value()).value()) {
      text += (text.empty() ? "" : ", ") + std::to_string(one.line.line) + " " + one.expected.text() + " " +
              one.received.text();
    }
    return text;
  }
  void receive(std::int64_t count, const char* line) {
    Receive came = receipt(bearings(count));
    came.purchase = PurchaseLine::parse(line).value();
    floor.accepted(came);
  }
};

}  // namespace

TEST(a_move_that_tryton_has_split_stays_one_line_in_whatever_order_its_parts_stand) {
  book(moves + move("24.0", "draft"));
  receive(10, "P7/1");
  for (const std::string& parts :
       {move("10.0", "done") + move("14.0", "draft"), move("14.0", "draft") + move("10.0", "done"),
        move("10.0", "done") + move("6.0", "draft") + move("8.0", "assigned")}) {
    INFO(parts);
    const ImportReport told = book(moves + parts).report;
    REQUIRE(told.errors.empty());
    REQUIRE(lines("P7") == "1 24 10");
  }
  require_sound();
}

TEST(what_of_a_split_move_came_there_and_not_here_is_not_expected_here) {
  book(moves + move("24.0", "draft"));
  REQUIRE(tells(book(moves + move("10.0", "done") + move("14.0", "draft")).report, "1 row is delivered or received"));
  REQUIRE(lines("P7") == "1 14 0");
}

TEST(a_split_move_is_over_when_all_of_its_parts_are_and_its_cancelled_part_is_not_expected) {
  book(moves + move("24.0", "draft"));
  receive(10, "P7/1");
  const ImportReport told = book(moves + move("10.0", "done") + move("14.0", "cancelled")).report;
  REQUIRE(told.errors.empty());
  REQUIRE(lines("P7") == "1 10 10");
  book(moves + move("10.0", "done") + move("14.0", "done"));
  REQUIRE(lines("P7") == "1 10 10");
  require_sound();
}

TEST(parts_of_a_move_in_units_of_known_sizes_are_one_line) {
  book(moves + move("24.0", "draft") + move("2.0", "draft", "Dozen"));
  REQUIRE(lines("P7") == "1 48 0");
}

TEST(a_split_move_is_due_when_what_is_still_open_of_it_is) {
  const auto on = [&](const std::string& quantity, const std::string& day, const std::string& state) {
    return "[BRG] Bearing," + quantity + ",Unit,Supplier,Input Zone," + day + ",P7," + state + "\n";
  };
  const std::string came = on("10.0", "2026-11-20", "done"), open = on("14.0", "2026-12-15", "draft");
  for (const std::string& parts : {came + open, open + came}) {
    INFO(parts);
    REQUIRE(book(moves + parts).report.errors.empty());
    REQUIRE(views->purchase_lines(PurchaseNumber::parse("P7").value()).value().at(0).due == day("2026-12-15"));
  }
}

TEST(what_is_wrong_with_a_move_that_is_done_keeps_no_other_row_back) {
  const std::string odd = "[BRG] Bearing,2.5,kg,Supplier,Input Zone,,P6,done\n";
  REQUIRE(book(moves + odd + move("24.0", "draft")).report.errors.empty());
  REQUIRE(lines("P7") == "1 24 0");
}

namespace {

std::string ours(const std::string& quantity, const std::string& received) {
  return "purchase,line,supplier,item,quantity,due,received\nP8,1,S,BRG," + quantity + ",2026-12-01," + received + "\n";
}

}  // namespace

TEST(what_came_there_before_is_remembered_when_the_purchase_is_raised_and_when_a_file_does_not_say_it) {
  book(ours("24", "4"));
  REQUIRE(lines("P8") == "1 20 0");
  receive(20, "P8/1");
  book(ours("24", "24"));
  REQUIRE(lines("P8") == "1 20 20");
  book(ours("30", "24"));
  REQUIRE(lines("P8") == "1 26 20");
  const std::string headings = "purchase,line,supplier,item,quantity,due\n";
  const ImportReport silent = book(headings + "P8,1,S,BRG,30,2026-12-01\n").report;
  REQUIRE(silent.errors.empty());
  REQUIRE(tells(silent, "and keeps what was said of that (P8/1 ...)"));
  REQUIRE(lines("P8") == "1 26 20");
  book(ours("30", "4"));  // what came here is not told there yet
  REQUIRE(lines("P8") == "1 26 20");
  require_sound();
}
