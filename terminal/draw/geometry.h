// Points and rectangles in pixels, origin top left.
#pragma once

#include <algorithm>

namespace dockhand {

struct Pos {
  float x = 0, y = 0;
  bool operator==(const Pos&) const = default;
};

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;

  float right() const { return x + w; }
  float bottom() const { return y + h; }
  Pos centre() const { return {x + w / 2, y + h / 2}; }
  bool empty() const { return w <= 0 || h <= 0; }
  bool contains(Pos p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
  bool contains(const Rect& r) const { return r.x >= x && r.y >= y && r.right() <= right() && r.bottom() <= bottom(); }
  Rect inset(float dx, float dy) const { return {x + dx, y + dy, w - 2 * dx, h - 2 * dy}; }
  Rect inset(float d) const { return inset(d, d); }
  Rect moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
  Rect common(const Rect& r) const {
    const float left = std::max(x, r.x), top = std::max(y, r.y);
    return {left, top, std::min(right(), r.right()) - left, std::min(bottom(), r.bottom()) - top};
  }
  // Takes a slice off and leaves the rest. A screen is laid out in this way.
  Rect take_top(float height) {
    const Rect slice{x, y, w, height};
    y += height;
    h -= height;
    return slice;
  }
  Rect take_bottom(float height) {
    h -= height;
    return {x, y + h, w, height};
  }
  Rect take_left(float width) {
    const Rect slice{x, y, width, h};
    x += width;
    w -= width;
    return slice;
  }
  Rect take_right(float width) {
    w -= width;
    return {x + w, y, width, h};
  }
  bool operator==(const Rect&) const = default;
};

}  // namespace dockhand
