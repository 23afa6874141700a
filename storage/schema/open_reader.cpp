#include "storage/schema/open_reader.h"

#include "storage/model/quantity.h"
#include "storage/schema/migrations.h"
#include "storage/schema/safe_events.h"

namespace dockhand {

Result<std::unique_ptr<Engine>> open_reader(const std::filesystem::path& file, Disk& disk, Access access) {
  const auto mark = access == Access::salvage ? std::nullopt : safe_mark_of(file, disk);
  auto engine = Engine::open(file, access, disk);
  if (!engine) {
    const bool emptied = engine.error().kind == ErrorKind::unknown && mark && disk.exists(file);
    const Status all = emptied ? check_safe_events(file, disk) : Status(Done{});
    return all ? engine.error() : all.error();
  }
  Engine& db = **engine;
  std::string version = "0";
  if (db.has_table("setting")) {
    auto rows = db.query("SELECT value FROM setting WHERE name='schema'");
    if (rows.next()) version = rows.text(0);
  }
  if (auto all = holds_safe_events(db, file, mark); !all) return all.error();
  if (db.failed()) return db.failure();
  const std::string newest = std::to_string(migrations().size());
  if (version == newest) return engine;
  if (version == "0") {
    return Error{ErrorKind::unknown, file.string(), "the database is empty; import or receive something first"};
  }
  const auto number = Quantity::parse(version);
  if (!number) return Error{ErrorKind::corrupt, file.string(), "the database has lost its version number"};
  const bool newer = number->units() > static_cast<std::int64_t>(migrations().size());
  return Error{newer ? ErrorKind::newer_version : ErrorKind::refused, file.string(),
               "the database has version " + version + ", this program reads " + newest +
                   (newer ? "; install the newer program" : "; start `dockhand run` once to bring it up to date")};
}

}  // namespace dockhand
