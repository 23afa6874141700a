#include "terminal/draw/touch.h"

#include <cmath>

#include "terminal/kit/safeguards.h"

namespace dockhand {

const TouchTarget* target_at(const Drawn& drawn, Pos at) {
  for (const TouchTarget& target : drawn.targets) {
    if (target.visible.contains(at)) return &target;
  }
  return nullptr;
}

void Touch::push(const TouchEvent& event) {
  if (event.phase == TouchPhase::move && queue_.size() >= max_queue) return;
  queue_.push_back(event);
}

std::optional<std::string> Touch::next_tap(const Drawn& drawn, Scroll& scroll, float px_per_mm,
                                           const Settled* settled) {
  while (!queue_.empty()) {
    const TouchEvent event = queue_.front();
    queue_.pop_front();
    if (auto tap = handle(event, drawn, scroll, slop_mm * px_per_mm, settled)) return tap;
  }
  return std::nullopt;
}

std::optional<std::string> Touch::handle(const TouchEvent& event, const Drawn& drawn, Scroll& scroll, float slop,
                                         const Settled* settled) {
  if (event.phase == TouchPhase::down) {
    begin(event, drawn, scroll, settled);
    return std::nullopt;
  }
  if (!down_) return std::nullopt;
  follow(event, scroll, slop);
  if (event.phase == TouchPhase::move) return std::nullopt;
  down_ = false;
  if (dragging_ && on_list_) scroll.release(event.ms);
  std::string tapped;
  tapped.swap(pressed_);
  const TouchTarget* target = target_at(drawn, event.at);
  const bool still_there = target != nullptr && target->id == tapped;
  if (event.phase == TouchPhase::cancel || tapped.empty() || !still_there) return std::nullopt;
  return tapped;
}

void Touch::begin(const TouchEvent& event, const Drawn& drawn, Scroll& scroll, const Settled* settled) {
  const TouchTarget* target = target_at(drawn, event.at);
  on_list_ = drawn.list.contains(event.at);
  // A finger that stops a rolling list means to stop it, not to tap what happens to be under it.
  pressed_ = target == nullptr || (on_list_ && scroll.moving()) ? std::string{} : target->id;
  const bool just_came = target != nullptr && settled != nullptr && !settled->is_at_rest(*target, drawn, event.ms);
  if (just_came && stands(Safeguard::one_spot)) pressed_.clear();
  if (on_list_) scroll.hold(event.ms);
  down_ = true;
  dragging_ = false;
  start_ = last_ = event.at;
}

void Touch::follow(const TouchEvent& event, Scroll& scroll, float slop) {
  const float far = std::hypot(event.at.x - start_.x, event.at.y - start_.y);
  if (!dragging_ && far > slop && on_list_) {
    dragging_ = true;
    pressed_.clear();
  }
  if (dragging_ && event.at.y != last_.y) scroll.drag(last_.y - event.at.y, event.ms);
  last_ = event.at;
}

}  // namespace dockhand
