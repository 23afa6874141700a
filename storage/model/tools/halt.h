// This ends a thread that works, rests and works again.
//
// Decides: that a rest ends with its time or with the word to halt, whichever comes first, and that the word stays
// given. Leaves to others: the threads, and what they look at. Any thread may call anything.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace dockhand {

class Halt {
 public:
  void give() {
    {
      const std::lock_guard lock(mutex_);
      given_ = true;
    }
    changed_.notify_all();
  }
  bool given() const {
    const std::lock_guard lock(mutex_);
    return given_;
  }
  // Returns true when so much time has passed, and false when the end was asked for, before or meanwhile.
  bool rest(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, time, [this] { return given_; });
  }

 private:
  mutable std::mutex mutex_;  // guards the next
  bool given_ = false;
  std::condition_variable changed_;
};

}  // namespace dockhand
