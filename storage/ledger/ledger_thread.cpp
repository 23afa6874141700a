#include "storage/ledger/ledger_thread.h"

#include <algorithm>
#include <utility>

namespace dockhand {
namespace {

// A terminal that nobody uses plans for the new day at most so long after midnight.
constexpr std::chrono::milliseconds day_check = std::chrono::seconds(20);

}  // namespace

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

bool LedgerThread::submit(std::vector<Command> commands, Flush when, Answered answered) {
  return enqueue([commands = std::move(commands), when, answered = std::move(answered)](Ledger& books) -> Reply {
    const auto one_of_them = [&]() -> Answers {
      auto outcome = books.execute(commands.front(), when);
      if (!outcome) return outcome.error();
      return std::vector{std::move(outcome).value()};
    };
    Answers answers = commands.size() == 1 ? one_of_them() : books.execute_all(commands, when);
    return [answered, answers = std::move(answers)] { answered(answers); };
  });
}

bool LedgerThread::flush(Flushed flushed) {
  return enqueue([flushed = std::move(flushed)](Ledger& books) -> Reply {
    return [flushed, done = books.flush()] { flushed(done); };
  });
}

bool LedgerThread::run(Work work) {
  return enqueue([work = std::move(work)](Ledger& books) -> Reply {
    work(books);
    return {};
  });
}

bool LedgerThread::enqueue(Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || held_ || queue_.size() >= max_queue) return false;
    queue_.push_back(std::move(task));
  }
  changed_.notify_all();
  return true;
}

void LedgerThread::hold(const Error& why) {
  const std::lock_guard lock(mutex_);
  if (!held_) held_ = why;
}

Error LedgerThread::why_not() const {
  const std::lock_guard lock(mutex_);
  return held_.value_or(Error{ErrorKind::busy, "", "the books have too much to do now, or are closing"});
}

void LedgerThread::drain() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return queue_.empty() && !busy_; });
}

void LedgerThread::perform(const Task& task) {
  const Reply reply = task(*ledger_);
  version_.fetch_add(1);
  if (reply) reply();
}

bool LedgerThread::wait_for_work(std::unique_lock<std::mutex>& lock) {
  const auto there = [this] { return stopping_ || !queue_.empty(); };
  return changed_.wait_for(lock, tired_ ? rest_after_ : std::max<std::chrono::milliseconds>(rest_after_, day_check),
                           there);
}

void LedgerThread::tidy_up() {
  if (tired_) ledger_->rest();
  if (const auto begun = ledger_->begin_day(); begun && *begun) version_.fetch_add(1);
}

void LedgerThread::work() {
  tidy_up();
  std::unique_lock lock(mutex_);
  for (;;) {
    const bool working = wait_for_work(lock);
    if (working && queue_.empty()) return;
    if (!working && held_) continue;
    Task task;
    if (working) {
      task = std::move(queue_.front());
      queue_.pop_front();
    }
    busy_ = true;
    lock.unlock();
    if (task) {
      perform(task);
      task = {};
    } else {
      tidy_up();
    }
    lock.lock();
    busy_ = false;
    tired_ = working;
    changed_.notify_all();
  }
}

}  // namespace dockhand
