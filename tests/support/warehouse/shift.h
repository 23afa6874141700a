// Work on a disk with faults: a warehouse at rest, a shift of commands, and what has to be true afterwards.
#pragma once

#include <map>
#include <set>

#include "storage/engine/engine.h"
#include "storage/schema/open_reader.h"
#include "storage/upkeep/audit.h"
#include "tests/support/disk/fault_disk.h"
#include "tests/support/warehouse/warehouse.h"

namespace dockhand::test {

inline constexpr const char* shift_database = "dock.db";

// A warehouse with lines that wait, closed; made once a program.
inline const FaultDisk::Image& warehouse_at_rest() {
  static const FaultDisk::Image image = [] {
    FaultDisk disk;
    const ManualClock clock{Instant::parse("2026-11-22T08:00:00Z").value()};
    {
      Floor floor(shift_database, LedgerRole::terminal, clock, "t", disk);
      floor.open_warehouse();
      std::vector<OrderLineRow> demand;
      for (int i = 1; i <= 30; ++i)
        demand.push_back(floor.demand("SO-" + std::to_string(i) + "/1", 1 + i % 7, 1 + i % 9));
      floor.demand_is(std::move(demand));
      floor.accepted(floor.receipt(20));
    }
    return disk.image();
  }();
  return image;
}

// Makes commands of random kinds; each has an id of its own. What was acknowledged is remembered.
class Shift {
 public:
  Shift(FaultDisk& disk, const Clock& clock, std::uint32_t seed) : random(seed), disk_(disk), clock_(clock) {}

  std::mt19937 random;
  std::unique_ptr<Ledger> ledger;  // none while it is closed
  std::int64_t acknowledged_in_all = 0;

  void start_over() {
    ledger.reset();
    disk_.load(warehouse_at_rest());
    acknowledged_.clear();
    in_doubt_.reset();
  }
  Status open() {
    auto opened = Ledger::open(shift_database, LedgerRole::terminal, clock_, disk_);
    if (!opened) return opened.error();
    ledger = std::move(opened).value();
    return Done{};
  }
  // The command whose answer was lost, otherwise a new one.
  Result<Outcome> work() {
    const Command command = in_doubt_ ? *in_doubt_ : new_command();
    in_doubt_ = command;
    auto outcome = ledger->execute(command);
    if (!outcome) return outcome;
    in_doubt_.reset();
    if (std::holds_alternative<Accepted>(*outcome)) {
      acknowledged_.insert(command.id.text());
      ++acknowledged_in_all;
    }
    return outcome;
  }
  // Returns the acknowledged events that are not there exactly once.
  std::vector<std::string> losses() {
    std::map<std::string, int> there;
    const auto db = open_reader(shift_database, disk_).value();
    for (auto rows = db->query("SELECT id FROM event"); rows.next();) ++there[rows.text(0)];
    std::vector<std::string> lost;
    for (const std::string& id : acknowledged_) {
      if (there[id] != 1) lost.push_back(id);
    }
    return lost;
  }
  // Returns the first check that fails, or an empty text.
  std::string complaint() {
    const auto checks = audit(shift_database, disk_);
    if (!checks) return checks.error().sentence();
    for (const AuditCheck& check : *checks) {
      if (!check.passed) return check.name + ": " + check.detail;
    }
    return "";
  }

 private:
  Command new_command() {
    const std::string id = "c" + std::to_string(++given_);
    const Units one{item("BRG"), units(static_cast<std::int64_t>(1 + random() % 4)), {}, {}, {}};
    Action action = Receive{one, place("DOCK-1"), {}, false};
    const auto kind = random() % 10;
    if (kind == 7) action = Move{one, place("DOCK-1"), place("A-01")};
    if (kind == 8) action = Count{one, place("A-02"), "cycle count"};
    if (kind == 9 && !acknowledged_.empty()) action = Undo{CommandId::parse(*acknowledged_.rbegin()).value()};
    return Command{CommandId::parse(id).value(), OperatorName::parse("anna").value(), clock_.now(), std::move(action)};
  }

  FaultDisk& disk_;
  const Clock& clock_;
  std::set<std::string> acknowledged_;
  std::optional<Command> in_doubt_;
  int given_ = 0;
};

}  // namespace dockhand::test
