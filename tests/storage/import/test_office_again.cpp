// Exports that come again: what was there before stays what it is.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "storage/import/import_files.h"
#include "storage/import/meeting/line_numbers.h"
#include "storage/import/progress_line.h"
#include "storage/import/rejects.h"
#include "storage/import/report_text.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/shop_nights.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : ShopNights {
  std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  ImportedFile skip_bad(const std::string& text) {
    ImportChoices choices;
    choices.skip_bad = true;
    return book(text, choices);
  }
  static ImportChoices purchases() {
    ImportChoices choices;
    choices.header.kind = "purchases";
    return choices;
  }
};

FileLine row(std::int32_t place, const char* name, std::int64_t count, bool among_others = false) {
  return {place, item(name), units(count), {}, among_others};
}
DocumentLine known(std::int32_t number, const char* name, std::int64_t count, bool wanted = true) {
  return {number, item(name), units(count), {}, wanted};
}

}  // namespace

TEST(a_line_is_known_by_its_item_wherever_it_stands) {
  const std::vector<DocumentLine> books{known(1, "A", 2), known(2, "B", 5), known(3, "A", 7)};
  REQUIRE(numbers_in_books({row(1, "B", 5), row(2, "A", 7)}, books) == std::vector<std::int32_t>{2, 3});
  REQUIRE(numbers_in_books({row(1, "A", 9), row(2, "C", 1)}, books) == std::vector<std::int32_t>{1, 4});
  REQUIRE(numbers_in_books({row(2, "A", 1)}, {known(1, "A", 2, false), known(3, "A", 4)}) ==
          std::vector<std::int32_t>{3});
  REQUIRE(numbers_in_books({row(2, "A", 1, true)}, {known(1, "A", 2)}) == std::vector<std::int32_t>{2});
  REQUIRE(numbers_in_books({row(1, "B", 1, true)}, {known(1, "A", 2), known(2, "B", 2)}) ==
          std::vector<std::int32_t>{2});
  REQUIRE(numbers_in_books({row(1, "A", 1), row(2, "A", 1)}, {}) == std::vector<std::int32_t>{1, 2});
}

TEST(of_lines_of_one_item_the_equal_one_stays_when_the_others_go) {
  const std::vector<DocumentLine> books{known(1, "A", 10), known(2, "A", 20), known(3, "B", 20)};
  REQUIRE(numbers_in_books({row(1, "A", 20), row(2, "B", 20)}, books) == std::vector<std::int32_t>{2, 3});
  REQUIRE(numbers_in_books({row(1, "A", 20), row(2, "A", 10)}, books) == std::vector<std::int32_t>{2, 1});
  REQUIRE(numbers_in_books({row(1, "A", 20), row(2, "A", 30)}, {known(1, "A", 10), known(2, "A", 25)}) ==
          std::vector<std::int32_t>{1, 2});
  std::vector<DocumentLine> begun = books;
  begun[0].is_begun = true;
  REQUIRE(numbers_in_books({row(1, "A", 20), row(2, "B", 20)}, begun) == std::vector<std::int32_t>{1, 3});
}

TEST(rows_are_told_by_what_they_are) {
  ImportChoices choices;
  choices.header.make = true;
  std::string other = line("GLV", 5);
  other.replace(other.find("a@x"), 3, "n@x").replace(other.find("#1"), 2, "#2");
  const ImportedFile taken = book(shop + line("BRG", 1) + line("GLV", 5) + other, choices);
  REQUIRE(outcome_text(taken) == "3 rows of orders imported");
  REQUIRE(taken.report.found.back() == "customers that come with its rows: 1");
}

TEST(the_row_that_went_away_is_the_line_that_goes) {
  REQUIRE(book(shop + line("BRG", 1) + line("BRG", 5)).booked);
  floor.accepted(Import{{SiteRow{"cancel_left_out", true}}});
  REQUIRE(book(shop + line("BRG", 5)).booked);
  REQUIRE(wanted("#1") == "1 BRG 0, 2 BRG 5");
}

TEST(lines_keep_their_numbers_when_the_shop_has_sent_some) {
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 5)).booked);
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 5");
  const ImportedFile again = book(shop + line("BRG", 2, "fulfilled") + line("GLV", 5));
  REQUIRE(again.booked);
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 5");
  REQUIRE(tells(again.report, "1 by Lineitem fulfillment status 'fulfilled'"));
  REQUIRE(tells(again.report, "1 line that is done there is still wanted here"));
  REQUIRE(book(shop + line("GLV", 6) + line("BRG", 2)).booked);
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 6");
  REQUIRE(book(shop + line("DRL", 1) + line("GLV", 6) + line("BRG", 2)).booked);
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 6, 4 DRL 1");
}

TEST(what_is_cancelled_in_the_shop_later_is_not_wanted_here_any_more) {
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 5)).booked);
  const ImportedFile cancelled = book(shop + line("BRG", 2, "pending", "2026-11-13 08:10:00 +0100") + line("GLV", 5));
  REQUIRE(cancelled.booked);
  REQUIRE(tells(cancelled.report, "lines that are cancelled there are cancelled here too"));
  REQUIRE(wanted("#1") == "1 BRG 0, 2 GLV 0");
}

TEST(a_line_with_nothing_left_of_it_is_cancelled_and_refuses_no_file) {
  const std::string woo =
      "Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),Email (Billing),Item #,SKU,"
      "Quantity (- Refund)\n";
  const std::string begin = "118,processing,2026-11-12 08:10,A,B,a@x,";
  REQUIRE(book(woo + begin + "1,BRG,2\n" + begin + "2,GLV,5\n").booked);
  const ImportedFile refunded = book(woo + begin + "1,BRG,2\n" + begin + "2,GLV,0\n" + begin + "3,CLP,0\n");
  REQUIRE(refunded.booked);
  REQUIRE(wanted("118") == "1 BRG 2, 2 GLV 0");
  REQUIRE(tells(refunded.report, "2 by quantity '0'"));
  REQUIRE(book(woo + "118,wc-cancelled,2026-11-12 08:10,A,B,a@x,1,BRG,2\n").booked);
  REQUIRE(wanted("118") == "1 BRG 0, 2 GLV 0");
}

TEST(a_purchase_that_is_cancelled_later_is_not_expected_any_more) {
  const std::string odoo =
      "Order Reference,Vendor,Status,Order Lines/Product,Order Lines/Quantity,Order Lines/Expected Arrival\n";
  const std::string lines = "[BRG] B,24.0,2026-12-01 12:00:00\n,,,[GLV] G,5.0,2026-12-01 12:00:00\n";
  REQUIRE(book(odoo + "P1,S,Purchase Order," + lines).booked);
  REQUIRE(views->purchase_lines(PurchaseNumber::parse("P1").value()).value().size() == 2);
  REQUIRE(book(odoo + "P1,S,Cancelled," + lines).booked);
  for (const auto& one : views->purchase_lines(PurchaseNumber::parse("P1").value()).value()) {
    REQUIRE(one.expected == units(0));
  }
}

TEST(of_a_key_that_is_there_twice_the_first_row_counts) {
  const ImportedFile booked =
      skip_bad("order,line,customer,item,quantity,promised\nX1,1,ACME,BRG,10,2026-12-01\nX1,1,ACME,GLV,3,2026-12-01\n");
  REQUIRE(booked.booked);
  REQUIRE(booked.report.errors.size() == 1);
  REQUIRE(wanted("X1") == "1 BRG 10");
}

TEST(rejects_land_on_their_own_lines) {
  const std::string odoo =
      "Order Reference,Vendor,Order Lines/Product,Order Lines/Quantity,Order Lines/Expected Arrival\n"
      "P1,S,[NEW-1] N,24.0,2026-12-01\n,,[BRG] B,20.0,2026-12-01\nP2,T,[GLV] G,5.0,2026-12-01\n"
      ",,[BRG] B,x,2026-12-01\n";
  const ImportedFile some = skip_bad(odoo);
  REQUIRE(some.booked);
  REQUIRE(some.report.errors.size() == 2);
  REQUIRE(write_rejects(some, {}, folder / "r.csv").ok());
  const std::string rejects = text_of(folder / "r.csv");
  INFO(rejects);
  REQUIRE(rejects.find("P1,S,[NEW-1] N,24.0,2026-12-01,1,") != std::string::npos);
  REQUIRE(rejects.find("P2,T,[BRG] B,x,2026-12-01,2,") != std::string::npos);
  floor.accepted(Import{{ItemRow{item("NEW-1"), "N"}}});
  std::string mended = rejects;
  mended.replace(mended.find(",x,"), 3, ",7,");
  const ImportedFile rest = book(mended);
  INFO((rest.report.errors.empty() ? "" : rest.report.errors.front().sentence()));
  REQUIRE(rest.booked);
  const auto lines = views->purchase_lines(PurchaseNumber::parse("P2").value()).value();
  REQUIRE(lines.size() == 2);
  REQUIRE(lines.at(1).item == item("BRG"));
  REQUIRE(lines.at(1).expected == units(7));
  REQUIRE(views->purchase_lines(PurchaseNumber::parse("P1").value()).value().at(0).item == item("NEW-1"));
}

TEST(lines_whose_rows_were_refused_are_not_taken_for_given_up) {
  floor.accepted(Import{{SiteRow{"cancel_left_out", true}}});
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 5)).booked);
  REQUIRE(skip_bad(shop + "#1,a@x,paid,2026-11-12,x,n,BRG,true,pending,P,\n" + line("GLV", 6)).booked);
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 6");
  const ImportedFile partial = book("Dockhand line," + shop.substr(0, shop.size() - 1) + ",reason\n" + "1," +
                                    line("BRG", 3).substr(0, line("BRG", 3).size() - 1) + ",why\n");
  REQUIRE(partial.booked);
  REQUIRE(wanted("#1") == "1 BRG 3, 2 GLV 6");
  REQUIRE(book(shop + line("BRG", 3)).booked);
  REQUIRE(wanted("#1") == "1 BRG 3, 2 GLV 0");
}

TEST(lines_that_a_file_has_no_more_are_told_also_where_nobody_is_asked) {
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 5)).booked);
  const ImportedFile fewer = book(shop + line("BRG", 3));
  REQUIRE(fewer.booked);
  REQUIRE(tells(fewer.report, "1 line that the file has no more is kept (#1/2 ...)"));
  REQUIRE(wanted("#1") == "1 BRG 3, 2 GLV 5");
  ImportChoices asks;
  asks.asks_left_out = true;
  const ImportedFile asked = book(shop + line("BRG", 4), asks);
  REQUIRE_FALSE(asked.booked);
  REQUIRE(asked.report.left_out == "#1/2");
  REQUIRE(wanted("#1") == "1 BRG 3, 2 GLV 5");
}

TEST(lines_that_were_given_up_are_wanted_again_when_the_file_is_taken_back) {
  floor.accepted(Import{{SiteRow{"cancel_left_out", true}}});
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 5)).booked);
  REQUIRE(book(shop + line("BRG", 2)).booked);
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 0");
  REQUIRE(std::holds_alternative<Accepted>(take_back_import(*floor.ledger, {office}, clock.now(), {}).value()));
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 5");
}

TEST(lines_of_a_purchase_that_the_file_has_no_more_follow_the_rule) {
  const std::string both = "purchase,line,supplier,item,quantity,due\nP1,2,S,GLV,5,2026-12-01\n";
  REQUIRE(book(both + "P1,1,S,BRG,10,2026-12-01\n").booked);
  REQUIRE(tells(book(both).report, "1 line that the file has no more is kept (P1/1 ...)"));
  ImportChoices asks;
  asks.asks_left_out = true;
  REQUIRE(book(both, asks).report.left_out == "P1/1");
  ImportChoices cancel;
  cancel.cancels_left_out = true;
  cancel.try_out = true;
  const ImportedFile tried = book(both, cancel);
  REQUIRE(tells(tried.report, "1 line that the file has no more is cancelled (P1/1 ...)"));
  REQUIRE(tried.report.changes->gone == 1);
  cancel.try_out = false;
  REQUIRE(book(both, cancel).booked);
  const auto lines = views->purchase_lines(PurchaseNumber::parse("P1").value()).value();
  REQUIRE(lines.at(0).expected == units(0));
  REQUIRE(lines.at(1).expected == units(5));
}

TEST(lines_left_out_are_told_however_many_documents_a_file_has) {
  std::string text = "purchase,line,supplier,item,quantity,due\n";
  for (int i = 0; i < 10'001; ++i) text += "P" + std::to_string(i) + ",1,S,BRG,1,2026-12-01\n";
  REQUIRE(book(text + "Z,1,S,BRG,10,2026-12-01\nZ,2,S,GLV,10,2026-12-01\n").booked);
  ImportChoices cancel;
  cancel.cancels_left_out = true;
  REQUIRE(book(text + "Z,1,S,BRG,10,2026-12-01\n", cancel).booked);
  REQUIRE(views->purchase_lines(PurchaseNumber::parse("Z").value()).value().at(1).expected == units(0));
}

TEST(a_file_of_which_nothing_was_taken_is_not_booked) {
  const std::string begin = "order,line,customer,item,quantity,promised\n";
  const ImportedFile none = skip_bad(begin + "X1,1,ACME,NONE,3,2026-12-01\n");
  REQUIRE_FALSE(none.booked);
  REQUIRE(none.report.rows == 0);
  const ImportedFile some = skip_bad(begin + "X1,1,ACME,NONE,3,2026-12-01\nX2,1,ACME,BRG,3,2026-12-01\n");
  REQUIRE(some.booked);
  REQUIRE(some.report.rows == 1);
  ImportChoices tries;
  tries.skip_bad = tries.try_out = true;
  REQUIRE_FALSE(is_taken(book(begin + "X3,1,ACME,NONE,3,2026-12-01\n", tries).report, true));
}

TEST(past_demand_is_of_days_that_are_over) {
  const ImportedFile ahead = book("item,day,units\nBRG,2026-10-01,4\nBRG,2031-10-01,5\n");
  REQUIRE(ahead.report.errors.size() == 1);
  REQUIRE(ahead.report.errors[0].place.ends_with(":3"));
  REQUIRE(book("item,day,units\nBRG,2026-10-01,4\n").booked);
}

TEST(a_row_that_cannot_be_read_keeps_the_lines_of_its_own_document_alone) {
  floor.accepted(Import{{SiteRow{"cancel_left_out", true}}});
  const std::string begin = "order,line,customer,item,quantity,promised\n";
  REQUIRE(book(begin + "X1,1,ACME,BRG,3,2026-12-01\nX1,2,ACME,GLV,4,2026-12-01\nX2,1,ACME,BRG,5,2026-12-01\n"
                       "X2,2,ACME,GLV,6,2026-12-01\n")
              .booked);
  const ImportedFile again =
      skip_bad(begin + "X1,1,ACME,BRG,3,2026-12-01\nX2,1,ACME,BRG,5,2026-12-01\nX2,2,ACME,GLV,many,2026-12-01\n");
  REQUIRE(again.booked);
  REQUIRE(wanted("X1") == "1 BRG 3, 2 GLV 0");
  REQUIRE(wanted("X2") == "1 BRG 5, 2 GLV 6");
  REQUIRE(tells(again.report, "1 line that the file has no more is kept, as a row that was not taken"));
}

TEST(what_is_delivered_there_already_is_not_wanted_again) {
  const std::string plain = "Order No,Customer,SKU,Qty,Qty Shipped,Ship Date\n";
  const ImportedFile first = book(plain + "S1,ACME,BRG,10,3,2026-12-01\nS1,ACME,GLV,2,2,2026-12-01\n");
  REQUIRE(first.booked);
  REQUIRE(wanted("S1") == "1 BRG 7, 2 GLV 0");
  REQUIRE(tells(first.report, "1 row is delivered or received in part there"));
  REQUIRE(book(plain + "S1,ACME,BRG,10,3,2026-12-01\nS1,ACME,GLV,2,2,2026-12-01\n").booked);
  REQUIRE(wanted("S1") == "1 BRG 7, 2 GLV 0");
  REQUIRE(book("DocNum;CardCode;DocDueDate;DocStatus;LineNum;ItemCode;Quantity;OpenQty;NumPerMsr;unitMsr\n"
               "4500031;V1;01.12.2026;O;0;BRG;1.200,000000;200,000000;1,000000;Stk\n",
               purchases())
              .booked);
  REQUIRE(views->purchase_lines(PurchaseNumber::parse("4500031").value()).value().at(0).expected == units(200));
}

TEST(a_file_whose_columns_are_not_known_is_not_imported_for_the_rest_of_it) {
  REQUIRE_FALSE(skip_bad("Order,,Article,,\nNo,Customer,Item,Qty,Ship Date\nO1,C1,BRG,3,2026-12-01\n").booked);
}

TEST(files_that_are_tried_out_together_know_of_each_other) {
  const auto items = write("items.csv", "item,name\nNEW-7,N\n");
  const auto orders = write("orders.csv", "order,line,customer,item,quantity,promised\nX1,1,ACME,NEW-7,3,2026-12-01\n");
  ImportChoices choices;
  choices.try_out = true;
  auto parsed = parse_files({orders, items}, choices).value();
  const auto tried = book_files(*floor.ledger, std::move(parsed), choices, office, clock.now()).value();
  REQUIRE(tried.size() == 2);
  for (const ImportedFile& one : tried) {
    REQUIRE(one.report.errors.empty());
    REQUIRE(one.report.changes->created == 1);
  }
  REQUIRE_FALSE(floor.ledger->knows(ItemRow{item("NEW-7"), ""}).value());
}

TEST(what_is_tried_out_is_what_the_run_does_where_lines_left_out_are_cancelled) {
  floor.accepted(Import{{SiteRow{"cancel_left_out", true}}});
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 5)).booked);
  ImportChoices choices;
  choices.try_out = true;
  const ImportedFile tried = book(shop + line("BRG", 2) + line("GLV", 6), choices);
  REQUIRE(tried.report.changes->unchanged == 1);
  REQUIRE(tried.report.changes->changed == 1);
}

TEST(an_import_ends_when_the_program_does_and_leaves_nothing) {
  ImportChoices choices;
  choices.stop = [] { return true; };
  const auto file = write("file.csv", "item,name\nNEW-7,N\n");
  REQUIRE(parse_import(file, choices).error().kind == ErrorKind::busy);
  auto parsed = parse_import(file).value();
  REQUIRE(book_import(*floor.ledger, std::move(parsed), choices, office, clock.now()).error().kind == ErrorKind::busy);
  REQUIRE_FALSE(floor.ledger->knows(ItemRow{item("NEW-7"), ""}).value());
}

TEST(how_far_an_import_is_is_written_for_who_looks_on_alone) {
  std::FILE* const plain = std::fopen((folder / "log").c_str(), "w");
  REQUIRE(!progress_on(plain));
  std::fclose(plain);
  const int looker = ::posix_openpt(O_RDWR | O_NOCTTY);
  REQUIRE(looker >= 0);
  REQUIRE((::grantpt(looker) == 0 && ::unlockpt(looker) == 0));
  std::FILE* const shown = std::fopen(::ptsname(looker), "w");
  REQUIRE(shown != nullptr);
  const ImportProgress progress = progress_on(shown);
  REQUIRE(static_cast<bool>(progress));
  progress("booked", 7);
  char text[64] = {};
  REQUIRE(::read(looker, text, sizeof text - 1) > 0);
  REQUIRE(std::string_view(text).find("booked 7 rows") != std::string_view::npos);
  std::fclose(shown);
  ::close(looker);
}

TEST(a_pipe_is_refused_at_once_and_not_called_empty) {
  const auto pipe = folder / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), S_IRUSR | S_IWUSR) == 0);
  const auto parsed = parse_import(pipe);
  REQUIRE(!parsed.ok());
  REQUIRE(parsed.error().message.find("save it as a file") != std::string::npos);
}

TEST(who_brings_an_item_is_booked_before_who_wants_it) {
  for (const char* kind : {"suppliers", "sources", "alternatives", "goodwill", "promotions"}) {
    INFO(kind);
    REQUIRE(booking_turn(kind) < booking_turn("orders"));
  }
  REQUIRE(booking_turn("items") < booking_turn("sources"));
}

TEST(of_what_a_shop_has_sent_or_paid_back_in_part_nobody_guesses_how_much) {
  REQUIRE_FALSE(book(shop + line("BRG", 6, "partial")).booked);
  std::string paid_back = line("BRG", 6);
  paid_back.replace(paid_back.find("paid"), 4, "partially_refunded");
  REQUIRE_FALSE(book(shop + paid_back).booked);
  REQUIRE(book(shop + line("BRG", 6, "on_hold")).booked);
  REQUIRE(wanted("#1").empty());
}

TEST(a_quantity_of_none_cancels_a_line_of_our_own_columns_and_says_so) {
  const std::string begin = "order,line,customer,item,quantity,promised\n";
  REQUIRE(book(begin + "X1,1,ACME,BRG,5,2026-12-01\nX1,2,ACME,GLV,5,2026-12-01\n").booked);
  const ImportedFile none = book(begin + "X1,1,ACME,BRG,0,2026-12-01\nX1,2,ACME,GLV,5,2026-12-01\n");
  REQUIRE(wanted("X1") == "1 BRG 0, 2 GLV 5");
  REQUIRE(outcome_text(none) == "1 row of orders imported, 1 line cancelled");
  REQUIRE(outcome_text(book(begin + "X1,2,ACME,GLV,0,2026-12-01\n")) == "1 line of orders cancelled");
}

TEST(an_order_of_days_that_was_said_once_is_asked_again_when_a_file_has_shown_the_other) {
  const auto with_day = [](const std::string& number, const std::string& day) {
    return "Order No;Customer;Item Code;Qty;Promised\n" + number + ";a@x;BRG;2;" + day + "\n";
  };
  ImportChoices choices;
  choices.header.memory = folder / "memory";
  ImportChoices said = choices;
  said.said.days = DayOrder::month_first;
  REQUIRE(book(with_day("Q1", "03/04/2027"), said).report.errors.empty());
  REQUIRE(tells(book(with_day("Q2", "04/05/2027"), choices).report, "with the month first"));
  const ImportReport other = book(with_day("Q3", "13/04/2027"), choices).report;
  REQUIRE(other.errors.empty());
  REQUIRE(tells(other, "its days have the day first, and of such files it was said that the month is"));
  REQUIRE_FALSE(book(with_day("Q4", "05/04/2027"), choices).report.errors.empty());
}
