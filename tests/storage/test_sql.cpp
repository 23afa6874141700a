// What SQL says of kinds of locations and of order classes is what the model says.
#include "storage/books/books.h"
#include "storage/schema/sql.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

bool names(const char* set, LocationKind kind) {
  return std::string(set).find("'" + std::string(name_of(kind)) + "'") != std::string::npos;
}

}  // namespace

TEST(kinds_that_hold_picked_units_are_the_same_in_sql) {
  for (int number = 0; number <= static_cast<int>(LocationKind::tote); ++number) {
    const auto kind = static_cast<LocationKind>(number);
    REQUIRE(names(DOCKHAND_PICKED_KINDS, kind) == LocationInfo{kind}.holds_picked());
    REQUIRE(names(DOCKHAND_STOCK_KINDS, kind) == LocationInfo{kind}.holds_stock());
  }
}

TEST(order_classes_are_the_same_in_sql) {
  for (int number = 1; number <= 5; ++number) {
    const auto one = static_cast<OrderClass>(number);
    REQUIRE((number <= std::stoi(DOCKHAND_USUAL_CLASS)) == may_get_more(one));
    REQUIRE((number >= std::stoi(DOCKHAND_USUAL_CLASS)) == may_lose(one));
  }
  REQUIRE(std::stoi(DOCKHAND_LOSE_CLASS) == static_cast<int>(OrderClass::lose));
}
