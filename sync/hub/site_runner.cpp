#include "sync/hub/site_runner.h"

#include <chrono>
#include <future>
#include <utility>

#include "storage/nightly/plan_thread.h"
#include "sync/drop/drop_thread.h"
#include "sync/hub/backups.h"
#include "sync/hub/shared_users.h"
#include "sync/local/desk.h"
#include "sync/protocol.h"
#include "sync/session.h"
#include "sync/store/postgres_text.h"

namespace dockhand {
namespace {

constexpr std::chrono::milliseconds between_two_claims{1'000};

void say_dropped(HubLog& log, const DroppedFile& one) {
  if (one.name.empty()) return log.say("drop folder not used", {{"why", one.outcome}});
  log.say(one.booked ? "file taken" : "file refused", {{"file", one.name}, {"what", one.outcome}});
}

void say_roles(HubLog& log, const Status& read) {
  if (read) return log.say("users read again", {});
  log.say("users not read again", {{"why", read.error().sentence()}});
}

void say_planned(HubLog& log, const Result<PlanMade>& made) {
  if (!made) return log.say("not planned", {{"why", made.error().sentence()}});
  log.say("planned", {{"items", std::to_string(made->items)}, {"to_order", std::to_string(made->proposed)}});
}

// Without a store nobody else has them.
Status share_users_of(const HubCommandLine& options, HubLog& log) {
  if (options.store.empty()) return Done{};
  PostgresText shared({options.store, options.site}, "users");
  const auto done = share_users(shared, users_of(options), options.database + ".users");
  if (!done) return done.error();
  if (*done == UsersShared::given) log.say("users given to the other hubs", {{"site", options.site}});
  if (*done == UsersShared::taken) log.say("users taken from the other hubs", {{"site", options.site}});
  return Done{};
}

// The books get their roles, and what the drop folder had begun.
Status prepare_books(const HubCommandLine& options, Ledger& books, const Clock& clock, HubLog& log,
                     const std::function<bool()>& ended) {
  const auto finished = finish_dropped(drop_of(options), options.database, books, clock, ended);
  if (!finished) return finished.error();
  for (const DroppedFile& one : *finished) say_dropped(log, one);
  if (auto shared = share_users_of(options, log); !shared) return shared;
  auto judge = judge_of(options);
  if (!judge) return judge.error();
  books.judge_by(*std::move(judge));
  return Done{};
}

}  // namespace

// The members stand in the order in which they begin. What begins last ends first.
struct SiteRunner::Running {
  Running(const HubCommandLine& options, LedgerThread& ledger, HubLog& log)
      : roles(
            users_of(options), [&options] { return judge_of(options); }, ledger,
            [&options, &log](const Status& read) {
              say_roles(log, read);
              if (!read) return;
              if (const Status shared = share_users_of(options, log); !shared) say_roles(log, shared);
            }) {}

  RolesOfFile roles;
  std::unique_ptr<LocalServer> desk;
  std::vector<std::unique_ptr<WebhookRunner>> hooks;
  std::optional<PlanThread> planner;
  std::optional<DropThread> dropped;
  std::optional<PostmanThread> postman;
  std::optional<Backups> backups;
};

Result<std::unique_ptr<SiteRunner>> SiteRunner::prepare(HubCommandLine options, const Clock& clock, HubLog& log,
                                                        std::function<bool()> ended) {
  auto runner = std::unique_ptr<SiteRunner>(new SiteRunner(std::move(options), clock, log, std::move(ended)));
  const HubCommandLine& known = runner->options_;
  std::error_code problem;
  if (!known.backup_folder.empty() && !std::filesystem::is_directory(known.backup_folder, problem)) {
    return Error{ErrorKind::bad_input, known.backup_folder, "is no folder; backups are to go there"};
  }
  auto hooks = hooks_of(known);
  if (!hooks) return hooks.error();
  runner->hooks_ = std::move(hooks).value();
  auto post = read_post_plan(known.messages, clock);
  if (!post) return post.error();
  if (*post) runner->post_ = std::make_unique<PostPlan>(std::move(**post));
  const Status reached = runner->reach();
  if (!reached && !runner->may_be_reached_later(reached.error())) return reached.error();
  if (reached) return runner;
  runner->not_taken_ = reached.error().sentence();
  log.say("waiting for the store", {{"site", known.site}, {"why", runner->not_taken_}});
  return runner;
}

// A store that is not reached yet is waited for, as one that goes away later is; so is one in which somebody who was
// stopped still holds what is needed. Another program that has the file open is no matter of the store.
bool SiteRunner::may_be_reached_later(const Error& error) const {
  const bool may_pass = error.kind == ErrorKind::network || error.kind == ErrorKind::busy;
  return !options_.store.empty() && may_pass && error.place != options_.database;
}

Status SiteRunner::reach() {
  if (!access_) {
    auto access = access_of(options_, clock_, true);
    if (!access) return access.error();
    access_ = std::move(access).value();
  }
  const Status taken = take();
  reached_ = taken.ok();
  return taken;
}

std::optional<HubSite> shut_site(const HubCommandLine& options, const Error& error, HubLog& log) {
  const bool is_its_file = error.kind == ErrorKind::corrupt || error.kind == ErrorKind::foreign;
  if (!is_its_file) return std::nullopt;
  log.say("site is not served", {{"site", options.site}, {"why", error.sentence()}});
  if (!options.drop.in.empty()) say_not_taken(options.drop.in, error.sentence());
  HubSite site{options.site, options.database};
  site.shut = Error{error.kind, options.site, "is not served: " + error.message};
  return site;
}

SiteRunner::SiteRunner(HubCommandLine options, const Clock& clock, HubLog& log, std::function<bool()> ended)
    : options_(std::move(options)), clock_(clock), log_(log), ended_(std::move(ended)) {}

SiteRunner::~SiteRunner() {
  stop_.give();
  if (waiting_.joinable()) waiting_.join();
}

HubSite SiteRunner::site() const {
  HubSite site{options_.site, options_.database, "", TerminalsBy::token};
  site.access = access_;
  site.shared = !options_.store.empty();
  site.people = people_of(options_, clock_);
  if (post_ && !post_->links.secret.empty()) site.answers = AnswerOffer{post_->links.secret, post_->texts};
  return site;
}

namespace {

// A disk that knows no owners keeps it all the same.
void hide_from_others(const std::string& database) {
  using std::filesystem::perms;
  for (const char* part : {"", "-wal", "-shm"}) {
    std::error_code odd;
    std::filesystem::permissions(database + part, perms::owner_read | perms::owner_write, odd);
  }
}

}  // namespace

Status SiteRunner::take() {
  auto store = store_of(options_);
  if (!store) return store.error();
  if (*store) {
    const auto claimed = (*store)->claim();
    if (!claimed && claimed.error().kind != ErrorKind::busy) return claimed.error();
    if (!claimed) {
      log_.say("standing by", {{"site", options_.site}, {"why", claimed.error().sentence()}});
      return Done{};
    }
  }
  auto books = Ledger::open(options_.database, LedgerRole::hub, clock_, Disk::real(), std::move(store).value());
  if (!books) return books.error();
  hide_from_others(options_.database);
  if (auto prepared = prepare_books(options_, **books, clock_, log_, ended_); !prepared) return prepared;
  books_ = std::move(books).value();
  return Done{};
}

Status SiteRunner::begin(Hub& hub) {
  hub_ = &hub;
  if (books_) return run(hub_->serve(options_.site, std::move(books_)));
  if (!reached_) hub_->know(site(), waits_for_store());
  waiting_ = std::thread([this] { stand_by(); });
  return Done{};
}

Error SiteRunner::waits_for_store() const {
  return {ErrorKind::busy, options_.site, "the hub waits for its store, and takes nothing until then: " + not_taken_};
}

// True: the site is known here, be it this hub's or another's.
bool SiteRunner::wait_for_store() {
  while (!reached_ && stop_.rest(between_two_claims)) {
    const Status now = reach();
    if (now || now.error().sentence() == not_taken_) continue;
    say_taken(now);
    hub_->know(site(), waits_for_store());
  }
  if (reached_) hub_->know(site(), {});
  return reached_;
}

// Another connection asks whose the site is, so that who reads does not wait for that.
void SiteRunner::stand_by() {
  if (!reached_ && !wait_for_store()) return;
  if (books_) return say_taken(run(hub_->serve(options_.site, std::move(books_))));
  LedgerThread* ledger = nullptr;     // once it can be read
  std::unique_ptr<LocalServer> desk;  // its file is this process's from then on
  do {
    if (ledger == nullptr) ledger = follow();
    auto probe = store_of(options_);
    if (!probe) return say_taken(probe.error());
    if (const auto claimed = (*probe)->claim(); !claimed) {
      note_owner(claimed.error());
      if (claimed.error().kind != ErrorKind::busy) say_taken(claimed.error());
      if (ledger != nullptr) static_cast<void>(ledger->run([](Ledger& held) { static_cast<void>(held.keep_up()); }));
      if (ledger != nullptr && !desk) desk = sends_away();
      continue;
    }
    (*probe)->release();
    const Status owned = ledger == nullptr ? take() : own(*ledger);
    if (!owned) {
      say_taken(owned);
    } else if (ledger != nullptr || books_) {
      desk.reset();
      return say_taken(run(ledger != nullptr ? *ledger : hub_->serve(options_.site, std::move(books_))));
    }
  } while (stop_.rest(between_two_claims));
}

void SiteRunner::note_owner(const Error& error) {
  const std::lock_guard lock(mutex_);
  owned_ = error;
}

// Whoever would write is told where; without a socket only that the database is in use.
std::unique_ptr<LocalServer> SiteRunner::sends_away() {
  auto server = LocalServer::open(options_.database, [this](const std::string&, const LocalLine& line) {
    const std::lock_guard lock(mutex_);
    line(error_answer(owned_.value_or(Error{ErrorKind::busy, options_.site, "another hub owns the site"})));
    return 1;
  });
  return server ? std::move(server).value() : nullptr;
}

// None: it cannot be read yet.
LedgerThread* SiteRunner::follow() {
  auto store = store_of(options_);
  if (!store) return nullptr;
  auto books = Ledger::follow(options_.database, clock_, Disk::real(), std::move(store).value());
  if (!books) return nullptr;
  log_.say("site is read", {{"site", options_.site}});
  return &hub_->serve(options_.site, std::move(books).value());
}

Status SiteRunner::own(LedgerThread& ledger) {
  std::promise<Status> owned;
  const bool taken = ledger.run([&](Ledger& held) {
    owned.set_value(
        held.take_over([&](Ledger& books) { return prepare_books(options_, books, clock_, log_, ended_); }));
  });
  if (!taken) return ledger.why_not();
  return owned.get_future().get();
}

// The same sentence is written once, not with every try.
void SiteRunner::say_taken(const Status& taken) {
  if (taken) return log_.say("site taken over", {{"site", options_.site}});
  const std::string why = taken.error().sentence();
  if (std::exchange(not_taken_, why) == why) return;
  log_.say("site not taken over", {{"site", options_.site}, {"why", why}});
}

// Nothing is acknowledged into a file that is known to be damaged.
LocalHandler SiteRunner::while_fit(LocalHandler handler) const {
  return [this, handler = std::move(handler)](const std::string& question, const LocalLine& line) {
    const Status good = hub_->fit(options_.site);
    if (good) return handler(question, line);
    line(error_answer(good.error()));
    return 1;
  };
}

Status SiteRunner::run(LedgerThread& ledger) {
  auto running = std::make_unique<Running>(options_, ledger, log_);
  RolesOfFile& roles = running->roles;
  auto desk = LocalServer::open(options_.database, while_fit(desk_handler(ledger, clock_, [&roles] { roles.look(); })));
  if (!desk) return desk.error();
  running->desk = std::move(desk).value();
  const auto seed = static_cast<std::uint64_t>(clock_.now().ms);
  for (Webhook& hook : hooks_) {
    auto kept = place_of_hooks(options_)(hook.name);
    running->hooks.push_back(
        std::make_unique<WebhookRunner>(options_.database, std::move(hook), std::move(kept), clock_, log_, seed,
                                        [this, &ledger] { return ledger.owns() && hub_->fit(options_.site); }));
  }
  running->planner.emplace(options_.database, ledger, clock_, [this](const Result<PlanMade>& made) {
    say_planned(log_, made);
    if (!made) hub_->met(options_.site, made.error());
  });
  if (!options_.drop.in.empty() || !options_.drop.out.empty()) {
    running->dropped.emplace(
        drop_of(options_), options_.database, ledger, clock_,
        [this, &roles](const DroppedFile& one) {
          say_dropped(log_, one);
          roles.look();
        },
        [this](const Error& why) { hub_->met(options_.site, why); });
  }
  if (post_) {
    running->postman.emplace(
        std::make_unique<Postman>(on_ledger_thread(ledger), std::move(*post_), clock_, log_, seed));
  }
  if (!options_.backup_folder.empty()) {
    const std::chrono::hours every(options_.backup_hours);
    running->backups.emplace(BackupPlan{options_.database, options_.backup_folder, every, options_.backups_kept},
                             clock_, log_, [this](const Error& why) { hub_->met(options_.site, why); });
  }
  const std::lock_guard lock(mutex_);
  running_ = std::move(running);
  return Done{};
}

void SiteRunner::reload() {
  const std::lock_guard lock(mutex_);
  if (running_) running_->roles.read_again();
}

}  // namespace dockhand
