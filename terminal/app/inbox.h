// The answers of the ledger's thread, on their way to the UI's.
//
// Decides: that an answer that comes after the App is gone is dropped in safety: the inbox is shared, the App is not.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "storage/ledger/ledger.h"

namespace dockhand {

// The outcomes of one `Do`: one per command, or those up to the first refusal.
using Answers = Result<std::vector<Outcome>>;

class Inbox {
 public:
  explicit Inbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  // The ledger's thread. At most one answer is under way, so there is no bound to keep.
  void put(Answers answers) {
    {
      const std::lock_guard lock(mutex_);
      held_.push_back(std::move(answers));
    }
    const std::lock_guard lock(wake_mutex_);
    if (wake_) wake_();
  }

  // The UI's thread.
  std::vector<Answers> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(held_, {});
  }

  // Nobody is woken any more.
  void close() {
    const std::lock_guard lock(wake_mutex_);
    wake_ = nullptr;
  }

 private:
  std::mutex mutex_;  // guards held_
  std::vector<Answers> held_;
  std::mutex wake_mutex_;  // guards wake_: held while it runs, so that close() ends its last use
  std::function<void()> wake_;
};

}  // namespace dockhand
