// A file of a disk in memory: what the program sees of it, and what of it would survive a power cut.
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace dockhand::test {

// What becomes of unsynced writes when the power goes.
enum class Survival {
  nothing,
  all,
  prefix,  // of each file's writes, in their order; the last one may end after any of its sectors
  torn,    // each sector of 512 bytes of each write: the old bytes, the new ones, or garbage
};

struct Change {
  bool truncates = false;
  std::size_t offset = 0;  // when it truncates, this is the new size
  std::string bytes{};
};

struct MemoryFile {
  std::string content;           // as the program sees it
  std::string durable;           // as it was synced last
  std::vector<Change> unsynced;  // since then
  std::vector<std::unique_ptr<char[]>> shared_memory;
  int shared_locks[SQLITE_SHM_NLOCK] = {};
  bool exclusive_locks[SQLITE_SHM_NLOCK] = {};
  int readers = 0;                  // that hold SQLITE_LOCK_SHARED or more
  const void* reserved = nullptr;   // who holds SQLITE_LOCK_RESERVED or more
  const void* exclusive = nullptr;  // who holds SQLITE_LOCK_EXCLUSIVE

  void change(Change made);
  void sync();
  // Decides what is durable after a power cut.
  void settle(Survival survival, std::mt19937& random);
  // Makes garbage that is durable.
  void damage(std::size_t offset, std::size_t bytes, std::mt19937& random);
};

}  // namespace dockhand::test
