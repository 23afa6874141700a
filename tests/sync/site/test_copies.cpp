// Backups, restored and copied databases: no scan counts twice, and what may be missing is said.
#include <set>

#include "storage/upkeep/backup.h"
#include "sync/session.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/warehouse/shift.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    hub = Ledger::open("hub.db", LedgerRole::hub, clock, disk).value();
    floor.emplace("a.db", LedgerRole::terminal, clock, "a", disk);
    floor->open_warehouse();
    floor->demand_is({floor->demand("SO-1/1", 4), floor->demand("SO-2/1", 30)});
    floor->accepted(floor->receipt(5));
  }
  void tearDown() {}

  FaultDisk disk;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  std::unique_ptr<Ledger> hub;
  std::optional<Floor> floor;

  SyncReport sync(Ledger& ledger) {
    LocalConnector line(*hub, [] { return Fault::none; });
    const auto synced = sync_once(on_this_thread(ledger), line, clock);
    INFO((synced.status ? "" : synced.status.error().sentence()));
    REQUIRE(synced.status.ok());
    REQUIRE_FALSE(synced.report.refusal.has_value());
    return synced.report;
  }
  bool told_of_missing_scans(const SyncReport& report) {
    return std::any_of(report.notices.begin(), report.notices.end(),
                       [](const Notice& notice) { return notice.kind == NoticeKind::missing_scans; });
  }
  void require_sound(const char* file) {
    for (const AuditCheck& check : audit(file, disk).value()) {
      INFO(file << ": " << check.name << ": " << check.detail);
      REQUIRE(check.passed);
    }
  }
  std::string hashes(const char* file) {
    std::string all;
    for (const TableHash& table : table_hashes(file, disk).value()) all += table.table + " " + table.hash + "\n";
    return all;
  }
  void require_same_as_hub(const char* file) {
    require_sound(file);
    require_sound("hub.db");
    REQUIRE(hashes(file) == hashes("hub.db"));
  }
  std::int64_t open_notices(const char* file, const std::string& kind) {
    auto db = open_reader(file, disk).value();
    auto rows = db->query("SELECT count(*) FROM notice WHERE open=1 AND kind=$1", kind);
    return rows.next() ? rows.integer(0) : -1;
  }
  std::int64_t on_hand(const char* file) {
    auto db = open_reader(file, disk).value();
    auto rows = db->query("SELECT sum(quantity) FROM balance WHERE item='BRG' AND place NOT LIKE '@%'");
    return rows.next() ? rows.integer(0) : 0;
  }
};

}  // namespace

TEST(a_backup_is_whole_while_the_database_is_in_use) {
  REQUIRE(back_up("a.db", "backup.db", disk).value() == 3);
  floor->accepted(floor->receipt(7));
  require_sound("backup.db");
  REQUIRE(on_hand("backup.db") == 5);
  REQUIRE(on_hand("a.db") == 12);
}

TEST(a_backup_never_overwrites) {
  REQUIRE(back_up("a.db", "backup.db", disk).ok());
  const auto image = disk.image().at("backup.db");
  floor->accepted(floor->receipt(7));
  const auto again = back_up("a.db", "backup.db", disk);
  REQUIRE(again.error().kind == ErrorKind::refused);
  REQUIRE(disk.image().at("backup.db") == image);
}

TEST(a_restore_never_overwrites_and_takes_no_damaged_backup) {
  REQUIRE(back_up("a.db", "backup.db", disk).ok());
  REQUIRE(Ledger::restore("backup.db", "a.db", clock, disk).error().kind == ErrorKind::refused);
  {
    auto db = Engine::open("backup.db", Access::read_write, disk).value();
    REQUIRE(db->run_script("UPDATE balance SET quantity = quantity + 1 WHERE place='DOCK-1'").ok());
  }
  REQUIRE(Ledger::restore("backup.db", "b.db", clock, disk).error().kind == ErrorKind::corrupt);
  REQUIRE_FALSE(disk.exists("b.db"));
}

TEST(a_restore_takes_no_log_of_the_database_that_was_there) {
  REQUIRE(back_up("a.db", "backup.db", disk).ok());
  floor.reset();
  hub.reset();
  disk.load({{"backup.db", disk.image().at("backup.db")}, {"b.db-wal", "what was not in b.db yet"}});
  const Status restored = Ledger::restore("backup.db", "b.db", clock, disk);
  REQUIRE(restored.error().kind == ErrorKind::refused);
  REQUIRE(restored.error().place == "b.db-wal");
  REQUIRE_FALSE(disk.exists("b.db"));
}

TEST(a_restored_database_is_a_new_writer_and_counts_nothing_twice) {
  sync(*floor->ledger);
  floor->accepted(floor->receipt(2));
  REQUIRE(back_up("a.db", "backup.db", disk).ok());
  // Sent after the backup was made; these two the restored terminal has to learn from the hub.
  floor->accepted(floor->receipt(3));
  sync(*floor->ledger);
  const WriterId old = floor->ledger->writer();
  floor.reset();

  REQUIRE(Ledger::restore("backup.db", "b.db", clock, disk).ok());
  Floor restored("b.db", LedgerRole::terminal, clock, "b", disk);
  REQUIRE(restored.ledger->writer() != old);
  restored.accepted(restored.receipt(1));
  sync(*restored.ledger);
  REQUIRE(on_hand("hub.db") == 11);
  require_same_as_hub("b.db");
}

TEST(a_restored_database_without_a_hub_goes_on) {
  REQUIRE(back_up("a.db", "backup.db", disk).ok());
  REQUIRE(Ledger::restore("backup.db", "b.db", clock, disk).ok());
  Floor restored("b.db", LedgerRole::terminal, clock, "b", disk);
  restored.accepted(restored.receipt(1));
  REQUIRE(on_hand("b.db") == 6);
  require_sound("b.db");
  sync(*restored.ledger);
  require_same_as_hub("b.db");
}

TEST(an_old_copy_is_found_when_the_hub_knows_more_of_it) {
  sync(*floor->ledger);
  floor->ledger.reset();
  disk.copy("a.db", "old.db");
  floor.emplace("a.db", LedgerRole::terminal, clock, "a2", disk);
  floor->accepted(floor->receipt(3));
  sync(*floor->ledger);

  Floor copy("old.db", LedgerRole::terminal, clock, "c", disk);
  REQUIRE(told_of_missing_scans(sync(*copy.ledger)));
  REQUIRE(copy.ledger->writer() != floor->ledger->writer());
  require_same_as_hub("old.db");
}

TEST(a_copy_that_went_on_by_itself_is_found_and_no_scan_of_either_is_lost) {
  sync(*floor->ledger);
  floor->accepted(floor->receipt(2));  // not sent, and in both
  floor->ledger.reset();
  disk.copy("a.db", "twin.db");
  floor.emplace("a.db", LedgerRole::terminal, clock, "a2", disk);
  Floor twin("twin.db", LedgerRole::terminal, clock, "c", disk);
  floor->accepted(floor->receipt(3));
  twin.accepted(twin.receipt(4));
  twin.accepted(twin.receipt(1));

  sync(*floor->ledger);
  REQUIRE(told_of_missing_scans(sync(*twin.ledger)));
  sync(*floor->ledger);
  REQUIRE(on_hand("hub.db") == 5 + 2 + 3 + 4 + 1);
  require_same_as_hub("twin.db");
  require_same_as_hub("a.db");
}

TEST(a_copy_sends_everything_again_to_a_hub_that_was_replaced) {
  sync(*floor->ledger);
  REQUIRE(back_up("a.db", "backup.db", disk).ok());
  REQUIRE(Ledger::restore("backup.db", "b.db", clock, disk).ok());
  Floor restored("b.db", LedgerRole::terminal, clock, "b", disk);
  restored.accepted(restored.receipt(1));
  sync(*restored.ledger);
  hub = Ledger::open("hub2.db", LedgerRole::hub, clock, disk).value();
  sync(*restored.ledger);
  require_sound("b.db");
  REQUIRE(hashes("b.db") == hashes("hub2.db"));
  REQUIRE(on_hand("hub2.db") == 6);
}

TEST(a_salvaged_hub_gets_again_what_it_has_lost) {
  floor->accepted(Receive{Units{item("BRG"), units(3), {}, {}, {}}, place("Q-01"), {}, false, "wet"});
  const std::string lost = floor->last_id();  // its notice is not lost with it
  floor->accepted(floor->receipt(2));
  sync(*floor->ledger);
  REQUIRE(on_hand("hub.db") == 10);
  hub.reset();
  {
    auto engine = Engine::open("hub.db", Access::read_write, disk).value();
    engine->run("UPDATE event SET body='{}' WHERE id=$1", lost);
    REQUIRE_FALSE(engine->failed());
  }
  const auto salvaged = Ledger::salvage("hub.db", clock, disk);
  REQUIRE(salvaged.ok());
  REQUIRE(salvaged->damage.find("chain") != std::string::npos);
  REQUIRE(on_hand("hub.db") == 7);
  hub = Ledger::open("hub.db", LedgerRole::hub, clock, disk).value();
  floor->accepted(floor->receipt(1));
  sync(*floor->ledger);
  REQUIRE(on_hand("hub.db") == 11);
  require_same_as_hub("a.db");
}

TEST(a_hub_that_was_cut_off_is_named_salvaged_and_filled_up_by_its_terminals) {
  for (int i = 0; i < 20; ++i) floor->accepted(floor->receipt(1));
  sync(*floor->ledger);
  hub.reset();
  disk.truncate("hub.db", disk.image().at("hub.db").size() * 9 / 10);
  const auto opened = Ledger::open("hub.db", LedgerRole::hub, clock, disk);
  REQUIRE_FALSE(opened.ok());
  REQUIRE(opened.error().kind == ErrorKind::corrupt);
  REQUIRE(opened.error().message.find("salvage") != std::string::npos);
  const auto salvaged = Ledger::salvage("hub.db", clock, disk);
  INFO((salvaged ? std::string() : salvaged.error().sentence()));
  REQUIRE(salvaged.ok());
  hub = Ledger::open("hub.db", LedgerRole::hub, clock, disk).value();
  sync(*floor->ledger);
  REQUIRE(on_hand("hub.db") == 25);
  require_same_as_hub("a.db");
}

TEST(the_same_id_with_other_content_is_booked_under_a_new_one_and_told) {
  sync(*floor->ledger);
  Floor other("b.db", LedgerRole::terminal, clock, "b", disk);
  sync(*other.ledger);
  floor->give("r1", floor->receipt(2));
  other.give("r1", other.receipt(3));
  sync(*floor->ledger);
  const SyncReport report = sync(*other.ledger);
  REQUIRE(report.questioned == std::vector<std::string>{"r1"});
  REQUIRE(report.notices.size() == 1);
  REQUIRE(report.notices.front().kind == NoticeKind::office);
  REQUIRE(on_hand("hub.db") == 5 + 2 + 3);
  require_same_as_hub("b.db");
  sync(*floor->ledger);
  require_same_as_hub("a.db");
}

TEST(what_the_hub_told_of_an_event_stays_when_a_terminal_gives_its_id_to_something_else) {
  sync(*floor->ledger);
  Floor other("b.db", LedgerRole::terminal, clock, "b", disk);
  sync(*other.ledger);
  const auto set_aside = [](std::int64_t count) {
    return Move{Units{item("BRG"), units(count), {}, {}, {}}, place("DOCK-1"), place("Q-01")};
  };
  other.give("m1", set_aside(1));
  sync(*other.ledger);
  sync(*floor->ledger);
  floor->give("m1", set_aside(2));
  sync(*floor->ledger);
  sync(*other.ledger);
  require_same_as_hub("a.db");
  require_same_as_hub("b.db");
}

TEST(a_document_that_was_booked_under_another_id_is_not_booked_again_over_a_newer_one) {
  sync(*floor->ledger);
  Floor other("b.db", LedgerRole::terminal, clock, "b", disk);
  sync(*other.ledger);
  const auto orders = [&](const char* line, std::int64_t count) { return Import{{other.demand(line, count)}}; };
  other.give("x1", orders("SO-8/1", 3));
  sync(*other.ledger);
  floor->give("x1", orders("SO-9/1", 8));
  sync(*floor->ledger);
  other.give("x2", orders("SO-9/1", 5));
  sync(*other.ledger);
  const auto db = open_reader("hub.db", disk).value();
  REQUIRE(db->query("SELECT 1 FROM order_line WHERE order_no='SO-9' AND ordered=5").next());
  REQUIRE(db->query("SELECT 1 FROM notice WHERE kind='office' AND open=1").next());
  REQUIRE(db->query("SELECT 1 FROM event WHERE outcome LIKE '%stands for something else%'").next());
}

TEST(a_notice_that_is_done_is_of_the_event_which_its_terminal_gave_the_id) {
  sync(*floor->ledger);
  Floor other("b.db", LedgerRole::terminal, clock, "b", disk);
  sync(*other.ledger);
  const auto set_aside = [](std::int64_t count) {
    return Move{Units{item("BRG"), units(count), {}, {}, {}}, place("DOCK-1"), place("Q-01")};
  };
  other.give("m1", set_aside(1));
  floor->give("m1", set_aside(2));
  floor->give(Settle{"m1#1"});
  sync(*other.ledger);
  sync(*floor->ledger);
  const auto db = open_reader("hub.db", disk).value();
  REQUIRE(db->query("SELECT 1 FROM notice WHERE id='m1#1' AND open=1").next());
  REQUIRE(db->query("SELECT 1 FROM notice WHERE id LIKE '%#1' AND id <> 'm1#1' AND open=0").next());
  sync(*other.ledger);
  require_same_as_hub("a.db");
  require_same_as_hub("b.db");
}

TEST(an_undo_of_an_id_that_was_renamed_undoes_the_senders_own_event) {
  sync(*floor->ledger);
  Floor other("b.db", LedgerRole::terminal, clock, "b", disk);
  sync(*other.ledger);
  floor->give("r1", floor->receipt(2));
  other.give("r1", other.receipt(3));
  sync(*floor->ledger);
  sync(*other.ledger);
  other.give("u1", Undo{CommandId::parse("r1").value()});
  sync(*other.ledger);
  REQUIRE(on_hand("hub.db") == 5 + 2);
  require_sound("hub.db");
}

TEST(the_office_hears_of_a_copy_and_so_does_every_other_terminal) {
  sync(*floor->ledger);
  Floor other("b.db", LedgerRole::terminal, clock, "b", disk);
  sync(*other.ledger);
  floor->ledger.reset();
  disk.copy("a.db", "twin.db");
  floor.emplace("a.db", LedgerRole::terminal, clock, "a2", disk);
  floor->accepted(floor->receipt(3));
  sync(*floor->ledger);
  Floor twin("twin.db", LedgerRole::terminal, clock, "c", disk);
  twin.accepted(twin.receipt(4));
  sync(*twin.ledger);
  REQUIRE(open_notices("hub.db", "missing_scans") == 1);
  const SyncReport elsewhere = sync(*other.ledger);
  REQUIRE(told_of_missing_scans(elsewhere));
  INFO(elsewhere.notices.front().detail);
  REQUIRE(elsewhere.notices.front().detail.starts_with(
      "The database of the terminal that anna used last is a copy: scans made there between"));
  sync(*floor->ledger);
  for (const char* file : {"a.db", "b.db", "twin.db"}) require_same_as_hub(file);
}

TEST(a_restored_hub_tells_all_that_it_was_restored) {
  sync(*floor->ledger);
  REQUIRE(back_up("hub.db", "backup.db", disk).ok());
  hub.reset();
  REQUIRE(Ledger::restore("backup.db", "hub3.db", clock, disk).ok());
  hub = Ledger::open("hub3.db", LedgerRole::hub, clock, disk).value();
  const SyncReport told = sync(*floor->ledger);
  REQUIRE(told_of_missing_scans(told));
  REQUIRE(std::any_of(told.notices.begin(), told.notices.end(), [](const Notice& notice) {
    return notice.detail.starts_with("The database of the hub was restored from a backup: scans made there between");
  }));
  REQUIRE(open_notices("hub3.db", "missing_scans") == 1);
  REQUIRE(hashes("a.db") == hashes("hub3.db"));
}

TEST(three_copies_of_one_image_lose_nothing_although_their_ids_meet) {
  sync(*floor->ledger);
  floor->ledger.reset();
  disk.copy("a.db", "b.db");
  disk.copy("a.db", "c.db");
  std::vector<std::unique_ptr<Floor>> floors;
  for (const char* file : {"a.db", "b.db", "c.db"}) {
    floors.push_back(std::make_unique<Floor>(file, LedgerRole::terminal, clock, "same", disk));
    clock.advance(std::chrono::minutes(1));
    floors.back()->accepted(floors.back()->receipt(static_cast<std::int64_t>(floors.size())));
    floors.back()->accepted(floors.back()->receipt(10 * static_cast<std::int64_t>(floors.size())));
  }
  for (int round = 0; round < 2; ++round) {
    for (const auto& one : floors) sync(*one->ledger);
  }
  REQUIRE(on_hand("hub.db") == 5 + 11 + 22 + 33);
  std::set<std::string> writers;
  for (const auto& one : floors) writers.insert(one->ledger->writer().text());
  REQUIRE(writers.size() == 3);
  for (const char* file : {"a.db", "b.db", "c.db"}) require_same_as_hub(file);
}
