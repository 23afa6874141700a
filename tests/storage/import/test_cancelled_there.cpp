// What the office's files have cancelled, and what another file of the same documents says of it, or does not.
#include <algorithm>
#include <fstream>

#include "storage/import/import_files.h"
#include "storage/views/views.h"
#include "tests/support/warehouse/shop_nights.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : ShopNights {
  OperatorName office = OperatorName::parse("office").value();

  void setUp() {
    FactsFixture::setUp();
    floor.accepted(Import{{CustomerRow{"a@x", "Ann"}}});
  }
  ImportedFile book(const std::string& text) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    auto parsed = parse_files({folder / "file.csv"}, {}).value();
    return book_files(*floor.ledger, std::move(parsed), {}, office, clock.now()).value().at(0);
  }
};

}  // namespace

TEST(what_a_file_has_cancelled_stays_so_where_the_next_one_does_not_say_what_is) {
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 5)).booked);
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 5, "removed")).booked);
  const std::string fewer =
      "Name,Email,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Lineitem requires shipping,"
      "Lineitem fulfillment status,Billing Name\n";
  const auto row = [](const std::string& what, int count) {
    return "#1,a@x,2026-11-12 08:10:00 +0100," + std::to_string(count) + ",n," + what + ",true,pending,P\n";
  };
  const ImportedFile again = book(fewer + row("BRG", 2) + row("GLV", 5));
  REQUIRE(again.booked);
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 0");
  REQUIRE(tells(again.report, "1 line that was cancelled by a file comes without a word about that"));
  REQUIRE(book(fewer + row("BRG", 2) + row("GLV", 6)).booked);
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 6");
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 6, "removed")).booked);
  REQUIRE(book(shop + line("BRG", 2) + line("GLV", 6)).booked);  // its columns say that it is wanted
  REQUIRE(wanted("#1") == "1 BRG 2, 2 GLV 6");
}

TEST(a_purchase_that_a_file_has_cancelled_is_not_expected_where_the_next_one_has_no_states) {
  const std::string begin = "Order Reference,Vendor,", end =
                                                           "Order Lines/Product,Order Lines/Quantity,"
                                                           "Order Lines/Expected Arrival\n";
  const std::string lines = "[BRG] B,24.0,2026-12-01 12:00:00\n";
  const auto expected = [&] {
    return views->purchase_lines(PurchaseNumber::parse("P1").value()).value().front().expected;
  };
  REQUIRE(book(begin + "Status," + end + "P1,S,Purchase Order," + lines).booked);
  REQUIRE(book(begin + "Status," + end + "P1,S,Cancelled," + lines).booked);
  REQUIRE(book(begin + end + "P1,S," + lines).booked);
  REQUIRE(expected() == units(0));
  REQUIRE(book(begin + "Status," + end + "P1,S,Purchase Order," + lines).booked);
  REQUIRE(expected() == units(24));
}

TEST(states_beside_our_own_columns_say_which_rows_are_wanted) {
  const std::string begin = "order,line,customer,item,quantity,promised,";
  for (const char* heading : {"status", "state", "Order Status", "Line status"}) {
    INFO(heading);
    const std::string order = "Z" + std::to_string(std::char_traits<char>::length(heading));
    const ImportedFile taken = book(begin + heading + "\n" + order + ",1,a@x,BRG,2,2026-12-01,open\n" + order +
                                    ",2,a@x,GLV,5,2026-12-01,cancelled\n");
    REQUIRE(taken.booked);
    REQUIRE(wanted(order) == "1 BRG 2");
    REQUIRE_FALSE(book(begin + heading + "\nY1,1,a@x,BRG,2,2026-12-01,quux\n").booked);
  }
  REQUIRE(book(begin + "Cancelled at\nX1,1,a@x,BRG,2,2026-12-01,\nX1,2,a@x,GLV,5,2026-12-01,2026-11-28\n").booked);
  REQUIRE(wanted("X1") == "1 BRG 2");
}

TEST(what_was_delivered_beside_our_own_columns_is_not_wanted_again) {
  const std::string begin = "order,line,customer,item,quantity,promised,";
  REQUIRE(book(begin + "Qty Shipped\nQ1,1,a@x,BRG,12,2026-12-01,5\n").booked);
  REQUIRE(wanted("Q1") == "1 BRG 7");
  REQUIRE(book(begin + "shipped\nQ2,1,a@x,BRG,12,2026-12-01,5\nQ2,2,a@x,GLV,3,2026-12-01,\n").booked);
  REQUIRE(wanted("Q2") == "1 BRG 7, 2 GLV 3");
  REQUIRE(book("purchase,line,supplier,item,quantity,due,received\nQ3,1,S,BRG,100,2026-12-01,40\n").booked);
  REQUIRE(views->purchase_lines(PurchaseNumber::parse("Q3").value()).value().front().expected == units(60));
}
