// The bytes of picture files.
//
// Decides: what may be read as a file at all: a regular one of at most 64 MiB, so that a pipe that nobody writes to
// does not hang its reader. Leaves to others: what is in it (scanner/image/picture.h), which is best found out in a
// process that may die of it (scanner/worker/frame_decoder.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "scanner/image/picture.h"

namespace dockhand {

inline constexpr std::size_t max_picture_file = std::size_t{64} << 20U;  // bytes

// The error's place is the file.
Result<std::vector<std::uint8_t>> read_picture_file(const std::filesystem::path& file);
// Returns the picture in the file. It is unpacked in this process.
Result<Picture> load_picture(const std::filesystem::path& file);

}  // namespace dockhand
