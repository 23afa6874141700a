#include "storage/upkeep/backup.h"

#include "storage/schema/open_reader.h"
#include "storage/upkeep/salvage.h"

namespace dockhand {
namespace {

Result<std::int64_t> events_in(const std::filesystem::path& copy, Disk& disk) {
  auto reader = open_reader(copy, disk);
  if (!reader) return reader.error();
  const std::string said = (*reader)->self_check();
  if (said != "ok") return Error{ErrorKind::corrupt, copy.string(), said};
  auto rows = (*reader)->query("SELECT count(*) FROM event");
  const std::int64_t events = rows.next() ? rows.integer(0) : 0;
  if ((*reader)->failed()) return (*reader)->failure();
  return events;
}

}  // namespace

Result<std::int64_t> back_up(const std::filesystem::path& database, const std::filesystem::path& to, Disk& disk) {
  if (disk.exists(to)) {
    return Error{ErrorKind::refused, to.string(), "there is a file already; name another one, nothing was changed"};
  }
  auto reader = open_reader(database, disk);
  if (!reader) return reader.error();
  if (auto removed = remove_copy(to, disk); !removed) return removed.error();
  if (auto copied = (*reader)->copy_to(copy_of(to)); !copied) {
    const Error& error = copied.error();
    return error.place == copy_of(to).string() ? Error{error.kind, to.string(), error.message} : error;
  }
  if (auto durable = disk.make_durable(copy_of(to)); !durable) return durable.error();
  // Read once, so that a backup that cannot be read is not found out on the day it is needed.
  auto events = events_in(copy_of(to), disk);
  if (!events) return events;
  if (auto removed = disk.remove(copy_of(to).string() + "-shm"); !removed) return removed.error();
  if (auto named = disk.move(copy_of(to), to); !named) return named.error();
  return events;
}

}  // namespace dockhand
