#include "sync/hub/backups.h"

#include <algorithm>

#include "storage/model/codes.h"
#include "storage/upkeep/backup.h"

namespace dockhand {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view name_start = "hub-";
constexpr std::string_view name_end = "Z.db";
constexpr std::chrono::minutes between_looks{1};

// Returns "20261122T080000" of a backup's name. It is empty for other names.
std::string stamp_of(const std::string& name) {
  if (name.size() != 23 || !name.starts_with(name_start) || !name.ends_with(name_end)) return "";
  const std::string stamp = name.substr(name_start.size(), 15);
  const bool formed = stamp[8] == 'T' && is_digits(stamp.substr(0, 8)) && is_digits(stamp.substr(9));
  return formed ? stamp : "";
}

std::string stamp_at(Instant now) {
  std::string stamp;
  for (const char c : now.text().substr(0, 19)) {
    if (c != '-' && c != ':') stamp += c;
  }
  return stamp;
}

std::string last_believed(Instant now) {
  return stamp_at(Instant{now.ms + std::chrono::milliseconds(std::chrono::hours(1)).count()});
}

std::vector<std::string> backups_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(folder, problem)) names.push_back(entry.path().filename().string());
  return names;
}

}  // namespace

std::string backup_name(Instant now) { return std::string(name_start) + stamp_at(now) + std::string(name_end); }

std::vector<std::string> expired_backups(std::vector<std::string> names, std::size_t keep, Instant now) {
  const std::string last = last_believed(now);
  std::erase_if(names, [](const std::string& name) { return stamp_of(name).empty(); });
  std::sort(names.begin(), names.end(), [&](const std::string& a, const std::string& b) {
    const bool a_was = stamp_of(a) <= last, b_was = stamp_of(b) <= last;
    return a_was == b_was ? a > b : a_was;
  });
  names.erase(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), keep)));
  return names;
}

bool backup_due(const std::vector<std::string>& names, std::chrono::hours every, Instant now) {
  const std::string since = stamp_at(Instant{now.ms - std::chrono::milliseconds(every).count()});
  const std::string last = last_believed(now);
  return std::none_of(names.begin(), names.end(),
                      [&](const std::string& name) { return stamp_of(name) > since && stamp_of(name) <= last; });
}

Status back_up_by(const BackupPlan& plan, Instant now) {
  const fs::path file = plan.folder / backup_name(now);
  if (auto made = back_up(plan.database, file); !made) return made.error();
  std::error_code odd;  // a disk that knows no owners keeps it all the same
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, odd);
  for (const std::string& name : expired_backups(backups_in(plan.folder), plan.keep, now)) {
    std::error_code problem;
    if (!fs::remove(plan.folder / name, problem) || problem) {
      return Error{ErrorKind::io, (plan.folder / name).string(), "this old backup cannot be removed"};
    }
  }
  return Done{};
}

Backups::Backups(BackupPlan plan, const Clock& clock, HubLog& log, Failed failed)
    : plan_(std::move(plan)), clock_(clock), log_(log), failed_(std::move(failed)), thread_([this] { work(); }) {}

Backups::~Backups() {
  stop_.give();
  thread_.join();
}

void Backups::work() {
  while (!stop_.given()) {
    look();
    stop_.rest(between_looks);
  }
}

void Backups::look() {
  const Instant now = clock_.now();
  if (!backup_due(backups_in(plan_.folder), plan_.every, now)) return;
  if (const Status made = back_up_by(plan_, now); made) {
    log_.say("backed up", {{"file", (plan_.folder / backup_name(now)).string()}});
  } else {
    log_.say("not backed up", {{"why", made.error().sentence()}});
    if (failed_) failed_(made.error());
  }
}

}  // namespace dockhand
