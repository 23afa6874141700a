// A small file for its owner's eyes.
//
// Decides: that it is replaced whole or not at all, is safe on the disk when the call returns, and that nobody but its
// owner can read it at any moment. Leaves to others: what stands in it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

Status write_private_file(const std::filesystem::path& file, std::string_view text);
// An Error when it is not there, cannot be read, or has more than `max` bytes.
Result<std::string> read_private_file(const std::filesystem::path& file, std::size_t max);

}  // namespace dockhand
