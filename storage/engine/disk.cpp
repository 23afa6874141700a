#include "storage/engine/disk.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <limits>

#include "storage/model/private_file.h"
#include "storage/model/tools/descriptor.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

Error not_done(const fs::path& file, const char* what) {
  const int cause = errno;
  ErrorKind kind = ErrorKind::io;
  if (cause == ENOSPC || cause == EDQUOT) kind = ErrorKind::disk_full;
  if (cause == EACCES || cause == EROFS || cause == EPERM) kind = ErrorKind::read_only;
  return Error{kind, file.string(), std::string(what) + " (" + std::strerror(cause) + ")"};
}

fs::path folder_of(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

Status sync_path(const fs::path& path, int flags) {
  const Descriptor opened(::open(path.c_str(), flags | O_CLOEXEC));
  if (!opened || ::fsync(opened.get()) != 0) return not_done(path, "cannot be brought safely onto the disk");
  return Done{};
}

Status sync_folder(const fs::path& file) { return sync_path(folder_of(file), O_RDONLY | O_DIRECTORY); }

class HeldLock final : public Disk::Lock {
 public:
  explicit HeldLock(int descriptor) : descriptor_(descriptor) {}
  bool take() const { return opened() && ::flock(descriptor_.get(), LOCK_EX | LOCK_NB) == 0; }
  bool opened() const { return bool(descriptor_); }
  int number() const { return descriptor_.get(); }

 private:
  Descriptor descriptor_;
};

class RealDisk final : public Disk {
 public:
  const char* vfs() const override { return nullptr; }

  bool exists(const fs::path& file) override {
    std::error_code ignored;
    return fs::exists(fs::symlink_status(file, ignored));
  }

  Result<std::string> head(const fs::path& file, std::size_t count) override {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return std::string();
    if (fs::is_directory(file, ignored)) {
      return Error{ErrorKind::foreign, file.string(), "this is a folder, not a database"};
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return not_done(file, "the database cannot be opened for reading");
    std::string bytes(count, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
  }

  std::uint64_t room_beside(const fs::path& file) override {
    struct statvfs state {};
    if (::statvfs(folder_of(file).c_str(), &state) != 0) return std::numeric_limits<std::uint64_t>::max();
    return std::uint64_t{state.f_bavail} * state.f_frsize;
  }

  Status move(const fs::path& from, const fs::path& to) override {
    int moved = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
    // Not every file system can refuse to overwrite by itself.
    if (moved != 0 && errno == EINVAL && !exists(to)) moved = std::rename(from.c_str(), to.c_str());
    if (moved != 0) return not_done(from, ("cannot be moved to " + to.string()).c_str());
    const Descriptor placed(::open(to.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (placed) give_to_owner_of_folder(placed.get(), to);
    return sync_folder(to);
  }

  Status make_durable(const fs::path& file) override {
    if (auto synced = sync_path(file, O_RDONLY); !synced) return synced;
    return sync_folder(file);
  }

  Status remove(const fs::path& file) override {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) return not_done(file, "cannot be removed");
    return Done{};
  }

  Result<std::unique_ptr<Lock>> lock(const fs::path& file) override {
    const std::string name = file.string() + ".lock";
    auto lock = std::make_unique<HeldLock>(::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (!lock->opened()) return not_done(file, "its folder cannot be written");
    give_to_owner_of_folder(lock->number(), name);
    if (lock->take()) return std::unique_ptr<Lock>(std::move(lock));
    return Error{ErrorKind::busy, file.string(), "another Dockhand has this database open; close it first"};
  }
};

}  // namespace

Disk& Disk::real() {
  static RealDisk disk;
  return disk;
}

}  // namespace dockhand
