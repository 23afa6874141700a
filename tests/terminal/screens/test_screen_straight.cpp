// What goes straight to a customer, as the screens of the dock show it; and causes by supplier.
#include "tests/support/terminal/terminal_fixture.h"

using namespace dockhand;

namespace {

struct Fixture : test::Terminal {
  void buys(const std::string& line, std::int64_t units, bool straight) {
    PurchaseLineRow row{PurchaseLine::parse(line).value(),   "Nord",
                        ItemCode::parse("BRG-6204").value(), Quantity::exactly(units),
                        Date::parse("2026-11-30").value(),   {}};
    row.drop_ship = straight;
    if (straight) row.bought_for = OrderLine::parse("SO-118/1").value();
    office_does(Import{{row}});
  }
};

}  // namespace

TEST(a_scan_at_the_dock_counts_for_the_line_that_comes_here) {
  buys("PO-9000/1", 2, true);
  buys("PO-9000/2", 3, false);
  scan("PO-9000");
  REQUIRE(shows("straight to the customer"));
  REQUIRE(count() == "0/3");
  scan(bearing);
  REQUIRE(shows("open 2 ea | 1/3"));
  scan(bearing);
  scan(bearing);
  REQUIRE(toast().starts_with("All is here"));
}

TEST(what_comes_to_the_dock_and_was_to_go_straight_to_a_customer_is_asked_about) {
  buys("PO-9000/1", 2, true);
  scan("PO-9000");
  REQUIRE(shows("Nothing of it comes here"));
  scan(bearing);
  REQUIRE(shows("PO-9000/1 goes straight to the customer of SO-118/1"));
  tap("over");
  REQUIRE(shows("1/2"));
}

TEST(far_too_many_of_what_goes_straight_to_a_customer_are_typed_once_more) {
  buys("PO-9000/1", 2, true);
  scan("PO-9000");
  scan(bearing_case);
  REQUIRE(shows("PO-9000/1 goes straight to the customer of SO-118/1, and 10 are too many. Type 12 to receive them."));
  type("12");
  REQUIRE(shows("12/2"));
}

TEST(causes_by_supplier_say_where_none_is_known) {
  tap("more");
  tap("causes");
  REQUIRE_FALSE(shows("No supplier is known"));
  tap("by");
  REQUIRE(shows("No supplier is known | Nobody had ordered enough\n1 line, 2 waiting now | 2"));
}
