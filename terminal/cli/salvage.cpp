#include <CLI/CLI.hpp>

#include "storage/ledger/ledger.h"
#include "storage/words/wording.h"
#include "terminal/cli/command.h"
#include "terminal/cli/exit_code.h"
#include "terminal/cli/rows.h"

namespace dockhand {
namespace {

int run(const CommonOptions& common) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const SystemClock clock;
  const auto salvaged = Ledger::salvage(*database, clock);
  if (!salvaged) return report(salvaged.error());
  return write_out(sentence(*salvaged) + "\n") ? exit_ok : exit_failed;
}

}  // namespace

void add_salvage(CLI::App& app, CommonOptions& common, Exit& exit) {
  CLI::App* command = app.add_subcommand("salvage", "Saves what can be read of a damaged database");
  command->footer(
      "What can be verified goes into a fresh file that takes the database's place; the damaged file is kept beside "
      "it\n"
      "as FILE.damaged-1 (2, 3, ...). A running terminal does the same by itself when its disk fails.\n"
      "Example: dockhand salvage --db dock.db");
  command->callback([&common, &exit] { exit.code = run(common); });
}

}  // namespace dockhand
