// What a database stands on: files of a disk that can fill up, fail and lose its power.
//
// Decides: how files are looked at, locked, moved and made durable, and which SQLite VFS reads and writes them.
// Leaves to others: what is in the files (storage/engine/engine.h), when one is set aside (storage/upkeep/salvage.h).
// The program has one, Disk::real(); tests bring disks with faults (tests/support/fault_disk.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "storage/model/result.h"

namespace dockhand {

// When a commit survives a power cut: as soon as the call returns, or only after a later flush. Every reader sees it at
// once in either case.
enum class Flush { now, later };

class Disk {
 public:
  static Disk& real();
  virtual ~Disk() = default;

  // Name of a registered SQLite VFS; null: SQLite's own for this system.
  virtual const char* vfs() const = 0;

  virtual bool exists(const std::filesystem::path& file) = 0;
  // Up to `count` bytes from the beginning; none when there is no such file. A folder is an Error.
  virtual Result<std::string> head(const std::filesystem::path& file, std::size_t count) = 0;
  // Bytes that this user may still write beside the file; the largest number when the system does not say.
  virtual std::uint64_t room_beside(const std::filesystem::path& file) = 0;

  // Durable when it returns; never overwrites.
  virtual Status move(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
  // What was written to the file, and its name, survive a power cut when it returns.
  virtual Status make_durable(const std::filesystem::path& file) = 0;
  // One that is not there is removed already.
  virtual Status remove(const std::filesystem::path& file) = 0;

  // Held until destroyed, also against other processes; gone with the process, however that ends.
  class Lock {
   public:
    virtual ~Lock() = default;
  };
  // A file of its own, because closing any descriptor of a database would drop SQLite's own locks (POSIX, fcntl).
  virtual Result<std::unique_ptr<Lock>> lock(const std::filesystem::path& file) = 0;
};

}  // namespace dockhand
