// A database that stands where nobody can write: a copy on a mounted disk, in a folder of somebody else.
//
// Decides: when such a file is all there is of the books, and how SQLite is told that nobody writes to it; it would put
// a file beside it otherwise, in which readers and writers meet. Leaves to others: opening it
// (storage/engine/engine.h).
#pragma once

#include <filesystem>
#include <string>

#include "storage/engine/disk.h"

namespace dockhand {

// `failure` says that the file or its folder could not be used, and no log with rows that are not in the file yet lies
// beside it.
bool is_readable_alone(const std::filesystem::path& file, const Error& failure, Disk& disk);
// Returns the file's name as a URI that says so.
std::string immutable_name(const std::filesystem::path& file);

}  // namespace dockhand
