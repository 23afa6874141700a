// The thread that owns the ledger.
//
// Decides: that one thread writes, in the order of submission, that a beep waits for the commit, and that scans which
// wait together share one; and that it tidies up when nobody waits.
// Leaves to others: what a command does (storage/ledger/ledger.h), which thread an answer is handled on (the caller's
// inbox).
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
  // A shift's scans, were each to wait: far more than a person can scan before the disk answers. Beyond it `submit`
  // says so, and the caller must refuse the scan aloud rather than lose it.
  static constexpr std::size_t max_queue = 4096;
  // Commands that share one flush of the disk, at most: it bounds how long the first of them waits for the last.
  static constexpr std::size_t max_together = 64;

  using Answer = std::function<void(Result<Outcome>)>;  // called on the ledger's thread; must be quick
  using Work = std::function<void(Ledger&)>;            // runs on the ledger's thread

  // Without work for `rest_after` the ledger tidies up: longer than a burst of scans pauses, shorter than a walk.
  explicit LedgerThread(std::unique_ptr<Ledger> ledger,
                        std::chrono::milliseconds rest_after = std::chrono::milliseconds(2000));
  // Finishes what is queued, then stops.
  ~LedgerThread();
  LedgerThread(const LedgerThread&) = delete;
  LedgerThread& operator=(const LedgerThread&) = delete;

  // Any thread. False when the queue is full: nothing was taken.
  [[nodiscard]] bool submit(Command command, Answer answer);
  [[nodiscard]] bool run(Work work);

  // Waits until the queue is empty and nothing is being executed. Not from the ledger's thread.
  void drain();

  // Grows with every piece of work done; a screen reads its view again only when this has changed. Any thread.
  std::uint64_t version() const { return version_.load(); }

 private:
  struct Job {
    std::optional<Command> command;  // with `answer`; otherwise `work`
    Answer answer;
    Work work;
  };
  bool enqueue(Job job);
  std::vector<Job> take();  // commands that can go together, or one piece of work
  void perform(std::vector<Job>& jobs);
  bool wait_for_work(std::unique_lock<std::mutex>& lock);  // false: nothing came for a while
  void work();

  std::unique_ptr<Ledger> ledger_;  // the thread's own after construction
  const std::chrono::milliseconds rest_after_;
  std::mutex mutex_;  // guards what follows, down to stopping_
  std::condition_variable changed_;
  std::deque<Job> queue_;
  bool busy_ = false;
  bool tired_ = false;  // has worked since it rested; of the thread itself
  bool stopping_ = false;
  std::atomic<std::uint64_t> version_{1};
  std::thread thread_;  // last: it starts when everything else is there
};

}  // namespace dockhand
