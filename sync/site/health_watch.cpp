#include "sync/site/health_watch.h"

#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>

#include "storage/model/tools/plural.h"
#include "sync/protocol.h"

namespace dockhand {
namespace {

using Time = std::chrono::steady_clock::time_point;

Error nobody_looks() { return {ErrorKind::busy, "", "the ledger hangs on its disk or its store"}; }

bool is_of_disk(ErrorKind kind) {
  return kind == ErrorKind::disk_full || kind == ErrorKind::io || kind == ErrorKind::read_only;
}

std::optional<Error> error_in(const std::string& body) {
  const auto told = parse_error(body);
  return told ? std::optional(told->error) : std::nullopt;
}

// Of a hub that reads alone only what it reads is looked at.
Status look_at(Ledger& held) {
  const Status kept = held.keep_up();
  if (!kept || !held.owns()) return kept;
  const auto next = held.next_event();
  return next ? Status(Done{}) : Status(next.error());
}

}  // namespace

struct HealthWatch::State {
  State(std::string its_site, HubLog& its_log) : site(std::move(its_site)), log(its_log) {}

  void seen(Status outcome, bool owns, const Ledger::LostByStore& lost) {
    if (std::exchange(owned, owns) != owns)
      log.say(owns ? "site is owned again" : "site was lost to another hub", {{"site", site}});
    if (!(std::exchange(told, lost) == lost)) {
      log.say("store was set back", {{"site", site},
                                     {"booked_again", std::to_string(lost.booked)},
                                     {"kept_beside_the_file", std::to_string(lost.kept)}});
    }
    {
      const std::lock_guard lock(mutex);
      kept = lost.kept;
      last = std::move(outcome);
      at = std::chrono::steady_clock::now();
      asked.reset();
    }
    changed.notify_all();
  }

  // Is called under the lock.
  std::optional<Status> known(Time now) const {
    if (asked && now - *asked >= patience) return nobody_looks();
    if (last && now - at < holds_for) return last;
    return std::nullopt;
  }

  const std::string site;
  HubLog& log;
  bool owned = true;         // only the ledger's thread uses it, and the next
  Ledger::LostByStore told;  // what the log was told
  std::mutex mutex;          // guards the rest
  std::int64_t kept = 0;     // of what the store has lost
  std::condition_variable changed;
  std::optional<Status> last;
  Time at{};
  std::optional<Time> asked;  // a question is under way since then
};

HealthWatch::HealthWatch(LedgerThread& ledger, const std::string& site, bool shared, HubLog& log)
    : ledger_(ledger), state_(std::make_shared<State>(site, log)) {
  state_->owned = ledger.owns();
  if (!shared) return;
  thread_ = std::thread([this] {
    do ask();
    while (stop_.rest(by_itself));
  });
}

HealthWatch::~HealthWatch() {
  stop_.give();
  if (thread_.joinable()) thread_.join();
}

std::optional<Status> HealthWatch::known() const {
  const std::lock_guard lock(state_->mutex);
  return state_->known(std::chrono::steady_clock::now());
}

void HealthWatch::ask() {
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->asked) return;
    state_->asked = std::chrono::steady_clock::now();
  }
  const bool taken = ledger_.run([state = state_](Ledger& held) {
    Status outcome = look_at(held);
    state->seen(std::move(outcome), held.owns(), held.lost_by_store());
  });
  if (taken) return;
  const std::lock_guard lock(state_->mutex);
  state_->asked.reset();
}

Status HealthWatch::look() {
  ask();
  std::unique_lock lock(state_->mutex);
  const Time until = std::chrono::steady_clock::now() + patience;
  std::optional<Status> found;
  state_->changed.wait_until(lock, until, [&] {
    found = state_->known(std::chrono::steady_clock::now());
    return found.has_value();
  });
  return found ? *found : Status(nobody_looks());
}

void HealthWatch::tried_to_write(const HttpAnswer& answer) {
  const bool good = answer.status >= 200 && answer.status < 300;
  const auto told = good ? std::nullopt : error_in(answer.body);
  const std::lock_guard lock(mutex_);
  if (good) unwritten_.reset();
  if (!told || !is_of_disk(told->kind)) return;
  unwritten_ = told;
  unwritten_at_ = std::chrono::steady_clock::now();
}

Status HealthWatch::whole() const {
  const std::lock_guard lock(state_->mutex);
  if (state_->kept == 0) return Done{};
  return Error{ErrorKind::busy, state_->site,
               "the store was set back, and " +
                   plural(state_->kept, "event that it lacks is", "events that it lacks are") +
                   " kept beside the file of this hub: it books them again when it owns the site"};
}

Status HealthWatch::writes() const {
  const std::lock_guard lock(mutex_);
  const bool lately = unwritten_ && std::chrono::steady_clock::now() - unwritten_at_ < unwritten_for;
  return lately ? Status(*unwritten_) : Status(Done{});
}

}  // namespace dockhand
