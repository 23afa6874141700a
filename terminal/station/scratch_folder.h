// A folder of its own among the system's temporary files; it goes, with all that is in it, when the object does.
#pragma once

#include <filesystem>

namespace dockhand {

class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  // The folder may not exist, when it could not be made. A program that writes there then gets the error.
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace dockhand
