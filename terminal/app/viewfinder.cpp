#include "terminal/app/viewfinder.h"

#include <utility>

namespace dockhand {

void Viewfinder::put(Glimpse glimpse) {
  auto picture = std::make_shared<CameraPicture>();
  picture->width = glimpse.picture.width;
  picture->height = glimpse.picture.height;
  picture->levels = std::move(glimpse.picture.pixels);
  picture->codes = std::move(glimpse.codes);
  const std::lock_guard lock(mutex_);
  newest_ = std::move(picture);
  put_ = Clock::now();
}

std::shared_ptr<const CameraPicture> Viewfinder::newest() const {
  const std::lock_guard lock(mutex_);
  return Clock::now() - put_ < silence ? newest_ : nullptr;
}

}  // namespace dockhand
