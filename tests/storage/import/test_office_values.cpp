#include <cstdlib>

#include "storage/import/cells/office_date.h"
#include "storage/import/cells/office_number.h"
#include "storage/model/house_day.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

// A house in Los Angeles, as long as it lives.
struct HouseDays {
  HouseDays() {
    ::setenv("TZ", "PST8PDT,M3.2.0,M11.1.0", 1);
    use_days_of(DaysOf::machine);
  }
  ~HouseDays() { use_days_of(DaysOf::utc); }
  HouseDays(const HouseDays&) = delete;
  HouseDays& operator=(const HouseDays&) = delete;
};

std::string day_of(std::string_view text, std::optional<DayOrder> order = {}) {
  const auto read = read_date(text, order);
  return read ? read->text() : "no: " + read.error().message;
}
std::string moment_of(std::string_view text) {
  const auto read = read_moment(text, {});
  return read ? read->text() : "no: " + read.error().message;
}
std::string whole(std::string_view text, std::optional<DecimalMark> mark = {}) {
  const auto read = read_whole_number(text, mark);
  return read ? *read : "no: " + read.error().message;
}
bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST(a_day_that_has_one_reading_needs_no_order) {
  for (const char* text :
       {"2026-12-01", "2026/12/01", "01.12.2026", "1.12.2026", "20261201", "01 Dec 2026", "1-Dec-26", "Dec 1, 2026",
        "1. Dezember 2026", "46357", "46357.5", "2026-12-01 00:00:00", "2026-12-01T00:00:00", "2026-12-01T00:00:00Z",
        "2026-12-01T00:00:00+01:00", "2026-12-01 08:10:00 +0100", "Tue, 01 Dec 2026 08:00:00 GMT", "1.12.26"}) {
    INFO(text);
    REQUIRE(day_of(text) == "2026-12-01");
  }
  REQUIRE(day_of("31/12/2026") == "2026-12-31");
  REQUIRE(day_of("12/31/2026 11:30 PM") == "2026-12-31");
  REQUIRE(day_of("05/05/2026") == "2026-05-05");
}

TEST(a_day_that_has_two_readings_is_read_by_the_order_of_its_column) {
  for (const char* text : {"01/12/2026", "1/12/26", "01-12-2026", "1/12/2026 0:00:00"}) {
    INFO(text);
    REQUIRE(day_of(text, DayOrder::day_first) == "2026-12-01");
    REQUIRE(day_of(text, DayOrder::month_first) == "2026-01-12");
    REQUIRE(contains(day_of(text), "--dates dmy or mdy"));
  }
  REQUIRE(contains(day_of("31/12/2026", DayOrder::month_first), "the rest of its column"));
}

TEST(what_is_no_day_is_refused) {
  for (const char* text : {"2026-12", "2026-12-00", "2026-13-01", "31.02.2026", "99999", "soon", "12", "1.2.3.4",
                           "2026-12-01 25:00", "2026-12-01 at noon", "2026-12/01", "Dec 2026", "32/01/2026"}) {
    INFO(text);
    REQUIRE(day_of(text).starts_with("no: "));
  }
}

TEST(what_databases_write_for_nothing_means_no_date) {
  for (const char* text : {"1970-01-01", "9999-12-31", "0000-00-00", "1970-01-01 00:00:00", "0001-01-01T00:00:00"}) {
    REQUIRE(means_no_date(text));
  }
  REQUIRE_FALSE(means_no_date("2026-12-01"));
}

TEST(a_moment_is_of_utc_unless_its_offset_says_otherwise) {
  REQUIRE(moment_of("2026-11-12 08:10:00 +0100") == "2026-11-12T07:10:00.000Z");
  REQUIRE(moment_of("2026-11-12T08:10:00-05:30") == "2026-11-12T13:40:00.000Z");
  REQUIRE(moment_of("2026-11-12 08:10") == "2026-11-12T08:10:00.000Z");
  REQUIRE(moment_of("12.11.2026 12:05 AM") == "2026-11-12T00:05:00.000Z");
  REQUIRE(moment_of("46357.25") == "2026-12-01T06:00:00.000Z");
}

TEST(a_whole_number_is_read_however_it_is_dressed) {
  for (const char* text : {"3", "3.0", "3.00", "3,0", "+3", "03", "3.0000", "0003"}) {
    INFO(text);
    REQUIRE(whole(text).ends_with('3'));
  }
  for (const char* text : {"1 200", "1'200",
                           "1\xC2\xA0"
                           "200",
                           "1.200,00", "1,200.0"}) {
    INFO(text);
    REQUIRE(whole(text) == "1200");
  }
  REQUIRE(whole("1,234,567") == "1234567");
  REQUIRE(whole("5000.00000") == "5000");
}

TEST(a_number_that_depends_on_the_decimal_mark_is_not_guessed) {
  REQUIRE(contains(whole("1,200"), "--decimal"));
  REQUIRE(whole("1,200", DecimalMark::point) == "1200");
  REQUIRE(contains(whole("1,200", DecimalMark::comma), "not a whole number"));
  REQUIRE(whole("24,000", DecimalMark::comma) == "24");
  REQUIRE(whole("24.000", DecimalMark::comma) == "24000");
  REQUIRE(contains(whole("24,50", DecimalMark::point), "the rest of its column"));
}

TEST(what_is_no_whole_number_is_refused_with_its_reason) {
  REQUIRE(contains(whole("3.5"), "not a whole number"));
  REQUIRE(contains(whole("3,5"), "not a whole number"));
  REQUIRE(contains(whole("1e3"), "spreadsheet"));
  REQUIRE(contains(whole("5.90123E+12"), "spreadsheet"));
  REQUIRE(contains(whole("3 pcs"), "the number alone"));
  REQUIRE(contains(whole("-3"), "less than none"));
  for (const char* text : {"", ".", "1.2.3", "12,34,56", "1,2000,000", "--3", "#N/A"}) {
    INFO(text);
    REQUIRE(whole(text).starts_with("no: "));
  }
}

TEST(a_date_alone_is_the_houses_own_day) {
  const HouseDays house;
  REQUIRE(read_moment("2026-11-22", {})->date().text() == "2026-11-22");
  REQUIRE(read_moment("46348", {})->date().text() == read_date("46348", {})->text());
}

TEST(a_time_of_the_office_is_of_the_house_unless_it_says_otherwise) {
  const HouseDays house;
  REQUIRE(read_moment("2026-11-22 20:15", {})->text() == "2026-11-23T04:15:00.000Z");
  REQUIRE(read_moment("2026-11-22 20:15Z", {})->text() == "2026-11-22T20:15:00.000Z");
  REQUIRE(read_moment("2026-11-22T20:15:00+01:00", {})->text() == "2026-11-22T19:15:00.000Z");
}
