// Damage in the write-ahead log of a database that was killed, or the loss of the whole log: nothing that was
// acknowledged is lost in silence.
#include <sqlite3.h>

#include <fstream>
#include <functional>
#include <map>

#include "storage/engine/engine.h"
#include "storage/engine/safe_mark.h"
#include "storage/upkeep/audit.h"
#include "storage/upkeep/backup.h"
#include "storage/views/views.h"
#include "storage/words/wording.h"
#include "tests/support/warehouse/warehouse.h"

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
  std::pair<std::string, std::string> killed() { return killed_at(folder / "dock.db"); }
  std::string mark_of_killed;
  std::pair<std::string, std::string> killed_at(const fs::path& file) {
    Floor floor(file, LedgerRole::terminal, clock, "t");
    floor.open_warehouse();
    for (int i = 0; i < scans; ++i) floor.accepted(floor.receipt(1));
    mark_of_killed = read(file.string() + "-mark");
    return {read(file), read(file.string() + "-wal")};
  }
  struct Left {
    std::string database, log, mark;
  };
  // The same with the mark beside the log.
  Left left_by_a_kill() {
    const auto [database, log] = killed_at(folder / "killed.db");
    return {database, log, mark_of_killed};
  }
  fs::path written(const std::string& name, const Left& left) {
    const fs::path file = folder / name;
    write(file, left.database);
    write(file.string() + "-wal", left.log);
    write(file.string() + "-mark", left.mark);
    return file;
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

TEST(a_log_that_lost_more_than_a_word_is_refused_and_the_rest_is_salvaged) {
  const Left whole = left_by_a_kill();
  constexpr std::size_t header = 32, frame = 4120;
  const std::size_t middle = header + (whole.log.size() - header) / frame / 2 * frame;
  const auto zeroed = [&](std::size_t at, std::size_t size) {
    return std::string(whole.log).replace(at, size, std::string(size, '\0'));
  };
  const std::string one = whole.log.substr(middle, frame), next = whole.log.substr(middle + frame, frame);
  const std::map<std::string, std::string> logs{
      {"eight bytes of a frame's header", zeroed(middle + 9, 8)},
      {"a hundred bytes of a page", std::string(whole.log).replace(middle + 4000, 100, std::string(100, 'x'))},
      {"a whole frame", zeroed(middle, frame)},
      {"a frame that is left out", std::string(whole.log).erase(middle, frame)},
      {"two frames that are exchanged", std::string(whole.log).replace(middle, 2 * frame, next + one)},
      {"everything behind the middle", whole.log.substr(0, middle)},
      {"everything", ""},
  };
  for (const auto& [what, log] : logs) {
    INFO(what);
    const fs::path file =
        written(std::to_string(std::hash<std::string>()(what)) + ".db", {whole.database, log, whole.mark});
    const auto opened = Ledger::open(file, LedgerRole::terminal, clock);
    REQUIRE_FALSE(opened.ok());
    REQUIRE(opened.error().kind == ErrorKind::corrupt);
    REQUIRE_FALSE(audit(file).ok());
    REQUIRE(read(file.string() + "-wal") == log);
    const auto salvaged = Ledger::salvage(file, clock);
    // Nothing had been brought into the file yet when the log was thrown away.
    if (!salvaged) continue;
    REQUIRE(salvaged->missing.starts_with("between "));
    REQUIRE(salvaged->still_wrong.empty());
    REQUIRE(events_of(file) > 0);
  }
}

TEST(a_log_that_was_taken_away_from_a_file_with_scans_is_salvaged_with_a_word) {
  const fs::path file = folder / "dock.db";
  {
    Floor floor(file, LedgerRole::terminal, clock, "t");
    floor.open_warehouse();
  }
  Left left;
  {
    Floor floor(file, LedgerRole::terminal, clock, "u");
    floor.accepted(floor.receipt(1));
    left = {read(file), "", read(file.string() + "-mark")};
  }
  const fs::path bare = written("bare.db", left);
  fs::remove(bare.string() + "-wal");
  REQUIRE_FALSE(Ledger::open(bare, LedgerRole::terminal, clock).ok());
  REQUIRE(Ledger::salvage(bare, clock)->missing.starts_with("between "));
  for (const AuditCheck& check : audit(bare).value()) REQUIRE(check.passed);
}

// Each copy of the mark has its own check: one that is damaged does not hide what the other says.
TEST(a_log_that_was_cut_off_is_refused_though_a_copy_of_the_mark_was_damaged) {
  const Left whole = left_by_a_kill();
  const std::string cut = whole.log.substr(0, whole.log.size() / 2);
  for (const std::size_t at : {std::size_t{3}, whole.mark.size() / 4, whole.mark.size() / 2 - 5,
                               whole.mark.size() / 2 + 3, whole.mark.size() - 2}) {
    std::string mark = whole.mark;
    mark[at] = static_cast<char>(mark[at] ^ 1);
    INFO(at);
    const fs::path file = written("c" + std::to_string(at) + ".db", {whole.database, cut, mark});
    REQUIRE(Ledger::open(file, LedgerRole::terminal, clock).error().kind == ErrorKind::corrupt);
  }
}

TEST(a_log_that_was_cut_off_is_refused_though_a_copy_of_the_mark_was_cut_off_too) {
  const Left whole = left_by_a_kill();
  const std::string cut = whole.log.substr(0, whole.log.size() / 2);
  for (const std::size_t left : {whole.mark.size() / 2, whole.mark.size() - 1}) {
    INFO(left);
    const fs::path file =
        written("m" + std::to_string(left) + ".db", {whole.database, cut, whole.mark.substr(0, left)});
    REQUIRE(Ledger::open(file, LedgerRole::terminal, clock).error().kind == ErrorKind::corrupt);
  }
}

TEST(a_mark_that_cannot_be_read_is_told_and_work_goes_on) {
  const Left whole = left_by_a_kill();
  std::string mark = whole.mark;
  for (const std::size_t at : {std::size_t{3}, mark.size() / 2 + 3}) mark[at] = static_cast<char>(mark[at] ^ 1);
  const fs::path file = written("dock.db", {whole.database, whole.log, mark});
  const auto checks = audit(file).value();
  REQUIRE_FALSE(checks.back().passed);
  REQUIRE(events_of(file) >= scans);
  REQUIRE(Views::open(file).value()->notices(10)->front().notice.kind == NoticeKind::missing_scans);
  for (const AuditCheck& check : audit(file).value()) REQUIRE(check.passed);
  const auto told = events_of(file);
  REQUIRE(events_of(file) == told);
}

TEST(an_audit_says_that_a_log_has_no_mark) {
  const Left whole = left_by_a_kill();
  const auto said = [&](const std::string& name, const std::string& log, const std::string& mark) {
    const auto checks = audit(written(name, {whole.database, log, mark})).value();
    REQUIRE(checks.back().passed);
    return checks.back().detail;
  };
  REQUIRE(said("whole.db", whole.log, whole.mark).empty());
  REQUIRE(said("empty.db", whole.log, "") == "there is none: scans that its end has lost could not be seen");
  const fs::path opened = folder / "empty.db";
  {
    const auto ledger = Ledger::open(opened, LedgerRole::terminal, clock).value();
    REQUIRE(audit(opened).value().back().detail.empty());  // it is said once, and the mark is there again
    REQUIRE(safe_mark_of(opened, Disk::real()));
  }
  const fs::path closed = written("closed.db", whole);
  REQUIRE(events_of(closed) >= scans);
  REQUIRE(audit(closed).value().back().detail.empty());
}

TEST(a_mark_that_is_older_or_torn_or_of_another_database_says_nothing) {
  const Left whole = left_by_a_kill();
  const Left other = [&] {
    const auto [database, log] = killed_at(folder / "other.db");
    return Left{database, log, mark_of_killed};
  }();
  const std::string cut = whole.log.substr(0, whole.log.size() - 9000);
  for (const std::string& mark : {std::string(), whole.mark.substr(0, 60), std::string(100, '\0'), other.mark}) {
    INFO(mark);
    const fs::path file =
        written("m" + std::to_string(std::hash<std::string>()(mark)) + ".db", {whole.database, cut, mark});
    REQUIRE(events_of(file) >= scans - 1);
  }
}

TEST(a_database_that_was_closed_leaves_no_mark_and_one_that_was_moved_away_no_question) {
  const fs::path file = folder / "dock.db";
  {
    Floor floor(file, LedgerRole::terminal, clock, "t");
    floor.open_warehouse();
    REQUIRE(fs::exists(file.string() + "-mark"));
  }
  REQUIRE_FALSE(fs::exists(file.string() + "-mark"));
  const Left whole = left_by_a_kill();
  write(file.string() + "-mark", whole.mark);
  write(file, "");
  REQUIRE(audit(file).error().kind == ErrorKind::corrupt);
  fs::remove(file);
  REQUIRE(events_of(file) == 0);
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
