// A hub that can be set back, wiped and opened again, with two terminals, on a disk of its own.
//
// For the tests of what then becomes of the terminals' facts.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/books/chain.h"
#include "storage/ledger/hub_lives.h"
#include "storage/upkeep/backup.h"
#include "sync/session.h"
#include "tests/support/site/local_hub.h"
#include "tests/support/warehouse/shift.h"

namespace dockhand::test {

struct SetBackSite {
  void setUp() {
    office.emplace("hub.db", LedgerRole::hub, clock, "office", disk);
    office->open_warehouse();
    office->demand_is({office->demand("SO-1/1", 4), office->demand("SO-2/1", 30)});
    a.emplace("a.db", LedgerRole::terminal, clock, "a", disk);
    b.emplace("b.db", LedgerRole::terminal, clock, "b", disk);
    sync_all();
  }
  void tearDown() {}

  SyncReport sync(Floor& terminal) {
    LocalConnector line(
        *office->ledger, [] { return Fault::none; }, 3);
    const auto synced = sync_once(on_this_thread(*terminal.ledger), line, clock);
    INFO((synced.status ? "" : synced.status.error().sentence()));
    REQUIRE(synced.status.ok());
    REQUIRE_FALSE(synced.report.refusal.has_value());
    return synced.report;
  }
  void sync_all() {
    for (int round = 0; round < 3; ++round) {
      sync(*a);
      sync(*b);
    }
  }
  // Keeps the hub's file as it is now, and goes back to it.
  void keep_hub() {
    reopen_hub();
    office->ledger.reset();
    disk.copy("hub.db", "kept.db");
    reopen_hub();
  }
  void set_hub_back() {
    office->ledger.reset();
    disk.copy("kept.db", "hub.db");
    reopen_hub();
  }
  void reopen_hub() { reopen_hub_as("hub.db"); }
  void reopen_hub_as(const std::string& file) {
    office.reset();
    office.emplace(file, LedgerRole::hub, clock, "office" + std::to_string(++openings), disk);
  }
  void wipe_hub() {
    office->ledger.reset();
    office.emplace("new.db", LedgerRole::hub, clock, "new", disk);
    hub_file = "new.db";
  }
  std::int64_t on_hand(const std::string& file) {
    auto db = open_reader(file, disk).value();
    auto rows = db->query("SELECT coalesce(sum(quantity), 0) FROM balance WHERE item='BRG' AND place NOT LIKE '@%'");
    return rows.next() ? rows.integer(0) : 0;
  }
  std::int64_t count(const std::string& file, const std::string& what) {
    auto db = open_reader(file, disk).value();
    auto rows = db->query_text("SELECT count(*) FROM " + what, {});
    return rows.next() ? rows.integer(0) : -1;
  }
  void require_sound(const std::string& file) {
    for (const AuditCheck& check : audit(file, disk).value()) {
      INFO(file << ": " << check.name << ": " << check.detail);
      REQUIRE(check.passed);
    }
  }
  void require_one_truth() {
    require_sound(hub_file);
    const auto truth = table_hashes(hub_file, disk).value();
    for (const char* file : {"a.db", "b.db"}) {
      require_sound(file);
      const auto mine = table_hashes(file, disk).value();
      for (std::size_t i = 0; i < truth.size(); ++i) {
        INFO(file << ", table " << truth[i].table);
        REQUIRE(mine[i].rows == truth[i].rows);
        REQUIRE(mine[i].hash == truth[i].hash);
      }
    }
  }
  bool told_of_a_copy(const SyncReport& report) const {
    return std::any_of(report.notices.begin(), report.notices.end(),
                       [](const Notice& notice) { return notice.kind == NoticeKind::missing_scans; });
  }
  // A writer that no terminal of ours would be.
  PushReply push(const std::vector<std::pair<std::string, std::string>>& ids_and_bodies) {
    Push push{WriterId::parse(std::string(32, 'f')).value(), {}};
    std::string hash = first_hash();
    for (const auto& [id, body] : ids_and_bodies) {
      hash = chain_hash(hash, body);
      push.events.push_back(
          {static_cast<std::int64_t>(push.events.size()) + 1, CommandId::parse(id).value(), push.writer, body, hash});
    }
    return office->ledger->accept(push).value();
  }
  std::string body_of(const std::string& id, Action action) {
    return encode_body(
        Command{CommandId::parse(id).value(), OperatorName::parse("eve").value(), clock.now(), std::move(action)}, {});
  }
  std::string body_of(const std::string& id, std::int64_t units) { return body_of(id, office->receipt(units)); }

  FaultDisk disk;
  ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
  int openings = 0;
  std::string hub_file = "hub.db";
  std::optional<Floor> office, a, b;
};

}  // namespace dockhand::test
