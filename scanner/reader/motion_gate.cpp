#include "scanner/reader/motion_gate.h"

#include <algorithm>
#include <cstdlib>

namespace dockhand {
namespace {

std::vector<std::uint8_t> thin_out(const PictureView& frame, int step) {
  std::vector<std::uint8_t> pixels;
  pixels.reserve(static_cast<std::size_t>((frame.width / step + 1) * (frame.height / step + 1)));
  for (int y = 0; y < frame.height; y += step)
    for (int x = 0; x < frame.width; x += step) pixels.push_back(frame.at(x, y));
  return pixels;
}

// The greatest mean difference of any square of `block` x `block` points.
int greatest_difference(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b, int columns,
                        int block) {
  const int rows = static_cast<int>(a.size()) / columns;
  int greatest = 0;
  for (int top = 0; top < rows; top += block) {
    for (int left = 0; left < columns; left += block) {
      int sum = 0;
      int count = 0;
      for (int y = top; y < std::min(top + block, rows); ++y) {
        for (int x = left; x < std::min(left + block, columns); ++x, ++count) {
          const auto i = static_cast<std::size_t>(y * columns + x);
          sum += std::abs(a[i] - b[i]);
        }
      }
      greatest = std::max(greatest, sum / count);
    }
  }
  return greatest;
}

}  // namespace

bool MotionGate::changed(const PictureView& frame) {
  if (frame.empty()) return false;
  auto pixels = thin_out(frame, grid);
  const bool same_size = frame.width == width_ && frame.height == height_;
  const int columns = (frame.width + grid - 1) / grid;
  const bool moved = !same_size || greatest_difference(pixels, last_, columns, block) > noise_level;
  still_for_ = moved ? 0 : still_for_ + 1;
  if (!moved && ++held_back_ < patience_) return false;
  held_back_ = 0;
  width_ = frame.width;
  height_ = frame.height;
  last_ = std::move(pixels);
  return true;
}

}  // namespace dockhand
