// Texts of single bytes that are in another encoding than the one which most have.
#include <string_view>

#include "storage/files/other_letters.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
  static bool are_other(std::string_view bytes) {
    OtherLetters letters;
    letters.feed(bytes);
    return letters.found();
  }
};

}  // namespace

TEST(slovenian_and_croatian_are_in_another_encoding) {
  REQUIRE(are_other("order,customer\n1,Kova\xE8\n"));            // Kovač
  REQUIRE(are_other("order,customer\n1,PETROVI\xC6 D.O.O.\n"));  // PETROVIĆ
  REQUIRE(
      are_other("item,name\nA,\xC8"
                "e\x9Anja\n"));  // Češnja
  REQUIRE(
      are_other("item,name\nA,Le\x9E"
                "aj krogli\xE8ni\nB,Le\x9E"
                "aj val\xE8ni\n"));
}

TEST(french_danish_icelandic_and_estonian_are_as_they_are_read) {
  REQUIRE_FALSE(
      are_other("1,Pi\xE8"
                "ce apr\xE8s pi\xE8"
                "ce,\xC8ve Legr\xE8s,\x8Akoda\n2,Cr\xE8me,p\xE8re\n"));
  REQUIRE_FALSE(are_other("1,Caff\xE8 No\xE8,perch\xE8,pi\xE8,\xC8 cos\xEC\n"));
  REQUIRE_FALSE(are_other("1,B\xE6k\xE6,\xC6r\xF8,f\xE6rge\n"));
  REQUIRE_FALSE(are_other("1,vi\xF0,bla\xF0,fr\xE6,h\xE6 \xD0\n"));
  REQUIRE_FALSE(
      are_other("1,\x9A"
                "okolaad,\x9Eurnaal,t\xE4ht\n"));
}
