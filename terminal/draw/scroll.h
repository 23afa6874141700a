// How a list follows the finger.
//
// Decides: dragging, inertia after the finger has left, and bounds. Leaves to others: which touch is a drag (touch.h).
// It is pure: time comes in. Positions in px, times in ms.
#pragma once

#include <cstdint>

namespace dockhand {

class Scroll {
 public:
  float offset() const { return offset_; }
  bool moving() const { return velocity_ != 0; }

  // Sets the height of what is scrolled, and of the opening through which it is seen.
  void set_bounds(float content, float opening);
  void jump(float offset);
  // Makes the range from `top` to `bottom` of the content visible with the smallest movement.
  void reveal(float top, float bottom);

  void hold(std::int64_t now);            // a finger is down: inertia stops
  void drag(float by, std::int64_t now);  // the finger moved the content by this much upwards
  void release(std::int64_t now);         // inertia begins, when the finger was still moving
  void advance(std::int64_t now);

 private:
  void clamp();

  float offset_ = 0, limit_ = 0, opening_ = 0;
  float velocity_ = 0;  // px for each ms; 0: at rest
  float speed_ = 0;     // the smoothed speed of the finger
  std::int64_t last_ = 0;
};

}  // namespace dockhand
