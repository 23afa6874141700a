// A disk in memory that does what disks do: loses its power, tears writes, fills up, fails, and lies about flushes.
//
// Decides: which bytes survive. What was synced survives; of what was not, any mixture may (Survival). Operations are
// counted, so that a test can hit every one of them. Leaves to others: what has to be there afterwards.
//
// A write damages only the bytes that it writes (SQLITE_IOCAP_POWERSAFE_OVERWRITE, as SQLite assumes of its own disks).
// A new name is durable once its file is synced, and then so are the removals before it. One thread at a time; one disk
// serves one test.
#pragma once

#include <sqlite3.h>

#include <map>
#include <random>
#include <vector>

#include "storage/engine/disk.h"
#include "tests/support/disk/memory_file.h"

namespace dockhand::test {

enum class Operation { read, write, sync, other };  // other: open, truncate, delete, move

class FaultDisk final : public Disk {
 public:
  FaultDisk();
  ~FaultDisk() override;
  FaultDisk(const FaultDisk&) = delete;
  FaultDisk& operator=(const FaultDisk&) = delete;

  // --- what is to go wrong ---------------------------------------------------------------------------------------
  // The power goes during the n-th operation from now that is not a read; 1 is the next one. 0: it stays.
  void cut_power_at(std::int64_t n);
  // The n-th operation of the kind from now fails; `times` of them in a row.
  void fail_at(Operation kind, std::int64_t n, std::int64_t times = 1);
  // Bytes that all files together may have.
  void set_capacity(std::uint64_t bytes) { capacity_ = bytes; }
  // From now on a sync says that it worked and makes nothing durable.
  void lie_about_syncs(bool lying) { lying_ = lying; }
  void no_more_faults();

  // --- what happened -----------------------------------------------------------------------------------------------
  bool has_power() const { return power_; }
  void power_up(Survival survival, std::mt19937& random);
  std::int64_t count(Operation kind) const { return counts_[static_cast<std::size_t>(kind)]; }
  std::int64_t changes() const { return changes_; }  // every operation that is not a read
  std::uint64_t used() const;

  // --- the files, at rest ------------------------------------------------------------------------------------------
  using Image = std::map<std::string, std::string>;  // synced contents by name
  Image image() const;
  void load(const Image& image);
  void copy(const std::string& from, const std::string& to);
  void damage(const std::string& file, std::size_t offset, std::size_t bytes, std::mt19937& random);
  void truncate(const std::string& file, std::size_t bytes);
  std::vector<std::string> names() const;

  // --- Disk --------------------------------------------------------------------------------------------------------
  const char* vfs() const override { return name_.c_str(); }
  bool exists(const std::filesystem::path& file) override;
  Result<std::string> head(const std::filesystem::path& file, std::size_t count) override;
  std::uint64_t room_beside(const std::filesystem::path& file) override;
  Status move(const std::filesystem::path& from, const std::filesystem::path& to) override;
  Status make_durable(const std::filesystem::path& file) override;
  Status remove(const std::filesystem::path& file) override;
  Result<std::unique_ptr<Lock>> lock(const std::filesystem::path& file) override;

 private:
  friend struct FaultVfs;
  enum class Verdict { works, fails, power_goes, power_is_gone };
  Verdict begin(Operation kind);
  void keep(const std::string& name, const std::shared_ptr<MemoryFile>& file);
  bool fits(const MemoryFile& file, std::uint64_t end) const;

  std::string name_;
  sqlite3_vfs vfs_{};
  std::map<std::string, std::shared_ptr<MemoryFile>> files_;    // as the program sees them
  std::map<std::string, std::shared_ptr<MemoryFile>> durable_;  // names that survive
  std::int64_t counts_[4] = {};
  std::int64_t changes_ = 0;
  std::int64_t cut_at_ = 0;  // in changes_; 0: never
  struct Failure {
    std::int64_t first = 0, last = -1;  // in counts_
  };
  Failure failures_[4];
  std::uint64_t capacity_ = UINT64_MAX;
  bool lying_ = false;
  bool power_ = true;
};

}  // namespace dockhand::test
