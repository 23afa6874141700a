#include "storage/upkeep/backup.h"

#include <memory>

#include "storage/model/exit_code.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

int run_backup(const CommonOptions& common, const std::filesystem::path& to) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const auto events = back_up(*database, to);
  if (!events) return report(events.error());
  return write_out(to.string() + " holds " + std::to_string(*events) + " events.\n") ? exit_ok : exit_failed;
}

}  // namespace

Subcommand subcommand_backup() {
  auto to = std::make_shared<std::filesystem::path>();
  return {
      .name = "backup",
      .about = "Copies the database, also while it is in use",
      .options = {argument("file", to.get(), "the backup, a new file").required()},
      .run = [to](const CommonOptions& common) { return run_backup(common, *to); },
      .footer =
          "The copy is of one moment and is read once before it gets its name. An existing file is never overwritten.\n"
          "Take it back with `dockhand restore`, not by copying it over a database.\n"
          "Example: dockhand backup /media/usb/dock-2026-11-22.db"};
}

}  // namespace dockhand
