
#include <memory>

#include "storage/ledger/ledger.h"
#include "storage/model/exit_code.h"
#include "storage/views/told.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

int run_restore(const CommonOptions& common, const std::filesystem::path& backup) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const SystemClock clock;
  if (auto restored = Ledger::restore(backup, *database, clock); !restored) return report(restored.error());
  const auto last = newest_event(backup);
  if (!last) return report(last.error());
  return write_out(database->string() + " is restored, up to the event " + std::to_string(*last) +
                   ": whoever reads with `dockhand export --since` goes on from there. A terminal is synced now; a hub "
                   "is started, and its terminals send what it lacks. "
                   "What the office did at a hub since the backup was made (files, orders, cancellations, recalls, "
                   "stock) no terminal sends: send it again. Then count again what was handled since.\n")
             ? exit_ok
             : exit_failed;
}

}  // namespace

Subcommand subcommand_restore() {
  auto backup = std::make_shared<std::filesystem::path>();
  return {
      .name = "restore",
      .about = "Makes a database of a backup",
      .options = {argument("backup", backup.get(), "made by `dockhand backup`").required()},
      .run = [backup](const CommonOptions& common) { return run_restore(common, *backup); },
      .footer =
          "The backup is audited first and stays as it is. A database that is there is never overwritten: move it "
          "away.\n"
          "The restored database is a new writer with the same events, so a hub counts none of them twice; what was\n"
          "scanned after the backup and never sent is missing.\n"
          "Example: dockhand restore /media/usb/dock-2026-11-22.db --db dock.db"};
}

}  // namespace dockhand
