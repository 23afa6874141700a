#include <set>
#include <vector>

#include "scanner/meaning/gs1_elements.h"
#include "scanner/meaning/gs1_lists.h"
#include "scanner/meaning/gs1_rules.h"
#include "scanner/meaning/gs1_table.h"
#include "scanner/meaning/gs1_value.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = *Date::parse("2026-11-22");

  // Returns all that two to four digits find, in the order of the table.
  static std::vector<AiRow> every_row() {
    std::set<const AiRow*> found;
    for (int number = 10'000; number < 20'000; ++number) {
      const std::string four = std::to_string(number).substr(1);
      for (const std::size_t digits : {2, 3, 4}) {
        if (const AiRow* row = ai_named(four.substr(0, digits))) found.insert(row);
      }
    }
    std::vector<AiRow> rows;
    for (const AiRow* row : found) rows.push_back(*row);
    return rows;
  }

  bool valid(std::string_view ai, std::string_view value) const {
    return !check_value(*ai_named(ai), value, today).has_value();
  }
};
}  // namespace

TEST(the_rows_ascend_and_none_begins_another) {
  const AiRow* before = nullptr;
  const std::vector<AiRow> rows = every_row();
  REQUIRE(rows.size() > 200);
  for (const AiRow& row : rows) {
    REQUIRE(row.first <= row.last);
    REQUIRE(row.first.size() == row.last.size());
    if (before != nullptr) {
      REQUIRE(before->last < row.first);
      REQUIRE_FALSE(row.first.starts_with(before->first));
    }
    before = &row;
  }
}

TEST(every_rule_that_a_format_names_exists) {
  for (const AiRow& row : every_row()) {
    for (const Component& component : components_of(row)) {
      REQUIRE(component.min >= 1);
      REQUIRE(component.max >= component.min);
      for (const auto rule : component.rules) {
        INFO(row.first << " " << rule);
        REQUIRE(rule_named(rule) != nullptr);
      }
    }
  }
}

// See General Specifications, figure 7.8.5-2.
TEST(predefined_lengths_are_those_of_the_first_two_digits) {
  const auto length = [](std::string_view ai) -> std::size_t {
    const std::string_view two = ai.substr(0, 2);
    if (two == "00") return 18;
    if (two == "01" || two == "02" || two == "03") return 14;
    if (two == "04") return 16;
    if (two >= "11" && two <= "19") return 6;
    if (two == "20") return 2;
    if (two >= "31" && two <= "36") return 6;
    return two == "41" ? 13 : 0;
  };
  for (const AiRow& row : every_row()) {
    INFO(row.first);
    REQUIRE(((row.flags & predefined) != 0) == (length(row.first) != 0));
    if (row.flags & predefined) REQUIRE(longest_value(row) == length(row.first));
  }
}

TEST(an_ai_is_found_by_what_the_text_begins_with) {
  REQUIRE(find_ai("3103001234")->title == "NET WEIGHT (kg)");
  REQUIRE(find_ai("9912")->first == "91");
  REQUIRE(find_ai("3106") == nullptr);
  REQUIRE(find_ai("88") == nullptr);
  REQUIRE(find_ai("3") == nullptr);
  REQUIRE(find_ai("") == nullptr);
  REQUIRE(ai_named("010") == nullptr);
  REQUIRE(ai_matches("3103", "31nn"));
  REQUIRE_FALSE(ai_matches("310", "31nn"));
}

TEST(values_of_every_kind_of_rule_are_judged) {
  REQUIRE(valid("7003", "2612312359"));
  REQUIRE_FALSE(valid("7003", "2612002359"));
  REQUIRE_FALSE(valid("7003", "2612312460"));
  REQUIRE(valid("7007", "260101260131"));
  REQUIRE(valid("8008", "2601011530"));
  REQUIRE_FALSE(valid("8008", "260101153"));
  REQUIRE(valid("421", "276AB"));
  REQUIRE_FALSE(valid("421", "999AB"));
  REQUIRE(valid("7030", "999AB"));
  REQUIRE(valid("423", "276040"));
  REQUIRE_FALSE(valid("423", "27604"));
  REQUIRE(valid("3912", "978123"));
  REQUIRE_FALSE(valid("3912", "000123"));
  REQUIRE(valid("3912", "926123"));        // since 2021
  REQUIRE_FALSE(valid("3912", "191123"));  // until 2023
  REQUIRE(valid("4307", "DE"));
  REQUIRE_FALSE(valid("4307", "XX"));
  REQUIRE(valid("4330", "000123-"));
  REQUIRE_FALSE(valid("4330", "000123+"));
  REQUIRE(valid("4300", "A%20B"));
  REQUIRE_FALSE(valid("4300", "A%2"));
  REQUIRE(valid("8006", "040063813339310102"));
  REQUIRE_FALSE(valid("8006", "040063813339310302"));
  REQUIRE(valid("8007", "GB29NWBK60161331926819"));
  REQUIRE_FALSE(valid("8007", "GB28NWBK60161331926819"));
  REQUIRE_FALSE(valid("8007", "XX361234567890"));
  REQUIRE_FALSE(valid("8007", "gb29NWBK60161331926819"));
  REQUIRE(valid("8013", "1987654Ad4X4bL5ttr2310c2K"));
  REQUIRE_FALSE(valid("8013", "1987654Ad4X4bL5ttr2310c2X"));
  REQUIRE(valid("8003", "04006381333931SER"));
  REQUIRE_FALSE(valid("8003", "14006381333931"));
  REQUIRE(valid("253", "4006381333931A"));
  REQUIRE_FALSE(valid("401", "AB12"));
  REQUIRE(valid("8010", "4006-A/#1"));
  REQUIRE_FALSE(valid("8010", "4006a"));
  REQUIRE(valid("8011", "0"));
  REQUIRE_FALSE(valid("8011", "01"));
  REQUIRE(valid("7258", "1/2"));
  REQUIRE_FALSE(valid("7258", "3/2"));
  REQUIRE(valid("7041", "PE"));
  REQUIRE_FALSE(valid("7041", "00"));
  REQUIRE(valid("7241", "80"));
  REQUIRE_FALSE(valid("7241", "11"));
  REQUIRE(valid("4309", "02790858483015297971"));
  REQUIRE_FALSE(valid("4309", "18000000013015297971"));
  REQUIRE(valid("7250", "19000228"));
  REQUIRE_FALSE(valid("7250", "19000229"));
  REQUIRE(valid("8001", "00010000100190"));
  REQUIRE_FALSE(valid("8001", "00000000100190"));
}

// The sum alone judges, and eleven characters are enough: what GS1's linter says of an IBAN.
TEST(an_iban_of_eleven_characters_is_long_enough) {
  const auto with_check_number = [&](const std::string& account) {
    for (int i = 0; i < 100; ++i) {
      const std::string iban = "DE" + std::to_string(i / 10) + std::to_string(i % 10) + account;
      if (valid("8007", iban)) return true;
    }
    return false;
  };
  REQUIRE(with_check_number("1234567"));
  REQUIRE_FALSE(with_check_number("123456"));
}

TEST(base64url_is_filled_up_to_a_multiple_of_three) {
  for (const char* text : {"1", "12", "123", "12=", "1==", "AB-_"}) REQUIRE(valid("8030", text));
  for (const char* text : {"=", "==", "===", "123=", "12==", "1===", "1=2", "=23", "12+", "A/B"}) {
    INFO(text);
    REQUIRE_FALSE(valid("8030", text));
  }
}

TEST(the_rows_of_2026_are_there) {
  REQUIRE(valid("717", "A1"));
  REQUIRE(valid("8040", "356938035643809"));
  REQUIRE_FALSE(valid("8040", "35693803564380"));
  REQUIRE(valid("8042", std::string(32, '8')));
  for (const char* iccid : {"894901000000000000", "8949010000000000001", "89490100000000000012"})
    REQUIRE(valid("8043", iccid));
  REQUIRE_FALSE(valid("8043", "894901000000000000123"));
  const std::vector<Element> phone{{"01", "04006381333931"}, {"21", "S"}, {"8041", "356938035643809"}};
  REQUIRE_FALSE(check_together(phone, Scope::item).ok());
}

TEST(coupons_are_read_field_by_field) {
  REQUIRE(valid("8110", "106141416543213150110120"));
  REQUIRE_FALSE(valid("8110", "106141416543213150610120"));
  REQUIRE_FALSE(valid("8110", "106141416543213150115120"));  // a requirement's code is 0 to 4 or 9
  REQUIRE_FALSE(valid("8110", "10614141654321315011"));
  REQUIRE(valid("8112", "001234561234560123456"));
  REQUIRE_FALSE(valid("8112", "201234561234560123456"));
  REQUIRE_FALSE(valid("8112", "0012345612345601234567"));
}

TEST(a_coupons_optional_fields_ascend_and_its_validity_does_not_end_before_it_begins) {
  const std::string coupon = "106141416543213150110120";
  REQUIRE(valid("8110", coupon + "3261231" + "4260101"));
  REQUIRE(valid("8110", coupon + "3260101" + "4260101"));
  REQUIRE(valid("8110", coupon + "101101209" + "90000"));
  REQUIRE_FALSE(valid("8110", coupon + "3260101" + "4261231"));
  REQUIRE_FALSE(valid("8110", coupon + "4260101" + "3261231"));
  REQUIRE_FALSE(valid("8110", coupon + "3261231" + "3261231"));
  REQUIRE_FALSE(valid("8110", coupon + "3261200"));
  REQUIRE_FALSE(valid("8110", coupon + "3261301"));
  REQUIRE_FALSE(valid("8110", coupon + "7"));
  REQUIRE_FALSE(valid("8110", coupon + "93000"));
}

TEST(a_signature_needs_a_serialised_key) {
  const std::vector<Element> without{{"253", "4006381333931"}, {"8030", "AAAA"}};
  const std::vector<Element> with{{"253", "4006381333931S"}, {"8030", "AAAA"}};
  const std::vector<Element> item{{"01", "04006381333931"}, {"8030", "AAAA"}};
  REQUIRE_FALSE(check_together(without, Scope::item).ok());
  REQUIRE(check_together(with, Scope::item).ok());
  REQUIRE_FALSE(check_together(item, Scope::item).ok());
}
