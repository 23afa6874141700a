#include <cstdio>
#include <memory>

#include "storage/model/exit_code.h"
#include "sync/enrolment.h"
#include "sync/hub/hub_letters.h"
#include "sync/message/postman.h"
#include "sync/session.h"
#include "terminal/cli/rows.h"
#include "terminal/cli/subcommand.h"

namespace dockhand {
namespace {

struct MessagesOptions {
  LetterWork work;
  std::string send;  // the file that says how
};

// What is due now goes out, each letter once.
Result<std::string> send_now(const std::filesystem::path& database, const std::string& plan_file) {
  const SystemClock clock;
  auto plan = read_post_plan(plan_file, clock);
  if (!plan) return plan.error();
  const auto upstream = upstream_of({}, {}, database);
  if (!upstream) return upstream.error();
  if (*upstream) return Error{ErrorKind::bad_input, "send", "this terminal's hub sends letters to customers"};
  auto ledger = Ledger::open(database, LedgerRole::terminal, clock);
  if (!ledger) return ledger.error();
  // A day that was told may pass without any scan.
  if (const auto begun = (*ledger)->begin_day(); !begun) return begun.error();
  HubLog log(stderr, clock);
  Postman postman(on_this_thread(**ledger), std::move(**plan), clock, log, static_cast<std::uint64_t>(clock.now().ms));
  std::size_t tried = 0;
  for (auto round = postman.round();; round = postman.round()) {
    if (!round) return round.error();
    if (*round == 0) return std::to_string(tried) + " letters were tried\n";
    tried += *round;
  }
}

// A terminal with a hub has nothing to show, though customers are told.
void say_who_tells(const std::filesystem::path& database) {
  const auto upstream = upstream_of({}, {}, database);
  if (upstream && *upstream) {
    std::fputs("dockhand: the hub tells customers, and what it has told is known there: dockhand-hub messages\n",
               stderr);
  }
}

int run_messages(const CommonOptions& common, const MessagesOptions& options) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const auto said = options.send.empty() ? do_letter_work(*database, LedgerRole::terminal, options.work, SystemClock())
                                         : send_now(*database, options.send);
  if (!said) return report(said.error());
  say_who_tells(*database);
  return write_out(*said) ? exit_ok : exit_failed;
}

}  // namespace

Subcommand subcommand_messages() {
  auto options = std::make_shared<MessagesOptions>();
  return {
      .name = "messages",
      .about = "Shows what customers were told, the newest first",
      .options = {option("retry", &options->work.retry,
                         "the id of a letter that was not sent: it goes out again; all: those refused or given up that "
                         "still hold"),
                  option("refused", &options->work.refused,
                         "a file of mails that came back, or the id of one such letter"),
                  option("contacts", &options->work.contacts, "CSV file: customer, name, email, language, consent"),
                  option("forget", &options->work.forget, "a customer: its address and what was told it are gone"),
                  option("send", &options->send, "JSON file that says how: what is due goes out now"),
                  option("limit", &options->work.newest, "messages at most").with_standard().within(1, 100'000)},
      .run = [options](const CommonOptions& common) { return run_messages(common, *options); },
      .footer =
          "Made where the site says tell_customers (file `site`), by a hub, or by a terminal without one; sent by\n"
          "the hub: dockhand-hub --messages FILE; without a hub by `dockhand run --messages FILE`, or now by --send.\n"
          "`dockhand show messages --json` has every field.\n"
          "Example: dockhand messages --limit 20"};
}

}  // namespace dockhand
