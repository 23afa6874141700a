// What has to hold when a simulated site is at rest: the invariants of many terminals and one truth.
#pragma once

#include <map>

#include "storage/books/chain.h"
#include "storage/codec/codec.h"
#include "storage/engine/numbered_rows.h"
#include "storage/schema/open_reader.h"
#include "storage/schema/tables.h"
#include "storage/upkeep/audit.h"
#include "tests/support/site/sim_device.h"

namespace dockhand::test {

class SimChecks {
 public:
  explicit SimChecks(SimHub& hub) : hub_(hub), truth_(reader_of(hub)) {}

  // Each promised scan is at the hub exactly once.
  void nothing_is_lost(const Promised& promised) {
    std::map<std::int64_t, int> there;
    for (auto rows = truth_->query("SELECT at FROM event WHERE operator <> 'dockhand'"); rows.next();) {
      ++there[rows.integer(0)];
    }
    for (const std::int64_t at : promised) {
      const int count = there[at];
      if (count != 1) {
        throw Complaint{"the scan of " + Instant{at}.text() + " is " + std::to_string(count) + " times at the hub"};
      }
    }
  }
  // Compares row by row, whatever the tables are.
  void store_holds_the_same() {
    std::size_t rows = 0;
    for (const TableShape& table : shapes_of(*truth_)) {
      const auto& [shape, kept] = hub_.store->tables.at(table.name);
      if (!(shape == table)) throw Complaint{"the store has other columns of " + table.name};
      rows += kept.size();
      read_rows(*truth_, table, [&, &there = kept](const NumberedRow& row) {
        const auto found = there.find(row.number);
        if (found == there.end() || !(found->second == row)) throw Complaint{"the store has another " + table.name};
        --rows;
        return true;
      });
    }
    if (rows != 0) throw Complaint{"the store has rows that the hub has not"};
  }
  // Balances, claims, chains: whatever one database can be asked.
  static void books_hold(const std::string& name, SimMachine& machine) {
    const auto checks = audit(machine.file, *machine.disk);
    if (!checks) throw Complaint{name + " cannot be audited: " + checks.error().sentence()};
    for (const AuditCheck& check : *checks) {
      if (!check.passed) throw Complaint{name + ": " + check.name + ": " + check.detail};
    }
  }
  // In the middle of a story. While an event is not sent that has the id of somebody else's, the notices of both have
  // one name and the terminal shows its own: its next push mends that.
  static void books_hold_so_far(const std::string& name, SimTerminal& terminal) {
    const bool shares = reader_of(terminal)->query("SELECT 1 FROM event WHERE id LIKE 'same%' LIMIT 1").next();
    if (!shares || terminal.ledger->pending().value() == 0) books_hold(name, terminal);
  }
  // Nothing waits, and each table is the hub's.
  void same_as_hub(SimTerminal& terminal) {
    if (terminal.ledger->pending().value() != 0) throw Complaint{terminal.name + " still has events to send"};
    if (hashes_.empty()) hashes_ = table_hashes(hub_.file, *hub_.disk).value();
    const auto mine = table_hashes(terminal.file, *terminal.disk).value();
    for (std::size_t i = 0; i < mine.size(); ++i) {
      if (mine[i].hash != hashes_[i].hash) {
        throw Complaint{terminal.name + " shows another table " + mine[i].table + ": " +
                        difference(mine[i].table, terminal)};
      }
    }
  }
  // What a terminal has imported, and the hub has not taken yet, lies on top of the hub's rows. The rows may show that
  // it was taken before the answer does.
  static void sees_its_own_documents(SimTerminal& terminal) {
    const auto reader = reader_of(terminal);
    std::map<std::string, std::int64_t> ordered;
    for (auto rows = reader->query(
             "SELECT body FROM event WHERE action = 'import' AND seq >"
             " (SELECT max(CAST(value AS INTEGER)) FROM setting WHERE name IN ('acknowledged', 'applied'))"
             " AND undone_by = ''"
             " ORDER BY seq");
         rows.next();) {
      const auto body = decode_body(rows.text(0));
      for (const ImportRow& row : std::get<Import>(body->command.action).rows) {
        if (const auto* line = std::get_if<OrderLineRow>(&row)) ordered[line->line.text()] = line->ordered.units();
      }
    }
    for (const auto& [line, units] : ordered) {
      auto rows = reader->query("SELECT ordered FROM order_line WHERE order_no || '/' || line = $1", line);
      if (!rows.next() || rows.integer(0) != units) throw Complaint{terminal.name + " does not see its own " + line};
    }
  }
  // Who asked for units and did not get all of them has been told. What was taken back since has its own answer, and
  // hands may have brought back what they had taken for its lines.
  void losers_are_told() {
    for (auto rows = truth_->query(
             "SELECT id, body, outcome, seq FROM event WHERE undone_by = '' AND body LIKE '%\"claims\":[{%'");
         rows.next();) {
      const auto body = decode_body(rows.text(1));
      const auto outcome = parse_outcome(rows.text(2));
      const auto* accepted = outcome ? std::get_if<Accepted>(&*outcome) : nullptr;
      if (!body || accepted == nullptr || got_all(body->word.asked, *accepted, rows.integer(3))) continue;
      if (is_shipment(body->command.action)) continue;  // it says what it took, and asks for nothing
      const std::string id = rows.text(0);
      if (!truth_->query("SELECT 1 FROM notice WHERE id > $1 || '#' AND id < $1 || '$'", id).next()) {
        throw Complaint{"nobody is told what became of the claims of " + id};
      }
    }
  }
  // Over a line and those that its customer took instead no more is wanted, and no more is reserved and has left than
  // the office has asked for. One stands for one here; hands may have sent what was cancelled since.
  void exchanges_are_no_more_than_was_asked_for() {
    for (auto rows = truth_->query(
             "SELECT o.order_no || '/' || o.line, o.ordered, o.ordered - o.cancelled, sum(m.ordered - m.cancelled),"
             " o.reserved, sum(m.reserved), sum(c.units) FROM order_line o JOIN customer_choice c"
             " ON c.order_no = o.order_no AND c.line = o.line AND c.kind = 'exchanged' JOIN customer_choice x"
             " ON x.event_id = c.event_id AND x.kind = 'made' JOIN order_line m ON m.order_no = x.order_no"
             " AND m.line = x.line GROUP BY o.order_no, o.line");
         rows.next();) {
      const std::int64_t asked = std::max(rows.integer(1), rows.integer(6));
      if (rows.integer(2) + rows.integer(3) > asked || rows.integer(4) + rows.integer(5) > asked) {
        throw Complaint{"more than was asked for is wanted of " + rows.text(0) + " and what was taken instead"};
      }
    }
  }
  // One hash for each event of each writer, wherever it is.
  void add_hashes(SimMachine& machine) {
    const auto reader = reader_of(machine);
    for (auto rows = reader->query("SELECT writer, writer_seq, hash FROM event"); rows.next();) {
      const auto [there, added] = hash_of_.try_emplace({rows.text(0), rows.integer(1)}, rows.text(2));
      if (!added && there->second != rows.text(2)) {
        throw Complaint{"event " + std::to_string(rows.integer(1)) + " of " + rows.text(0) + " has two hashes"};
      }
    }
  }
  std::int64_t open_notices(const std::string& kind) {
    auto rows = truth_->query("SELECT count(*) FROM notice WHERE open=1 AND kind=$1", kind);
    return rows.next() ? rows.integer(0) : 0;
  }
  // A power cut may leave garbage where the mark beside a log stood, both copies of it, as nothing flushes them. Then
  // nobody can say whether scans are missing, and that is said.
  std::int64_t said_of_marks() {
    auto rows = truth_->query(
        "SELECT count(*) FROM notice WHERE open=1 AND kind='missing_scans' AND detail LIKE '%-mark was damaged%'");
    return rows.next() ? rows.integer(0) : 0;
  }
  std::int64_t leases() {
    auto rows = truth_->query("SELECT count(*) FROM lease WHERE demand + claimed > 0");
    return rows.next() ? rows.integer(0) : 0;
  }
  std::int64_t set_aside() {
    auto rows = truth_->query("SELECT count(*) FROM set_aside");
    return rows.next() ? rows.integer(0) : 0;
  }

  static std::unique_ptr<Engine> reader_of(SimMachine& machine) {
    auto opened = open_reader(machine.file, *machine.disk);
    if (!opened) throw Complaint{"a database cannot be read: " + opened.error().sentence()};
    return std::move(*opened);
  }

 private:
  std::set<std::string> rows_of(const std::string& table, SimMachine& machine) {
    std::set<std::string> all;
    const auto* found = std::find_if(synced_tables.begin(), synced_tables.end(),
                                     [&](const SyncedTable& one) { return one.name == table; });
    const std::string columns = table == "balance" ? "quantity" : std::string(found->columns);
    const auto reader = reader_of(machine);
    for (auto rows = reader->query_text("SELECT " + std::string(found->keys) + "," + columns + " FROM " + table, {});
         rows.next();) {
      std::string row;
      for (int i = 0; i < rows.columns(); ++i) row += rows.text(i) + "|";
      all.insert(std::move(row));
    }
    return all;
  }
  std::string difference(const std::string& table, SimTerminal& terminal) {
    const auto mine = rows_of(table, terminal);
    const auto theirs = rows_of(table, hub_);
    std::string text;
    for (const std::string& row : mine) text += theirs.contains(row) ? "" : "\n  only it has " + row;
    for (const std::string& row : theirs) text += mine.contains(row) ? "" : "\n  only the hub has " + row;
    return text;
  }
  static bool is_shipment(const Action& action) {
    return std::holds_alternative<Ship>(action) || std::holds_alternative<PackCarton>(action);
  }
  // Each line has its units: they were granted, came with their claim, or hands had taken them for it, whichever
  // database heard of that first.
  bool got_all(const AskedClaims& asked, const Accepted& accepted, std::int64_t event) {
    std::map<OrderLine, std::int64_t> wanted, left;
    for (const auto& [line, quantity] : asked) wanted[line] += quantity.units();
    left = wanted;
    for (const Explanation& claim : accepted.claims) left[claim.rank.line] -= claim.granted.units();
    return std::all_of(left.begin(), left.end(), [&](const auto& one) {
      if (one.second <= 0) return true;
      auto rows = truth_->query(
          "SELECT coalesce(sum(CASE WHEN e.action IN ('pick', 'ship_direct') AND e.undone_by='' THEN p.quantity END), "
          "0),"
          " coalesce(sum(CASE WHEN e.seq=$3 THEN p.quantity END), 0) FROM posting p JOIN event e ON e.seq = p.event"
          " WHERE p.doc=$1 AND p.line=$2 AND p.quantity > 0",
          one.first.document.text(), one.first.line, event);
      return rows.next() && (rows.integer(0) >= one.second || rows.integer(1) >= wanted.at(one.first));
    });
  }

  SimHub& hub_;
  std::unique_ptr<Engine> truth_;
  std::vector<TableHash> hashes_;
  std::map<std::pair<std::string, std::int64_t>, std::string> hash_of_;
};

}  // namespace dockhand::test
