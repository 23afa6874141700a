// What is on the disk when a call returns, also after a power cut.
//
// Decides: that a text counts as written once it is flushed, and a name once its folder is. Leaves to others: which
// file it is, and who may read it (storage/model/private_file.h, sync/drop/shared_file.h).
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "storage/model/tools/descriptor.h"

namespace dockhand {

// Writes all of the text. False: it is not known to be on the disk.
inline bool write_safely(int file, std::string_view text) {
  while (!text.empty()) {
    const ::ssize_t written = ::write(file, text.data(), text.size());
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file) == 0;
}

// After it, files that were made, renamed or removed in the folder are so also after a power cut. An empty path is the
// folder in which the program runs.
inline void flush_names_in(const std::filesystem::path& folder) {
  const Descriptor opened(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened) static_cast<void>(::fsync(opened.get()));
}

}  // namespace dockhand
