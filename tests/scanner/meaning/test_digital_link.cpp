#include "scanner/meaning/digital_link.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  // Returns "01=... 10=...", "plain" for an address without a key, or "error" for a broken rule.
  std::string read(std::string_view address) const {
    const auto elements = read_digital_link(address, *Date::parse("2026-11-22"));
    if (!elements) return "error";
    if (!elements.value()) return "plain";
    std::string text;
    for (const Element& element : **elements) text += (text.empty() ? "" : " ") + element.ai + "=" + element.value;
    return text;
  }
};
}  // namespace

TEST(key_qualifiers_and_attributes_are_read) {
  REQUIRE(read("https://id.gs1.org/01/09520123456788") == "01=09520123456788");
  REQUIRE(read("https://id.gs1.org/01/09520123456788/10/ABC1/21/12345?17=180426") ==
          "01=09520123456788 10=ABC1 21=12345 17=180426");
  REQUIRE(read("HTTP://a/00/006141411234567890") == "00=006141411234567890");
  REQUIRE(read("https://a/8018/123456789012345675/8019/123") == "8018=123456789012345675 8019=123");
  REQUIRE(read("https://a/01/12312312312333/235/TEST") == "01=12312312312333 235=TEST");
}

TEST(the_sites_own_path_and_parameters_are_left_out) {
  REQUIRE(read("https://a/more/stem/00/006141411234567890") == "00=006141411234567890");
  REQUIRE(read("https://a/00/faux/00/006141411234567890") == "00=006141411234567890");
  REQUIRE(read("https://a/01/12312312312333?&&99=ABC&x=666&alone&98=XYZ&") == "01=12312312312333 99=ABC 98=XYZ");
  REQUIRE(read("https://a/01/12312312312333#99=A") == "01=12312312312333");
  REQUIRE(read("https://a/01/12312312312333?99=ABC#fragment") == "01=12312312312333 99=ABC");
}

TEST(percent_is_decoded_and_plus_is_a_blank_in_the_query_only) {
  REQUIRE(read("https://a/01/12312312312333/22/ABC%2d123?99=XYZ%2f9") == "01=12312312312333 22=ABC-123 99=XYZ/9");
  REQUIRE(read("https://a/01/12312312312333/22/ABC+123") == "01=12312312312333 22=ABC+123");
  REQUIRE(read("https://a/01/12312312312333?99=A+B") == "error");
  REQUIRE(read("https://a/01/12312312312333/10/A%00B") == "error");
}

TEST(an_address_without_a_key_is_an_address) {
  for (const char* address : {"http://a", "https://a/", "https://example.com/shop?id=7", "https://a/10/ABC",
                              "https://a/b/c/d", "https://00/006141411234567890", "http://"})
    REQUIRE(read(address) == "plain");
}

TEST(keys_and_coupons_may_be_attributes) {
  REQUIRE(read("https://a/8004/0180451234?01=2112345678900") == "8004=0180451234 01=02112345678900");
  REQUIRE(read("https://a/255/2112345678900?8111=0500") == "255=2112345678900 8111=0500");
  REQUIRE(read("https://a/414/2112345678900?8112=001234561234560123456") ==
          "414=2112345678900 8112=001234561234560123456");
}

TEST(the_values_of_other_names_are_not_looked_at) {
  REQUIRE(read("https://a/01/12312312312333?=5&gtin=1&99=A&17x=1&linkType=gs1:pip") == "01=12312312312333 99=A");
  REQUIRE(read("https://a:8080/x/01/12312312312333/10/%41%zz?99=%4") == "01=12312312312333 10=A%zz 99=%4");
}

TEST(broken_rules_are_errors) {
  for (const char* address : {
           "https://a/01/12312312312334",                    // check digit
           "https://a/01/2112345678900",                     // 13 digits in the path
           "https://a/01/12312312312333/21/S/10/L",          // order of qualifiers
           "https://a/01/12312312312333/235/T/10/L",         // alternatives mixed
           "https://a/01/12312312312333?10=L",               // belongs into the path
           "https://a/01/12312312312333?21=S",               // never an attribute
           "https://a/01/12312312312333?99=",                // empty
           "https://a/01/12312312312333?999=faux",           // no such AI
           "https://a/01/12312312312333?99=A&99=A",          // twice
           "https://a/01/12312312312333/10/",                // empty
           "https://a$/01/12312312312333",                   // domain
           "https://a/01/12312312312333?17=261301",          // month
           "https://a/253/1231231231232TEST56789012345678",  // too long
           "https://a/01/12312312312333?1=2",                // a name of digits is an AI
           "https://a/01/12312312312333?17=180426&17=180426",
           "https://a_b/01/12312312312333",     // domain
           "https:///01/12312312312333",        // no domain
           "https://a/01/12312312312333?99=^",  // no character of an address
           "https://a/gtin/12312312312333/01/"  // empty
       }) {
    INFO(address);
    REQUIRE(read(address) == "error");
  }
}
