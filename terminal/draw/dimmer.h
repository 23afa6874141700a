// A screen that nobody uses gets dark.
//
// Decides: when, and what wakes it. A scan or a key wakes it and counts as well; a touch that wakes it is swallowed
// from its beginning to its end, because the finger could not see what it was on. Leaves to others: how dark
// (terminal/draw/overlay.cpp). One thread. Times in ms of any one clock.
#pragma once

#include "terminal/draw/touch.h"

namespace dockhand {

class Dimmer {
 public:
  // `after`: ms without use; 0: never.
  explicit Dimmer(std::int64_t after = 0) : after_(after) {}

  void used(std::int64_t now) { used_at_ = now; }
  bool dark(std::int64_t now) const { return after_ > 0 && used_at_ && now - *used_at_ >= after_; }
  // True: the touch does nothing but wake.
  bool swallows(const TouchEvent& event);

 private:
  std::int64_t after_;
  std::optional<std::int64_t> used_at_;  // empty: not shown yet
  bool swallowing_ = false;
};

}  // namespace dockhand
