#include "tests/support/warehouse/warehouse.h"

#include "storage/words/wording.h"

namespace dockhand::test {

ItemCode item(const std::string& code) { return ItemCode::parse(code).value(); }
LocationCode place(const std::string& code) { return LocationCode::parse(code).value(); }
OrderLine order(const std::string& line) { return OrderLine::parse(line).value(); }
PurchaseLine purchase(const std::string& line) { return PurchaseLine::parse(line).value(); }
Quantity units(std::int64_t count) { return Quantity::exactly(count); }
Sscc sscc(const std::string& digits) { return Sscc::parse(digits).value(); }
Lot lot(const std::string& code) { return Lot::parse(code).value(); }
Date day(const std::string& text) { return Date::parse(text).value(); }

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "dockhand-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}
TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Floor::Floor(const std::filesystem::path& file, LedgerRole role, const Clock& clock, std::string name, Disk& disk)
    : ledger(Ledger::open(file, role, clock, disk).value()), clock_(clock), name_(std::move(name)) {}

Outcome Floor::give(Action action) { return give(name_ + "-" + std::to_string(++given_), std::move(action)); }
Outcome Floor::give(const std::string& id, Action action) {
  return ledger
      ->execute(
          Command{CommandId::parse(id).value(), OperatorName::parse("anna").value(), clock_.now(), std::move(action)})
      .value();
}
Accepted Floor::accepted(Action action) {
  Outcome outcome = give(std::move(action));
  if (const auto* no = std::get_if<Refused>(&outcome)) FAIL(no->error.sentence());
  return std::get<Accepted>(outcome);
}
Error Floor::refused(Action action) {
  Outcome outcome = give(std::move(action));
  REQUIRE(std::holds_alternative<Refused>(outcome));
  return std::get<Refused>(outcome).error;
}

std::string Floor::last_id() const { return name_ + "-" + std::to_string(given_); }

Receive Floor::receipt(std::int64_t count, const std::string& of) const {
  return Receive{Units{item(of), units(count), {}, {}, {}}, place("DOCK-1"), {}, false};
}
OrderLineRow Floor::demand(const std::string& line, std::int64_t count, std::int32_t priority, bool partial) const {
  return OrderLineRow{order(line),       "ACME",    item("BRG"), units(count), units(0), priority,
                      day("2026-11-24"), Instant{}, partial};
}
void Floor::open_warehouse() {
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
void Floor::demand_is(std::vector<OrderLineRow> rows) {
  Import import;
  for (auto& row : rows) import.rows.emplace_back(std::move(row));
  accepted(import);
}

std::string told_of(const Outcome& outcome) {
  if (const auto* refused = std::get_if<Refused>(&outcome)) return refused->error.message;
  std::string told;
  for (const Notice& notice : std::get<Accepted>(outcome).notices) told += sentence(notice) + "\n";
  return told;
}

}  // namespace dockhand::test
