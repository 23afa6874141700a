// This decides which frames of a camera are worth looking at.
//
// Decides: whether a frame differs from the one before. Leaves to others: reading frames (scanner/reader/frames.h),
// which of the codes in view are scans (scanner/camera/view_gate.h). One thread: the source's.
#pragma once

#include <cstdint>
#include <vector>

#include "scanner/image/picture.h"

namespace dockhand {

// Compares every eighth pixel of every eighth row with the last frame that it let through. This takes 0.1 ms for
// 1280x720.
class MotionGate {
 public:
  // A still scene is also let through, every `patience`-th frame, because the light may have changed slowly.
  explicit MotionGate(int patience = 10) : patience_(patience) {}

  bool changed(const PictureView& frame);
  // Counts the frames since something moved, with the last one. It is 0 when the last one has moved.
  int still_for() const { return still_for_; }

 private:
  static constexpr int grid = 8;         // in pixels
  static constexpr int noise_level = 6;  // mean difference, of 255, that a sensor's noise does not reach
  static constexpr int block = 16;       // grid points on a side: motion is looked for in parts of the frame
  const int patience_;
  int still_for_ = 0;
  int held_back_ = 0;  // frames since one was let through
  int width_ = 0, height_ = 0;
  std::vector<std::uint8_t> last_;  // the pixels of the grid
};

}  // namespace dockhand
