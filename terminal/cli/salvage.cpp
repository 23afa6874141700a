
#include "storage/ledger/ledger.h"
#include "storage/model/exit_code.h"
#include "storage/words/wording.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

int run_salvage(const CommonOptions& common) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const SystemClock clock;
  const auto salvaged = Ledger::salvage(*database, clock);
  if (!salvaged) return report(salvaged.error());
  return write_out(sentence(*salvaged) + "\n") ? exit_ok : exit_failed;
}

}  // namespace

Subcommand subcommand_salvage() {
  return {.name = "salvage",
          .about = "Saves what can be read of a damaged database",
          .options = {},
          .run = [](const CommonOptions& common) { return run_salvage(common); },
          .footer =
              "What can be verified goes into a fresh file that takes the database's place; the damaged file is kept "
              "beside "
              "it\n"
              "as FILE.damaged-1 (2, 3, ...). A running terminal does the same by itself when its disk fails.\n"
              "Example: dockhand salvage --db dock.db"};
}

}  // namespace dockhand
