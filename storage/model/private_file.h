// A small file that only its owner may read.
//
// Decides: that it is replaced whole or not at all, is safe on the disk when the call returns, and that nobody but its
// owner can read it at any moment; that what root makes in somebody else's folder is that one's. Leaves to others: what
// stands in it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

// Gives the file to the owner of its folder. An administrator makes it beside the database, and a service that runs as
// another user has to read it, lock it and append to it.
void give_to_owner_of_folder(int handle, const std::filesystem::path& file);

Status write_private_file(const std::filesystem::path& file, std::string_view text);
// It is an Error when the file is not there, cannot be read, or has more than `max` bytes.
Result<std::string> read_private_file(const std::filesystem::path& file, std::size_t max);

}  // namespace dockhand
