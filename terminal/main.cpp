// The only place where the concrete parts meet.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "terminal/cli/command.h"
#include "terminal/cli/exit_code.h"

int main(int argc, char** argv) {
  using namespace dockhand;
  CLI::App app{
      "Dockhand: the barcode terminal of a warehouse.\n"
      "Receives and picks by scanning, gives what arrives to the orders that wait for it, works offline, syncs later.\n"
      "Exit codes: 0 done, 1 a file, disk or network failed, 2 wrong usage, 3 bad or refused input, 4 audit failed,\n"
      "5 the database is damaged, foreign, newer than the program, or in use."};
  app.set_version_flag("--version", DOCKHAND_VERSION);
  app.require_subcommand(1);
  CommonOptions common;
  Exit exit;
  app.add_option("--db", common.database, "database file (default: in your data folder)");
  app.fallthrough();
#define COMMAND(name) add_##name(app, common, exit);
#include "terminal/cli/commands.def"
#undef COMMAND
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    const int code = app.exit(problem);
    return code == 0 ? exit_ok : exit_usage;
  }
  return exit.code;
}
