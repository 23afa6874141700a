// The answers that other threads have given and the UI's thread has not taken yet: the ledger's, and the search's.
//
// Decides: that an answer that comes after the App is gone is dropped in safety: the inbox is shared, the App is not.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <utility>
#include <variant>

#include "storage/ledger/ledger_thread.h"
#include "storage/model/tools/mailbox.h"
#include "terminal/search/search_reader.h"

namespace dockhand {

// Says what commands would do now. Nothing of it is written.
struct Tried {
  LedgerThread::Answers answers;
};

// A reply to a `Do`, to a flush, or to what is only tried out; or what can be searched for.
using Reply = std::variant<LedgerThread::Answers, Status, Tried, SearchReader::Read>;

class Inbox {
 public:
  explicit Inbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  // Is called on the thread that answers. At most one reply of each is under way, so no bound is needed.
  void put(Reply reply) {
    held_.put(std::move(reply));
    const std::lock_guard lock(wake_mutex_);
    if (wake_) wake_();
  }

  // Is called on the UI's thread.
  std::deque<Reply> take() { return held_.take(); }

  // From now on nobody is woken.
  void close() {
    const std::lock_guard lock(wake_mutex_);
    wake_ = nullptr;
  }

 private:
  Mailbox<Reply> held_;
  std::mutex wake_mutex_;  // guards wake_: held while it runs, so that close() ends its last use
  std::function<void()> wake_;
};

}  // namespace dockhand
