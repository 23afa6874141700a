// A small warehouse on a temporary database, for tests of the ledger and of what stands on it.
#pragma once

#include <filesystem>
#include <string>

#include "storage/ledger/ledger.h"
#include "tests/support/unity.h"

namespace dockhand::test {

inline ItemCode item(const std::string& code) { return ItemCode::parse(code).value(); }
inline LocationCode place(const std::string& code) { return LocationCode::parse(code).value(); }
inline OrderLine order(const std::string& line) { return OrderLine::parse(line).value(); }
inline PurchaseLine purchase(const std::string& line) { return PurchaseLine::parse(line).value(); }
inline Quantity units(std::int64_t count) { return Quantity::exactly(count); }
inline Sscc sscc(const std::string& digits) { return Sscc::parse(digits).value(); }
inline Lot lot(const std::string& code) { return Lot::parse(code).value(); }
inline Date day(const std::string& text) { return Date::parse(text).value(); }

// A folder of its own, gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "dockhand-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// Gives commands to one ledger: every call is one event with an id of its own.
class Floor {
 public:
  Floor(const std::filesystem::path& file, LedgerRole role, const Clock& clock, std::string name,
        Disk& disk = Disk::real())
      : ledger(Ledger::open(file, role, clock, disk).value()), clock_(clock), name_(std::move(name)) {}

  std::unique_ptr<Ledger> ledger;

  Outcome give(Action action) { return give(name_ + "-" + std::to_string(++given_), std::move(action)); }
  Outcome give(const std::string& id, Action action) {
    return ledger
        ->execute(
            Command{CommandId::parse(id).value(), OperatorName::parse("anna").value(), clock_.now(), std::move(action)})
        .value();
  }
  // For what a test takes for granted.
  Accepted accepted(Action action) {
    Outcome outcome = give(std::move(action));
    if (const auto* no = std::get_if<Refused>(&outcome)) FAIL(no->error.sentence());
    return std::get<Accepted>(outcome);
  }
  Error refused(Action action) {
    Outcome outcome = give(std::move(action));
    REQUIRE(std::holds_alternative<Refused>(outcome));
    return std::get<Refused>(outcome).error;
  }

  // Of the command given last with an id of the floor's own.
  std::string last_id() const { return name_ + "-" + std::to_string(given_); }

  Receive receipt(std::int64_t count, const std::string& of = "BRG") const {
    return Receive{Units{item(of), units(count), {}, {}, {}}, place("DOCK-1"), {}, false};
  }
  OrderLineRow demand(const std::string& line, std::int64_t count, std::int32_t priority = 5,
                      bool partial = true) const {
    return OrderLineRow{order(line),       "ACME",    item("BRG"), units(count), units(0), priority,
                        day("2026-11-24"), Instant{}, partial};
  }
  void open_warehouse() {
    Import import;
    import.rows = {ItemRow{item("BRG"), "Bearing 6204-2RS, sealed", Tracking::none},
                   ItemRow{item("GLV"), "Nitrile gloves", Tracking::lot},
                   ItemRow{item("DRL"), "Drill", Tracking::serial},
                   LocationRow{place("DOCK-1"), LocationKind::dock, 0},
                   LocationRow{place("DOCK-2"), LocationKind::dock, 0},
                   LocationRow{place("A-01"), LocationKind::storage, 1},
                   LocationRow{place("A-02"), LocationKind::storage, 2},
                   LocationRow{place("X-01"), LocationKind::lane, 90},
                   LocationRow{place("Q-01"), LocationKind::quarantine, 95},
                   CustomerRow{"ACME", "Acme Ltd"},
                   PurchaseLineRow {
                     purchase("PO-7/1"),
                     "SKF",
                     item("BRG"),
                     units(20),
                     day("2026-11-22"),
                     {}
                   }};
    accepted(import);
  }
  void demand_is(std::vector<OrderLineRow> rows) {
    Import import;
    for (auto& row : rows) import.rows.emplace_back(std::move(row));
    accepted(import);
  }

 private:
  const Clock& clock_;
  std::string name_;
  int given_ = 0;
};

}  // namespace dockhand::test
