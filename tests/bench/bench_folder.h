// Where a bench makes its files: a folder that is gone afterwards, or at the bench's next run when this one was killed.
#pragma once

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace dockhand::bench {

// A lock is held on it for as long as the process lives. So a folder without a lock was left by a process that is gone.
class Folder {
 public:
  Folder(const std::filesystem::path& parent, const std::string& bench) {
    remove_abandoned(parent, bench + "-");
    std::string name = (parent / (bench + "-XXXXXX")).string();
    if (mkdtemp(name.data()) == nullptr || (lock_ = locked(name)) < 0) {
      std::fprintf(stderr, "%s: no folder can be made in %s\n", bench.c_str(), parent.c_str());
      std::exit(2);
    }
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
    ::close(lock_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  // A negative result says that another process has locked it, or that it is no folder.
  static int locked(const std::filesystem::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0 || ::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return descriptor;
    ::close(descriptor);
    return -1;
  }

  static void remove_abandoned(const std::filesystem::path& parent, const std::string& prefix) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(parent, ignored)) {
      const std::string name = entry.path().filename().string();
      if (!name.starts_with(prefix) || name.size() != prefix.size() + 6) continue;
      const int lock = locked(entry.path());
      if (lock < 0) continue;
      std::filesystem::remove_all(entry.path(), ignored);
      ::close(lock);
    }
  }

  std::filesystem::path path_;
  int lock_ = -1;
};

}  // namespace dockhand::bench
