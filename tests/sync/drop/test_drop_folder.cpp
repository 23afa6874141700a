// The folder in which the office leaves files.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "sync/drop/drop_thread.h"
#include "tests/support/site/drop_fixture.h"

using namespace dockhand;
using namespace dockhand::test;
namespace fs = std::filesystem;

namespace {

struct Fixture : DropFixture {};

}  // namespace

TEST(a_file_is_taken_once_and_has_its_report_beside_it) {
  leave("orders.csv", std::string(orders_header) + "SO-9,1,ACME,BRG,4,2026-12-01\n");
  const auto taken = wait_and_look();
  REQUIRE(taken.size() == 1);
  REQUIRE(taken[0].booked);
  REQUIRE(taken[0].outcome == "1 row of orders imported");
  REQUIRE_FALSE(there("orders.csv"));
  REQUIRE(there("done/orders.csv"));
  REQUIRE(content(folder / "in/done/orders.csv.report.txt") == "1 row of orders imported\n");
  REQUIRE(state("SO-9/1") == "4 0 0 0");
  clock.advance(std::chrono::seconds(10));
  REQUIRE(look().empty());
}

TEST(items_that_a_file_names_are_made_where_the_folder_is_told_so) {
  const std::string text = std::string(orders_header) + "SO-9,1,ACME,NEW-1,4,2026-12-01\n";
  leave("orders.csv", text);
  REQUIRE_FALSE(wait_and_look().at(0).booked);
  plan.make_items = true;
  start();
  leave("orders.csv", text);
  REQUIRE(wait_and_look().at(0).booked);
  REQUIRE(state("SO-9/1") == "4 0 0 0");
}

TEST(what_the_office_says_later_holds_whatever_the_files_are_called) {
  const std::string header = "order,line,customer,item,quantity,promised,cancelled\n";
  const auto says = [&](const std::string& order, const char* units, const char* cancelled) {
    return header + order + ",1,ACME,BRG," + units + ",2026-12-01," + cancelled + "\n";
  };
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(5);
  leave("export.csv", says("SO-1", "1", "no"));
  leave("export (1).csv", says("SO-1", "20", "no"));  // a browser's second download, copied with the first
  leave("orders_9.csv", says("SO-2", "4", "no"));
  leave("orders_10.csv", says("SO-2", "4", "yes"));
  leave("01-12.csv", says("SO-3", "7", "no"));
  leave("31-12.csv", says("SO-3", "2", "no"));
  for (const char* at_once : {"export.csv", "export (1).csv", "orders_9.csv", "orders_10.csv"})
    fs::last_write_time(folder / "in" / at_once, old);
  fs::last_write_time(folder / "in/31-12.csv", old);
  fs::last_write_time(folder / "in/01-12.csv", old + std::chrono::hours(2));
  for (const DroppedFile& one : wait_and_look()) REQUIRE(one.booked);
  REQUIRE(state("SO-1/1") == "20 0 0 0");
  REQUIRE(state("SO-2/1") == "0 0 0 0");
  REQUIRE(state("SO-3/1") == "7 0 0 0");
}

TEST(files_that_were_being_taken_when_the_program_ended_keep_their_order) {
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(5);
  const auto taking = [&](const char* name, const std::string& text, std::chrono::hours after) {
    const fs::path file = folder / "in/taking" / ("0~1~" + std::string(name));
    std::ofstream(file, std::ios::binary) << text;
    fs::last_write_time(file, old + after);
  };
  const std::string order = std::string(orders_header) + "SO-9,1,ACME,NEW-1,";
  taking("b.csv", order + "4,2026-12-01\n", std::chrono::hours(0));
  taking("a.csv", order + "6,2026-12-01\n", std::chrono::hours(1));
  taking("items.csv", "item,name\nNEW-1,New\n", std::chrono::hours(2));
  const auto taken = start();
  REQUIRE(taken.size() == 3);
  for (const DroppedFile& one : taken) REQUIRE(one.booked);
  REQUIRE(state("SO-9/1") == "6 0 0 0");
}

TEST(a_file_with_a_bad_row_is_refused_whole_with_its_rows_beside_it) {
  leave("orders.csv", std::string(orders_header) + "SO-9,1,ACME,BRG,4,2026-12-01\nSO-9,2,ACME,NONE,4,2026-12-01\n");
  const auto taken = wait_and_look();
  REQUIRE_FALSE(taken.at(0).booked);
  REQUIRE(there("refused/orders.csv"));
  REQUIRE(content(folder / "in/refused/orders.csv.report.txt").find("orders.csv:3: item 'NONE' is not known") !=
          std::string::npos);
  REQUIRE(content(folder / "in/refused/orders.rejects.csv").find("SO-9,2,ACME,NONE") != std::string::npos);
  REQUIRE(state("SO-9/1") == "not there");
}

TEST(what_is_no_file_of_the_office_is_refused_and_nothing_stands_still) {
  leave("holiday.jpg", "\xFF\xD8\xFF nothing to read");
  leave("orders.csv", std::string(orders_header) + "SO-9,1,ACME,BRG,4,2026-12-01\n");
  const auto taken = wait_and_look();
  REQUIRE(taken.size() == 2);
  REQUIRE(there("refused/holiday.jpg"));
  REQUIRE(there("refused/holiday.jpg.report.txt"));
  REQUIRE(there("done/orders.csv"));
}

TEST(columns_that_nobody_knows_are_said_in_a_mapping_that_lies_in_the_folder) {
  leave("ours.csv", "Ref;Wer;Was;Stueck;Bis\nSO-9;ACME;BRG;4;2026-12-01\n");
  REQUIRE_FALSE(wait_and_look().at(0).booked);
  const std::string report = content(folder / "in/refused/ours.csv.report.txt");
  INFO(report);
  REQUIRE(report.find("in ours.map beside this report") != std::string::npos);
  REQUIRE(report.find("--") == std::string::npos);
  std::string form = content(folder / "in/refused/ours.map");
  REQUIRE(form.find("#   Stueck\n") != std::string::npos);
  REQUIRE(form.find("# [orders]\n# order = \n") != std::string::npos);
  const std::vector<std::pair<std::string, std::string>> filled{{"order", "Ref"},    {"customer", "Wer"},
                                                                {"item", "Was"},     {"quantity", "Stueck"},
                                                                {"promised", "Bis"}, {"number", "order"}};
  for (const auto& [ours, theirs] : filled) {
    const std::size_t at = form.find("# " + ours + " = ");
    form.replace(at, form.find('\n', at) - at, ours + " = " + theirs);
  }
  form.replace(form.find("# [orders]"), 2, "");
  leave("ours.map", form);
  leave("bad.map", "[orders]\nno such word\n");
  leave("ours.csv", "Ref;Wer;Was;Stueck;Bis\nSO-9;ACME;BRG;4;2026-12-01\n");
  REQUIRE(wait_and_look().at(0).booked);
  REQUIRE(there("ours.map"));
  REQUIRE(content(folder / "in/done/ours.csv.report.txt").find("bad.map was not used: ") != std::string::npos);
  REQUIRE(state("SO-9/1") == "4 0 0 0");
}

TEST(what_others_refer_to_is_taken_first_whatever_its_name) {
  leave("a-orders.csv", std::string(orders_header) + "SO-9,1,NEW,BRG,4,2026-12-01\n");
  leave("z-customers.csv", "customer,name\nNEW,A new one\n");
  const auto taken = wait_and_look();
  REQUIRE(taken.size() == 2);
  REQUIRE(taken[0].name == "z-customers.csv");
  REQUIRE(taken[1].booked);
}

TEST(a_file_with_nothing_but_cancelled_rows_is_taken_too) {
  floor.accepted(Import{{demand("7/1", 4, "BRG")}});
  leave("woo.csv",
        "Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),Email (Billing),Item #,SKU,"
        "Quantity\n7,cancelled,2026-11-12 08:10,A,B,ACME,1,BRG,4\n");
  REQUIRE(wait_and_look().at(0).booked);
  REQUIRE(state("7/1") == "0 0 0 0");
  REQUIRE(content(folder / "in/done/woo.csv.report.txt").find("1 line that is cancelled there") != std::string::npos);
}

TEST(a_program_that_ends_puts_back_what_it_was_taking) {
  leave("orders.csv", std::string(orders_header) + "SO-9,1,ACME,BRG,4,2026-12-01\n");
  REQUIRE(look().empty());
  clock.advance(std::chrono::seconds(5));
  int asked = 0;
  drop->stop_when([&asked] { return ++asked > 1; });
  const std::int64_t before = events();
  REQUIRE(drop->look().error().kind == ErrorKind::busy);
  REQUIRE(there("orders.csv"));
  REQUIRE(events() == before);
  start();
  REQUIRE(wait_and_look().at(0).booked);
}

TEST(a_file_that_is_still_written_is_not_taken) {
  leave("orders.csv", orders_header);
  REQUIRE(look().empty());
  clock.advance(std::chrono::seconds(3));
  leave("orders.csv", std::string(orders_header) + "SO-9,1,ACME,BRG,4,2026-12-01\n");
  clock.advance(std::chrono::seconds(3));
  REQUIRE(look().empty());  // its size has changed since
  clock.advance(std::chrono::seconds(5));
  const int handle = ::open((folder / "in/orders.csv").c_str(), O_WRONLY | O_APPEND);
  REQUIRE(look().empty());  // somebody has it open
  ::close(handle);
  REQUIRE(look().size() == 1);
}

TEST(names_of_what_is_not_whole_and_links_are_left_alone) {
  const std::string text = std::string(orders_header) + "SO-9,1,ACME,BRG,4,2026-12-01\n";
  for (const char* name : {"orders.csv.part", ".orders.csv", "orders.tmp", "orders.csv~"}) leave(name, text);
  std::ofstream(folder / "elsewhere.csv") << text;
  fs::create_symlink(folder / "elsewhere.csv", folder / "in/link.csv");
  REQUIRE(wait_and_look().empty());
  fs::rename(folder / "in/orders.csv.part", folder / "in/orders.csv");
  REQUIRE(wait_and_look().size() == 1);
}

TEST(what_an_open_sheet_and_a_file_manager_leave_is_no_file_of_the_office) {
  for (const char* name : {"~$orders.xlsx", "Thumbs.db", "desktop.ini", "orders.csv.TMP", "orders.csv.partial"})
    leave(name, "x");
  REQUIRE(wait_and_look().empty());
  REQUIRE(there("~$orders.xlsx"));
}

TEST(a_name_that_is_too_long_is_cut_and_stops_nobody) {
  std::string name;
  for (int i = 0; i < 120; ++i) name += "\u00E4";
  leave(name + ".csv", std::string(orders_header) + "SO-9,1,ACME,BRG,4,2026-12-01\n");
  leave("zz.csv", std::string(orders_header) + "SO-10,1,ACME,BRG,4,2026-12-01\n");
  const auto taken = wait_and_look();
  REQUIRE(taken.size() == 2);
  REQUIRE(taken[0].booked);
  REQUIRE(taken[1].booked);
  REQUIRE(there("done/" + name.substr(0, 146) + ".csv.report.txt"));
}

TEST(one_that_cannot_be_moved_is_told_and_stops_nobody) {
  const std::int64_t next = events();
  fs::create_directories(folder / "in" / "taking" / ("0~" + std::to_string(next) + "~b.csv"));
  leave("a.csv", std::string(orders_header) + "SO-9,1,ACME,BRG,4,2026-12-01\n");
  leave("b.csv", std::string(orders_header) + "SO-10,1,ACME,BRG,4,2026-12-01\n");
  leave("c.csv", std::string(orders_header) + "SO-11,1,ACME,BRG,4,2026-12-01\n");
  REQUIRE(wait_and_look().size() == 2);
  REQUIRE(there("done/a.csv"));
  REQUIRE(there("done/c.csv"));
  REQUIRE(there("b.csv"));
}

TEST(a_file_that_nobody_may_read_is_refused_and_stops_nobody) {
  const bool root = ::geteuid() == 0;  // who may read everything is somebody else beside the books
  const auto become = [root](uid_t who) { REQUIRE((!root || ::seteuid(who) == 0)); };
  const WithLedger plain = on_this_thread(*floor.ledger);
  drop.emplace(
      plan, folder / "dock.db",
      [&](const std::function<void(Ledger&)>& work) {
        become(0);
        const auto done = plain(work);
        become(65534);
        return done;
      },
      clock);
  leave("a.csv", std::string(orders_header) + "SO-9,1,ACME,BRG,4,2026-12-01\n");
  leave("b.csv", std::string(orders_header) + "SO-10,1,ACME,BRG,4,2026-12-01\n");
  for (const char* one : {"", "in", "in/taking", "in/done", "in/refused", "in/b.csv"})
    fs::permissions(folder / one, fs::perms::all);
  fs::permissions(folder / "in/a.csv", fs::perms::none);
  become(65534);
  const auto taken = wait_and_look();
  become(0);
  REQUIRE(taken.size() == 2);
  REQUIRE(taken[0].outcome == "a.csv: may not be read here: whoever leaves it has to allow that");
  REQUIRE(taken[1].booked);
  REQUIRE(there("refused/a.csv"));
}

TEST(a_crash_after_the_booking_does_not_book_it_again) {
  const std::string text = "place,item,quantity\nB-01,BRG,4\n";
  const auto next = std::to_string(events());
  std::ofstream(folder / "in/taking" / ("1~" + next + "~stock.csv"), std::ios::binary) << text;
  REQUIRE(import_file(*floor.ledger, folder / "in/taking" / ("1~" + next + "~stock.csv"),
                      OperatorName::parse("office").value(), clock.now())
              ->errors.empty());
  floor.accepted(Adjust{Change::minus, bearings(1), place("B-01"), "lost"});
  const std::int64_t before = stock("B-01");
  const auto finished = start();
  REQUIRE(finished.size() == 1);
  REQUIRE(finished[0].booked);
  REQUIRE(there("done/stock.csv"));
  REQUIRE(stock("B-01") == before);
}

// Somebody else's file came between the booking and the crash.
TEST(a_crash_after_the_booking_and_another_import_does_not_book_it_again) {
  const auto next = std::to_string(events());
  const fs::path taking = folder / "in/taking" / ("1~" + next + "~items.csv");
  std::ofstream(taking, std::ios::binary) << "item,name\nNEW,New\n";
  ImportChoices choices;
  choices.taken_at = events();
  const auto office = OperatorName::parse("office").value();
  REQUIRE(import_file(*floor.ledger, taking, office, clock.now(), choices)->errors.empty());
  std::ofstream(folder / "other.csv") << "item,name\nNEW,Named anew\n";
  REQUIRE(import_file(*floor.ledger, folder / "other.csv", office, clock.now())->errors.empty());
  REQUIRE(start().at(0).booked);
  REQUIRE(there("done/items.csv"));
  REQUIRE(views->item(item("NEW")).value()->name == "Named anew");
}

TEST(books_that_take_nothing_leave_the_file_where_it_is_with_a_note_that_says_why) {
  LedgerThread books(std::move(floor.ledger));
  books.hold(Error{ErrorKind::corrupt, "main", "the database of this site is damaged"});
  std::atomic<int> stopped = 0;
  leave("orders.csv", std::string(orders_header) + "SO-9,1,ACME,BRG,4,2026-12-01\n");
  const DropThread thread(
      plan, folder / "dock.db", books, clock, [](const DroppedFile&) {}, [&](const Error&) { ++stopped; });
  for (int looks = 0; looks < 100 && !there("NOT-TAKEN.txt"); ++looks) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    clock.advance(std::chrono::seconds(5));
  }
  REQUIRE(content(folder / "in/NOT-TAKEN.txt").find("the database of this site is damaged") != std::string::npos);
  REQUIRE(there("orders.csv"));
  REQUIRE(stopped > 0);
}

TEST(people_are_taken_like_any_file) {
  leave("staff.csv", "user,name,badge,role\nada,Ada L.,B-1,supervisor\n");
  const auto taken = wait_and_look();
  REQUIRE(taken.at(0).booked);
  REQUIRE(People::read(folder / "users.csv")->by_badge("B-1") != nullptr);
}

TEST(a_crash_before_the_booking_books_it_at_the_next_start) {
  std::ofstream(folder / "in/taking" / ("1~" + std::to_string(events()) + "~orders.csv"), std::ios::binary)
      << orders_header << "SO-9,1,ACME,BRG,4,2026-12-01\n";
  REQUIRE(start().at(0).booked);
  REQUIRE(there("done/orders.csv"));
  REQUIRE(state("SO-9/1") == "4 0 0 0");
}

TEST(a_file_that_ended_the_program_each_time_is_refused) {
  std::ofstream(folder / "in/taking" / ("5~" + std::to_string(events()) + "~orders.csv"), std::ios::binary)
      << orders_header << "SO-9,1,ACME,BRG,4,2026-12-01\n";
  REQUIRE_FALSE(start().at(0).booked);
  REQUIRE(there("refused/orders.csv"));
  REQUIRE(state("SO-9/1") == "not there");
}

TEST(a_file_that_ends_the_program_does_not_take_others_with_it) {
  const auto next = std::to_string(events());
  std::ofstream(folder / "in/taking" / ("5~" + next + "~bad.csv")) << "whatever";
  std::ofstream(folder / "in/taking" / ("0~" + next + "~orders.csv"), std::ios::binary)
      << orders_header << "SO-9,1,ACME,BRG,4,2026-12-01\n";
  REQUIRE(start().size() == 2);
  REQUIRE(there("refused/bad.csv"));
  REQUIRE(there("done/orders.csv"));
}

TEST(an_older_file_of_the_same_name_stays) {
  for (const char* quantity : {"4", "5"}) {
    leave("orders.csv", std::string(orders_header) + "SO-9,1,ACME,BRG," + quantity + ",2026-12-01\n");
    REQUIRE(wait_and_look().size() == 1);
  }
  REQUIRE(there("done/orders.csv"));
  REQUIRE(content(folder / "in/done/orders.csv").find("BRG,4") != std::string::npos);
  REQUIRE(there("done/orders.20261122T080010.csv"));
}
