// The real disk, with a counter in each flush, and flushes that fail on request. One at a time in a program; the
// counters are read while nobody writes.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <map>

#include "storage/engine/disk.h"

namespace dockhand::test {

class CountingDisk final : public Disk {
 public:
  CountingDisk() {
    real_ = sqlite3_vfs_find(nullptr);
    vfs_ = *real_;
    vfs_.zName = "counting";
    vfs_.xOpen = [](sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
      const int code = real_->xOpen(real_, name, file, flags, out);
      if (code != SQLITE_OK || file->pMethods == nullptr) return code;
      // SQLite has several kinds of files, each with methods of its own.
      const auto [known, fresh] = methods_.try_emplace(file->pMethods, *file->pMethods);
      sync_ = file->pMethods->xSync;
      if (fresh) known->second.xSync = sync;
      file->pMethods = &known->second;
      return code;
    };
    sqlite3_vfs_register(&vfs_, 0);
  }
  ~CountingDisk() override { sqlite3_vfs_unregister(&vfs_); }
  CountingDisk(const CountingDisk&) = delete;
  CountingDisk& operator=(const CountingDisk&) = delete;
  static inline std::atomic<std::int64_t> syncs = 0;
  static inline std::atomic<std::int64_t> failing = 0;  // the number of the next calls that fail

  const char* vfs() const override { return vfs_.zName; }
  bool exists(const std::filesystem::path& file) override { return Disk::real().exists(file); }
  Result<std::string> head(const std::filesystem::path& file, std::size_t count) override {
    return Disk::real().head(file, count);
  }
  std::uint64_t room_beside(const std::filesystem::path& file) override { return Disk::real().room_beside(file); }
  Status move(const std::filesystem::path& from, const std::filesystem::path& to) override {
    return Disk::real().move(from, to);
  }
  Status make_durable(const std::filesystem::path& file) override { return Disk::real().make_durable(file); }
  Status remove(const std::filesystem::path& file) override { return Disk::real().remove(file); }
  Result<std::unique_ptr<Lock>> lock(const std::filesystem::path& file) override { return Disk::real().lock(file); }

 private:
  static int sync(sqlite3_file* synced, int how) {
    ++syncs;
    if (failing == 0) return sync_(synced, how);
    --failing;
    return SQLITE_IOERR_FSYNC;
  }

  static inline sqlite3_vfs* real_ = nullptr;
  static inline std::map<const sqlite3_io_methods*, sqlite3_io_methods> methods_;
  static inline int (*sync_)(sqlite3_file*, int) = nullptr;
  sqlite3_vfs vfs_{};
};

}  // namespace dockhand::test
