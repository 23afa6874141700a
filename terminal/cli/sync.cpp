// dockhand sync: sends what waits, fetches what changed, and says what became of it.
#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "storage/model/exit_code.h"
#include "storage/words/wording.h"
#include "sync/enrolment.h"
#include "sync/session.h"
#include "terminal/cli/subcommand.h"
#include "terminal/people/hub_people.h"

namespace dockhand {
namespace {

struct SyncOptions {
  std::string hub;
  std::string token_file;
  bool once = false;
  bool json = false;
  bool same_site = false;
};

void print_json(const SyncReport& report, const Status& status) {
  nlohmann::ordered_json line{
      {"synced", status.ok() && !report.refusal}, {"pushed", report.pushed}, {"pulled", report.pulled}};
  line["questioned"] = report.questioned;
  line["notices"] = nlohmann::ordered_json::array();
  for (const Notice& notice : report.notices) {
    line["notices"].push_back({{"kind", name_of(notice.kind)}, {"text", sentence(notice)}});
  }
  if (report.refusal) line["refusal"] = report.refusal->sentence();
  if (!status) line["error"] = {{"kind", name_of(status.error().kind)}, {"message", status.error().sentence()}};
  fmt::print("{}\n", line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

void print_summary(const SyncReport& report) {
  fmt::print("Sent {} event{}, fetched {} changed row{}.\n", report.pushed, report.pushed == 1 ? "" : "s",
             report.pulled, report.pulled == 1 ? "" : "s");
  if (!report.questioned.empty()) {
    fmt::print("The hub decided {} of the events otherwise than this terminal.\n", report.questioned.size());
  }
  for (const Notice& notice : report.notices) fmt::print("- {}\n", sentence(notice));
}

Result<SyncResult> sync_with(const SyncOptions& options, const std::filesystem::path& database) {
  auto upstream = upstream_of(options.hub, options.token_file, database);
  if (!upstream) return upstream.error();
  if (!*upstream) {
    return Error{ErrorKind::bad_input, "", "there is no hub to sync with: enrol this terminal, or name one with --hub"};
  }
  if (options.same_site) (*upstream)->same = Ledger::SameSite::said;
  auto connector = make_connector(**upstream);
  if (!connector) return connector.error();
  const SystemClock clock;
  auto ledger = Ledger::open(database, LedgerRole::terminal, clock);
  if (!ledger) return ledger.error();
  SyncResult result = sync_once(on_this_thread(**ledger), **connector, clock);
  if (!result.status) return result;
  const Status met = meet_people(**connector, **upstream, users_beside(database));
  if (!met && !keeps_none(met.error())) result.status = met;
  return result;
}

int run_sync(const SyncOptions& options, const CommonOptions& common) {
  const auto database = database_of(common);
  if (!database) return report(database.error());
  const auto result = sync_with(options, *database);
  if (!result) return report(result.error());
  if (options.json) {
    print_json(result->report, result->status);
  } else if (result->status.ok() || result->report.pushed > 0 || result->report.pulled > 0) {
    print_summary(result->report);
  }
  if (!result->status) return report(result->status.error());
  return result->report.refusal ? report(*result->report.refusal) : exit_ok;
}

}  // namespace

Subcommand subcommand_sync() {
  auto options = std::make_shared<SyncOptions>();
  return {
      .name = "sync",
      .about = "Sends what waits to the hub, fetches what changed, and ends",
      .options = {option("once", &options->once, "one sync, then end; `dockhand run --hub` keeps in sync").required(),
                  option("hub", &options->hub,
                         "address of the hub, such as http://127.0.0.1:8470 (default: where it has enrolled)"),
                  option("token_file", &options->token_file, "file with the hub's token"),
                  option("same_site", &options->same_site,
                         "the hub was made anew for the same site: what was booked here goes to it again"),
                  option("json", &options->json, "one JSON line instead of sentences")},
      .run = [options](const CommonOptions& common) { return run_sync(*options, common); }};
}

}  // namespace dockhand
