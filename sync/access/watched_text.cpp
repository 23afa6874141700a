#include "sync/access/watched_text.h"

#include <utility>

namespace dockhand {

Result<std::shared_ptr<WatchedText>> WatchedText::of(std::unique_ptr<KeptText> kept, Pace pace) {
  auto watched = std::shared_ptr<WatchedText>(new WatchedText(std::move(kept), pace));
  if (auto looked = watched->look(); !looked) return looked.error();
  watched->thread_ = std::thread([one = watched.get()] {
    while (one->stop_.rest(one->pace_.every)) static_cast<void>(one->look());
  });
  return watched;
}

WatchedText::~WatchedText() {
  stop_.give();
  if (thread_.joinable()) thread_.join();
}

Status WatchedText::look() {
  const std::lock_guard one_at_a_time(looking_);
  const auto began = std::chrono::steady_clock::now();
  std::string known;
  {
    const std::lock_guard lock(mutex_);
    known = held_.version;
  }
  auto other = kept_->other_than(known);
  if (!other) return other.error();
  const std::lock_guard lock(mutex_);
  if (*other) held_ = **std::move(other);
  looked_ = began;
  return Done{};
}

Result<std::optional<Kept>> WatchedText::other_than(const std::string& version) {
  const std::lock_guard lock(mutex_);
  if (std::chrono::steady_clock::now() - looked_ > pace_.stands) {
    return Error{
        ErrorKind::network, "",
        "the store that other hubs share does not answer, and what it said last of terminals and people may be "
        "out of date: the hub waits until it can ask again"};
  }
  return held_.version == version ? std::optional<Kept>() : std::optional(held_);
}

Status WatchedText::change(const Change& of) {
  if (auto changed = kept_->change(of); !changed) return changed;
  return look();
}

}  // namespace dockhand
