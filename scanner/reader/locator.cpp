#include "scanner/reader/locator.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace dockhand {
namespace {

constexpr int blocks_across_hd = 40;  // of 1280 pixels, so that a block has 32 there and as much of the view elsewhere

struct BlockGrid {
  int size = 32;  // pixels a block
  int columns = 0, rows = 0;
  std::vector<int> values;  // mean gradient of each block
  int at(int x, int y) const { return values[static_cast<std::size_t>(y * columns + x)]; }
};

// Every fourth row is enough to tell print from paper. Over two pixels a blurred edge changes twice as much as over
// one, and the grain of a sensor no more.
int mean_gradient(const PictureView& picture, int left, int top, int size) {
  const int width = std::min(size, picture.width - 2 - left);
  int sum = 0;
  int count = 0;
  for (int y = top; y < std::min(top + size, picture.height - 2); y += 4) {
    const std::uint8_t* here = picture.row(y) + left;
    const std::uint8_t* below = picture.row(y + 2) + left;
    for (int x = 0; x < width; ++x) sum += std::abs(here[x + 2] - here[x]);
    for (int x = 0; x < width; ++x) sum += std::abs(below[x] - here[x]);
    count += std::max(width, 0);
  }
  return count == 0 ? 0 : 4 * sum / count;
}

BlockGrid gradients(const PictureView& picture) {
  BlockGrid grid;
  grid.size = std::max(16, std::max(picture.width, picture.height) / blocks_across_hd);
  grid.columns = (picture.width + grid.size - 1) / grid.size;
  grid.rows = (picture.height + grid.size - 1) / grid.size;
  grid.values.reserve(static_cast<std::size_t>(grid.columns * grid.rows));
  for (int y = 0; y < grid.rows; ++y)
    for (int x = 0; x < grid.columns; ++x)
      grid.values.push_back(mean_gradient(picture, x * grid.size, y * grid.size, grid.size));
  return grid;
}

// What a part of the blocks, the faintest first, does not exceed.
int quantile(const BlockGrid& grid, int percent) {
  std::vector<int> sorted = grid.values;
  const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() * static_cast<std::size_t>(percent) / 100);
  std::nth_element(sorted.begin(), at, sorted.end());
  return *at;
}

// Returns 1.3 times the median and a little more: an edge of the wall that crosses a block is below it. When a symbol
// fills the frame it is the median itself, so there is a cap: print is stronger. In poor light the grain of the sensor
// is above it, too, and shows in the faintest blocks. The values are four times the gradient. Print is at least 15
// levels over two pixels, in the mean of a block and of both directions together, and 30 where even the faintest blocks
// are grainy. `bench_scanner --only hard --seed 3`, 500 frames within the budget: 458 are read, and 460 with 1.4; with
// that, 437 with half of `grainy_print` and 460 with twice, 459 with half of `print` and 460 with twice. The factor
// decides about large Data Matrix symbols in poor light: 291 of 300 are read in the first frame (`--only matrix`), and
// 285 with 1.4.
int threshold(const BlockGrid& grid) {
  static constexpr int print = 60, grainy_print = 120;
  const auto above = [](int level) { return level * 13 / 10 + 16; };
  return std::min(above(quantile(grid, 50)), std::clamp(above(quantile(grid, 10)), print, grainy_print));
}

struct Blob {
  int left, top, right, bottom;  // blocks, inclusive
  int strength = 0;
};

// Is a flood fill over the eight neighbours. `left_over` marks the blocks that were not visited yet.
Blob grow(const BlockGrid& grid, std::vector<bool>& left_over, int start_x, int start_y) {
  Blob blob{start_x, start_y, start_x, start_y};
  std::vector<std::pair<int, int>> open{{start_x, start_y}};
  const auto mark = [&](int x, int y) { return left_over[static_cast<std::size_t>(y * grid.columns + x)]; };
  mark(start_x, start_y) = false;
  while (!open.empty()) {
    const auto [x, y] = open.back();
    open.pop_back();
    blob = {std::min(blob.left, x), std::min(blob.top, y), std::max(blob.right, x), std::max(blob.bottom, y),
            blob.strength + grid.at(x, y)};
    for (int ny = std::max(0, y - 1); ny <= std::min(grid.rows - 1, y + 1); ++ny) {
      for (int nx = std::max(0, x - 1); nx <= std::min(grid.columns - 1, x + 1); ++nx) {
        if (!mark(nx, ny)) continue;
        mark(nx, ny) = false;
        open.emplace_back(nx, ny);
      }
    }
  }
  return blob;
}

double distance_to_middle(const Blob& blob, const BlockGrid& grid) {
  return std::hypot((blob.left + blob.right + 1 - grid.columns) / 2.0, (blob.top + blob.bottom + 1 - grid.rows) / 2.0);
}

// One symbol in poor light falls into several blobs, whose margins overlap.
std::vector<Box> merge(std::vector<Box> regions) {
  for (std::size_t i = 0; i < regions.size(); ++i) {
    for (std::size_t j = i + 1; j < regions.size(); ++j) {
      if (!regions[i].overlaps(regions[j])) continue;
      regions[i] = regions[i].joined(regions[j]);
      regions.erase(regions.begin() + static_cast<std::ptrdiff_t>(j));
      j = i;
    }
  }
  return regions;
}

Box region_of(const Blob& blob, const BlockGrid& grid, const PictureView& picture) {
  const int left = std::max(0, (blob.left - 1) * grid.size);
  const int top = std::max(0, (blob.top - 1) * grid.size);
  const int right = std::min(picture.width, (blob.right + 2) * grid.size);
  const int bottom = std::min(picture.height, (blob.bottom + 2) * grid.size);
  return {left, top, right - left, bottom - top};
}

}  // namespace

std::vector<Box> locate(const PictureView& picture) {
  if (picture.empty()) return {};
  const BlockGrid grid = gradients(picture);
  const int limit = threshold(grid);
  std::vector<bool> strong;
  for (const int value : grid.values) strong.push_back(value > limit);
  std::vector<Blob> blobs;
  for (int y = 0; y < grid.rows; ++y)
    for (int x = 0; x < grid.columns; ++x)
      if (strong[static_cast<std::size_t>(y * grid.columns + x)]) blobs.push_back(grow(grid, strong, x, y));
  // The strongest stay, the nearest to the middle lead.
  std::sort(blobs.begin(), blobs.end(), [](const Blob& a, const Blob& b) { return a.strength > b.strength; });
  blobs.resize(std::min(blobs.size(), max_regions));
  std::stable_sort(blobs.begin(), blobs.end(), [&](const Blob& a, const Blob& b) {
    return distance_to_middle(a, grid) < distance_to_middle(b, grid);
  });
  std::vector<Box> regions;
  regions.reserve(blobs.size());
  for (const Blob& blob : blobs) regions.push_back(region_of(blob, grid, picture));
  return merge(std::move(regions));
}

}  // namespace dockhand
