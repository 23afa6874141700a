#include "terminal/cli/command_line.h"

#include "storage/options/command_line.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

constexpr const char* about =
    "Dockhand: the barcode terminal of a warehouse.\n"
    "Receives and picks by scanning, gives what arrives to the orders that wait for it, works offline, syncs later.\n"
    "Exit codes: 0 done, 1 a file, disk or network failed, 2 wrong usage, 3 bad or refused input, 4 audit failed,\n"
    "5 the database is damaged, foreign, newer than the program, or in use.";

}  // namespace

int run_command_line(int argc, const char* const* argv) {
  CommonOptions common;
  Program program{
      .name = "dockhand",
      .about = about,
      .options = {option("db", &common.database, "database file (default: in your data folder)").following_links()}};
  for (const Subcommand& one : subcommands()) {
    const auto run = [&common, work = one.run](const std::set<std::string>& given) {
      common.given = given;
      return work(common);
    };
    program.commands.push_back({one.name, one.about, one.options, run, one.footer, one.hidden});
  }
  return run_program(program, argc, argv);
}

}  // namespace dockhand
