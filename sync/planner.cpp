#include "sync/planner.h"

#include <algorithm>

namespace dockhand {
namespace {

Instant after(Instant start, std::chrono::milliseconds pause) { return Instant{start.ms + pause.count()}; }

// A time further away than it can ever have been set means that the clock was set back: it counts as reached.
bool due(Instant now, const std::optional<Instant>& time, std::chrono::milliseconds longest) {
  return !time || now >= *time || *time > after(now, longest);
}

}  // namespace

SyncAction Planner::next(Instant now, std::int64_t pending) const {
  if (!due(now, retry_at_, retry_pause_)) return WaitUntil{*retry_at_};
  const bool may_push = due(now, push_at_, refusal_pause);
  if (pending > 0 && may_push) return PushNext{};
  if (due(now, pull_at_, pull_seldom)) return PullNext{};
  return WaitUntil{*pull_at_};
}

void Planner::pushed() {
  failures_ = 0;
  retry_at_.reset();
  push_at_.reset();
  pull_at_.reset();  // the hub may have decided otherwise: look at once
}

void Planner::hurry() {
  retry_at_.reset();
  push_at_.reset();
  pull_at_.reset();
}

void Planner::push_refused(Instant now) {
  pushed();
  push_at_ = after(now, refusal_pause);
}

void Planner::pulled(Instant now) {
  failures_ = 0;
  retry_at_.reset();
  pull_at_ = after(now, listens_ ? pull_seldom : pull_every);
}

void Planner::failed(Instant now, std::chrono::milliseconds asked_to_wait) {
  const int doublings = std::min(failures_, 10);
  const auto pause = std::min(first_pause * (1 << doublings), max_pause);
  const auto half = pause.count() / 2;
  const auto jitter = static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(half + 1));
  ++failures_;
  // Terminals that were asked to wait at the same moment do not come back at the same moment either.
  const auto asked = std::clamp<std::chrono::milliseconds>(asked_to_wait, std::chrono::milliseconds{0}, max_asked);
  retry_pause_ = asked + std::chrono::milliseconds(half + jitter);
  retry_at_ = after(now, retry_pause_);
}

}  // namespace dockhand
