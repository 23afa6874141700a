// The file behind a name that is a link.
//
// Decides: that a database that has several names is known by its own. What lies beside it (its lock, its log, its
// socket) is named after it, so that nobody opens it a second time by another name.
#pragma once

#include <filesystem>

namespace dockhand {

// Follows links, also to a file that is not there yet. Any other name is returned as it is.
std::filesystem::path file_itself(std::filesystem::path file);
// Two names of one file, or of one place where none is yet.
bool is_one_file(const std::filesystem::path& one, const std::filesystem::path& other);

}  // namespace dockhand
