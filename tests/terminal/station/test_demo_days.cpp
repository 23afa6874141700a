// Whoever fills an empty database with the demo's warehouse sees it told of his own day.
#include <algorithm>
#include <list>
#include <set>

#include "storage/views/views.h"
#include "terminal/station/station.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  TemporaryFolder folder;
  std::list<ManualClock> clocks;  // one for each day; views look at them

  std::unique_ptr<Views> filled_on(const std::string& day) {
    const ManualClock& clock = clocks.emplace_back(Instant::parse(day + "T08:00:00Z").value());
    const auto database = folder / (day + ".db");
    auto ledger = Ledger::open(database, LedgerRole::terminal, clock).value();
    REQUIRE(import_demo(*ledger, database, clock.now()).ok());
    return Views::open(database, clock).value();
  }
};

std::set<std::string> causes_of(Views& views) {
  std::set<std::string> names;
  for (const CauseView& one : views.causes().value()) names.insert(name_of(one.cause));
  return names;
}

}  // namespace

TEST(the_demo_has_late_suppliers_peaks_and_a_promotion_on_any_day) {
  for (const char* day : {"2026-11-22", "2026-11-30", "2027-02-10", "2028-03-01"}) {
    const auto causes = causes_of(*filled_on(day));
    for (const char* cause : {"supplier_late", "peak", "promotion"}) {
      INFO(day << " " << cause);
      REQUIRE(causes.contains(cause));
    }
  }
}

TEST(what_is_printed_on_a_label_of_the_demo_stays) {
  const auto notices = filled_on("2027-02-10")->asns().value();
  REQUIRE(std::any_of(notices.begin(), notices.end(),
                      [](const AsnView& one) { return one.expiry == Date::parse("2028-11-30").value(); }));
}
