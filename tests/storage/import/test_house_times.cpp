// Days and times that the office writes without an offset are those of the house.
#include <cstdlib>

#include "storage/import/cells/office_date.h"
#include "storage/model/house_day.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {
    ::setenv("TZ", "PST8PDT,M3.2.0,M11.1.0", 1);  // Los Angeles
    use_days_of(DaysOf::machine);
  }
  void tearDown() { use_days_of(DaysOf::utc); }
};
}  // namespace

TEST(a_date_alone_is_the_houses_own_day) {
  REQUIRE(read_moment("2026-11-22", {})->date().text() == "2026-11-22");
  REQUIRE(read_moment("46348", {})->date().text() == read_date("46348", {})->text());
}

TEST(a_time_of_the_office_is_of_the_house_unless_it_says_otherwise) {
  REQUIRE(read_moment("2026-11-22 20:15", {})->text() == "2026-11-23T04:15:00.000Z");
  REQUIRE(read_moment("2026-11-22 20:15Z", {})->text() == "2026-11-22T20:15:00.000Z");
  REQUIRE(read_moment("2026-11-22T20:15:00+01:00", {})->text() == "2026-11-22T19:15:00.000Z");
}
