// The disk under a database, behind an interface: files of a disk that can fill up, fail and lose its power.
//
// Decides: how files are looked at, locked, moved and made durable, and which SQLite VFS reads and writes them.
// Leaves to others: what is in the files (storage/engine/engine.h), when one is set aside (storage/upkeep/salvage.h).
// The program has one, Disk::real(); tests bring disks with faults (tests/support/disk/fault_disk.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "storage/model/result.h"

namespace dockhand {

// Says when a commit survives a power cut: as soon as the call returns, or only after a later flush. In either case
// every reader sees it at once.
enum class Flush { now, later };

class Disk {
 public:
  static Disk& real();
  virtual ~Disk() = default;

  // Returns the name of a registered SQLite VFS. Null stands for the one that SQLite uses on this system.
  virtual const char* vfs() const = 0;

  virtual bool exists(const std::filesystem::path& file) = 0;
  // Returns up to `count` bytes from the beginning, and none when there is no such file. A folder is an Error.
  virtual Result<std::string> head(const std::filesystem::path& file, std::size_t count) = 0;
  // Returns how many bytes this user may still write beside the file. It is the largest number when the system does not
  // say.
  virtual std::uint64_t room_beside(const std::filesystem::path& file) = 0;

  // The move is durable when it returns. It never overwrites.
  virtual Status move(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  // When it returns, what was written to the file, and its name, survive a power cut.
  virtual Status make_durable(const std::filesystem::path& file) = 0;
  // It is no error when the file does not exist.
  virtual Status remove(const std::filesystem::path& file) = 0;

  // The lock is held until this is destroyed, also against other processes. It ends with the process, however that
  // ends.
  class Lock {
   public:
    virtual ~Lock() = default;
  };
  // The lock is on a file of its own, because closing any descriptor of a database would drop SQLite's own locks
  // (POSIX, fcntl).
  virtual Result<std::unique_ptr<Lock>> lock(const std::filesystem::path& file) = 0;
};

}  // namespace dockhand
