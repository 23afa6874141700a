#include "sync/worker.h"

#include <algorithm>
#include <utility>

namespace dockhand {

SyncWorker::SyncWorker(LedgerThread& ledger, std::unique_ptr<Connector> connector, const Clock& clock,
                       std::uint64_t seed, Publish publish)
    : connector_(std::move(connector)),
      clock_(clock),
      publish_(std::move(publish)),
      session_(on_ledger_thread(ledger), *connector_, clock, seed),
      thread_([this] { work(); }) {}

SyncWorker::~SyncWorker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  connector_->cancel();
  changed_.notify_all();
  thread_.join();
}

void SyncWorker::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void SyncWorker::work() {
  for (;;) {
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return;
      woken_ = false;
    }
    note(session_.run_until_rest());
    rest();
  }
}

// Only a network error means offline: a hub that refuses, or a disk that is full here, is a problem of another kind.
void SyncWorker::note(const Result<bool>& outcome) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || (outcome && !*outcome)) return;
  }
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

void SyncWorker::rest() {
  const auto pause = std::chrono::milliseconds(std::max<std::int64_t>(10, session_.until().ms - clock_.now().ms));
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::min(pause, Planner::max_pause), [this] { return stopping_ || woken_; });
}

}  // namespace dockhand
