// Of a customer who is forgotten nothing can be read in the database, while its program runs.
#include <fstream>

#include "storage/engine/engine.h"
#include "storage/ledger/ledger.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() { floor.open_warehouse(); }
  void tearDown() {}

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-20T08:00:00Z").value()};
  Floor floor{folder / "dock.db", LedgerRole::hub, clock, "hub"};

  bool stands(const std::string& words) {
    for (const char* name : {"dock.db", "dock.db-wal"}) {
      std::ifstream in(folder / name, std::ios::binary);
      const std::string all{std::istreambuf_iterator<char>(in), {}};
      if (all.find(words) != std::string::npos) return true;
    }
    return false;
  }
};

}  // namespace

TEST(what_is_forgotten_stands_in_no_file_of_the_database_unless_somebody_reads_it) {
  for (const char* name : {"Frau Old", "Frau Beta"}) {
    REQUIRE(floor.ledger->keep_contacts({{"ACME", name, "beta@example.com", "de", true}}).ok());
  }
  REQUIRE(stands("Frau Beta"));
  const auto reader = Engine::open(folder / "dock.db", Access::read_only).value();
  {
    const Transaction reads(*reader);
    REQUIRE(reader->query("SELECT 1 FROM contact").next());
    REQUIRE(floor.ledger->forget("ACME").value().in_log);
  }
  REQUIRE_FALSE(floor.ledger->forget("ACME").value().in_log);
  for (const char* words : {"Frau Old", "Frau Beta", "beta@example.com"}) REQUIRE_FALSE(stands(words));
}
