// Values on the points of a grid, row by row.
#pragma once

#include <cstddef>
#include <vector>

namespace dockhand {

template <class Value>
class Grid {
 public:
  Grid(int wide, int high) : width(wide), height(high), values_(index(0, high)) {}
  Value& at(int x, int y) { return values_[index(x, y)]; }
  const Value& at(int x, int y) const { return values_[index(x, y)]; }
  bool has(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }

  const int width, height;

 private:
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
  }
  std::vector<Value> values_;
};

}  // namespace dockhand
