// dockhand-hub: the upstream that gives all terminals of a site one truth.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <optional>
#include <thread>
#include <utility>

#include "storage/model/exit_code.h"
#include "storage/model/fresh_id.h"
#include "storage/model/house_day.h"
#include "storage/model/private_file.h"
#include "storage/words/wording.h"
#include "sync/connector.h"
#include "sync/hub/hub_command_line.h"
#include "sync/hub/hub_import.h"
#include "sync/hub/hub_letters.h"
#include "sync/hub/site_runner.h"
#include "sync/local/desk.h"
#include "sync/site/audit_log.h"
#include "sync/webhooks.h"

namespace {
using namespace dockhand;

constexpr std::chrono::milliseconds stop_within{3'500};  // whatever is under way; five are promised

void tell_error(const Error& error) { std::fprintf(stderr, "dockhand-hub: %s\n", error.sentence().c_str()); }

int report(const Error& error) {
  tell_error(error);
  return exit_code_of(error);
}

// Signals are taken by sigwait in the main thread; every thread started after this inherits the mask.
sigset_t hold_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// While the main thread does not wait for them.
bool is_asked_to_end() {
  sigset_t pending;
  return sigpending(&pending) == 0 && (sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGINT) == 1);
}

using Runners = std::vector<std::unique_ptr<SiteRunner>>;

// What was read before stays when the file cannot be read now.
void reload(const HubCommandLine& options, Hub& hub, const Runners& sites, HubLog& log) {
  for (const auto& one : sites) one->reload();
  if (options.token_file.empty()) return;
  auto token = read_token(options.token_file);
  const Status taken = token ? hub.take_token(*token) : Status(token.error());
  log.say(taken ? "token read again" : "token not read again",
          taken ? HubLog::Fields{} : HubLog::Fields{{"why", taken.error().sentence()}});
}

// How far each hook is, also beside a running hub.
int show_webhooks(const HubCommandLine& options, const Clock&) {
  if (const Status said = check_store_is_said(options); !said) return report(said.error());
  const auto hooks = hooks_of(options);
  if (!hooks) return report(hooks.error());
  const auto shown = progress_text(options.database, *hooks, place_of_hooks(options));
  if (!shown) return report(shown.error());
  std::printf("%s", shown->c_str());
  return exit_ok;
}

void wait_for_the_end(const sigset_t& signals, const HubCommandLine& options, Hub& hub, const Runners& sites,
                      HubLog& log) {
  int signal = 0;
  for (sigwait(&signals, &signal); signal == SIGHUP; sigwait(&signals, &signal)) reload(options, hub, sites, log);
  // What is not finished by then was not answered either: its sender asks again.
  std::thread([] {
    std::this_thread::sleep_for(stop_within);
    std::_Exit(exit_ok);
  }).detach();
  std::printf("dockhand-hub: stopping\n");
  std::fflush(stdout);
  log.say("stopping", {});
}

bool is_another_key(const std::optional<std::string>& before, const std::optional<std::string>& now) {
  return before && now && !before->empty() && !now->empty() && *before != *now;
}

// It listens by now.
Status say_how_to_reach(const HubCommandLine& options, HubOptions listens, const Hub& hub, HubLog& log) {
  listens.port = hub.port();
  const auto known_by = left_pin(options.database);
  if (auto left = leave_how_to_reach(options, listens); !left) return left;
  if (is_another_key(known_by, left_pin(options.database)))
    log.say("new key", {{"what", "terminals know the hub by its key: every one has to enrol anew"}});
  return Done{};
}

int serve(const HubCommandLine& options, const Clock& clock) {
  auto listen = hub_options_of(options);
  if (!listen) return report(listen.error());
  const auto all = sites_of(options);
  if (!all) return report(all.error());
  const sigset_t signals = hold_signals();
  HubLog log(stderr, clock);
  Runners prepared;
  std::vector<HubSite> sites;
  for (const HubCommandLine& one : *all) {
    auto runner = SiteRunner::prepare(one, clock, log, is_asked_to_end);
    if (auto shut = runner ? std::nullopt : shut_site(one, runner.error(), log); shut && all->size() > 1) {
      sites.push_back(*std::move(shut));
      continue;
    }
    if (!runner) return report(runner.error());
    sites.push_back((*runner)->site());
    prepared.push_back(std::move(runner).value());
  }
  if (prepared.empty()) return report(*sites.front().shut);
  auto hub = Hub::start(std::move(sites), *listen, log);
  if (!hub) return report(hub.error());
  if (auto left = say_how_to_reach(options, *listen, **hub, log); !left) return report(left.error());
  const Runners runners = std::move(prepared);  // they end before the hub
  for (const auto& one : runners) {
    if (auto begun = one->begin(**hub); !begun) return report(begun.error());
  }
  std::printf("dockhand-hub: listening on %s\n", (*hub)->address().c_str());
  std::fflush(stdout);
  wait_for_the_end(signals, options, **hub, runners, log);
  return exit_ok;
}

Result<std::unique_ptr<Desk>> desk_of(const HubCommandLine& options, const Clock& clock) {
  auto store = store_of(options);
  if (!store) return store.error();
  return open_desk(options.database, LedgerRole::hub, clock, std::move(store).value());
}

// Through the running hub, when there is one.
int import_files(const HubCommandLine& options, const Clock& clock) {
  const auto desk = desk_of(options, clock);
  return desk ? import_for_office(options, **desk) : report(desk.error());
}

int book_set_aside(const HubCommandLine& options, const Clock& clock) {
  const auto desk = desk_of(options, clock);
  if (!desk) return report(desk.error());
  const auto booked = (*desk)->book_set_aside();
  if (!booked) return report(booked.error());
  std::printf("%lld events that were set aside are booked\n", static_cast<long long>(*booked));
  return exit_ok;
}

int enrol(const HubCommandLine& options, const Clock& clock) {
  const auto terminal = new_terminal_of(options);
  if (!terminal) return report(terminal.error());
  const auto known = access_of(options, clock);
  if (!known) return report(known.error());
  const auto shown = code_for(**known, options.database, *terminal, clock);
  if (!shown) return report(shown.error());
  std::printf("%s", shown->c_str());
  return exit_ok;
}

// Why none of them had anything to take back; nothing, where one had, or where there are none.
Result<std::optional<Error>> revoke_all(const HubCommandLine& options, const Clock& clock,
                                        const std::vector<Action>& revocations) {
  std::optional<Error> nothing_there;
  if (revocations.empty()) return nothing_there;
  const auto desk = desk_of(options, clock);
  if (!desk) return desk.error();
  bool any = false;
  for (const Action& one : revocations) {
    const auto done = (*desk)->execute({fresh_command_id(), OperatorName::parse("office").value(), clock.now(), one});
    if (!done) return done.error();
    const auto* refused = std::get_if<Refused>(&*done);
    any = any || refused == nullptr;
    if (refused != nullptr) nothing_there = refused->error;
  }
  return any ? std::nullopt : nothing_there;
}

// What was set aside for a terminal that is shut out is for others again. Most have nothing.
Status end_leases(AccessRegister& known, const HubCommandLine& options, const Clock& clock) {
  const auto revocations = revocations_of(known, options.revoke);
  if (!revocations) return revocations.error();
  const auto told = revoke_all(options, clock, *revocations);
  return told ? Status(Done{}) : Status(told.error());
}

int terminals(const HubCommandLine& options, const Clock& clock) {
  const auto known = access_of(options, clock);
  if (!known) return report(known.error());
  if (!options.revoke.empty()) {
    const Status revoked = revoke_terminal(**known, options.database, options.revoke, clock);
    if (!revoked) return report(revoked.error());
    const Status ended = end_leases(**known, options, clock);
    if (ended) return exit_ok;
    Error error = ended.error();
    error.message += "; it is shut out, and what is set aside for it is not given back: see `dockhand-hub revoke`";
    return report(error);
  }
  const auto shown = terminals_text(**known);
  if (!shown) return report(shown.error());
  std::printf("%s", shown->c_str());
  return exit_ok;
}

int assign(const HubCommandLine& options, const Clock& clock) {
  const auto known = access_of(options, clock);
  if (!known) return report(known.error());
  const auto action = assignment_of(**known, options.leases);
  if (!action) return report(action.error());
  const auto desk = desk_of(options, clock);
  if (!desk) return report(desk.error());
  const auto done = (*desk)->execute({fresh_command_id(), OperatorName::parse("office").value(), clock.now(), *action});
  if (!done) return report(done.error());
  if (const auto* refused = std::get_if<Refused>(&*done)) return report(refused->error);
  std::printf("%lld %s are set aside\n", static_cast<long long>(std::get<Accepted>(*done).quantity.units()),
              std::holds_alternative<Assign>(*action) ? "units" : "numbers");
  return exit_ok;
}

int revoke(const HubCommandLine& options, const Clock& clock) {
  const auto known = access_of(options, clock);
  if (!known) return report(known.error());
  const auto revocations = revocations_of(**known, options.leases);
  if (!revocations) return report(revocations.error());
  const auto nothing_there = revoke_all(options, clock, *revocations);
  if (!nothing_there) return report(nothing_there.error());
  return *nothing_there ? report(**nothing_there) : exit_ok;
}

// The outbox of a terminal that no network reaches, and the file that goes back to it.
int import_outbox(const HubCommandLine& options, const Clock& clock) {
  const auto file = read_private_file(options.outbox, max_stick_file);
  if (!file) return report(file.error());
  const auto terminals = access_of(options, clock);
  if (!terminals) return report(terminals.error());
  const auto outbox = opened_outbox(**terminals, *file);
  if (!outbox) {
    AuditLog(options.database, clock)
        .say("stick refused", {{"file", options.outbox}, {"why", outbox.error().sentence()}});
    return report(outbox.error());
  }
  const auto desk = desk_of(options, clock);
  if (!desk) return report(desk.error());
  const auto answer = (*desk)->stick(StickStep::answer, *outbox);
  if (!answer) return report(answer.error());
  const auto sealed = sealed_answer(**terminals, *answer);
  if (!sealed) return report(sealed.error());
  if (auto written = write_private_file(options.answer, *sealed); !written) return report(written.error());
  std::printf("%s is taken; %s goes back to the terminal\n", options.outbox.c_str(), options.answer.c_str());
  return exit_ok;
}

int users(const HubCommandLine& options, const Clock&) {
  const auto people = People::read(users_of(options));
  if (!people) return report(people.error());
  std::printf("%s", people_text(*people).c_str());
  return exit_ok;
}

int salvage(const HubCommandLine& options, const Clock& clock) {
  const auto salvaged = Ledger::salvage(options.database, clock);
  if (!salvaged) return report(salvaged.error());
  std::printf("%s\n", sentence(*salvaged).c_str());
  return exit_ok;
}

int letters(const HubCommandLine& options, const Clock& clock) {
  const auto said = do_letter_work(options.database, LedgerRole::hub, options.letters, clock);
  if (!said) return report(said.error());
  std::printf("%s", said->c_str());
  return exit_ok;
}

// Whatever else the hub's program does than to serve; all of it also beside a running hub.
std::vector<ProgramCommand> commands_of(HubCommandLine& options, const Clock& clock) {
  const auto with = [&options, &clock](int (*work)(const HubCommandLine&, const Clock&)) {
    return [&options, &clock, work](const std::set<std::string>&) { return work(options, clock); };
  };
  std::vector<Option> of_import = import_options(options.texts, "a file that says which columns are which");
  of_import.insert(of_import.begin(),
                   argument("FILE", &options.files, "files, in any order; one that is refused ends the import"));
  return {
      {"import", "load the office's files, CSV or .xlsx, also beside a running hub, and end", of_import,
       with(import_files)},
      {"set-aside",
       "book the events that were set aside and can be booked now, also beside a running hub, and end",
       {},
       with(book_set_aside)},
      {"webhooks", "show how far each of --webhooks is, and end", {}, with(show_webhooks)},
      {"salvage",
       "put what can be verified of a damaged database into a fresh file, keep the damaged one, and end",
       {},
       with(salvage)},
      {"enrol",
       "show the code that makes one new terminal, also beside a running hub, and end",
       {option("name", &options.name, "what the office calls the terminal").required(),
        option("png", &options.png, "write the code's picture there as well")},
       with(enrol)},
      {"terminals",
       "show the terminals that have enrolled, also beside a running hub, and end",
       {option("revoke", &options.revoke, "the id of one that may not ask any more")},
       with(terminals)},
      {"assign", "set what waits for a purchase, or an order's goods, aside for one terminal, and end",
       assign_options(options.leases), with(assign)},
      {"revoke", "set it aside no more, and end", revoke_options(options.leases), with(revoke)},
      {"users", "show the people and roles that the hub goes by, and end", {}, with(users)},
      {"import-outbox",
       "take what a terminal without a network has sent by `dockhand export-outbox`, and end",
       {argument("FILE", &options.outbox, "the terminal's file").required(),
        option("answer", &options.answer, "the file that goes back, to `dockhand import-answer`").required()},
       with(import_outbox)},
      {"messages",
       "show what customers were told, newest first, and end",
       {option(
            "retry", &options.letters.retry,
            "the id of a letter that was not sent: it goes out again; all: those refused or given up that still hold; "
            "untold: who waits since before this hub was there is written to"),
        option("refused", &options.letters.refused,
               "a file of mails that came back, or the id of one such letter: each is a notice")},
       with(letters)},
      {"contacts",
       "take over whom to write to: a CSV file with customer, name, email, language, consent, and end",
       {argument("FILE", &options.letters.contacts, "the file").required()},
       with(letters)},
      {"forget",
       "delete a customer's contact and all that was written to it, and end",
       {argument("CUSTOMER", &options.letters.forget, "its code").required()},
       with(letters)},
  };
}

}  // namespace

int main(int argc, char** argv) {
  use_days_of(DaysOf::machine);
  const SystemClock clock;
  HubCommandLine options;
  const Program program{
      .name = "dockhand-hub",
      .about =
          "The hub of Dockhand: all terminals of a site push to it and pull from it (dockhand run --hub, dockhand "
          "sync).\nStops on SIGTERM or SIGINT when the requests under way are answered; reads the token and the users "
          "again on SIGHUP.\nExit codes: 0 done, 1 a file, disk or network failed, 2 wrong usage, 3 bad input,\n"
          "5 the database is damaged, foreign, newer than the program, or in use.",
      .options = options_of(options),
      .commands = commands_of(options, clock),
      .without_command = [&] { return serve(options, clock); },
      .file = file_of_options()};
  return run_program(program, argc, argv);
}
