#include "scanner/reader/islands.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "scanner/image/enhance.h"
#include "scanner/image/grid.h"

namespace dockhand {
namespace {

constexpr double most_elongated = 2.5;  // of length to width: a rectangular Data Matrix of 12 x 26; words have more
constexpr double least_filled = 0.4;    // cells of the box that are print: a square on its corner fills half of it
constexpr int smallest_island = 20;     // pixels: ten modules of two

// The darkest and the lightest pixel of a cell.
struct Levels {
  std::uint8_t dark = 255, light = 0;
  int range() const { return light - dark; }
};
using Cells = Grid<Levels>;

Cells cells_of(const PictureView& picture, int size) {
  Cells cells((picture.width + size - 1) / size, (picture.height + size - 1) / size);
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t* row = picture.row(y);
    for (int column = 0; column < cells.width; ++column) {
      const int left = column * size;
      const auto [low, high] = std::minmax_element(row + left, row + std::min(left + size, picture.width));
      Levels& cell = cells.at(column, y / size);
      cell = {std::min(cell.dark, *low), std::max(cell.light, *high)};
    }
  }
  return cells;
}

// Returns cells of twice the size.
Cells coarser(const Cells& cells) {
  Cells half((cells.width + 1) / 2, (cells.height + 1) / 2);
  for (int y = 0; y < cells.height; ++y)
    for (int x = 0; x < cells.width; ++x) {
      Levels& cell = half.at(x / 2, y / 2);
      cell = {std::min(cell.dark, cells.at(x, y).dark), std::max(cell.light, cells.at(x, y).light)};
    }
  return half;
}

struct Island {
  int left, top, right, bottom;  // cells, inclusive
  int cells = 0;
};

// Is a flood fill over the eight neighbours. What was visited is no longer `open`.
Island grow(Grid<char>& open, int x, int y) {
  Island island{x, y, x, y};
  std::vector<Point> front{{x, y}};
  open.at(x, y) = 0;
  while (!front.empty()) {
    const Point at = front.back();
    front.pop_back();
    island = {std::min(island.left, at.x), std::min(island.top, at.y), std::max(island.right, at.x),
              std::max(island.bottom, at.y), island.cells + 1};
    for (int ny = at.y - 1; ny <= at.y + 1; ++ny)
      for (int nx = at.x - 1; nx <= at.x + 1; ++nx) {
        if (!open.has(nx, ny) || open.at(nx, ny) == 0) continue;
        open.at(nx, ny) = 0;
        front.push_back({nx, ny});
      }
  }
  return island;
}

// What print has to exceed: the grain of a sensor is in every cell, and a fifth of them holds nothing else.
int limit_of(const Cells& cells, int whole_contrast) {
  static constexpr double edge = 0.3, most = 0.6;  // of the picture's contrast: more than shade, less than print has
  static constexpr int least = 24;                 // levels
  std::vector<int> ranges;
  for (int y = 0; y < cells.height; ++y)
    for (int x = 0; x < cells.width; ++x) ranges.push_back(cells.at(x, y).range());
  const auto quiet = ranges.begin() + static_cast<std::ptrdiff_t>(ranges.size() / 5);
  std::nth_element(ranges.begin(), quiet, ranges.end());
  const int limit = std::max({least, static_cast<int>(edge * whole_contrast), 2 * *quiet});
  return std::min(limit, std::max(least, static_cast<int>(most * whole_contrast)));
}

// Around an island there is a margin of one cell: the quiet zone.
void add_islands(const Cells& cells, int size, int limit, const PictureView& picture, std::vector<Box>& islands) {
  Grid<char> open(cells.width, cells.height);
  for (int y = 0; y < cells.height; ++y)
    for (int x = 0; x < cells.width; ++x) open.at(x, y) = cells.at(x, y).range() > limit ? 1 : 0;
  for (int y = 0; y < cells.height; ++y)
    for (int x = 0; x < cells.width; ++x) {
      if (open.at(x, y) == 0) continue;
      const Island island = grow(open, x, y);
      const int columns = island.right - island.left + 1, rows = island.bottom - island.top + 1;
      if (std::max(columns, rows) > most_elongated * std::min(columns, rows)) continue;
      if (std::min(columns, rows) * size < smallest_island || island.cells < least_filled * columns * rows) continue;
      const int left = std::max(0, (island.left - 1) * size), top = std::max(0, (island.top - 1) * size);
      const Box box{left, top, std::min(picture.width, (island.right + 2) * size) - left,
                    std::min(picture.height, (island.bottom + 2) * size) - top};
      const auto same = [&](const Box& other) {
        return std::abs(other.left - box.left) <= size && std::abs(other.top - box.top) <= size &&
               std::abs(other.right() - box.right()) <= size && std::abs(other.bottom() - box.bottom()) <= size;
      };
      if (std::none_of(islands.begin(), islands.end(), same)) islands.push_back(box);
    }
}

// Codes that were printed together have the same size. One print alone is a region (scanner/reader/locator.h).
void keep_those_with_siblings(std::vector<Box>& islands) {
  static constexpr double alike = 0.25;       // of the size
  static constexpr std::ptrdiff_t least = 6;  // fewer are regions
  const auto sibling = [](const Box& a, const Box& b) {
    return std::abs(a.width - b.width) <= alike * a.width && std::abs(a.height - b.height) <= alike * a.height;
  };
  std::vector<Box> kept;
  for (const Box& island : islands) {
    const auto same = [&](const Box& other) {
      return other == island || (sibling(island, other) && !island.contains(other.middle()));
    };
    if (std::count_if(islands.begin(), islands.end(), same) >= least) kept.push_back(island);
  }
  islands = std::move(kept);
}

}  // namespace

// Uses cells of several sizes: small ones separate codes that stand close together, and large ones hold together those
// whose modules are large.
std::vector<Box> find_islands(const PictureView& picture) {
  static constexpr int smallest_cell = 8, largest_cell = 32;  // pixels
  if (std::min(picture.width, picture.height) < smallest_island) return {};
  const int whole_contrast = contrast(picture);
  std::vector<Box> islands;
  std::vector<Cells> cells{cells_of(picture, smallest_cell)};
  for (int size = smallest_cell; size <= largest_cell; size *= 2) {
    add_islands(cells.back(), size, limit_of(cells.back(), whole_contrast), picture, islands);
    cells.push_back(coarser(cells.back()));
  }
  keep_those_with_siblings(islands);
  const auto distance = [&](const Box& box) {
    return std::hypot(box.middle().x - picture.width / 2, box.middle().y - picture.height / 2);
  };
  std::stable_sort(islands.begin(), islands.end(),
                   [&](const Box& a, const Box& b) { return distance(a) < distance(b); });
  islands.resize(std::min(islands.size(), max_islands));
  return islands;
}

}  // namespace dockhand
