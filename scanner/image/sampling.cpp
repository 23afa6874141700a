#include "scanner/image/sampling.h"

#include <algorithm>

namespace dockhand {

float exact_level_at(const PictureView& picture, PointF at) {
  const double cx = std::clamp(at.x, 0.0, picture.width - 1.001);
  const double cy = std::clamp(at.y, 0.0, picture.height - 1.001);
  const int i = std::max(0, static_cast<int>(cx));
  const int j = std::max(0, static_cast<int>(cy));
  const int right = std::min(i + 1, picture.width - 1);
  const auto a = static_cast<float>(cx - i);
  const auto b = static_cast<float>(cy - j);
  const std::uint8_t* upper = picture.row(j);
  const std::uint8_t* lower = picture.row(std::min(j + 1, picture.height - 1));
  return (static_cast<float>(upper[i]) * (1 - a) + static_cast<float>(upper[right]) * a) * (1 - b) +
         (static_cast<float>(lower[i]) * (1 - a) + static_cast<float>(lower[right]) * a) * b;
}

std::uint8_t level_at(const PictureView& picture, PointF at) { return rounded_level(exact_level_at(picture, at)); }

void add_levels(const PictureView& picture, PointF from, PointF to, std::vector<float>& sums) {
  const double steps = std::max(1.0, static_cast<double>(sums.size()) - 1);
  const double dx = (to.x - from.x) / steps;
  const double dy = (to.y - from.y) / steps;
  for (float& sum : sums) {
    sum += exact_level_at(picture, from);
    from.x += dx;
    from.y += dy;
  }
}

}  // namespace dockhand
