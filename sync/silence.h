// A line to the hub that says when the hub has not answered for a while.
//
// Decides: after how long a hub that hangs counts as silent, although its answer is still waited for. Leaves to others:
// when a question is given up (sync/http/http_client.h), what is shown (terminal/).
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "sync/connector.h"

namespace dockhand {

class SilenceWatch final : public Connector {
 public:
  static constexpr std::chrono::milliseconds patience{3'000};

  // Is called with the time of the question when there was no answer for so long, and with none when it has come after
  // all: on another thread, or on the one that asks. Who asks knows by himself that a question was given up.
  using Tell = std::function<void(std::optional<Instant> silent_since)>;
  // The clock must outlive it.
  SilenceWatch(std::unique_ptr<Connector> connector, const Clock& clock, Tell tell);
  ~SilenceWatch() override;

  Result<Met> meet() override;
  Result<PushReply> push(const Push& push) override;
  Result<Changes> pull(const PullRequest& asked) override;
  Result<bool> wait(const PullRequest& asked) override { return connector_->wait(asked); }  // is to be silent
  Result<std::string> people(const std::string& sealed) override;
  std::chrono::seconds asked_to_wait() const override { return connector_->asked_to_wait(); }
  void cancel() override { connector_->cancel(); }

 private:
  struct Question {
    std::chrono::steady_clock::time_point at;
    Instant since;
    bool told = false;
  };
  template <class Ask>
  auto watched(const Ask& ask);
  void begin();
  void end(bool answered);
  void listen();

  const std::unique_ptr<Connector> connector_;
  const Clock& clock_;
  const Tell tell_;
  std::mutex mutex_;  // guards the next two; it is held while somebody is told, so that what is told comes in its order
  std::optional<Question> asked_;
  bool stopping_ = false;
  std::condition_variable changed_;
  std::thread thread_;  // must be the last member, as it uses the others
};

}  // namespace dockhand
