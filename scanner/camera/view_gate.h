// This decides which codes in a camera's view are scans.
//
// Decides: that a code held in view is one scan, with its add-on or without, and counts again when it has left. Leaves
// to others: reading frames (scanner/reader/frames.h), which of them are looked at (scanner/reader/motion_gate.h). One
// thread: the source's.
#pragma once

#include <chrono>
#include <vector>

#include "storage/model/scan.h"
#include "storage/model/time.h"

namespace dockhand {

// Says what the same text in two places of one frame is: one label that is seen twice, or two labels.
enum class Twins { one, each };

class ViewGate {
 public:
  // A code that was not seen for `absence` has left. This has to be longer than a few missed frames, and shorter than
  // it takes to put down one item and pick up the next.
  explicit ViewGate(std::chrono::milliseconds absence = std::chrono::milliseconds(600), Twins twins = Twins::one)
      : absence_(absence), twins_(twins) {}

  // Returns the symbols of one frame that are scans. With Twins::each, a text counts as often as the largest number of
  // it that stood in one frame since it came into view: two cartons side by side are two scans, and still two when one
  // is covered and seen again.
  std::vector<Symbol> pass(const std::vector<Symbol>& seen, Instant now);

 private:
  struct InView {
    Symbol symbol;
    Instant last_seen;
    std::size_t scans = 1;
  };
  const std::chrono::milliseconds absence_;
  const Twins twins_;
  std::vector<InView> in_view_;  // bounded by what one `absence` can show: old ones are dropped on each frame
};

}  // namespace dockhand
