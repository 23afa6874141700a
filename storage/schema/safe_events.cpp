#include "storage/schema/safe_events.h"

#include "storage/schema/setting.h"

namespace dockhand {
namespace {

Error missing_after(std::int64_t last, const std::filesystem::path& file, const SafeMark& mark) {
  return Error{ErrorKind::corrupt, file.string(),
               "it ends with event " + std::to_string(last) + ", and event " + std::to_string(mark.event) +
                   " was safe on the disk: the file that ends in -wal was damaged, cut off or taken away; nothing was "
                   "touched: `dockhand salvage` keeps what can be read"};
}

}  // namespace

Status holds_safe_events(Engine& db, const std::filesystem::path& file, const std::optional<SafeMark>& mark) {
  if (!mark || mark->event == 0) return Done{};
  const std::string writer = db.has_table("setting") ? text_setting(db, "writer") : "";
  std::int64_t last = 0;
  if (db.has_table("event")) {
    auto rows = db.query("SELECT coalesce(max(seq), 0) FROM event");
    if (rows.next()) last = rows.integer(0);
  }
  if (db.failed()) return db.failure();
  const bool another = !writer.empty() && writer != mark->writer;
  if (another || last >= mark->event) return Done{};
  return missing_after(last, file, *mark);
}

Status check_safe_events(const std::filesystem::path& file, Disk& disk) {
  const auto mark = safe_mark_of(file, disk);
  if (!mark) return Done{};
  if (!disk.exists(file)) return disk.remove(mark_beside(file));
  const auto there = Engine::examine(file, disk);
  if (!there) return there.error();
  if (!*there) return mark->event == 0 ? Status(Done{}) : missing_after(0, file, *mark);
  auto reader = Engine::open(file, Access::read_only, disk);
  return reader ? holds_safe_events(**reader, file, mark) : Status(reader.error());
}

}  // namespace dockhand
