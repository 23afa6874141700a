#include "terminal/app/viewfinder.h"

#include <algorithm>

namespace dockhand {

void Viewfinder::put(Glimpse glimpse) {
  auto picture = std::make_shared<CameraPicture>();
  picture->width = glimpse.picture.width;
  picture->height = glimpse.picture.height;
  picture->levels = std::move(glimpse.picture.pixels);
  for (const auto& outline : glimpse.codes) {
    auto& corners = picture->codes.emplace_back();
    std::transform(outline.begin(), outline.end(), corners.begin(), [](const Point& point) {
      return CameraPicture::Corner{point.x, point.y};
    });
  }
  const std::lock_guard lock(mutex_);
  newest_ = std::move(picture);
  put_ = Clock::now();
}

std::shared_ptr<const CameraPicture> Viewfinder::newest() const {
  const std::lock_guard lock(mutex_);
  return Clock::now() - put_ < silence ? newest_ : nullptr;
}

}  // namespace dockhand
