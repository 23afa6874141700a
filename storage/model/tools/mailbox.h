// A box in which one thread puts items for another one.
//
// Decides: that items are taken in the order in which they were put, how a full box and a closed one behave, and who is
// woken. Leaves to others: the threads, and what an item means. Any thread may call anything, from several at once.
//
// With a bound, `put` waits for room and `offer` does not. `replace` keeps only the newest item; it is for a state
// whose older values nobody wants to see. After `close` nothing is put any more; what is in the box can still be taken.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <iterator>
#include <limits>
#include <mutex>
#include <utility>

namespace dockhand {

template <class T>
class Mailbox {
 public:
  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

  explicit Mailbox(std::size_t bound = all) : bound_(bound) {}

  // Waits until there is room. Returns false when the box is closed: then the item was not taken.
  bool put(T item) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || items_.size() < bound_; });
    return add(std::move(item));
  }
  // Does not wait. Returns false when the box is full or closed: then the item was not taken.
  [[nodiscard]] bool offer(T item) {
    const std::lock_guard lock(mutex_);
    return items_.size() < bound_ && add(std::move(item));
  }
  // Forgets what nobody has taken yet.
  bool replace(T item) {
    const std::lock_guard lock(mutex_);
    if (!closed_) items_.clear();
    return add(std::move(item));
  }

  // Returns the oldest items, at most `most`; it does not wait.
  std::deque<T> take(std::size_t most = all) {
    const std::lock_guard lock(mutex_);
    return oldest(most);
  }
  // Waits until there is an item and does the same. Returns nothing when the box is closed and empty.
  std::deque<T> wait(std::size_t most = all) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closed_ || !items_.empty(); });
    return oldest(most);
  }
  // Does the same, and also returns nothing when no item came for so long.
  std::deque<T> wait_for(std::chrono::milliseconds patience, std::size_t most = all) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, patience, [this] { return closed_ || !items_.empty(); });
    return oldest(most);
  }

  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }
  bool closed() const {
    const std::lock_guard lock(mutex_);
    return closed_;
  }

 private:
  bool add(T item) {
    if (closed_) return false;
    items_.push_back(std::move(item));
    changed_.notify_all();
    return true;
  }
  std::deque<T> oldest(std::size_t most) {
    const auto end = items_.begin() + static_cast<std::ptrdiff_t>(std::min(most, items_.size()));
    std::deque<T> taken(std::make_move_iterator(items_.begin()), std::make_move_iterator(end));
    items_.erase(items_.begin(), end);
    changed_.notify_all();
    return taken;
  }

  const std::size_t bound_;
  mutable std::mutex mutex_;  // guards the rest
  std::condition_variable changed_;
  std::deque<T> items_;  // at most bound_
  bool closed_ = false;
};

}  // namespace dockhand
