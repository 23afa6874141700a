// Labels of makers and distributors of parts.
#include "scanner/meaning/iso15434.h"
#include "scanner/meaning/parse.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  const Date today = *Date::parse("2026-11-22");

  Scan read(const std::string& typed) const {
    const auto scan = parse(typed_symbol(typed), today);
    if (!scan) FAIL(scan.error().sentence());
    return *scan;
  }

  const std::string bag =
      "[)>{RS}06{GS}P1276-1234-ND{GS}1PCL10A106MQ8NNNC{GS}30P1276-1234-ND{GS}K12345{GS}1K98765{GS}10K112233{GS}11K1"
      "{GS}4LCN{GS}Q1000{GS}11ZPICK{GS}12Z7654321{GS}13Z999999{GS}20Z000000{RS}{EOT}";
};

}  // namespace

TEST(a_distributors_bag_says_item_quantity_and_purchase) {
  const Scan scan = read(bag);
  REQUIRE(scan.kind == ScanKind::plain);
  REQUIRE(scan.text() == "1276-1234-ND");
  REQUIRE(scan.other_codes == std::vector<std::string>{"CL10A106MQ8NNNC"});
  REQUIRE(scan.count->units() == 1000);
  REQUIRE(scan.purchase->text() == "12345");
  REQUIRE_FALSE(scan.lot.has_value());
}

TEST(the_same_bag_read_by_a_camera_says_the_same) {
  Symbol symbol = typed_symbol(bag);
  symbol.symbology = Symbology::datamatrix;
  symbol.aim = "]d1";
  const auto scan = parse(symbol, today);
  REQUIRE(scan.ok());
  REQUIRE(scan->text() == "1276-1234-ND");
}

TEST(lot_serial_and_expiry_have_identifiers_of_their_own) {
  const Scan scan = read("[)>{RS}06{GS}1PABC{GS}1T123{GS}S77{GS}Q5{GS}14D20261231{RS}{EOT}");
  REQUIRE(scan.text() == "ABC");
  REQUIRE(scan.lot->text() == "123");
  REQUIRE(scan.serial->text() == "77");
  REQUIRE(scan.count->units() == 5);
  REQUIRE(scan.expiry->text() == "2026-12-31");
}

TEST(a_label_without_an_item_still_says_its_lot) {
  const Scan scan = read("[)>{RS}06{GS}1T123{GS}Q5{RS}{EOT}");
  REQUIRE(scan.lot->text() == "123");
  REQUIRE(scan.code.empty());
}

TEST(an_envelope_of_gs1_elements_is_gs1) {
  const Scan scan = read("[)>{RS}05{GS}010401234567890110LOT{RS}{EOT}");
  REQUIRE(scan.gtin->text() == "04012345678901");
  REQUIRE(scan.lot->text() == "LOT");
}

TEST(an_envelope_that_lost_its_separators_says_nothing_for_sure) {
  const Scan scan = read("[)>06P1276-1234-ND1PCL10A106MQ8NNNCK12345Q1000");
  REQUIRE(scan.kind == ScanKind::plain);
  REQUIRE(scan.code.empty());
  REQUIRE_FALSE(read_iso15434("[)>").has_value());
  REQUIRE_FALSE(read_iso15434("[)>\x1e"
                              "06\x1d")
                    .has_value());
}

TEST(a_field_that_is_too_long_or_no_number_is_left_out) {
  const Scan scan =
      read("[)>{RS}06{GS}P" + std::string(200, 'X') + "{GS}1PABC{GS}Qmany{GS}1T" + std::string(60, 'L') + "{RS}{EOT}");
  REQUIRE(scan.text() == "ABC");
  REQUIRE_FALSE(scan.count.has_value());
  REQUIRE_FALSE(scan.lot.has_value());
}
