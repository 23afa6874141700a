#include "storage/ledger_thread.h"

#include <utility>

namespace dockhand {

LedgerThread::LedgerThread(std::unique_ptr<Ledger> ledger) : ledger_(std::move(ledger)), thread_([this] { work(); }) {}

LedgerThread::~LedgerThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

bool LedgerThread::submit(Command command, Answer answer) {
  return run(
      [command = std::move(command), answer = std::move(answer)](Ledger& ledger) { answer(ledger.execute(command)); });
}

bool LedgerThread::run(Work work) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= max_queue) return false;
    queue_.push_back(std::move(work));
  }
  changed_.notify_all();
  return true;
}

void LedgerThread::drain() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return queue_.empty() && !busy_; });
}

void LedgerThread::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    const Work work = std::move(queue_.front());
    queue_.pop_front();
    busy_ = true;
    lock.unlock();
    work(*ledger_);
    version_.fetch_add(1);
    lock.lock();
    busy_ = false;
    changed_.notify_all();
  }
}

}  // namespace dockhand
