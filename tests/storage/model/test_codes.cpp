#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/time.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}
};
}  // namespace

TEST(a_gtin_is_always_fourteen_digits) {
  REQUIRE(Gtin::parse("4006381333931")->text() == "04006381333931");
  REQUIRE(Gtin::parse("96385074")->text() == "00000096385074");
  REQUIRE(Gtin::parse("036000291452")->text() == "00036000291452");
}

TEST(a_wrong_check_digit_names_the_digit_that_was_expected) {
  const auto gtin = Gtin::parse("4006381333932");
  REQUIRE_FALSE(gtin.ok());
  REQUIRE(gtin.error().sentence().find("1 was expected") != std::string::npos);
}

TEST(an_sscc_has_eighteen_digits) {
  REQUIRE(Sscc::parse("340123450000000000").ok());
  REQUIRE_FALSE(Sscc::parse("34012345000000000").ok());
  REQUIRE_FALSE(Sscc::parse("340123450000000001").ok());
}

TEST(a_name_with_a_control_character_is_refused_and_shown_harmlessly) {
  const auto item = ItemCode::parse("AB\x1b[2J");
  REQUIRE_FALSE(item.ok());
  REQUIRE(item.error().sentence().find('\x1b') == std::string::npos);
}

TEST(a_name_may_not_look_like_an_account_of_the_ledger) { REQUIRE_FALSE(LocationCode::parse("@supplier").ok()); }

TEST(invalid_utf8_is_refused) {
  REQUIRE_FALSE(ItemCode::parse("\xC0\xAF").ok());
  REQUIRE_FALSE(ItemCode::parse("\xED\xA0\x80").ok());
  REQUIRE(ItemCode::parse("Träger").ok());
}

TEST(what_is_printable_commands_no_terminal) {
  REQUIRE(printable("a\x1b[2J\x7f\xff") == "a\\x1b[2J\\x7f\\xff");
  REQUIRE(printable("\xC2\x9B"
                    "2J") == "\\xc2\\x9b2J");
  REQUIRE(printable("\xC2\xA0Träger") == "\xC2\xA0Träger");
}

TEST(an_order_line_reads_what_it_writes) {
  const auto line = OrderLine::parse("SO/17/2");
  REQUIRE(line->document.text() == "SO/17");
  REQUIRE(line->line == 2);
  REQUIRE(OrderLine::parse(line->text()).value() == *line);
  REQUIRE_FALSE(OrderLine::parse("SO-17/0").ok());
  REQUIRE_FALSE(OrderLine::parse("SO-17").ok());
}

TEST(quantities_never_wrap) {
  REQUIRE_FALSE(Quantity::parse("99999999999999999999").ok());
  REQUIRE_FALSE(Quantity::parse("-1").ok());
  REQUIRE_FALSE(Quantity::exactly(Quantity::max).times(2).ok());
  REQUIRE(Quantity::exactly(3).less(Quantity::exactly(5)).none());
  REQUIRE((Quantity::exactly(Quantity::max) + Quantity::exactly(1)).units() == Quantity::max);
  REQUIRE(Quantity::nearest(-5).none());
}

TEST(dates_know_leap_years) {
  REQUIRE(Date::parse("2028-02-29").ok());
  REQUIRE_FALSE(Date::parse("2026-02-29").ok());
  REQUIRE(Date::parse("2026-11-22")->text() == "2026-11-22");
}

TEST(a_moment_reads_what_it_writes) {
  const auto moment = Instant::parse("2026-11-22T14:03:07.250Z");
  REQUIRE(moment->text() == "2026-11-22T14:03:07.250Z");
  REQUIRE(moment->clock_text() == "14:03");
  REQUIRE(Instant::parse("1969-12-31T23:59:59Z")->text() == "1969-12-31T23:59:59.000Z");
  REQUIRE_FALSE(Instant::parse("2026-11-22T24:00:00Z").ok());
}
