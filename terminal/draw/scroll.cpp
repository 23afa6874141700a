#include "terminal/draw/scroll.h"

#include <algorithm>
#include <cmath>

namespace dockhand {
namespace {

constexpr float friction_ms = 325;    // the time in which the speed falls to 1/e
constexpr float rest_speed = 0.02F;   // px per ms
constexpr float top_speed = 8;        // px per ms: a list is never lost by one flick
constexpr std::int64_t hold_ms = 80;  // a finger that rested this long before it left meant to stop
constexpr float smoothing_ms = 30;

}  // namespace

void Scroll::clamp() {
  const float bounded = std::clamp(offset_, 0.0F, limit_);
  if (bounded != offset_) velocity_ = 0;
  offset_ = bounded;
}

void Scroll::set_bounds(float content, float opening) {
  limit_ = std::max(0.0F, content - opening);
  opening_ = opening;
  clamp();
}

void Scroll::jump(float offset) {
  velocity_ = 0;
  offset_ = offset;
  clamp();
}

void Scroll::reveal(float top, float bottom) {
  if (top < offset_) return jump(top);
  if (bottom > offset_ + opening_) jump(std::min(top, bottom - opening_));
}

void Scroll::hold(std::int64_t now) {
  velocity_ = speed_ = 0;
  last_ = now;
}

void Scroll::drag(float by, std::int64_t now) {
  const float elapsed = static_cast<float>(std::max<std::int64_t>(1, now - last_));
  const float weight = 1 - std::exp(-elapsed / smoothing_ms);
  speed_ += (by / elapsed - speed_) * weight;
  last_ = now;
  offset_ += by;
  clamp();
}

void Scroll::release(std::int64_t now) {
  velocity_ = now - last_ > hold_ms ? 0 : std::clamp(speed_, -top_speed, top_speed);
  if (std::abs(velocity_) < rest_speed) velocity_ = 0;
  last_ = now;
}

void Scroll::advance(std::int64_t now) {
  if (velocity_ == 0 || now <= last_) return;
  const float decay = std::exp(-static_cast<float>(now - last_) / friction_ms);
  offset_ += velocity_ * friction_ms * (1 - decay);  // the integral of the falling speed
  velocity_ *= decay;
  if (std::abs(velocity_) < rest_speed) velocity_ = 0;
  last_ = now;
  clamp();
}

}  // namespace dockhand
