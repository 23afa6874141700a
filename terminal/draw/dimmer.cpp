#include "terminal/draw/dimmer.h"

namespace dockhand {

bool Dimmer::swallows(const TouchEvent& event) {
  if (event.phase == TouchPhase::down) swallowing_ = dark(event.ms);
  const bool swallowed = swallowing_;
  if (event.phase == TouchPhase::up || event.phase == TouchPhase::cancel) swallowing_ = false;
  used(event.ms);
  return swallowed;
}

}  // namespace dockhand
