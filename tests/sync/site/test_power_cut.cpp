// The power goes at any write or sync: what was acknowledged is there exactly once, and the books hold.
//
// DOCKHAND_CUTS=100000 build/bin/test_power_cut makes a long run and prints what it found.
#include <cstdio>
#include <cstdlib>

#include "sync/session.h"
#include "tests/support/seeds.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/warehouse/shift.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

constexpr std::uint32_t seed = 20261122;
constexpr std::array survivals{Survival::nothing, Survival::all, Survival::prefix, Survival::torn};

// In the random histories; the cuts at every single operation come on top.
int random_cuts() {
  const char* given = std::getenv("DOCKHAND_CUTS");
  return given != nullptr ? std::max(1, std::atoi(given)) : static_cast<int>(as_many(1800));
}

struct Fixture {
  void setUp() { shift.start_over(); }
  void tearDown() {}

  FaultDisk disk;
  ManualClock clock{Instant::parse("2026-11-22T09:00:00Z").value()};
  Shift shift{disk, clock, seed};

  void work_until_dark() {
    while (disk.has_power()) {
      // Closing writes as well.
      if (shift.random() % 16 == 0) shift.ledger.reset();
      if (!shift.ledger && !shift.open()) continue;
      static_cast<void>(shift.work());
      if (shift.ledger && shift.random() % 8 == 0) shift.ledger->rest();
    }
  }
  // What was acknowledged is looked up after every cut; the books are audited after one in `audit_one_in`.
  void check_after(const char* what, std::int64_t cut, std::uint32_t audit_one_in) {
    INFO(what << " " << cut << ", seed " << seed);
    const auto opened = shift.open();
    INFO((opened ? "" : opened.error().sentence()));
    REQUIRE(opened.ok());
    REQUIRE(shift.losses() == std::vector<std::string>());
    if (shift.random() % audit_one_in == 0) REQUIRE(shift.complaint() == "");
  }
};

}  // namespace

TEST(every_operation_of_a_short_shift_can_be_the_last_one) {
  std::int64_t cuts = 0;
  for (const Survival survival : survivals) {
    for (std::int64_t operation = 1;; ++operation) {
      shift.start_over();
      disk.cut_power_at(operation);
      if (shift.open()) {
        for (int i = 0; i < 25 && disk.has_power(); ++i) static_cast<void>(shift.work());
      }
      shift.ledger.reset();
      if (disk.has_power()) break;  // the shift has no more operations
      disk.power_up(survival, shift.random);
      check_after("operation", operation, 2);
      ++cuts;
    }
  }
  INFO(cuts << " cuts");
  REQUIRE(cuts >= 200);  // with the random ones: 2,000 in every run
}

TEST(nothing_acknowledged_is_lost_however_often_the_power_goes) {
  std::int64_t losses = 0;
  const int cuts = random_cuts();
  for (int cut = 0; cut < cuts; ++cut) {
    if (cut % 8 == 0) shift.start_over();
    disk.cut_power_at(static_cast<std::int64_t>(1 + shift.random() % 60));
    work_until_dark();
    shift.ledger.reset();
    disk.power_up(survivals[static_cast<std::size_t>(cut) % survivals.size()], shift.random);
    check_after("cut", cut, 4);
    losses += static_cast<std::int64_t>(shift.losses().size());
  }
  if (std::getenv("DOCKHAND_CUTS") != nullptr) {
    // Rule of three: no loss in n cuts leaves a chance of at most 3/n, with 95 % confidence.
    std::printf("%d cuts, %lld scans acknowledged, %lld lost; a cut loses scans with a chance below %.2g (95 %%)\n",
                cuts, static_cast<long long>(shift.acknowledged_in_all), static_cast<long long>(losses), 3.0 / cuts);
  }
  REQUIRE(losses == 0);
  REQUIRE(shift.acknowledged_in_all > cuts);
}

TEST(a_disk_that_lies_about_flushes_is_noticed_by_this_test) {
  disk.lie_about_syncs(true);
  REQUIRE(shift.open().ok());
  for (int i = 0; i < 8; ++i) REQUIRE(shift.work().ok());
  disk.cut_power_at(1);
  static_cast<void>(shift.work());
  shift.ledger.reset();
  disk.power_up(Survival::nothing, shift.random);
  REQUIRE(shift.open().ok());
  REQUIRE_FALSE(shift.losses().empty());
}

TEST(scans_that_a_lying_disk_lost_are_found_by_the_hub_and_told_to_the_people) {
  FaultDisk hub_disk;
  auto hub = Ledger::open("hub.db", LedgerRole::hub, clock, hub_disk).value();
  LocalConnector line(*hub, [] { return Fault::none; });
  REQUIRE(shift.open().ok());
  disk.lie_about_syncs(true);
  for (int i = 0; i < 8; ++i) REQUIRE(shift.work().ok());
  REQUIRE(sync_once(on_this_thread(*shift.ledger), line, clock).status.ok());
  disk.cut_power_at(1);
  static_cast<void>(shift.work());
  shift.ledger.reset();
  disk.power_up(Survival::nothing, shift.random);

  REQUIRE(shift.open().ok());
  const WriterId before = shift.ledger->writer();
  REQUIRE_FALSE(shift.losses().empty());
  const auto synced = sync_once(on_this_thread(*shift.ledger), line, clock);
  REQUIRE(synced.status.ok());
  REQUIRE(shift.ledger->writer() != before);
  REQUIRE(synced.report.notices.size() == 1);
  REQUIRE(synced.report.notices.front().kind == NoticeKind::missing_scans);
  REQUIRE(table_hashes("hub.db", hub_disk)->front().hash == table_hashes(shift_database, disk)->front().hash);
  REQUIRE(shift.complaint() == "");
}
