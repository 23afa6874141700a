// A file that other programs may read at any moment.
//
// Decides: that it is there whole or not at all, and safe on the disk when the call returns. Leaves to others: what
// stands in it; what nobody else may read is storage/model/private_file.h.
#pragma once

#include <filesystem>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

// Replaces a file that is there. While it is written, its name begins with a dot.
Status write_shared_file(const std::filesystem::path& file, std::string_view text);

}  // namespace dockhand
