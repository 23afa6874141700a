// Terminals that wait at the hub to be told of a change.
//
// Decides: how long one waits before it is told that there was none, how soon it is told of one, and that many are told
// in portions, so that they do not all pull at the same moment. Leaves to others: what changed (that is for the pull),
// holding the connection, which costs no thread (sync/http/http_server.h). Any thread may use it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "storage/model/commands/exchange.h"

namespace dockhand {

class WaitingRoom {
 public:
  using Reply = std::function<void(bool changed)>;
  // Says how far the hub's rows are for the one who asks, as a pull of one row would say it, and at which version.
  struct Sight {
    PullPosition position;
    std::uint64_t version = 0;
  };
  using Look = std::function<std::optional<Sight>(const PullRequest&)>;  // empty: it cannot be said now

  static constexpr std::chrono::seconds longest{20};  // less than a client waits for a header
  static constexpr std::chrono::milliseconds every{100};
  static constexpr std::size_t portion = 200;  // told at once

  // `version` grows whenever something may have changed. Both are called on the room's own thread.
  WaitingRoom(Look look, std::function<std::uint64_t()> version);
  ~WaitingRoom();
  WaitingRoom(const WaitingRoom&) = delete;
  WaitingRoom& operator=(const WaitingRoom&) = delete;

  void enter(PullRequest asked, Reply reply);
  // Tells everybody that nothing has changed, and also everybody who comes later, at once.
  void close();

 private:
  struct Guest {
    PullRequest asked;
    Reply reply;
    std::chrono::steady_clock::time_point until;
    bool behind = false;
  };

  void work();
  void look_around(std::unique_lock<std::mutex>& lock);
  std::vector<Guest> leaving();

  const Look look_;
  const std::function<std::uint64_t()> version_;
  std::mutex mutex_;  // guards the rest, down to stopping_
  std::condition_variable changed_;
  std::vector<Guest> guests_;
  bool somebody_new_ = false;
  bool stopping_ = false;
  std::uint64_t seen_ = 0;  // only the room's own thread uses it
  std::thread thread_;      // must be the last member: it starts when everything else is there
};

}  // namespace dockhand
