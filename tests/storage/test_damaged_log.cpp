// One wrong bit in the write-ahead log of a database that was killed: nothing that was acknowledged is lost in silence.
#include <sqlite3.h>

#include <fstream>

#include "storage/engine/engine.h"
#include "storage/upkeep/audit.h"
#include "storage/upkeep/backup.h"
#include "storage/views/views.h"
#include "storage/words/wording.h"
#include "tests/support/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

namespace fs = std::filesystem;

constexpr int scans = 12;

struct Fixture {
  void setUp() {}
  void tearDown() {}
  TemporaryFolder folder;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};

  static std::string read(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  static void write(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
  }
  // What is on the disk when the program is killed after its scans.
  std::pair<std::string, std::string> killed() {
    const fs::path file = folder / "dock.db";
    Floor floor(file, LedgerRole::terminal, clock, "t");
    floor.open_warehouse();
    for (int i = 0; i < scans; ++i) floor.accepted(floor.receipt(1));
    return {read(file), read(file.string() + "-wal")};
  }
  std::int64_t events_of(const fs::path& file) {
    auto ledger = Ledger::open(file, LedgerRole::terminal, clock);
    REQUIRE(ledger.ok());
    return (*ledger)->next_event().value() - 1;
  }
};

}  // namespace

TEST(a_log_that_is_whole_is_read_to_its_end) {
  const auto [database, log] = killed();
  write(folder / "copy.db", database);
  write(folder / "copy.db-wal", log);
  REQUIRE(events_of(folder / "copy.db") == scans + 1);
}

TEST(a_scan_that_was_being_written_when_the_power_went_is_no_damage) {
  const auto [database, log] = killed();
  for (const std::size_t cut : {std::size_t{1}, std::size_t{3000}, std::size_t{4120}, std::size_t{9000}}) {
    const fs::path file = folder / ("cut" + std::to_string(cut) + ".db");
    write(file, database);
    write(file.string() + "-wal", log.substr(0, log.size() - cut));
    REQUIRE(events_of(file) >= scans - 1);
  }
}

TEST(one_wrong_bit_in_the_log_is_found_wherever_it_is_and_the_rest_is_salvaged) {
  const auto [database, log] = killed();
  const fs::path whole = folder / "whole.db";
  write(whole, database);
  write(whole.string() + "-wal", log);
  const std::int64_t events = events_of(whole);
  std::mt19937 random(20261122);
  int found = 0;
  for (int round = 0; round < 80; ++round) {
    const std::size_t at = round < 8 ? static_cast<std::size_t>(4 * round + round % 4) : random() % log.size();
    INFO("byte " << at << " of " << log.size());
    const fs::path file = folder / ("d" + std::to_string(round) + ".db");
    std::string damaged = log;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << random() % 8));
    write(file, database);
    write(file.string() + "-wal", damaged);
    const auto opened = Ledger::open(file, LedgerRole::terminal, clock);
    if (opened) {
      REQUIRE((*opened)->next_event().value() - 1 == events);
      continue;
    }
    ++found;
    REQUIRE(opened.error().kind == ErrorKind::corrupt);
    REQUIRE_FALSE(audit(file).ok());
    REQUIRE(read(file.string() + "-wal") == damaged);
    const auto salvaged = Ledger::salvage(file, clock);
    if (!salvaged) continue;
    REQUIRE(salvaged->damage.find("-wal") != std::string::npos);
    REQUIRE(salvaged->still_wrong.empty());
    for (const AuditCheck& check : audit(file).value()) REQUIRE(check.passed);
    REQUIRE(salvaged->missing.starts_with("between "));
    REQUIRE(salvaged->missing.find(" and 2026-11-22T08:00:00") != std::string::npos);
    REQUIRE(sentence(*salvaged).find("Scans made " + salvaged->missing + " may be missing") != std::string::npos);
    REQUIRE(Views::open(file).value()->notices(10)->front().notice.kind == NoticeKind::missing_scans);
  }
  REQUIRE(found > 70);
}

TEST(salvage_of_what_is_no_database_of_ours_does_not_call_it_empty) {
  const fs::path file = folder / "other.db";
  {
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "CREATE TABLE song(name TEXT)", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(other);
  }
  const auto salvaged = Ledger::salvage(file, clock);
  REQUIRE_FALSE(salvaged.ok());
  REQUIRE(salvaged.error().kind == ErrorKind::foreign);
  REQUIRE(salvaged.error().sentence().find("empty") == std::string::npos);
  REQUIRE(fs::exists(file));
}

TEST(salvage_ends_with_the_audit_and_claims_no_more_than_it) {
  const fs::path file = folder / "dock.db";
  {
    Floor floor(file, LedgerRole::terminal, clock, "t");
    floor.open_warehouse();
    floor.accepted(floor.receipt(9));
  }
  {
    auto engine = Engine::open(file, Access::read_write).value();
    Transaction transaction(*engine);
    engine->run("UPDATE balance SET quantity = quantity + 1 WHERE place = 'DOCK-1'");
    REQUIRE(transaction.commit().ok());
  }
  const auto salvaged = Ledger::salvage(file, clock).value();
  REQUIRE(salvaged.damage.find("every balance is the sum of its postings") != std::string::npos);
  REQUIRE(salvaged.still_wrong.empty());
  REQUIRE(sentence(salvaged).find("Everything could be verified") == std::string::npos);
  for (const AuditCheck& check : audit(file).value()) REQUIRE(check.passed);
  const auto again = Ledger::salvage(file, clock).value();
  REQUIRE(sentence(again).starts_with("Everything could be verified and was copied into a fresh file, which passes"));
}

TEST(what_salvage_cannot_mend_is_said) {
  const fs::path file = folder / "dock.db";
  {
    Floor floor(file, LedgerRole::terminal, clock, "t");
    floor.open_warehouse();
  }
  {
    auto engine = Engine::open(file, Access::read_write).value();
    Transaction transaction(*engine);
    engine->run(
        "INSERT INTO setting(name, value) VALUES('first_after', '77') ON CONFLICT(name) DO UPDATE SET value='77'");
    engine->run("DELETE FROM item WHERE item = 'BRG'");
    engine->run(
        "INSERT INTO balance(place, item, lot, serial, doc, line, quantity, hub_quantity) VALUES('A-01', 'BRG', '', '',"
        " '', 0, 5, 5)");
    REQUIRE(transaction.commit().ok());
  }
  const auto salvaged = Ledger::salvage(file, clock).value();
  REQUIRE(salvaged.still_wrong.find("units are only where a place is known") != std::string::npos);
  REQUIRE(sentence(salvaged).find("It does not pass the audit") != std::string::npos);
}

TEST(a_backup_that_cannot_be_written_blames_its_place_and_not_the_database) {
  const fs::path file = folder / "dock.db";
  {
    Floor floor(file, LedgerRole::terminal, clock, "t");
    floor.open_warehouse();
  }
  const fs::path to = folder / "not-there" / "backup.db";
  const auto failed = back_up(file, to);
  REQUIRE_FALSE(failed.ok());
  REQUIRE(failed.error().place == to.string());
}
