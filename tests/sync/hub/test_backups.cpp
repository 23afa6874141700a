// Backups that a hub makes by itself.
#include "storage/upkeep/audit.h"
#include "sync/hub/backups.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    std::filesystem::create_directories(plan.folder);
    floor.emplace(plan.database, LedgerRole::hub, clock, "office");
    floor->open_warehouse();
  }
  void tearDown() {}

  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(plan.folder)) {
      all.push_back(entry.path().filename().string());
    }
    std::sort(all.begin(), all.end());
    return all;
  }

  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  BackupPlan plan{folder / "hub.db", folder / "backups", std::chrono::hours(24), 2};
  std::optional<Floor> floor;
};

}  // namespace

TEST(a_backup_of_a_running_hub_is_sound_and_named_by_its_time) {
  REQUIRE(back_up_by(plan, clock.now()).ok());
  REQUIRE(names() == std::vector<std::string>{"hub-20261122T080000Z.db"});
  for (const AuditCheck& check : audit(plan.folder / names().front()).value()) REQUIRE(check.passed);
  // It tells who was where, and what customers were written.
  const auto who_may = std::filesystem::status(plan.folder / names().front()).permissions();
  REQUIRE((who_may & (std::filesystem::perms::group_all | std::filesystem::perms::others_all)) ==
          std::filesystem::perms::none);
}

TEST(only_the_newest_stay_and_others_files_are_let_be) {
  std::filesystem::copy_file(plan.database, plan.folder / "hub-mine.db");
  for (int day = 0; day < 4; ++day) {
    REQUIRE(back_up_by(plan, clock.now()).ok());
    clock.advance(std::chrono::hours(24));
  }
  REQUIRE(names() == std::vector<std::string>{"hub-20261124T080000Z.db", "hub-20261125T080000Z.db", "hub-mine.db"});
}

TEST(one_is_due_when_the_newest_is_old_enough) {
  REQUIRE(backup_due({}, plan.every, clock.now()));
  REQUIRE(backup_due({"hub-mine.db"}, plan.every, clock.now()));
  REQUIRE_FALSE(backup_due({"hub-20261121T090000Z.db"}, plan.every, clock.now()));
  REQUIRE(backup_due({"hub-20261121T080000Z.db"}, plan.every, clock.now()));
  REQUIRE_FALSE(backup_due({"hub-20261122T080500Z.db"}, plan.every, clock.now()));
}

TEST(backups_of_a_clock_that_was_years_ahead_neither_keep_new_ones_from_being_made_nor_from_staying) {
  const std::vector<std::string> of_2030{"hub-20301121T080000Z.db", "hub-20301122T080000Z.db"};
  REQUIRE(backup_due(of_2030, plan.every, clock.now()));
  const std::vector<std::string> all{"hub-20261122T080000Z.db", of_2030[0], of_2030[1]};
  REQUIRE(expired_backups(all, 2, clock.now()) == std::vector<std::string>{of_2030[0]});
  REQUIRE(expired_backups(all, 1, clock.now()) == std::vector<std::string>{of_2030[1], of_2030[0]});
}

TEST(a_backup_that_fails_removes_nothing) {
  REQUIRE(back_up_by(plan, clock.now()).ok());
  REQUIRE_FALSE(back_up_by(plan, clock.now()).ok());
  REQUIRE(names().size() == 1);
}

TEST(a_hub_that_starts_makes_the_one_that_is_due) {
  HubLog log(nullptr, clock);
  const Backups running(plan, clock, log);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  const std::vector<std::string> wanted{"hub-20261122T080000Z.db"};
  while (names() != wanted && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  REQUIRE(names() == wanted);
}
