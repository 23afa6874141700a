#include "sync/worker.h"

#include <algorithm>
#include <utility>

#include "sync/silence.h"

namespace dockhand {

SyncWorker::SyncWorker(LedgerThread& ledger, std::unique_ptr<Connector> connector, const Clock& clock,
                       std::uint64_t seed, Publish publish, std::unique_ptr<Connector> ear,
                       std::unique_ptr<PeopleSync> people)
    : clock_(clock),
      publish_(std::move(publish)),
      connector_(std::make_unique<SilenceWatch>(std::move(connector), clock,
                                                [this](std::optional<Instant> since) { tell_silence(since); })),
      people_(std::move(people)),
      session_(on_ledger_thread(ledger), *connector_, clock, seed),
      thread_([this] { work(); }) {
  if (!ear) return;
  const auto look = [this] {
    changed_ = true;
    wake();
  };
  // A hub that no longer answers the ear is asked at once whether it is there at all.
  const HubEar::Calls calls{[this, look](bool does) {
                              listens_ = does;
                              if (!does) look();
                            },
                            look};
  ear_ = std::make_unique<HubEar>(ledger, std::move(ear), clock, calls);
}

SyncWorker::~SyncWorker() {
  ear_.reset();
  wakes_.close();
  connector_->cancel();
  thread_.join();
  connector_.reset();  // nobody is told any more
}

void SyncWorker::wake() { wakes_.replace({}); }

void SyncWorker::hurry() {
  hurried_ = true;
  wake();
}

void SyncWorker::work() {
  while (!wakes_.closed()) {
    wakes_.take();
    session_.planner().listens(listens_);
    if (changed_.exchange(false)) session_.planner().hub_changed();
    const bool hurries = hurried_.exchange(false);
    if (hurries) session_.planner().hurry();
    const auto outcome = session_.run_until_rest();
    meet_people(outcome, hurries);
    note(outcome);
    rest();
  }
}

void SyncWorker::meet_people(const Result<bool>& outcome, bool hurries) {
  if (people_ == nullptr || !outcome || wakes_.closed()) return;
  const Status met = people_->run(*connector_, clock_.now(), *outcome, hurries);
  const std::lock_guard lock(mutex_);
  status_.people = met || keeps_none(met.error()) ? std::string() : met.error().sentence();
}

// Only a network error means offline: a hub that refuses, or a disk that is full here, is a problem of another kind.
void SyncWorker::note(const Result<bool>& outcome) {
  if (wakes_.closed() || (outcome && !*outcome)) return;
  const std::lock_guard lock(mutex_);
  status_.done = session_.take_report();
  status_.online = outcome || outcome.error().kind != ErrorKind::network;
  if (status_.online) {
    status_.offline_since.reset();
  } else if (!status_.offline_since) {
    status_.offline_since = clock_.now();
  }
  status_.problem = status_.done.refusal ? status_.done.refusal->sentence() : std::string();
  if (!outcome) status_.problem = outcome.error().sentence();
  publish_(status_);
}

// A hub that hangs is not in touch, although its answer is still waited for.
void SyncWorker::tell_silence(std::optional<Instant> since) {
  if (wakes_.closed()) return;
  const std::lock_guard lock(mutex_);
  if (!status_.offline_since) status_.offline_since = since;
  if (!since && status_.online) status_.offline_since.reset();
  SyncStatus now = status_;
  now.done = {};
  if (since) {
    now.online = false;
    now.problem = "The hub does not answer what it was asked; it is still waited for";
  }
  publish_(now);
}

void SyncWorker::rest() {
  const auto pause = std::chrono::milliseconds(std::max<std::int64_t>(10, session_.until().ms - clock_.now().ms));
  wakes_.wait_for(std::min(pause, Planner::max_pause));
}

}  // namespace dockhand
