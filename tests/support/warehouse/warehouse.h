// A small warehouse on a temporary database, for tests of the ledger and of what stands on it.
#pragma once

#include <filesystem>
#include <string>

#include "storage/ledger/ledger.h"
#include "tests/support/unity.h"

namespace dockhand::test {

ItemCode item(const std::string& code);
LocationCode place(const std::string& code);
OrderLine order(const std::string& line);
PurchaseLine purchase(const std::string& line);
Quantity units(std::int64_t count);
Sscc sscc(const std::string& digits);
Lot lot(const std::string& code);
Date day(const std::string& text);

// The sentences that a person reads of it.
std::string told_of(const Outcome& outcome);

// A folder of its own, gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
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
        Disk& disk = Disk::real());

  std::unique_ptr<Ledger> ledger;

  Outcome give(Action action);
  Outcome give(const std::string& id, Action action);
  // For what a test takes for granted.
  Accepted accepted(Action action);
  Error refused(Action action);

  // Of the command given last with an id of the floor's own.
  std::string last_id() const;

  Receive receipt(std::int64_t count, const std::string& of = "BRG") const;
  OrderLineRow demand(const std::string& line, std::int64_t count, std::int32_t priority = 5,
                      bool partial = true) const;
  void open_warehouse();
  void demand_is(std::vector<OrderLineRow> rows);

 private:
  const Clock& clock_;
  std::string name_;
  int given_ = 0;
};

}  // namespace dockhand::test
