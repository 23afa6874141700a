#include "sync/site/waiting_room.h"

#include <algorithm>
#include <utility>

namespace dockhand {
namespace {

bool is_behind(const PullPosition& guest, const PullPosition& hub) {
  return guest.generation != hub.generation || guest.cursor < hub.cursor;
}

}  // namespace

WaitingRoom::WaitingRoom(Look look, std::function<std::uint64_t()> version)
    : look_(std::move(look)), version_(std::move(version)), thread_([this] { work(); }) {}

WaitingRoom::~WaitingRoom() { close(); }

void WaitingRoom::close() {
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(stopping_, true)) return;
  }
  changed_.notify_all();
  thread_.join();
  for (const Guest& guest : std::exchange(guests_, {})) guest.reply(false);
}

void WaitingRoom::enter(PullRequest asked, Reply reply) {
  std::unique_lock lock(mutex_);
  if (stopping_) {
    lock.unlock();
    return reply(false);
  }
  guests_.push_back({std::move(asked), std::move(reply), std::chrono::steady_clock::now() + longest, false});
  somebody_new_ = true;
}

void WaitingRoom::work() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    changed_.wait_for(lock, every, [this] { return stopping_; });
    if (stopping_ || guests_.empty()) continue;
    look_around(lock);
    const std::vector<Guest> told = leaving();
    lock.unlock();
    for (const Guest& guest : told) guest.reply(guest.behind);
    lock.lock();
  }
}

// One look is enough for all: the one who knows most is behind, or whoever knows less than that one is.
void WaitingRoom::look_around(std::unique_lock<std::mutex>& lock) {
  if (version_() == seen_ && !somebody_new_) return;
  somebody_new_ = false;
  const auto knows_less = [](const Guest& a, const Guest& b) {
    return a.asked.position.cursor < b.asked.position.cursor;
  };
  const PullRequest best = std::max_element(guests_.begin(), guests_.end(), knows_less)->asked;
  lock.unlock();
  const auto sight = look_(best);
  lock.lock();
  if (!sight) return;
  seen_ = sight->version;
  for (Guest& guest : guests_) guest.behind = guest.behind || is_behind(guest.asked.position, sight->position);
}

std::vector<WaitingRoom::Guest> WaitingRoom::leaving() {
  const auto now = std::chrono::steady_clock::now();
  std::vector<Guest> leave, stay;
  for (Guest& guest : guests_) {
    const bool goes = (guest.behind || now >= guest.until) && leave.size() < portion;
    std::vector<Guest>& side = goes ? leave : stay;
    side.push_back(std::move(guest));
  }
  guests_ = std::move(stay);
  return leave;
}

}  // namespace dockhand
