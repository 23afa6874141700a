#include "scanner/image/projection.h"

#include <cmath>
#include <cstddef>

namespace dockhand {

Projection Projection::after(const Projection& first) const {
  Projection both;
  for (std::size_t row = 0; row < 3; ++row)
    for (std::size_t column = 0; column < 3; ++column) {
      double sum = 0;
      for (std::size_t i = 0; i < 3; ++i) sum += m[3 * row + i] * first.m[3 * i + column];
      both.m[3 * row + column] = sum;
    }
  return both;
}

std::optional<Projection> Projection::inverse() const {
  const auto minor = [&](std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
    return m[a] * m[d] - m[b] * m[c];
  };
  const double det = m[0] * minor(4, 5, 7, 8) - m[1] * minor(3, 5, 6, 8) + m[2] * minor(3, 4, 6, 7);
  if (std::abs(det) < 1e-12) return std::nullopt;
  Projection back;
  back.m = {minor(4, 5, 7, 8),  -minor(1, 2, 7, 8), minor(1, 2, 4, 5),  -minor(3, 5, 6, 8), minor(0, 2, 6, 8),
            -minor(0, 2, 3, 5), minor(3, 4, 6, 7),  -minor(0, 1, 6, 7), minor(0, 1, 3, 4)};
  for (double& value : back.m) value /= det;
  return back;
}

Projection moved_and_scaled(double x, double y, double scale_x, double scale_y) {
  return {{scale_x, 0, x, 0, scale_y, y, 0, 0, 1}};
}

Projection square_to(const std::array<PointF, 4>& q) {
  const double dx1 = q[1].x - q[2].x, dx2 = q[3].x - q[2].x, sx = q[0].x - q[1].x + q[2].x - q[3].x;
  const double dy1 = q[1].y - q[2].y, dy2 = q[3].y - q[2].y, sy = q[0].y - q[1].y + q[2].y - q[3].y;
  const double det = dx1 * dy2 - dx2 * dy1;
  const double g = (sx * dy2 - dx2 * sy) / det, h = (dx1 * sy - sx * dy1) / det;
  return {{q[1].x - q[0].x + g * q[1].x, q[3].x - q[0].x + h * q[3].x, q[0].x, q[1].y - q[0].y + g * q[1].y,
           q[3].y - q[0].y + h * q[3].y, q[0].y, g, h, 1}};
}

}  // namespace dockhand
