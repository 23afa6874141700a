// A screen that nobody uses gets dark, and goes off.
//
// Decides: when, and what wakes it. A scan or a key wakes it and counts as well; a touch that wakes it is swallowed
// from its beginning to its end, because the finger could not see what it was on. Leaves to others: how dark
// (terminal/draw/overlay.cpp, terminal/window/backlight.h). Only one thread may use it. Times are in ms of any one
// clock.
#pragma once

#include "terminal/draw/touch.h"

namespace dockhand {

enum class Light { on, dark, off };

class Dimmer {
 public:
  // Both are milliseconds without use; 0: never.
  explicit Dimmer(std::int64_t dark_after = 0, std::int64_t off_after = 0)
      : dark_after_(dark_after), off_after_(off_after) {}

  void after(std::int64_t dark, std::int64_t off) {
    dark_after_ = dark;
    off_after_ = off;
  }
  void used(std::int64_t now) { used_at_ = now; }
  Light light(std::int64_t now) const;
  // Returns true when the touch does nothing but wake the display.
  bool swallows(const TouchEvent& event);

 private:
  std::int64_t dark_after_, off_after_;
  std::optional<std::int64_t> used_at_;  // empty: not shown yet
  bool swallowing_ = false;
};

}  // namespace dockhand
