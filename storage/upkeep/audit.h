// Checks that the books hold what the ledger promises, on a closed or a running database.
//
// Decides: which invariants are checked and how each failure is said. Leaves to others: repair; nothing is written.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/engine/disk.h"
#include "storage/model/result.h"
#include "storage/upkeep/audit_check.h"

namespace dockhand {

// Checks every invariant that concerns one database, in a fixed order. An Error means that the database could not be
// read.
Result<std::vector<AuditCheck>> audit(const std::filesystem::path& file, Disk& disk = Disk::real());

// One SHA-256 for each synced table, over its live rows in key order. It is the same on terminal and hub when both are
// at rest.
struct TableHash {
  std::string table;
  std::size_t rows = 0;
  std::string hash;
};
Result<std::vector<TableHash>> table_hashes(const std::filesystem::path& file, Disk& disk = Disk::real());

}  // namespace dockhand
