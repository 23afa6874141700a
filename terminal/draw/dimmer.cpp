#include "terminal/draw/dimmer.h"

namespace dockhand {

Light Dimmer::light(std::int64_t now) const {
  if (!used_at_) return Light::on;
  const auto over = [&](std::int64_t after) { return after > 0 && now - *used_at_ >= after; };
  if (over(off_after_)) return Light::off;
  return over(dark_after_) ? Light::dark : Light::on;
}

bool Dimmer::swallows(const TouchEvent& event) {
  if (event.phase == TouchPhase::down) swallowing_ = light(event.ms) != Light::on;
  const bool swallowed = swallowing_;
  if (event.phase == TouchPhase::up || event.phase == TouchPhase::cancel) swallowing_ = false;
  used(event.ms);
  return swallowed;
}

}  // namespace dockhand
