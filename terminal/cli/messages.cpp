#include <memory>

#include "storage/model/exit_code.h"
#include "sync/hub_letters.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

int run(const CommonOptions& common, const LetterWork& work) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const auto said = do_letter_work(*database, LedgerRole::terminal, work, SystemClock());
  if (!said) return report(said.error());
  return write_out(*said) ? exit_ok : exit_failed;
}

}  // namespace

Subcommand subcommand_messages() {
  auto options = std::make_shared<LetterWork>();
  return {
      .name = "messages",
      .about = "Shows what customers were told, the newest first",
      .options = {option("retry", &options->retry, "the id of a letter that was not sent, or all: it goes out again"),
                  option("limit", &options->newest, "messages at most").with_standard().within(1, 100'000)},
      .run = [options](const CommonOptions& common) { return run(common, *options); },
      .footer =
          "Made where the site says tell_customers (file `site`), by a hub, or by a terminal without one; sent by\n"
          "the hub: dockhand-hub --messages FILE. `dockhand show messages --json` has every field.\n"
          "Example: dockhand messages --limit 20"};
}

}  // namespace dockhand
