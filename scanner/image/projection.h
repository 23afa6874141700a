// A flat square as a camera sees it: in perspective.
#pragma once

#include <array>
#include <optional>

#include "scanner/image/sampling.h"

namespace dockhand {

// A projective mapping of the plane, in homogeneous coordinates, stored row by row.
struct Projection {
  std::array<double, 9> m{1, 0, 0, 0, 1, 0, 0, 0, 1};

  PointF operator()(PointF p) const {
    const double depth = m[6] * p.x + m[7] * p.y + m[8];
    return {(m[0] * p.x + m[1] * p.y + m[2]) / depth, (m[3] * p.x + m[4] * p.y + m[5]) / depth};
  }
  // Applies `first`, then this one.
  Projection after(const Projection& first) const;
  // Returns none when the mapping puts the whole plane onto a line.
  std::optional<Projection> inverse() const;
};

Projection moved_and_scaled(double x, double y, double scale_x, double scale_y);  // p * scale + (x, y)

// Maps the square with corners at (0, 0) and (1, 1) to a quadrilateral, whose corners are clockwise as seen, from the
// upper left. Source: P. S. Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989, section 2.2.3.
Projection square_to(const std::array<PointF, 4>& corners);

}  // namespace dockhand
