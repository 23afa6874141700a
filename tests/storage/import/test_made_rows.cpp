// Customers and items that are made for the rows of a file: nobody is made for a row that is refused.
#include <fstream>
#include <set>

#include "storage/import/import_files.h"
#include "storage/import/report_text.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : FactsFixture {
  OperatorName office = OperatorName::parse("office").value();
  ImportChoices choices;

  void setUp() {
    FactsFixture::setUp();
    choices.header.make = true;
    choices.skip_bad = true;
  }
  ImportedFile book(const std::string& text) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    auto parsed = parse_files({folder / "file.csv"}, choices).value();
    return book_files(*floor.ledger, std::move(parsed), choices, office, clock.now()).value().at(0);
  }
  bool is_customer(const std::string& name) {
    const auto all = views->customers().value();
    return std::any_of(all.begin(), all.end(), [&](const CustomerRow& one) { return one.customer == name; });
  }
  bool is_item(const std::string& code) {
    const auto all = views->items().value();
    return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.item.text() == code; });
  }
};

const std::string orders = "order,line,customer,item,quantity,promised\n";
std::string order_of(const std::string& number, const std::string& customer, const std::string& rest) {
  return number + ",1," + customer + "," + rest + ",2026-12-01\n";
}

// Each of the three is refused elsewhere: as it is read, beside another row, by the books.
const std::string three_bad = orders + order_of("A", "good", "BRG,2") + order_of("B", "unread", "BRG,x") +
                              order_of("A", "second", "BRG,2") + order_of("C", "unknown", "NOT-1,2");

}  // namespace

TEST(nobody_is_made_for_a_row_that_is_refused) {
  const ImportedFile taken = book(three_bad);
  REQUIRE(outcome_text(taken) == "1 row of orders imported but for 3 bad ones");
  REQUIRE(taken.report.found.back() == "customers that come with its rows: 1");
  REQUIRE(is_customer("good"));
  for (const char* nobody : {"unread", "second", "unknown"}) {
    INFO(nobody);
    REQUIRE_FALSE(is_customer(nobody));
  }
}

TEST(an_item_is_not_made_for_a_row_that_is_refused) {
  choices.header.make_items = true;
  const ImportedFile taken = book(orders + order_of("A", "good", "NEW-1,2") + order_of("B", "good", "NEW-2,x"));
  REQUIRE(outcome_text(taken) == "1 row of orders imported but for 1 bad one");
  REQUIRE(is_item("NEW-1"));
  REQUIRE_FALSE(is_item("NEW-2"));
}

TEST(an_item_in_other_letters_is_not_made_a_second_time_and_its_row_hears_what_it_is) {
  choices.header.make_items = true;
  for (const char* other : {"brg", "Brg", "B RG"}) {
    INFO(other);
    const ImportedFile taken =
        book(orders + order_of("A", "good", "NEW-1,2") + order_of("B", "good", std::string(other) + ",2"));
    REQUIRE(taken.report.errors.size() == 1);
    REQUIRE(taken.report.errors[0].message.ends_with("is not known: it is BRG in the books"));
    REQUIRE_FALSE(is_item(other));
    REQUIRE(is_item("NEW-1"));
  }
}

TEST(a_file_that_is_tried_out_counts_as_the_one_that_is_booked) {
  choices.try_out = true;
  const ImportReport tried = book(three_bad).report;
  REQUIRE(*tried.changes == (ImportChanges{.created = 1, .refused = 3, .beside = 1}));
  REQUIRE(tried.found.back() == "customers that come with its rows: 1 new, 0 changed, 0 unchanged");
  choices.try_out = false;
  REQUIRE(book(three_bad).report.rows == tried.changes->created);
}

// The file says nothing of the item but its name: who wrote the order is told, and no list of items is asked for.
TEST(no_item_is_made_that_is_called_as_a_printed_card_and_the_rows_that_name_it_say_so) {
  const std::string two = orders + order_of("A", "good", "BRG,2") + order_of("B", "other", "Choice-3,2");
  choices.header.make_items = true;
  const ImportedFile taken = book(two);
  REQUIRE(outcome_text(taken) == "1 row of orders imported but for 1 bad one");
  REQUIRE(taken.report.errors.size() == 1);
  REQUIRE(taken.report.errors[0].place.find("file.csv:3") != std::string::npos);
  REQUIRE(taken.report.errors[0].message.find("the item 'Choice-3' is not known, and none is made") == 0);
  REQUIRE_FALSE(is_item("Choice-3"));
  REQUIRE_FALSE(is_customer("other"));
  choices.confirmed = true;
  book(two);
  REQUIRE(is_item("Choice-3"));
}

TEST(an_item_is_made_with_the_tracking_that_the_rows_have) {
  choices.header.make_items = true;
  choices.skip_bad = false;
  const std::string notice =
      "asn,sscc,item,quantity,lot,expiry,serial\n"
      "N-1,340123450000000017,DATED,5,L1,2027-01-31,\nN-1,340123450000000017,DATED,5,L2,2027-02-28,\n"
      "N-1,340123450000000017,LOTS,5,L1,2027-01-31,\nN-1,340123450000000017,LOTS,5,L3,,\n"
      "N-1,340123450000000017,NAMED,1,,,S-1\nN-1,340123450000000017,PLAIN,2,,,\n";
  const ImportedFile taken = book(notice);
  INFO((taken.report.errors.empty() ? "" : taken.report.errors[0].sentence()));
  REQUIRE(taken.booked);
  REQUIRE(taken.report.found.back() == "items that come with its rows: 4, 2 of them by lot, 1 of them by serial");
  const auto made = [&](const char* code) {
    return std::get<ItemRow>(floor.ledger->as_written(ItemRow{item(code), ""}).value().value());
  };
  CHECK(made("DATED").tracking == Tracking::lot);
  CHECK(made("DATED").expiry);
  CHECK(made("LOTS").tracking == Tracking::lot);
  CHECK_FALSE(made("LOTS").expiry);
  CHECK(made("NAMED").tracking == Tracking::serial);
  CHECK(made("PLAIN").tracking == Tracking::none);
  floor.accepted(ReceiveUnit{Sscc::parse("340123450000000017").value(), place("DOCK-1")});
}

TEST(the_first_stock_of_an_item_that_it_makes_is_counted_by_its_lots) {
  choices.header.make_items = true;
  const ImportedFile taken = book("place,item,quantity,lot\nA-01,NEW-1,5,L1\nA-01,NEW-1,3,L2\n");
  INFO((taken.report.errors.empty() ? "" : taken.report.errors[0].sentence()));
  REQUIRE(taken.report.errors.empty());
  REQUIRE(stock("A-01", "NEW-1") == 8);
  const ImportedFile known = book("place,item,quantity,lot\nA-01,BRG,5,L1\n");
  REQUIRE(known.report.errors.size() == 1);
  REQUIRE(known.report.errors[0].message.ends_with(
      "is not tracked by lot or serial: import the item with its tracking first, or leave the column out of the file"));
}
