// An upright rectangle of pixels.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "scanner/image/picture.h"
#include "storage/model/scan.h"

namespace dockhand {

struct Box {
  int left = 0, top = 0, width = 0, height = 0;

  int right() const { return left + width; }   // the first column behind the box
  int bottom() const { return top + height; }  // the first row below the box
  int size() const { return std::max(width, height); }
  std::int64_t area() const { return std::int64_t{width} * height; }
  Point middle() const { return {left + width / 2, top + height / 2}; }
  bool contains(Point p) const { return p.x >= left && p.x < right() && p.y >= top && p.y < bottom(); }
  bool overlaps(const Box& other) const {
    return left < other.right() && other.left < right() && top < other.bottom() && other.top < bottom();
  }
  // Returns the smallest box around both.
  Box joined(const Box& other) const {
    const int x = std::min(left, other.left), y = std::min(top, other.top);
    return {x, y, std::max(right(), other.right()) - x, std::max(bottom(), other.bottom()) - y};
  }
  bool operator==(const Box&) const = default;
};

inline Box box_of(const PictureView& picture) { return {0, 0, picture.width, picture.height}; }
// Returns the smallest box around a symbol's corners.
inline Box box_of(const std::array<Point, 4>& corners) {
  Box box{corners[0].x, corners[0].y, 0, 0};
  for (const Point& corner : corners) box = box.joined({corner.x, corner.y, 0, 0});
  return box;
}

}  // namespace dockhand
