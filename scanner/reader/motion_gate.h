// What of a stream of frames is worth looking at, and what of it is a scan.
//
// Decides: whether a frame differs from the one before (MotionGate); that a code held in view is one scan, and counts
// again when it has left or the trigger was pulled (ViewGate). Leaves to others: reading frames
// (scanner/reader/reader.h). One thread: the source's.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "scanner/image/picture.h"
#include "storage/model/scan.h"
#include "storage/model/time.h"

namespace dockhand {

// Compares every eighth pixel of every eighth row with the last frame that it let through; 0.1 ms for 1280x720.
class MotionGate {
 public:
  // A still scene is let through every `patience`-th frame all the same: the light may have changed slowly.
  explicit MotionGate(int patience = 10) : patience_(patience) {}

  bool changed(const PictureView& frame);
  // Frames since something moved, the last one included; 0 when it did.
  int still_for() const { return still_for_; }

 private:
  static constexpr int grid = 8;         // pixels
  static constexpr int noise_level = 6;  // mean difference, of 255, that a sensor's noise does not reach
  static constexpr int block = 16;       // grid points on a side: motion is looked for in parts of the frame
  const int patience_;
  int still_for_ = 0;
  int held_back_ = 0;  // frames since one was let through
  int width_ = 0, height_ = 0;
  std::vector<std::uint8_t> last_;  // the grid's pixels
};

// What the same text in two places of one frame is: one label seen twice, or two labels.
enum class Twins { one, each };

class ViewGate {
 public:
  // A code that was not seen for `absence` has left. Longer than a few missed frames, shorter than putting down one
  // item and taking up the next.
  explicit ViewGate(std::chrono::milliseconds absence = std::chrono::milliseconds(600), Twins twins = Twins::one)
      : absence_(absence), twins_(twins) {}

  // The symbols of one frame that are scans. With Twins::each, as many of one text as the most that stood in one frame
  // since it came into view: two cartons side by side are two scans, and still two when one is covered and seen again.
  std::vector<Symbol> pass(const std::vector<Symbol>& seen, Instant now);
  // Whatever is seen next counts, held or not.
  void trigger() { held_.clear(); }

 private:
  struct Held {
    Symbology symbology;
    std::string text;
    Instant last_seen;
    std::size_t scans = 1;
  };
  const std::chrono::milliseconds absence_;
  const Twins twins_;
  std::vector<Held> held_;  // bounded by what one `absence` can show: old ones are dropped on each frame
};

}  // namespace dockhand
