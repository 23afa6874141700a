#include "sync/silence.h"

#include <utility>

namespace dockhand {
SilenceWatch::SilenceWatch(std::unique_ptr<Connector> connector, const Clock& clock, Tell tell)
    : connector_(std::move(connector)), clock_(clock), tell_(std::move(tell)), thread_([this] { listen(); }) {}

SilenceWatch::~SilenceWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

template <class Ask>
auto SilenceWatch::watched(const Ask& ask) {
  begin();
  auto answer = ask();
  end(answer.ok());
  return answer;
}

Result<Connector::Met> SilenceWatch::meet() {
  return watched([&] { return connector_->meet(); });
}

Result<PushReply> SilenceWatch::push(const Push& push) {
  return watched([&] { return connector_->push(push); });
}

Result<Changes> SilenceWatch::pull(const PullRequest& asked) {
  return watched([&] { return connector_->pull(asked); });
}

Result<std::string> SilenceWatch::people(const std::string& sealed) {
  return watched([&] { return connector_->people(sealed); });
}

void SilenceWatch::begin() {
  {
    const std::lock_guard lock(mutex_);
    asked_ = Question{std::chrono::steady_clock::now(), clock_.now()};
  }
  changed_.notify_all();
}

void SilenceWatch::end(bool answered) {
  const std::lock_guard lock(mutex_);
  const auto question = std::exchange(asked_, std::nullopt);
  if (answered && question->told) tell_(std::nullopt);
}

// It rests as long as nothing is asked.
void SilenceWatch::listen() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (!asked_ || asked_->told) {
      changed_.wait(lock);
      continue;
    }
    const auto overdue = asked_->at + patience;
    changed_.wait_until(lock, overdue);
    if (stopping_ || !asked_ || asked_->told || std::chrono::steady_clock::now() < asked_->at + patience) continue;
    asked_->told = true;
    tell_(asked_->since);
  }
}

}  // namespace dockhand
