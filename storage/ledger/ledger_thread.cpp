#include "storage/ledger/ledger_thread.h"

#include <utility>

namespace dockhand {

LedgerThread::LedgerThread(std::unique_ptr<Ledger> ledger, std::chrono::milliseconds rest_after)
    : ledger_(std::move(ledger)), rest_after_(rest_after), thread_([this] { work(); }) {}

LedgerThread::~LedgerThread() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

bool LedgerThread::submit(Command command, Answer answer) {
  return enqueue(Job{std::move(command), std::move(answer), {}});
}

bool LedgerThread::run(Work work) { return enqueue(Job{{}, {}, std::move(work)}); }

bool LedgerThread::enqueue(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || queue_.size() >= max_queue) return false;
    queue_.push_back(std::move(job));
  }
  changed_.notify_all();
  return true;
}

void LedgerThread::drain() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return queue_.empty() && !busy_; });
}

std::vector<LedgerThread::Job> LedgerThread::take() {
  std::vector<Job> jobs;
  do {
    jobs.push_back(std::move(queue_.front()));
    queue_.pop_front();
  } while (jobs.back().command && !queue_.empty() && queue_.front().command && jobs.size() < max_together);
  return jobs;
}

void LedgerThread::perform(std::vector<Job>& jobs) {
  if (!jobs.front().command) return jobs.front().work(*ledger_);
  std::vector<Command> commands;
  commands.reserve(jobs.size());
  for (Job& job : jobs) commands.push_back(*std::move(job.command));
  auto outcomes = ledger_->execute_each(commands);
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].answer(std::move(outcomes[i]));
}

bool LedgerThread::wait_for_work(std::unique_lock<std::mutex>& lock) {
  const auto there = [this] { return stopping_ || !queue_.empty(); };
  if (!tired_) {
    changed_.wait(lock, there);
    return true;
  }
  return changed_.wait_for(lock, rest_after_, there);
}

void LedgerThread::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const bool working = wait_for_work(lock);
    if (working && queue_.empty()) return;
    std::vector<Job> jobs;
    if (working) jobs = take();
    busy_ = true;
    lock.unlock();
    if (working) {
      perform(jobs);
      version_.fetch_add(1);
      jobs.clear();
    } else {
      ledger_->rest();
    }
    lock.lock();
    busy_ = false;
    tired_ = working;
    changed_.notify_all();
  }
}

}  // namespace dockhand
