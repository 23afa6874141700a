// dockhand enrol: makes this terminal one of a hub's, with a code that the hub shows.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

#include "storage/model/exit_code.h"
#include "sync/enrolment.h"
#include "terminal/cli/lines.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

constexpr std::size_t max_code_line = 1024;

// The code is read from standard input, never from the command line: everybody on the machine sees that.
int run_enrol(const CommonOptions& common, bool same_site) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  if (::isatty(STDIN_FILENO) != 0) {
    fmt::print("Scan or type the code that `dockhand-hub enrol` shows: ");
    std::fflush(stdout);
  }
  const auto line = read_line(stdin, max_code_line);
  const auto code = parse_enrolment_code(line.value_or(""));
  if (!code) return report(code.error());
  const auto enrolment = enrol(*database, *code, same_site ? BooksGo::to_any_hub : BooksGo::to_their_hub);
  if (!enrolment) return report(enrolment.error());
  fmt::print("This terminal is {} at {} now; `dockhand run` and `dockhand sync` talk to it.\n", enrolment->name,
             enrolment->address);
  return exit_ok;
}

}  // namespace

Subcommand subcommand_enrol() {
  const auto same_site = std::make_shared<bool>(false);
  return {.name = "enrol",
          .about = "Becomes one of a hub's terminals, with a code that the hub shows",
          .options = {option("same_site", same_site.get(),
                             "the hub was made anew for the same site: what was booked here goes to it again")},
          .run = [same_site](const CommonOptions& common) { return run_enrol(common, *same_site); },
          .footer =
              "The code is one line on standard input: scanned, typed, or from a file. It holds for 15 minutes "
              "and once.\nThe key that this terminal makes lies beside the database, in DATABASE.hub."};
}

}  // namespace dockhand
