// A file beside the database, through the disk's own VFS, so that a disk of a test is read and written as well.
//
// Decides: how it is opened, with the owner and the rights of the database. Leaves to others: what is in it.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>

#include "storage/engine/disk.h"

namespace dockhand {

class FileBeside {
 public:
  enum class For { reading, writing };

  // `ending` is "-wal" or "-mark". Opening for writing creates a file that does not exist.
  FileBeside(const std::filesystem::path& file, const std::string& ending, Disk& disk, For purpose)
      : vfs_(sqlite3_vfs_find(disk.vfs())),
        memory_(std::make_unique<std::byte[]>(static_cast<std::size_t>(vfs_->szOsFile))),
        name_(sqlite3_create_filename(file.c_str(), "", (file.string() + ending).c_str(), 0, nullptr)) {
    handle()->pMethods = nullptr;
    int flags = 0;
    const int access = purpose == For::reading ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    open_ = vfs_->xOpen(vfs_, sqlite3_filename_wal(name_), handle(), access | SQLITE_OPEN_WAL, &flags) == SQLITE_OK;
  }
  ~FileBeside() {
    if (handle()->pMethods != nullptr) handle()->pMethods->xClose(handle());
    sqlite3_free_filename(name_);
  }
  FileBeside(const FileBeside&) = delete;
  FileBeside& operator=(const FileBeside&) = delete;

  // Reads as many bytes as `bytes` has room for. Returns false at the end of the file.
  bool read(std::string& bytes, std::int64_t at) {
    return open_ && handle()->pMethods->xRead(handle(), bytes.data(), static_cast<int>(bytes.size()), at) == SQLITE_OK;
  }
  // Writes, but does not flush.
  bool write(const std::string& bytes, std::int64_t at) {
    return open_ && handle()->pMethods->xWrite(handle(), bytes.data(), static_cast<int>(bytes.size()), at) == SQLITE_OK;
  }

 private:
  sqlite3_file* handle() { return reinterpret_cast<sqlite3_file*>(memory_.get()); }

  sqlite3_vfs* vfs_;
  std::unique_ptr<std::byte[]> memory_;
  const char* name_;
  bool open_ = false;
};

}  // namespace dockhand
