// This turns the movements of a finger, or of the mouse, into taps.
//
// Decides: what is a tap and what is a drag, and that none is lost however many happen between two frames: touches
// queue up with their times and are judged one after another against what was on the screen. Leaves to others: what a
// tap does; how a list moves (scroll.h). Only one thread may use it.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "terminal/draw/canvas.h"
#include "terminal/draw/scroll.h"
#include "terminal/draw/settled.h"

namespace dockhand {

enum class TouchPhase { down, move, up, cancel };

struct TouchEvent {
  TouchPhase phase = TouchPhase::down;
  Pos at;
  std::int64_t ms = 0;
};

class Touch {
 public:
  // This is more than a second of the reports of the fastest panel. Beyond it moves are dropped, but never the ends of
  // touches.
  static constexpr std::size_t max_queue = 512;
  static constexpr float slop_mm = 2;  // a glove trembles this much within a tap

  void push(const TouchEvent& event);

  // Takes touches from the queue up to the next tap. Returns the id of what was tapped on `drawn`. Call it until it is
  // empty; draw in between when a tap has changed the screen. A finger on something that has not come to rest there
  // (`settled`) taps nothing.
  std::optional<std::string> next_tap(const Drawn& drawn, Scroll& scroll, float px_per_mm,
                                      const Settled* settled = nullptr);

  // Returns what the finger is on, while this may still become a tap.
  const std::string& pressed() const { return pressed_; }

 private:
  std::optional<std::string> handle(const TouchEvent& event, const Drawn& drawn, Scroll& scroll, float slop,
                                    const Settled* settled);
  void begin(const TouchEvent& event, const Drawn& drawn, Scroll& scroll, const Settled* settled);
  void follow(const TouchEvent& event, Scroll& scroll, float slop);

  std::deque<TouchEvent> queue_;
  bool down_ = false, dragging_ = false, on_list_ = false;
  Pos start_, last_;
  std::string pressed_;
};

// Returns the target at a point, and null when there is none.
const TouchTarget* target_at(const Drawn& drawn, Pos at);

}  // namespace dockhand
