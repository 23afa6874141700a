// The office's files from a stick: nothing of one is booked before the yes, and only what was tried out.
#include <algorithm>
#include <fstream>

#include "terminal/station/stick_files.h"
#include "tests/support/terminal/door_fixture.h"
#include "tests/support/warehouse/spreadsheet.h"

using namespace dockhand;
namespace fs = std::filesystem;

namespace {

constexpr const char* header = "order,line,customer,item,quantity,promised\n";

struct Fixture : test::Terminal {
  std::unique_ptr<StickFiles> files;

  void setUp() {
    Terminal::setUp();
    fs::create_directories(folder / "sticks/OFFICE");
    files = std::make_unique<StickFiles>(folder / "sticks", file(), folder / "users.csv", *ledger, clock, [] {});
    app = std::make_unique<App>(
        *ledger, *views, clock,
        AppSettings{.dock = place("DOCK-1"), .operator_name = person("Anna K."), .files = files.get()}, [] {});
    tap("more");
  }
  void tearDown() {
    app.reset();
    files.reset();
    Terminal::tearDown();
  }
  void leave(const std::string& name, const std::string& text) const {
    std::ofstream(folder / "sticks/OFFICE" / name, std::ios::binary) << text;
  }
  void tap_and_wait(std::string_view id) {
    tap(id);
    files->settle();
    app->refresh();
    settle();
  }
  // The id of the row of this title.
  std::string row_of(std::string_view title) const {
    const auto& rows = page().rows;
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return one.title == title; });
    REQUIRE(row != rows.end());
    return row->id;
  }
  std::size_t lines_of(const char* order) {
    return views->order_lines(OrderNumber::parse(order).value()).value().size();
  }
};

// The same where people sign on.
struct Staffed : test::SignedOnTerminal {
  std::unique_ptr<StickFiles> files;

  void open() {
    setUp();
    fs::create_directories(folder / "sticks/OFFICE");
    files = std::make_unique<StickFiles>(folder / "sticks", file(), folder / "users.csv", *ledger, clock, [] {});
    app = std::make_unique<App>(
        *ledger, *views, clock,
        AppSettings{
            .dock = place("DOCK-1"), .operator_name = person("Nobody"), .files = files.get(), .door = door.get()},
        [] {});
    settle();
  }
  void close() {
    app.reset();
    files.reset();
    tearDown();
  }
  void wait() {
    files->settle();
    app->refresh();
    settle();
  }
};

}  // namespace

TEST(a_file_that_a_supervisor_allows_is_booked_by_who_works_here) {
  Staffed staffed;
  staffed.open();
  std::ofstream(staffed.folder / "sticks/OFFICE/orders.csv") << header << "SO-900,1,C-9,BRG-6204,4,2026-12-03\n";
  staffed.sign_on("BADGE-2", "222222");
  for (const char* id : {"more", "files", "file:0"}) staffed.tap(id);
  staffed.wait();
  staffed.tap("take");
  staffed.tap("yes");
  staffed.sign_on("BADGE-1", "111111");
  staffed.wait();
  const EventView booked = staffed.views->events(1).value().front();
  staffed.close();
  REQUIRE(booked.action == "import");
  REQUIRE(booked.by.text() == "Bo K.");
  REQUIRE(booked.allowed_by);
  REQUIRE(booked.allowed_by->text() == "Ada L.");
}

TEST(what_a_supervisor_allows_to_be_taken_back_is_so_in_the_books) {
  Staffed staffed;
  staffed.open();
  std::ofstream(staffed.folder / "sticks/OFFICE/orders.csv") << header << "SO-900,1,C-9,BRG-6204,4,2026-12-03\n";
  staffed.sign_on("BADGE-2", "222222");
  for (const char* id : {"more", "files", "file:0"}) staffed.tap(id);
  staffed.wait();
  for (const char* id : {"take", "take_back"}) {
    staffed.tap(id);
    staffed.tap("yes");
    staffed.sign_on("BADGE-1", "111111");
    staffed.wait();
  }
  const EventView booked = staffed.views->events(1).value().front();
  staffed.close();
  REQUIRE(booked.action == "undo");
  REQUIRE(booked.by.text() == "Bo K.");
  REQUIRE(booked.allowed_by);
}

TEST(without_a_stick_the_screen_says_what_it_waits_for) {
  tap("files");
  REQUIRE(shows("No stick is plugged in"));
  leave("orders.csv", header);
  leave("holiday.jpg", "x");
  tap("again");
  REQUIRE(shows("orders.csv"));
  REQUIRE_FALSE(shows("holiday.jpg"));
}

TEST(a_file_is_tried_out_first_and_booked_by_a_yes) {
  leave("orders.csv", std::string(header) + "SO-900,1,C-9,BRG-6204,4,2026-12-03\n");
  tap("files");
  tap_and_wait("file:0");
  REQUIRE(shows("Tried out: nothing is booked yet"));
  REQUIRE(shows("New |  | 1"));
  REQUIRE(shows("customers that come with its rows: 1 new"));
  REQUIRE(lines_of("SO-900") == 0);
  tap("take");
  REQUIRE(shows("Import 1 new and 0 changed orders of orders.csv?"));
  tap_and_wait("yes");
  REQUIRE(page().strip.empty());  // nothing is asked and nothing is wrong
  REQUIRE(page().rows.front().icon == Icon::check);
  REQUIRE(shows("Imported"));
  REQUIRE(lines_of("SO-900") == 1);
  tap("back");
  REQUIRE(shows("Which file of the office?"));
}

TEST(of_several_sheets_the_one_that_is_meant_is_asked_for) {
  const std::vector<std::string> columns{"order", "line", "customer", "item", "quantity", "promised"};
  test::write_spreadsheet(folder / "sticks/OFFICE/orders.xlsx",
                          {{"Nov", {columns, {"SO-900", "1", "C-9", "BRG-6204", "4", "2026-12-03"}}},
                           {"Dec", {columns, {"SO-901", "1", "C-9", "BRG-6204", "4", "2026-12-03"}}}});
  tap("files");
  tap_and_wait("file:0");
  REQUIRE(shows("Which of its sheets is meant?"));
  REQUIRE(shows("Nov"));
  tap_and_wait(row_of("Dec"));
  REQUIRE(shows("the sheet 'Dec' is read"));
  tap("take");
  tap_and_wait("yes");
  REQUIRE(lines_of("SO-900") == 0);
  REQUIRE(lines_of("SO-901") == 1);
}

TEST(a_bad_row_is_told_and_the_others_can_be_taken_without_it) {
  leave("orders.csv", std::string(header) + "SO-900,1,C-9,NONE,4,2026-12-03\nSO-900,2,C-9,BRG-6204,4,2026-12-03\n");
  tap("files");
  tap_and_wait("file:0");
  REQUIRE(shows("line 2: item 'NONE' is not known"));
  REQUIRE(shows("Refused |  | 1"));
  tap("take");
  REQUIRE(shows("leave 1 bad one out?"));
  tap_and_wait("yes");
  REQUIRE(lines_of("SO-900") == 1);
  tap_and_wait("save");
  REQUIRE(fs::exists(folder / "sticks/OFFICE/orders.csv.report.txt"));
  REQUIRE(fs::exists(folder / "sticks/OFFICE/orders.rejects.csv"));
}

TEST(items_that_nobody_knows_are_made_where_that_is_all_that_is_wrong) {
  leave("orders.csv", std::string(header) + "SO-900,1,C-9,NEW-1,4,2026-12-03\nSO-900,2,C-9,BRG-6204,x,2026-12-03\n");
  leave("wanted.csv", std::string(header) + "SO-900,1,C-9,NEW-1,4,2026-12-03\nSO-900,2,C-9,BRG-6204,4,2026-12-03\n");
  tap("files");
  tap_and_wait("file:0");
  REQUIRE_FALSE(shows("Make the items that are not known"));
  tap("back");
  tap_and_wait("file:1");
  REQUIRE(shows("Refused |  | 1"));
  tap_and_wait("make_items");
  REQUIRE(shows("Refused |  | 0"));
  REQUIRE(shows("items that come with its rows: 1 new"));
  REQUIRE_FALSE(shows("Make the items that are not known"));
  tap("take");
  tap_and_wait("yes");
  REQUIRE(lines_of("SO-900") == 2);
}

TEST(the_last_file_is_taken_back_by_a_yes_and_only_once) {
  leave("orders.csv", std::string(header) + "SO-900,1,C-9,BRG-6204,4,2026-12-03\n");
  tap("files");
  REQUIRE_FALSE(shows("orders.csv back"));
  tap_and_wait("file:0");
  tap("take");
  tap_and_wait("yes");
  REQUIRE(lines_of("SO-900") == 1);
  tap("take_back");
  REQUIRE(shows("Take orders.csv back? Its rows are then as they were before it came."));
  tap_and_wait("yes");
  REQUIRE(shows("Taken back"));
  REQUIRE(shows("orders.csv was taken back: its rows are as they were"));
  REQUIRE(lines_of("SO-900") == 0);
  tap("back");
  REQUIRE(shows("Which file of the office?"));
  REQUIRE_FALSE(shows("orders.csv back"));
}

TEST(a_file_on_which_something_was_built_is_not_taken_back_and_the_reason_is_told) {
  leave("orders.csv", std::string(header) + "SO-900,1,C-9,BRG-6204,4,2026-12-03\n");
  tap("files");
  tap_and_wait("file:0");
  tap("take");
  tap_and_wait("yes");
  tap("back");
  office_does(CancelOrder{OrderNumber::parse("SO-900").value(), "customer called"});
  tap("take_back");
  tap_and_wait("yes");
  REQUIRE(shows("Not taken back"));
  REQUIRE(shows("not taken back: something was built on it"));
  REQUIRE(lines_of("SO-900") == 1);
}

TEST(a_day_that_can_be_read_in_two_ways_is_asked_once) {
  leave("orders.csv", std::string(header) + "SO-900,1,C-9,BRG-6204,4,03/12/2026\n");
  tap("files");
  tap_and_wait("file:0");
  REQUIRE(shows("03/12/2026 can be read in two ways."));
  tap("take");
  tap_and_wait("dmy");
  REQUIRE(shows("Tried out: nothing is booked yet"));
  leave("orders.csv", std::string(header) + "SO-901,1,C-9,BRG-6204,4,04/12/2026\n");
  tap("back");
  tap_and_wait("file:0");
  REQUIRE(shows("New |  | 1"));
}

TEST(a_file_that_has_changed_since_it_was_tried_out_is_not_booked) {
  leave("orders.csv", std::string(header) + "SO-900,1,C-9,BRG-6204,4,2026-12-03\n");
  tap("files");
  tap_and_wait("file:0");
  leave("orders.csv", std::string(header) + "SO-900,1,C-9,BRG-6204,4000,2026-12-03\n");
  tap("take");
  tap_and_wait("yes");
  REQUIRE(shows("The file is another one now"));
  REQUIRE(lines_of("SO-900") == 0);
}

TEST(a_yes_is_to_what_was_shown_and_is_asked_anew_when_the_books_have_changed_since) {
  leave("orders.csv", std::string(header) + "SO-900,1,C-9,BRG-6204,4,2026-12-03\n");
  tap("files");
  tap_and_wait("file:0");
  REQUIRE(shows("New |  | 1"));
  OrderLineRow there = order("SO-900", "BRG-6204", 9, 5);
  there.customer = "C-9";
  office_does(Import{{CustomerRow{"C-9", "C-9", {}, {}}, there}});
  tap("take");
  tap_and_wait("yes");
  REQUIRE(shows("The books have changed: nothing was booked."));
  REQUIRE(shows("Changed |  | 1"));
  REQUIRE(order_line("SO-900").ordered == units(9));
  tap("take");
  REQUIRE(shows("Import 0 new and 1 changed orders of orders.csv?"));
  tap_and_wait("yes");
  REQUIRE(shows("Imported"));
  REQUIRE(order_line("SO-900").ordered == units(4));
}

TEST(columns_that_do_not_fit_are_asked_on_the_screen_and_remembered_with_the_booking) {
  const std::string theirs = "Ref;Wer;Was;Stueck;Bis\n";
  leave("a.csv", theirs + "SO-900;C-9;BRG-6204;4;2026-12-03\n;;BRG-6205;2;\n");
  tap("files");
  tap_and_wait("file:0");
  REQUIRE(shows("What is in the file?"));
  REQUIRE_FALSE(shows("Refused"));
  REQUIRE_FALSE(shows("--"));
  tap_and_wait(row_of("Orders of customers"));
  REQUIRE(shows("Which column is the number of the order?"));
  for (const char* heading : {"Ref", "Wer", "Was", "Stueck", "Bis"}) tap_and_wait(row_of(heading));
  REQUIRE(shows("Tried out: nothing is booked yet"));
  REQUIRE(shows("New |  | 2"));
  tap("back");
  tap_and_wait("file:0");  // nothing was booked, so nothing is remembered
  REQUIRE(shows("What is in the file?"));
  tap_and_wait(row_of("Orders of customers"));
  for (const char* heading : {"Ref", "Wer", "Was", "Stueck", "Bis"}) tap_and_wait(row_of(heading));
  tap("take");
  tap_and_wait("yes");
  REQUIRE(lines_of("SO-900") == 2);  // the number stands on the first line only
  leave("a.csv", theirs + "SO-901;C-9;BRG-6204;4;2026-12-03\n");
  tap("back");
  tap_and_wait("file:0");
  REQUIRE(shows("New |  | 1"));
  tap_and_wait("anew");
  REQUIRE(shows("What is in the file?"));
}

TEST(what_all_rows_have_is_typed_and_asked_again_for_the_next_file) {
  leave("a.csv", "Was;Stueck\nBRG-6204;4\n");
  tap("files");
  tap_and_wait("file:0");
  tap_and_wait(row_of("What lies where"));
  REQUIRE(shows("Which column is the place?"));
  tap("none");
  for (const char letter : std::string_view("DOCK-1")) tap(std::string("type:") + letter);
  tap_and_wait("confirm");
  for (const char* heading : {"Was", "Stueck"}) tap_and_wait(row_of(heading));
  REQUIRE(shows("Tried out: nothing is booked yet"));
  REQUIRE(shows("New |  | 1"));
  tap("take");
  tap_and_wait("yes");
  REQUIRE(shows("Imported"));
  tap("back");
  tap_and_wait("file:0");
  REQUIRE(shows("What is in the file?"));
}

TEST(a_word_that_nobody_knows_is_asked_by_touch_and_remembered) {
  const std::string woo =
      "Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),Email (Billing),"
      "Item #,SKU,Quantity\n";
  leave("a.csv", woo + "7,packed,2026-11-12 08:10,A,B,C-9,1,BRG-6204,4\n");
  tap("files");
  tap_and_wait("file:0");
  REQUIRE(shows("What does 'packed' say of a row?"));
  tap_and_wait(row_of("I do not know"));
  REQUIRE(shows("Refused |  | 1"));
  REQUIRE_FALSE(shows("--"));
  tap("back");
  tap_and_wait("file:0");
  tap_and_wait(row_of("Still open"));
  REQUIRE(shows("New |  | 1"));
  tap("take");
  tap_and_wait("yes");
  REQUIRE(lines_of("7") == 1);
  leave("a.csv", woo + "8,packed,2026-11-12 08:10,A,B,C-9,1,BRG-6204,4\n");
  tap("back");
  tap_and_wait("file:0");
  REQUIRE(shows("New |  | 1"));
}

TEST(a_file_without_headings_is_not_asked_about) {
  leave("a.csv", "SO-900,C-9,BRG-6204,4,2026-12-03\nSO-900,C-9,GLV,2,2026-12-03\n");
  tap("files");
  tap_and_wait("file:0");
  REQUIRE(shows("Not imported"));
  REQUIRE(shows("has no names of columns"));
}

TEST(what_is_no_table_is_refused_in_words) {
  leave("letter.txt", "Dear office,\n");
  tap("files");
  tap_and_wait("file:0");
  REQUIRE(shows("names none of the columns"));
  REQUIRE_FALSE(shows("[Import]"));
}

TEST(sticks_are_what_the_system_mounts_for_people) {
  std::ofstream(folder / "mountinfo") << "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
                                         "60 22 8:17 / /media/anna/KING\\040STON rw,nosuid - vfat /dev/sdb1 rw\n"
                                         "61 22 8:33 / /run/media/anna/OFFICE rw - exfat /dev/sdc1 rw\n"
                                         "62 22 8:49 / /mediathek rw - ext4 /dev/sdd1 rw\n";
  const auto sticks = mounted_sticks(folder / "mountinfo");
  REQUIRE(sticks == std::vector<fs::path>{"/media/anna/KING STON", "/run/media/anna/OFFICE"});
}
