#include "sync/site/health_watch.h"

#include <condition_variable>
#include <mutex>
#include <utility>

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
  explicit State(Turned its_turned) : turned(std::move(its_turned)) {}

  void seen(Status outcome, bool owns) {
    const bool other = std::exchange(owned, owns) != owns;
    {
      const std::lock_guard lock(mutex);
      last = std::move(outcome);
      at = std::chrono::steady_clock::now();
      asked.reset();
    }
    changed.notify_all();
    if (other) turned(owns);
  }

  // Is called under the lock.
  std::optional<Status> known(Time now) const {
    if (asked && now - *asked >= patience) return nobody_looks();
    if (last && now - at < holds_for) return last;
    return std::nullopt;
  }

  const Turned turned;
  bool owned = true;  // only the ledger's thread uses it
  std::mutex mutex;   // guards the rest
  std::condition_variable changed;
  std::optional<Status> last;
  Time at{};
  std::optional<Time> asked;  // a question is under way since then
};

HealthWatch::HealthWatch(LedgerThread& ledger, bool shared, Turned turned)
    : ledger_(ledger), state_(std::make_shared<State>(std::move(turned))) {
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
    state->seen(std::move(outcome), held.owns());
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

Status HealthWatch::writes() const {
  const std::lock_guard lock(mutex_);
  const bool lately = unwritten_ && std::chrono::steady_clock::now() - unwritten_at_ < unwritten_for;
  return lately ? Status(*unwritten_) : Status(Done{});
}

}  // namespace dockhand
