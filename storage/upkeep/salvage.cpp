#include "storage/upkeep/salvage.h"

#include "storage/engine/engine_sqlite_wal.h"
#include "storage/schema/migrations.h"
#include "storage/schema/open_reader.h"
#include "storage/schema/safe_events.h"
#include "storage/upkeep/audit_checks.h"
#include "storage/upkeep/salvage_rows.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

fs::path with(const fs::path& file, const std::string& ending) { return file.string() + ending; }

// Returns the first number under which nothing was set aside yet. The -wal file goes before its database, so an
// exchange that was interrupted between them finds the same number again.
fs::path aside_name(const fs::path& file, Disk& disk) {
  for (int number = 1;; ++number) {
    fs::path name = with(file, ".damaged-" + std::to_string(number));
    if (!disk.exists(name)) return name;
  }
}

Status set_aside(const fs::path& file, const fs::path& aside, Disk& disk) {
  if (disk.exists(with(file, "-wal"))) {
    if (auto moved = disk.move(with(file, "-wal"), with(aside, "-wal")); !moved) return moved;
  }
  for (const fs::path& beside : {with(file, "-shm"), mark_beside(file)}) {
    if (auto removed = disk.remove(beside); !removed) return removed;
  }
  return disk.exists(file) ? disk.move(file, aside) : Status(Done{});
}

std::string damage_of(const fs::path& file, Engine& db, Disk& disk) {
  if (auto whole = check_log(file, disk); !whole) return whole.error().message;
  const ReadMark read = read_mark(file, disk);
  if (read.damaged) return "the file that ends in -mark was damaged";
  if (auto all = holds_safe_events(db, file, read.mark); !all) return all.error().message;
  for (const AuditCheck& check : checks_of(db)) {
    if (!check.passed && !check.detail.empty()) return "it is not so that " + check.name + " (" + check.detail + ")";
  }
  return db.failed() ? db.failure().message : "";
}

Result<Copied> copy_what_reads(const fs::path& file, Engine& from, std::string damage, Disk& disk) {
  if (auto removed = remove_copy(file, disk); !removed) return removed.error();
  auto to = Engine::open(copy_of(file), Access::read_write, disk);
  if (!to) return to.error();
  Transaction transaction(**to);
  if (auto migrated = migrate(**to, file.string()); !migrated) return migrated.error();
  Copied copied{std::move(damage), take_rows_over(from, **to)};
  if (auto committed = transaction.commit(); !committed) return committed.error();
  return copied;
}

}  // namespace

fs::path copy_of(const fs::path& file) { return with(file, ".copying"); }

Status remove_copy(const fs::path& file, Disk& disk) {
  for (const char* ending : {"", "-wal", "-shm", "-mark", "-journal"}) {
    if (auto removed = disk.remove(with(copy_of(file), ending)); !removed) return removed;
  }
  return Done{};
}

Result<Copied> copy_what_verifies(const fs::path& file, Disk& disk) {
  if (auto removed = remove_copy(file, disk); !removed) return removed.error();
  auto reader = open_reader(file, disk, Access::salvage);
  if (!reader) return reader.error();
  std::string damage = damage_of(file, **reader, disk);
  if (damage.empty()) {
    const auto copied = (*reader)->copy_to(copy_of(file));
    if (copied) return Copied{};
    if (copied.error().place == copy_of(file).string()) return copied.error();
    damage = copied.error().message;
  }
  return copy_what_reads(file, **reader, std::move(damage), disk);
}

Result<fs::path> exchange(const fs::path& file, Disk& disk) {
  if (disk.exists(with(copy_of(file), "-wal"))) {
    return Error{ErrorKind::io, copy_of(file).string(), "the fresh copy could not be finished"};
  }
  if (auto durable = disk.make_durable(copy_of(file)); !durable) return durable.error();
  const fs::path aside = aside_name(file, disk);
  if (auto named = disk.move(copy_of(file), with(file, ".fresh")); !named) return named.error();
  if (auto finished = finish_exchange(file, disk); !finished) return finished.error();
  return aside;
}

Status finish_exchange(const fs::path& file, Disk& disk) {
  if (!disk.exists(with(file, ".fresh"))) return Done{};
  if (auto moved = set_aside(file, aside_name(file, disk), disk); !moved) return moved;
  return disk.move(with(file, ".fresh"), file);
}

}  // namespace dockhand
