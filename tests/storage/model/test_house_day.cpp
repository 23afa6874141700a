#include <cstdlib>

#include "storage/model/house_day.h"
#include "storage/model/time.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
constexpr std::int64_t an_hour = 3'600'000;

struct Fixture {
  void setUp() {}
  void tearDown() { use_days_of(DaysOf::utc); }

  // Rules are written out, so that no machine needs a table of zones.
  void house_is_in(const char* zone) {
    ::setenv("TZ", zone, 1);
    use_days_of(DaysOf::machine);
  }
  void house_is_in_los_angeles() { house_is_in("PST8PDT,M3.2.0,M11.1.0"); }
  static Instant at(const std::string& text) { return Instant::parse(text).value(); }
  static std::string first_of(const std::string& day) {
    return Instant{first_moment(Date::parse(day).value().days())}.text();
  }
};
}  // namespace

TEST(a_day_ends_at_midnight_of_the_house) {
  house_is_in_los_angeles();
  REQUIRE(at("2026-12-02T00:30:00Z").date().text() == "2026-12-01");
  REQUIRE(at("2026-12-02T07:59:59.999Z").date().text() == "2026-12-01");
  REQUIRE(at("2026-12-02T08:00:00Z").date().text() == "2026-12-02");
  house_is_in("JST-9");
  REQUIRE(at("2026-12-01T15:00:00Z").date().text() == "2026-12-02");
}

TEST(without_a_word_about_it_days_are_those_of_utc) {
  ::setenv("TZ", "JST-9", 1);
  REQUIRE(at("2026-12-01T15:00:00Z").date().text() == "2026-12-01");
  REQUIRE(first_of("2026-12-01") == "2026-12-01T00:00:00.000Z");
}

TEST(a_moment_is_written_in_utc_wherever_the_house_is) {
  house_is_in_los_angeles();
  REQUIRE(at("2026-12-02T00:30:00Z").text() == "2026-12-02T00:30:00.000Z");
  REQUIRE(at("1969-12-31T23:00:00Z").text() == "1969-12-31T23:00:00.000Z");
}

TEST(the_first_moment_of_a_day_is_of_that_day_also_where_summer_begins_at_midnight) {
  house_is_in_los_angeles();
  REQUIRE(first_of("2026-12-01") == "2026-12-01T08:00:00.000Z");
  REQUIRE(first_of("2026-07-01") == "2026-07-01T07:00:00.000Z");
  house_is_in("EET-2EEST,M3.5.0/0,M10.5.0/0");  // Beirut: 29 March 2026 has no midnight
  REQUIRE(first_of("2026-03-29") == "2026-03-28T22:00:00.000Z");
  for (std::int32_t day = 20'000; day < 20'800; ++day) {
    REQUIRE(house_day(first_moment(day)) == day);
    REQUIRE(house_day(first_moment(day) - 1) == day - 1);
  }
}

TEST(a_date_alone_is_the_houses_own_day) {
  house_is_in_los_angeles();
  REQUIRE(at("2026-11-22").date().text() == "2026-11-22");
}

TEST(a_time_of_the_clock_on_the_wall_is_a_moment) {
  house_is_in_los_angeles();
  REQUIRE(house_moment(Date::parse("2026-11-22").value().days(), 20 * an_hour) == at("2026-11-23T04:00:00Z").ms);
}
