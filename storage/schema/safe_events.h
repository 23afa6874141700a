// Whether every event is there that was once safe on the disk.
//
// Decides: that books whose newest event is older than their mark have lost scans that were acknowledged, whatever
// became of the log: damaged, cut off, or thrown away. Leaves to others: the mark (storage/engine/safe_mark.h), and
// what is done about it (storage/upkeep/salvage.h).
#pragma once

#include <filesystem>
#include <optional>

#include "storage/engine/engine.h"
#include "storage/engine/safe_mark.h"

namespace dockhand {

// `mark` must be read before anything is read of `db`, because another program may be writing. An Error of kind corrupt
// says that events are missing. A mark of another writer says nothing: the database was salvaged, restored, or put here
// from elsewhere.
Status holds_safe_events(Engine& db, const std::filesystem::path& file, const std::optional<SafeMark>& mark);

// Does the same for a program that is about to open the file for writing. It changes nothing of the file. A mark whose
// database was taken away is removed.
Status check_safe_events(const std::filesystem::path& file, Disk& disk);

}  // namespace dockhand
