// Shipping notices that come again with fewer columns, or of pallets that were received; and a file of stock whose
// goods have moved on: what it costs to know that it was said before.
#include "storage/import/import_files.h"
#include "storage/views/views.h"
#include "tests/support/statement_trace.h"
#include "tests/support/warehouse/shop_nights.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

constexpr const char* pallet = "340123450000000017";

struct Traced {
  StatementTrace trace;  // before the books are opened
};

struct Fixture : Traced, ShopNights {
  // Returns "L1 6, L2 4": what is announced on the pallet.
  std::string announced() {
    std::string text;
    for (const AsnRow& row : floor.ledger->announced_by({"A1"}).value()) {
      text += (text.empty() ? "" : ", ") + (row.units.lot ? row.units.lot->text() : std::string("none")) + " " +
              row.units.quantity.text();
    }
    return text;
  }
};

std::string row(const std::string& rest) { return std::string("A1,") + pallet + ",GLV," + rest + "\n"; }

const std::string with_lots = "asn,sscc,item,quantity,lot\n", without = "asn,sscc,item,quantity\n";

}  // namespace

TEST(a_notice_without_a_column_of_lots_keeps_those_that_were_announced) {
  REQUIRE(book(with_lots + row("10,L1")).booked);
  const ImportedFile again = book(without + row("10"));
  REQUIRE(again.booked);
  REQUIRE(announced() == "L1 10");
  REQUIRE(tells(again.report, "1 row says no lot or purchase and keeps the one that was announced"));
  REQUIRE(book(without + row("8")).booked);
  REQUIRE(announced() == "L1 8");
  REQUIRE(book(with_lots + row("8,")).booked);  // it says that there is no lot
  REQUIRE(announced() == "none 8");
}

TEST(of_several_lots_nobody_guesses_which_one_has_changed) {
  REQUIRE(book(with_lots + row("6,L1") + row("4,L2")).booked);
  REQUIRE(book(without + row("10")).booked);
  REQUIRE(announced() == "L1 6, L2 4");
  const ImportedFile other = book(without + row("9"));
  REQUIRE_FALSE(other.booked);
  REQUIRE(other.report.errors.at(0).message.find("does not say of which it has 9") != std::string::npos);
  REQUIRE(announced() == "L1 6, L2 4");
}

TEST(an_import_is_read_once_for_all_the_places_that_it_has_spoken_of) {
  std::string places = "location,kind\n", stock = "place,item,quantity\n";
  const int many = 120;
  for (int i = 1; i <= many; ++i) {
    const std::string name = "P-" + std::to_string(i);
    places += name + ",storage\n";
    stock += name + ",BRG,2\n";
  }
  REQUIRE(book(places).booked);
  REQUIRE(book(stock).booked);
  for (int i = 1; i <= many; ++i)
    floor.accepted(Move{bearings(2), place(("P-" + std::to_string(i)).c_str()), place("A-01")});
  StatementTrace::forget();
  REQUIRE(book(stock + "B-01,BRG,1\n").booked);
  REQUIRE(this->stock("A-01") == 2 * many);
  REQUIRE(this->stock("P-1") == 0);
  REQUIRE(this->stock("B-01") == 1);
  REQUIRE(StatementTrace::runs_of("SELECT body FROM event WHERE") < 10);
}
