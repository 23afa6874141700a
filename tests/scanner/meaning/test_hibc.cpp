#include "scanner/meaning/hibc.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  // Adds the check character that belongs to it.
  static std::optional<Hibc> read(std::string text) {
    text += hibc_check_character(text);
    return read_hibc(text);
  }
};
}  // namespace

TEST(a_primary_label_names_the_item) {
  REQUIRE(read_hibc("+A123BJC5D6E71G")->item == "+A123BJC5D6E71");
  REQUIRE_FALSE(read_hibc("+A123BJC5D6E71H").has_value());
  REQUIRE_FALSE(read("+A123BJC5D6E7X").has_value());  // no unit of measure
  REQUIRE_FALSE(read("+1").has_value());
}

TEST(dates_of_every_form_are_read) {
  const std::pair<const char*, const char*> known[] = {{"0928", "2028-09-30"},    {"2093028", "2028-09-30"},
                                                       {"3280930", "2028-09-30"}, {"428093012", "2028-09-30"},
                                                       {"528060", "2028-02-29"},  {"62806012", "2028-02-29"}};
  for (const auto& [form, day] : known) {
    INFO(form);
    const auto hibc = read("+A999123/$$" + std::string(form) + "LOT");
    // Without a unit of measure it is none: the product ends in a digit.
    REQUIRE(hibc.has_value());
    REQUIRE(hibc->expiry->text() == day);
    REQUIRE(hibc->lot->text() == "LOT");
  }
  REQUIRE_FALSE(read("+A999123/$$3281301LOT").has_value());
}

TEST(lot_serial_and_quantity_are_read) {
  REQUIRE(read("+A99912345/$LOT7")->lot->text() == "LOT7");
  REQUIRE(read("+A99912345/$+S1")->serial->text() == "S1");
  REQUIRE(read("+A99912345/$$7LOT")->lot->text() == "LOT");
  REQUIRE(read("+A99912345/$$824528060L1")->count->units() == 24);
  const auto whole = read("+A99912345/$$528060X3/16D20111212/S77DEFG45/Q500");
  REQUIRE(whole->lot->text() == "X3");
  REQUIRE(whole->serial->text() == "77DEFG45");
  REQUIRE(whole->count->units() == 500);
  REQUIRE(read("+A99912345/14D20280229")->expiry->text() == "2028-02-29");
}

TEST(a_secondary_label_alone_has_no_item) {
  const auto hibc = read("+$$3281231LOT7L");
  REQUIRE(hibc->item.empty());
  REQUIRE(hibc->lot->text() == "LOT7");
}

TEST(what_only_begins_like_one_is_none) {
  for (const char* text : {"+", "++++", "+49 30 1234567", "+A", "+A123BJC5D6E71/", "+A999123/$$", "+a999123"})
    REQUIRE_FALSE(read_hibc(text).has_value());
}
