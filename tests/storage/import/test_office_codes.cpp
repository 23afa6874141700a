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

TEST(a_code_that_a_spreadsheet_turned_into_a_day_is_refused_for_things_and_places) {
  for (const char* text : {"3-Mar", "Mar-03", "03. Mrz", "Mrz 03", "03-mars", "ago-12", "3. M\xC3\xA4r", "3-Mar-26",
                           "03-Mar-2026", "2026-03-03", "2026-03-03 00:00:00", "3/3/2026", "03.03.2026",
                           "1-d\xC3\xA9"
                           "c"}) {
    INFO(text << ": " << told(check_name_of_thing(text)));
    REQUIRE(says(check_name_of_thing(text), "a day that a spreadsheet has made of a code"));
    REQUIRE(says(check_name_of_thing(text), "format the column as text"));
    REQUIRE(check_code(text).ok());  // a lot may be called so
  }
  for (const char* text : {"MAR-03", "3-MAR", "1-12", "03-04", "Marine-03", "Mar-3X", "Set-100", "40-Mar", "10.20.30",
                           "2026-03", "20260303", "SO-2026-03-03", "45354", "12.34.2026"}) {
    INFO(text << ": " << told(check_name_of_thing(text)));
    REQUIRE(check_name_of_thing(text).ok());
  }
}
