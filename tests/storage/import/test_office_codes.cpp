#include "storage/import/cells/office_code.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

std::string told(const Status& status) { return status ? "good" : status.error().message; }
bool says(const Status& status, std::string_view part) { return told(status).find(part) != std::string::npos; }
std::string sscc(std::string_view text) {
  const auto read = read_sscc(text);
  return read ? *read : "no: " + read.error().message;
}

}  // namespace

TEST(what_a_spreadsheet_has_done_to_a_barcode_is_told_and_the_right_one_offered) {
  REQUIRE(says(check_barcode("5.90123E+12"), "format the column as text"));
  REQUIRE(says(check_barcode("5,90123E+12"), "format the column as text"));
  REQUIRE(says(check_barcode("70177137069"), "it is likely 070177137069"));
  REQUIRE(says(check_barcode("5901234123457.0"), "it is 5901234123457:"));
  REQUIRE(says(check_barcode("'5901234123457"), "it is 5901234123457"));
  REQUIRE(says(check_barcode("=\"5901234123457\""), "likely 5901234123457"));
  REQUIRE(says(check_barcode("(01)05901234123457"), "it is 05901234123457"));
  REQUIRE(says(check_barcode("978-0-306-40615-7"), "it is 9780306406157"));
  REQUIRE(says(check_barcode("590123412345"), "it is 5901234123457"));
  REQUIRE(says(check_barcode("#N/A"), "formula that failed"));
}

TEST(a_barcode_that_was_kept_as_a_number_is_refused_and_offered_where_it_is_known) {
  for (const char* text : {"4006381333931.00", "4006381333931,00", "4006381333931,0", "4.006.381.333.931,00",
                           "4.006381333931E12", "4,006381333931E12", "4.006381333931e+12", "4.006381333931E+12",
                           "4,006,381,333,931", "4.006.381.333.931", "4'006'381'333'931", "4 006 381 333 931",
                           "4\xE2\x80\xAF"
                           "006\xE2\x80\xAF"
                           "381\xE2\x80\xAF"
                           "333\xE2\x80\xAF"
                           "931"}) {
    INFO(text << ": " << told(check_barcode(text)));
    REQUIRE(says(check_barcode(text), "4006381333931"));
    REQUIRE(says(check_barcode(text), "format the column as text"));
  }
  for (const char* text : {"5.90123E12", "5,9E+12", "5.9e-05"}) {
    INFO(text << ": " << told(check_barcode(text)));
    REQUIRE(says(check_barcode(text), "its digits are lost"));
  }
  for (const char* text : {"TRUE", "FALSE", "WAHR", "#BEZUG!", "#NAME?", "########"}) {
    INFO(text << ": " << told(check_barcode(text)));
    REQUIRE_FALSE(check_barcode(text).ok());
  }
}

TEST(a_barcode_with_what_no_scanner_sends_beside_it_is_refused_and_the_code_offered) {
  for (const char* text : {"EAN: 4006381333931", "EAN4006381333931", "GTIN-13 4006381333931", "4006381333931 (EAN)",
                           "4006381333931 alt", "4006381333931?", "\"4006381333931\"", "4006-381-333931",
                           "4006\xE2\x80\x93"
                           "381\xE2\x80\x93"
                           "333931",
                           "]E04006381333931", "*4006381333931*",
                           "400638\xE2\x80\x8B"
                           "1333931",
                           "\xEF\xBC\x94\xEF\xBC\x90\xEF\xBC\x90\xEF\xBC\x96"
                           "381333931"}) {
    INFO(text << ": " << told(check_barcode(text)));
    REQUIRE((says(check_barcode(text), "is 4006381333931") || says(check_barcode(text), "likely 4006381333931")));
  }
  REQUIRE(says(check_barcode("(01)04006381333931(10)L1"), "it is 04006381333931"));
  for (const char* text : {"0104006381333931", "01040063813339311726123110L1",
                           "https://id.gs1.org/01/04006381333931/10/L1", "https://shop.example/01/04006381333931"}) {
    INFO(text << ": " << told(check_barcode(text)));
    REQUIRE(says(check_barcode(text), "it is 04006381333931"));
  }
  REQUIRE(says(check_barcode("(91)ABC"), "brackets that no scanner sends"));
  for (const char* text : {"4006381333931;4006381333948", "4006381333931/4006381333948", "4006381333931 4006381333948",
                           "4006381333931, 4006381333930", "40170725|40123455"}) {
    INFO(text << ": " << told(check_barcode(text)));
    REQUIRE(says(check_barcode(text), "several codes in one cell"));
  }
}

TEST(a_code_of_a_house_or_a_maker_is_taken_with_its_dots_hyphens_and_slashes) {
  for (const char* text :
       {"B-07.0", "12E5", "30E-12", "100.200.300.400", "1.234.567", "0815/4711", "A;B", "X4006381333931",
        "DIN 912 M8x20", "X-4006381333931", "0104006381333932", "https://shop.example/p/17", "KUGELLAGER",
        "\xC3\x84"
        "B-1",
        "192.168.0.1", "(A)12", "100 200 300 400", "A*B", "5-2026"}) {
    INFO(text << ": " << told(check_barcode(text)));
    REQUIRE(check_barcode(text).ok());
  }
}

TEST(an_item_code_that_only_a_program_writes_is_refused) {
  for (const char* text : {"1.0E7", "1.5E10", "1.5e-05", "10000000.0", "10000,0", "10000,00", "10,000,000", "TRUE",
                           "*BRG-6204*", "]C1BRG-6204", "BRG\xE2\x80\x8B-6204"}) {
    INFO(text << ": " << told(check_name_of_thing(text)));
    REQUIRE_FALSE(check_name_of_thing(text).ok());
  }
  for (const char* text : {"12E5", "1.5KE10", "12.0", "4711.00", "12345.00", "0.048.012", "M8x10.0", "1/2-13",
                           "DIN 912 M8", "A,B", "10.20.30", "True North", "*B", "15E-3", "\xE6\xB7\xB1", "1.234.567"}) {
    INFO(text << ": " << told(check_name_of_thing(text)));
    REQUIRE(check_name_of_thing(text).ok());
  }
  REQUIRE_FALSE(check_code("L\xE2\x80\x8B"
                           "1")
                    .ok());
  REQUIRE(check_code("10000000.0").ok());  // a lot may be called so
  REQUIRE_FALSE(check_number("1001.0").ok());
  REQUIRE(check_number("1001.00").ok());
}

TEST(a_word_that_stands_for_no_barcode_is_none) {
  for (const char* text : {"-", "0", "000", "N/A", "n/a", "None", "tbd", "k.A.", "?"}) {
    INFO(text << ": " << told(check_barcode(text)));
    REQUIRE(says(check_barcode(text), "stands for no barcode"));
  }
}

TEST(codes_that_a_scanner_can_send_are_left_alone) {
  for (const char* text : {"5901234123457", "036000291452", "X-12", "12345678901", "B-07.0", "7E+", "#1001", "10-20"}) {
    INFO(text << ": " << told(check_barcode(text)));
    REQUIRE(check_barcode(text).ok());
  }
}

TEST(an_sscc_is_read_with_or_without_its_identifier) {
  for (const char* text :
       {"340123450000000017", "00340123450000000017", "(00)340123450000000017", "(00) 3 4012345 000000001 7"}) {
    REQUIRE(sscc(text) == "340123450000000017");
  }
  REQUIRE(sscc("34012345000000001").find("it is 340123450000000017") != std::string::npos);
  REQUIRE(sscc("3.40123E+17").find("format the column as text") != std::string::npos);
  REQUIRE(sscc("FBA15DXQ7K9TU000001") == "FBA15DXQ7K9TU000001");
}

TEST(an_sscc_that_was_kept_as_a_number_or_has_something_beside_it_becomes_no_carton_number) {
  for (const char* text :
       {"3.40123450000000017E17", "340123450000000017.0", "340123450000000017,00", "340.123.450.000.000.017",
        "SSCC: 340123450000000017", "]C100340123450000000017", "*340123450000000017*", "340123450000000017 (NVE)"}) {
    INFO(text << ": " << sscc(text));
    REQUIRE(sscc(text).starts_with("no: "));
    REQUIRE(sscc(text).find("340123450000000017") != std::string::npos);
  }
  REQUIRE(sscc("340123450000000017;340123450000000024").find("several codes") != std::string::npos);
  REQUIRE(sscc("TRUE").starts_with("no: "));
  for (const char* text : {"1Z999AA10123456784", "CTN-000123", "12.0", "4711/2", "JJD0099 0200 1234"}) {
    REQUIRE(sscc(text) == text);
  }
}

TEST(a_code_that_a_spreadsheet_turned_into_a_day_is_refused_for_things_and_places) {
  for (const char* text : {"3-Mar", "Mar-03", "03. Mrz", "Mrz 03", "03-mars", "ago-12", "3. M\xC3\xA4r", "3-Mar-26",
                           "03-Mar-2026", "2026-03-03", "2026-03-03 00:00:00", "3/3/2026", "03.03.2026",
                           "1-d\xC3\xA9"
                           "c"}) {
    INFO(text << ": " << told(check_name_of_thing(text)));
    REQUIRE(says(check_name_of_thing(text), "a day that a spreadsheet has made of a code"));
    REQUIRE(says(check_name_of_thing(text), "format the column as text"));
    const bool by_name = std::string_view(text).find_first_not_of("0123456789-/.: ") != std::string_view::npos;
    REQUIRE(check_code(text).ok() != by_name);  // a lot may be called 2026-03-03, and nothing is called 3-Mar
  }
  for (const char* text : {"MAR-03", "3-MAR", "1-12", "03-04", "Marine-03", "Mar-3X", "Set-100", "40-Mar", "10.20.30",
                           "2026-03", "20260303", "SO-2026-03-03", "45354", "12.34.2026"}) {
    INFO(text << ": " << told(check_name_of_thing(text)));
    REQUIRE(check_name_of_thing(text).ok());
  }
}
