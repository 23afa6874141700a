// A database of every earlier version becomes one of the newest, with all that was in it, or stays what it was.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "storage/codec/codec.h"
#include "storage/schema/migrations.h"
#include "storage/schema/plan_rows.h"
#include "tests/support/warehouse/older_program.h"
#include "tests/support/warehouse/shift.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

constexpr const char* file = "dock.db";

std::string version_1_rows() {
  std::ifstream stream(std::filesystem::path(DOCKHAND_SOURCE_DIR) / "tests/support/warehouse/version_1.sql");
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::vector<const char*> steps_up_to(std::size_t version) {
  return {migrations().begin(), migrations().begin() + static_cast<std::ptrdiff_t>(version)};
}

std::vector<std::string> tables_of(Engine& db) {
  std::vector<std::string> names;
  for (auto rows =
           db.query("SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite%' ORDER BY name");
       rows.next();) {
    names.push_back(rows.text(0));
  }
  return names;
}

std::vector<std::string> columns_of(Engine& db, const std::string& table) {
  std::vector<std::string> names;
  for (auto rows = db.query_text("PRAGMA table_info(" + table + ")", {}); rows.next();) names.push_back(rows.text(1));
  return names;
}

// Every row of the given columns, as text, sorted.
std::string rows_of(Engine& db, const std::string& table, const std::vector<std::string>& columns) {
  std::string names;
  for (const std::string& column : columns) names += (names.empty() ? "" : ",") + column;
  std::multiset<std::string> sorted;
  for (auto rows = db.query_text("SELECT " + names + " FROM " + table, {}); rows.next();) {
    std::string row;
    for (int i = 0; i < rows.columns(); ++i) row += (rows.null(i) ? "null" : rows.text(i)) + "|";
    sorted.insert(row);
  }
  std::string all;
  for (const std::string& row : sorted) all += row + "\n";
  return all;
}

std::vector<std::string> in_both(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> both;
  std::copy_if(a.begin(), a.end(), std::back_inserter(both),
               [&](const std::string& name) { return std::find(b.begin(), b.end(), name) != b.end(); });
  return both;
}

struct Fixture {
  void setUp() {}
  void tearDown() {}

  FaultDisk disk;
  ManualClock clock{Instant::parse("2026-11-23T08:00:00Z").value()};

  // A database as version `version` of the program left it. Rows of version 1 came along through every step.
  void make(std::size_t version) {
    disk.load({});
    auto db = Engine::open(file, Access::read_write, disk).value();
    Transaction transaction(*db);
    REQUIRE(db->run_script(migrations().front()).ok());
    REQUIRE(db->run_script(version_1_rows().c_str()).ok());
    REQUIRE(migrate(*db, file, steps_up_to(version)).ok());
    REQUIRE(transaction.commit().ok());
  }
  std::string version() {
    auto db = Engine::open(file, Access::read_only, disk).value();
    auto rows = db->query("SELECT value FROM setting WHERE name='schema'");
    return rows.next() ? rows.text(0) : "";
  }
  // Every row of every table, in the columns that there are before and after.
  void require_kept(const FaultDisk::Image& before) {
    FaultDisk old_disk;
    old_disk.load(before);
    auto old = Engine::open(file, Access::read_only, old_disk).value();
    auto now = Engine::open(file, Access::read_only, disk).value();
    for (const std::string& table : tables_of(*old)) {
      if (table == "setting") continue;
      auto columns = in_both(columns_of(*old, table), columns_of(*now, table));
      std::erase(columns, "counted");  // is filled in
      INFO(table);
      REQUIRE_FALSE(columns.empty());
      REQUIRE(rows_of(*now, table, columns) == rows_of(*old, table, columns));
    }
  }
};

}  // namespace

TEST(every_earlier_version_keeps_its_rows_and_its_books_hold) {
  for (std::size_t version = 1; version <= migrations().size(); ++version) {
    INFO("version " << version);
    make(version);
    const auto before = disk.image();
    const auto opened = Ledger::open(file, LedgerRole::terminal, clock, disk);
    REQUIRE(opened.ok());
    require_kept(before);
    for (const AuditCheck& check : audit(file, disk).value()) {
      INFO(check.name << ": " << check.detail);
      REQUIRE(check.passed);
    }
  }
}

TEST(notices_of_earlier_versions_have_their_kind) {
  make(1);
  REQUIRE(Ledger::open(file, LedgerRole::terminal, clock, disk).ok());
  auto db = Engine::open(file, Access::read_only, disk).value();
  auto rows = db->query("SELECT kind FROM notice WHERE id='r2#1'");
  REQUIRE(rows.next());
  REQUIRE(rows.text(0) == name_of(NoticeKind::over_received));
}

TEST(a_cause_of_an_earlier_version_keeps_its_supplier) {
  constexpr std::size_t one_supplier_a_cause = 26;
  make(one_supplier_a_cause);
  {
    auto db = Engine::open(file, Access::read_write, disk).value();
    REQUIRE(db->run_script("INSERT INTO cause(order_no, line, cause, item, supplier, since, units, most)"
                           " VALUES('SO-1', 1, 'supplier_late', 'BRG', 'SKF', 20000, 2, 3)")
                .ok());
  }
  const auto before = disk.image();
  REQUIRE(Ledger::open(file, LedgerRole::terminal, clock, disk).ok());
  require_kept(before);
  auto db = Engine::open(file, Access::read_only, disk).value();
  auto rows = db->query("SELECT supplier FROM cause");
  REQUIRE(rows.next());
  REQUIRE(rows.text(0) == "SKF");
}

TEST(an_order_that_an_earlier_version_has_placed_was_of_what_it_had_approved) {
  constexpr std::size_t ordered_as_approved = 30;
  make(ordered_as_approved);
  {
    auto db = Engine::open(file, Access::read_write, disk).value();
    REQUIRE(db->run_script("INSERT INTO proposal(id, item, supplier, backup, quantity, price, place, saves, lines,"
                           " order_by, free, coming, textbook, king, level, expected, days, why_supplier, late, came,"
                           " state, approved, decided_by, placed_by, chosen, chosen_price)"
                           " VALUES('BRG@2026-11-20', 'BRG', 'SKF', '', 40, 20000, 1, 0, 0, 20000, 0, 0, 0, 0, 0, 0, 0,"
                           " '', 0, 0, 'placed', 25, 'a1', 'p1', 'Nord', 30000),"
                           " ('GLV@2026-11-20', 'GLV', 'SKF', '', 12, 20000, 1, 0, 0, 20000, 0, 0, 0, 0, 0, 0, 0,"
                           " '', 0, 0, 'placed', 12, '', 'p2', '', 0)")
                .ok());
  }
  REQUIRE(Ledger::open(file, LedgerRole::terminal, clock, disk).ok());
  auto db = Engine::open(file, Access::read_only, disk).value();
  const ProposalRow other = proposal(*db, "BRG@2026-11-20").value();
  REQUIRE(units_of(other) == 25);
  REQUIRE(supplier_of(other) == "Nord");
  REQUIRE(price_of(other) == Price::parse("3").value());
  const ProposalRow unapproved = proposal(*db, "GLV@2026-11-20").value();
  REQUIRE(units_of(unapproved) == 12);
  REQUIRE(unapproved.approved == 0);
}

TEST(an_order_of_which_an_earlier_version_found_the_purchase_each_time_has_it_and_a_new_one_does_not) {
  constexpr std::size_t bought_is_found_each_time = 35;
  make(bought_is_found_each_time);
  {
    auto db = Engine::open(file, Access::read_write, disk).value();
    REQUIRE(db->run_script("INSERT INTO proposal(id, item, supplier, backup, quantity, price, place, saves, lines,"
                           " order_by, free, coming, textbook, king, level, expected, days, why_supplier, late, came,"
                           " state, ordered, ordered_of, decided, placed_by)"
                           " VALUES('BRG@2026-11-20', 'BRG', 'SKF', '', 40, 20000, 1, 0, 0, 20000, 0, 0, 0, 0, 0, 0, 0,"
                           " '', 0, 0, 'placed', 40, 'SKF', 20777, 'p1');"
                           "INSERT INTO purchase_line(purchase, line, supplier, item, expected, due, ordered_on)"
                           " VALUES('PO-99', 1, 'SKF', 'BRG', 41, 20790, 20778)")
                .ok());
  }
  for (int times = 0; times < 2; ++times) REQUIRE(Ledger::open(file, LedgerRole::terminal, clock, disk).ok());
  auto db = Engine::open(file, Access::read_only, disk).value();
  auto bought = db->query("SELECT bought FROM proposal WHERE id='BRG@2026-11-20'");
  REQUIRE(bought.next());
  REQUIRE(bought.text(0) == "40 PO-99/1");
}

TEST(work_goes_on_after_a_migration) {
  make(1);
  Floor floor(file, LedgerRole::terminal, clock, "new", disk);
  const Accepted receipt = floor.accepted(floor.receipt(40));
  REQUIRE(receipt.seq == 16);  // the day, which had never begun, came first
  REQUIRE_FALSE(receipt.claims.empty());
  floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(2), {}, {}, {}}, place("DOCK-1"), place("X-01")});
  for (const AuditCheck& check : audit(file, disk).value()) REQUIRE(check.passed);
}

TEST(a_step_that_fails_leaves_the_version_and_the_rows_as_they_were) {
  for (std::size_t version = 1; version <= migrations().size(); ++version) {
    make(version);
    const auto before = disk.image();
    auto steps = migrations();
    steps.push_back(
        "CREATE TABLE half(a TEXT); INSERT INTO half VALUES('x'); DELETE FROM event; INSERT INTO nowhere VALUES(1);");
    {
      auto db = Engine::open(file, Access::read_write, disk).value();
      Transaction transaction(*db);
      REQUIRE_FALSE(migrate(*db, file, steps).ok());
      REQUIRE_FALSE(transaction.commit().ok());
    }
    INFO("version " << version);
    REQUIRE(this->version() == std::to_string(version));
    require_kept(before);
    REQUIRE_FALSE(Engine::open(file, Access::read_only, disk).value()->has_table("half"));
  }
}

TEST(the_power_can_go_at_any_moment_of_a_migration) {
  std::mt19937 random(20261122);
  auto steps = migrations();
  steps.push_back("ALTER TABLE item ADD COLUMN note TEXT NOT NULL DEFAULT ''; CREATE INDEX item_note ON item(note);");
  make(migrations().size());
  const auto image = disk.image();
  std::set<std::string> versions;
  for (std::int64_t operation = 1;; ++operation) {
    disk.load(image);
    disk.cut_power_at(operation);
    if (auto db = Engine::open(file, Access::read_write, disk)) {
      Transaction transaction(**db);
      static_cast<void>(migrate(**db, file, steps));
      static_cast<void>(transaction.commit());
    }
    const bool cut = !disk.has_power();
    disk.cut_power_at(1);
    disk.power_up(Survival::torn, random);
    INFO("operation " << operation);
    versions.insert(version());
    require_kept(image);
    if (!cut) break;
  }
  REQUIRE(versions == std::set<std::string>{std::to_string(steps.size() - 1), std::to_string(steps.size())});
}

TEST(a_newer_version_is_refused_and_left_as_it_is) {
  make(migrations().size());
  {
    auto db = Engine::open(file, Access::read_write, disk).value();
    REQUIRE(db->run_script("UPDATE setting SET value='99' WHERE name='schema'").ok());
  }
  const auto image = disk.image();
  const auto opened = Ledger::open(file, LedgerRole::terminal, clock, disk);
  REQUIRE_FALSE(opened.ok());
  REQUIRE(opened.error().kind == ErrorKind::newer_version);
  REQUIRE(opened.error().message.find("install the newer program") != std::string::npos);
  REQUIRE(disk.image() == image);
}

TEST(an_empty_file_becomes_a_database) {
  disk.load({{file, ""}});
  REQUIRE(Ledger::open(file, LedgerRole::terminal, clock, disk).ok());
  REQUIRE(version() == std::to_string(migrations().size()));
}

// --- what an older program has left ------------------------------------------------------------------------------

namespace {

std::vector<std::string> to_bring_back(Disk& disk) {
  auto db = Engine::open(file, Access::read_only, disk).value();
  std::vector<std::string> ids;
  for (auto rows = db->query("SELECT id, detail FROM notice WHERE kind='bring_back' AND open=1 ORDER BY id");
       rows.next();) {
    ids.push_back(rows.text(0) + " " + parse_notice(rows.text(1))->quantity.text());
  }
  return ids;
}

}  // namespace

TEST(what_an_older_program_left_in_a_lane_for_nobody_is_a_task_of_one_name_at_every_database) {
  std::vector<std::vector<std::string>> told;
  for (const LedgerRole role : {LedgerRole::terminal, LedgerRole::hub}) {
    disk.load({});
    {
      Floor floor(file, role, clock, "old", disk);
      floor.open_warehouse();
      floor.demand_is({floor.demand("SO-1/1", 4)});
      floor.accepted(floor.receipt(4));
      floor.accepted(Pick{order("SO-1/1"), Units{item("BRG"), units(4), {}, {}, {}}, place("DOCK-1"), place("X-01")});
      floor.accepted(CancelOrder{order("SO-1/1").document, {}});
    }
    as_an_older_program_left_it(file, disk);
    for (int times = 0; times < 2; ++times) REQUIRE(Ledger::open(file, role, clock, disk).ok());
    for (const AuditCheck& check : audit(file, disk).value()) {
      INFO(check.name << ": " << check.detail);
      REQUIRE(check.passed);
    }
    told.push_back(to_bring_back(disk));
    REQUIRE(told.back().size() == 1);
  }
  REQUIRE(told.front() == told.back());
  REQUIRE(told.front().front().substr(0, 4) == "old ");
  REQUIRE(told.front().front().substr(told.front().front().size() - 2) == " 4");
}

TEST(a_count_that_an_older_program_has_booked_still_stands_in_the_way_of_an_undo) {
  disk.load({});
  {
    Floor floor(file, LedgerRole::terminal, clock, "old", disk);
    floor.open_warehouse();
    floor.give("receipt", floor.receipt(4));
    floor.accepted(Count{Units{item("BRG"), units(5), {}, {}, {}}, place("DOCK-1"), "count"});
  }
  as_an_older_program_left_it(file, disk);
  Floor floor(file, LedgerRole::terminal, clock, "new", disk);
  REQUIRE(floor.refused(Undo{CommandId::parse("receipt").value()}).message.find("was counted since") !=
          std::string::npos);
}

TEST(a_pick_that_an_older_program_has_booked_was_taken_by_nobody_and_is_undone_as_ever) {
  disk.load({});
  {
    Floor floor(file, LedgerRole::terminal, clock, "old", disk);
    floor.open_warehouse();
    floor.demand_is({floor.demand("SO-1/1", 4)});
    floor.accepted(floor.receipt(4));
    floor.give("pick", Pick{order("SO-1/1"), Units{item("BRG"), units(1), {}, {}, {}}, place("DOCK-1"), place("X-01")});
  }
  as_an_older_program_left_it(file, disk);
  Floor floor(file, LedgerRole::terminal, clock, "new", disk);
  floor.accepted(Undo{CommandId::parse("pick").value()});
  auto db = Engine::open(file, Access::read_only, disk).value();
  REQUIRE_FALSE(db->query("SELECT 1 FROM taken").next());
  for (const AuditCheck& check : audit(file, disk).value()) REQUIRE(check.passed);
}

TEST(of_a_purchase_that_an_older_program_has_heard_of_nothing_had_come_before) {
  disk.load({});
  {
    Floor floor(file, LedgerRole::terminal, clock, "old", disk);
    floor.open_warehouse();
    floor.accepted(Import{{PurchaseLineRow{purchase("PO-1/1"), "S", item("BRG"), units(9), day("2026-12-01"), {}}}});
  }
  as_an_older_program_left_it(file, disk);
  Floor floor(file, LedgerRole::terminal, clock, "new", disk);
  auto db = Engine::open(file, Access::read_only, disk).value();
  auto rows = db->query("SELECT expected, came_before FROM purchase_line WHERE purchase='PO-1'");
  REQUIRE(rows.next());
  REQUIRE(rows.integer(0) == 9);
  REQUIRE(rows.integer(1) == 0);
}

// Nobody waits for the rest of a long history when one thing of it is undone.
TEST(what_an_undo_looks_for_is_found_without_reading_the_events_since) {
  make(migrations().size());
  auto db = Engine::open(file, Access::read_only, disk).value();
  for (const auto& [index, sql] :
       {std::pair("event_counted", "SELECT body FROM event WHERE counted='A-01' AND counted <> '' AND seq > 5"),
        std::pair("event_imported",
                  "SELECT 1 FROM event e JOIN posting p ON p.event = e.seq WHERE e.seq > 5"
                  " AND e.action='import' AND e.undone_by='' AND p.place='A-01' LIMIT 1"),
        std::pair("posting_lost",
                  "SELECT event FROM posting WHERE place='@lost' AND item='@unit' AND serial='1'"
                  " AND quantity > 0 ORDER BY event DESC LIMIT 1")}) {
    INFO(sql);
    std::string plan;
    for (auto rows = db->query_text("EXPLAIN QUERY PLAN " + std::string(sql), {}); rows.next();) plan += rows.text(3);
    REQUIRE(plan.find(index) != std::string::npos);
  }
}
