// Whether the write-ahead log still has what was acknowledged.
//
// Decides: when a break in the log is damage and not the end of what was being written. SQLite reads the log up to the
// first frame whose checksum is wrong and takes that for the end, because a power cut leaves a log like that; so one
// wrong bit hides every scan behind it, and the next scan is written over them. Leaves to others: what is done with a
// damaged log (storage/upkeep/salvage.h).
//
// A break in the log is damage in two cases: when one corrected 32-bit word mends it, which cannot happen by chance, or
// when more commits stand behind it than ever share a flush. Anything else is what a power cut may leave of scans that
// nobody was told are safe.
#pragma once

#include <filesystem>

#include "storage/engine/disk.h"

namespace dockhand {

// An Error of kind corrupt says that scans which were acknowledged stand behind a damaged place. A log that is missing,
// or cannot be read, is no error here.
Status check_log(const std::filesystem::path& file, Disk& disk);

}  // namespace dockhand
