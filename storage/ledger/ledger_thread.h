// The thread that owns the ledger.
//
// Decides: that one thread writes, in the order of submission, that an answer comes after the version has counted the
// work, so that a screen which was read then is read once; and that it tidies up when nobody waits,
// and plans for a day that has begun.
// Leaves to others: what a command does (storage/ledger/ledger.h), which commands share a flush (terminal/app/), which
// thread an answer is handled on (the caller's inbox).
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "storage/ledger/ledger.h"

namespace dockhand {

class LedgerThread {
 public:
  // So many scans could wait if a whole shift's scans had to; that is far more than a person can scan before the disk
  // answers. When the queue is full `submit` says so, and the caller must refuse the scan aloud rather than lose it.
  static constexpr std::size_t max_queue = 4096;

  // Each command has one outcome; after a refusal only the commands up to it have one.
  using Answers = Result<std::vector<Outcome>>;
  // These are called on the ledger's thread.
  using Answered = std::function<void(Answers)>;  // must be quick, like the next one
  using Flushed = std::function<void(Status)>;
  using Work = std::function<void(Ledger&)>;

  // While there was no work for `rest_after`, the ledger tidies up. That is longer than a pause within a burst of
  // scans, and shorter than a walk.
  explicit LedgerThread(std::unique_ptr<Ledger> ledger,
                        std::chrono::milliseconds rest_after = std::chrono::milliseconds(2000));
  // Finishes what is queued, then stops.
  ~LedgerThread();
  LedgerThread(const LedgerThread&) = delete;
  LedgerThread& operator=(const LedgerThread&) = delete;

  // These three may be called on any thread. They return false when the queue is full: then nothing was taken. The
  // commands of `submit` are one transaction: all of them are booked, or none when one is refused.
  [[nodiscard]] bool submit(std::vector<Command> commands, Flush when, Answered answered);
  [[nodiscard]] bool flush(Flushed flushed);
  [[nodiscard]] bool run(Work work);

  // From now on no work is taken, by nobody: somebody has found that the file is damaged. The first reason counts.
  void hold(const Error& why);
  // Why work was not taken a moment ago. Any thread may ask.
  Error why_not() const;

  // What the ledger says. Any thread may ask.
  bool follows() const { return ledger_->follows(); }
  bool owns() const { return ledger_->owns(); }

  // Waits until the queue is empty and nothing is being executed. It must not be called on the ledger's thread.
  void drain();

  // Grows with every piece of work done; a screen reads its view again only when this has changed. Any thread may use
  // it.
  std::uint64_t version() const { return version_.load(); }

 private:
  using Reply = std::function<void()>;  // given after the version has counted the task; may be empty
  using Task = std::function<Reply(Ledger&)>;
  bool enqueue(Task task);
  void perform(const Task& task);
  void tidy_up();                                          // is called without the lock
  bool wait_for_work(std::unique_lock<std::mutex>& lock);  // false: nothing came for a while
  void work();

  std::unique_ptr<Ledger> ledger_;  // only the thread uses it after construction
  const std::chrono::milliseconds rest_after_;
  mutable std::mutex mutex_;  // guards what follows, down to stopping_
  std::condition_variable changed_;
  std::deque<Task> queue_;
  bool busy_ = false;
  bool tired_ = false;         // it has worked since it rested; only the thread uses it
  std::optional<Error> held_;  // why it takes nothing any more
  bool stopping_ = false;
  std::atomic<std::uint64_t> version_{1};
  std::thread thread_;  // must be the last member: it starts when everything else is there
};

}  // namespace dockhand
