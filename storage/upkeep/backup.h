// A copy of a database, made while it is in use.
//
// Decides: that a copy is of one moment, complete, durable, and never takes the place of another file. Leaves to
// others: what a database that is made of it is (Ledger::restore).
#pragma once

#include <cstdint>
#include <filesystem>

#include "storage/engine/disk.h"

namespace dockhand {

// Another program may write to the database meanwhile. Returns the number of events in the copy.
Result<std::int64_t> back_up(const std::filesystem::path& database, const std::filesystem::path& to,
                             Disk& disk = Disk::real());

}  // namespace dockhand
