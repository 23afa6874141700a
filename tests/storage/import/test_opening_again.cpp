// A file of stock that comes again when its goods have moved on: what it costs to know that it was said before.
#include <fstream>

#include "storage/import/import.h"
#include "tests/support/statement_trace.h"
#include "tests/support/warehouse/facts_fixture.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Traced {
  StatementTrace trace;  // before the books are opened
};

struct Fixture : Traced, FactsFixture {
  OperatorName office = OperatorName::parse("office").value();

  ImportReport book(const std::string& text) {
    std::ofstream(folder / "file.csv", std::ios::binary) << text;
    return import_file(*floor.ledger, folder / "file.csv", office, clock.now(), {}).value();
  }
};

}  // namespace

TEST(an_import_is_read_once_for_all_the_places_that_it_has_spoken_of) {
  std::string places = "location,kind\n", stock = "place,item,quantity\n";
  const int many = 120;
  for (int i = 1; i <= many; ++i) {
    const std::string name = "P-" + std::to_string(i);
    places += name + ",storage\n";
    stock += name + ",BRG,2\n";
  }
  REQUIRE(book(places).errors.empty());
  REQUIRE(book(stock).errors.empty());
  for (int i = 1; i <= many; ++i)
    floor.accepted(Move{bearings(2), place(("P-" + std::to_string(i)).c_str()), place("A-01")});
  StatementTrace::forget();
  const auto again = book(stock + "B-01,BRG,1\n");
  REQUIRE(again.errors.empty());
  REQUIRE(this->stock("A-01") == 2 * many);
  REQUIRE(this->stock("P-1") == 0);
  REQUIRE(this->stock("B-01") == 1);
  REQUIRE(StatementTrace::runs_of("SELECT body FROM event WHERE") < 10);
}
