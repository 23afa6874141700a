// This makes backups of a running hub without a person.
//
// Decides: when the next one is due, how its file is called, and that old ones go only after a new one is whole. Leaves
// to others: how a copy is made (storage/upkeep/backup.h), what it is good for (`dockhand restore`).
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "storage/model/time.h"
#include "storage/model/tools/halt.h"
#include "sync/hub_log.h"

namespace dockhand {

struct BackupPlan {
  std::filesystem::path database;
  std::filesystem::path folder;  // is there already
  std::chrono::hours every{24};
  std::size_t keep = 7;  // how many of the newest are kept; at least 1
};

// Returns a name such as "hub-20261122T080000Z.db".
std::string backup_name(Instant now);
// Returns which of the names in a folder are backups beyond the newest `keep`. Other files are never among them. Names
// of a day that has not come were given by a clock that was wrong: they are the first to go.
std::vector<std::string> expired_backups(std::vector<std::string> names, std::size_t keep, Instant now);
// Says whether a backup is due: none of the names is younger than `every`. A name of the next minutes counts as one of
// now, as a clock may be corrected a little; one of a later day says nothing.
bool backup_due(const std::vector<std::string>& names, std::chrono::hours every, Instant now);

// Makes a backup and removes those that are too many.
Status back_up_by(const BackupPlan& plan, Instant now);

// A thread that looks once a minute. The clock and the log must outlive it. `failed` is called on that thread.
class Backups {
 public:
  using Failed = std::function<void(const Error&)>;
  Backups(BackupPlan plan, const Clock& clock, HubLog& log, Failed failed = {});
  ~Backups();
  Backups(const Backups&) = delete;
  Backups& operator=(const Backups&) = delete;

 private:
  void work();
  void look();

  const BackupPlan plan_;
  const Clock& clock_;
  HubLog& log_;
  const Failed failed_;
  Halt stop_;
  std::thread thread_;  // must be the last member, as it uses the others
};

}  // namespace dockhand
