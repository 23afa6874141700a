// What a despatch advice counts: packs whose size it says itself, and things that it names by the number of a case.
#include "storage/views/views.h"
#include "tests/support/warehouse/despatch_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture : DespatchFixture {
  // What is still to come: item and units of each row.
  std::string announced() {
    std::string all;
    for (const auto& one : views->asns(20).value()) {
      if (!one.quantity.none()) all += one.item.text() + " " + one.quantity.text() + "\n";
    }
    return all;
  }
};

}  // namespace

TEST(a_message_says_how_many_are_in_a_pack_and_the_books_may_say_otherwise) {
  const std::string goods = "HL*1**S~HL*2*1*P~MAN*GM*340123450000000017~HL*3*2*I~LIN**VP*";
  REQUIRE(book(x12(goods + "GLV~SN1**2*CA~PO4*24*1*EA~")).errors.empty());
  REQUIRE(announced() == "GLV 48\n");
  REQUIRE(book(x12(goods + "GLV~SN1**2*CA~PO4*4*************6~")).errors.empty());
  REQUIRE(announced() == "GLV 48\n");
  const ImportReport otherwise = book(x12(goods + "BRG~SN1**2*CA~PO4*24*1*EA~"));
  REQUIRE(otherwise.errors.at(0).message.find("24 in one 'CA' of BRG, and the books know 12") != std::string::npos);
  REQUIRE(book(x12(goods + "BRG~SN1**2*CA~PO4*12*1*EA~")).errors.empty());
  const std::string cases = "CPS+1'GIN+BJ+340123450000000024'LIN+1++15901234123454:SRV'QTY+12:2:PCE'";
  REQUIRE(book(desadv(cases + "QTY+59:24:PCE'")).errors.size() == 1);
  REQUIRE(book(desadv(cases + "QTY+59:12:PCE'")).errors.empty());
}

TEST(single_units_of_an_856_beside_the_number_of_a_case_are_refused) {
  const std::string goods = "HL*1**S~HL*2*1*P~MAN*GM*340123450000000017~HL*3*2*I~LIN**UK*";
  const ImportReport refused = book(x12(goods + "15901234123454~SN1**36*EA~"));
  REQUIRE(refused.errors.at(0).message.find("'EA' counts single ones") != std::string::npos);
  REQUIRE(book(x12(goods + "15901234123454~SN1**3*CA~")).errors.empty());
  REQUIRE(announced() == "BRG 36\n");
  REQUIRE(book(x12(goods + "5901234123457~SN1**5*EA~")).errors.empty());
  REQUIRE(announced() == "BRG 5\n");
}

TEST(of_a_case_that_the_books_do_not_know_its_message_says_how_many_are_in_it) {
  const std::string goods = "CPS+1'GIN+BJ+340123450000000017'LIN+1++24006381333942:SRV'PIA+1+GLV:BP'QTY+12:2:PCE'";
  REQUIRE(book(desadv(goods + "QTY+59:24:PCE'")).errors.empty());
  REQUIRE(announced() == "GLV 48\n");
  REQUIRE(book(desadv(goods)).errors.at(0).message.find("item '24006381333942' is not known") != std::string::npos);
}

TEST(packs_and_pieces_of_one_thing_are_added_once_each_is_counted) {
  const std::string goods = "HL*1**S~HL*2*1*P~MAN*GM*340123450000000017~HL*3*2*I~LIN**UK*5901234123457~";
  REQUIRE(book(x12(goods + "SN1**2*CA~PO4*12*1*EA~HL*4*2*I~LIN**UK*5901234123457~SN1**5*EA~")).errors.empty());
  REQUIRE(announced() == "BRG 29\n");
}

TEST(a_case_that_is_the_second_name_of_an_unknown_number_is_counted_once) {
  const std::string goods = "HL*1**S~HL*2*1*P~MAN*GM*340123450000000017~HL*3*2*I~";
  REQUIRE(book(x12(goods + "LIN**BP*ABC*UK*15901234123454~SN1**36*EA~")).errors.size() == 1);
}
