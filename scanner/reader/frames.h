// A camera's frames, one after another, within a budget each.
//
// Decides: which frames are looked at, and how far up the ladder each goes: an unchanged scene goes on where the last
// frame's budget ended, a changed one begins again at the plain rung. So does, for a second, an unchanged one with
// something unread in it: each frame has another blur and other noise, and a small label moves too little to be
// noticed.
// Leaves to others: the rungs (scanner/reader/rungs.h), which of the symbols are scans
// (scanner/camera/view_gate.h), the camera. One thread: the source's.
#pragma once

#include <chrono>
#include <vector>

#include "scanner/bars/bar_trails.h"
#include "scanner/reader/motion_gate.h"
#include "scanner/reader/reader.h"
#include "scanner/reader/rungs.h"
#include "scanner/reader/stopwatch.h"

namespace dockhand {

class FrameReader {
 public:
  // CPU time of one frame. A look that has begun is ended, so that the usual 26 ms stay below the 33 ms of a camera.
  explicit FrameReader(ReaderSettings settings = {}, std::chrono::milliseconds budget = std::chrono::milliseconds(26));

  // The symbols in view: what this frame shows and, while nothing moves, what those before it have shown. None from a
  // frame that was not looked at; `looked_at()` tells the two apart.
  std::vector<Symbol> read(const PictureView& frame);
  bool looked_at() const { return looked_at_; }

 private:
  // One thing left to do: a rung on a region, or on a field of bars.
  enum class Rung {
    plain,
    shrunk,
    shrunk_sharp,
    straight_6,
    straight_3,
    straight_12,
    blurred,
    flattened,
    fitted,
    enlarged,
    enlarged_sharp
  };
  struct Step {
    Rung rung;
    Region region;
    BarField field = {};
  };
  void plan(const PictureView& frame);
  void add_steps(Rung rung, const std::vector<Region>& regions);
  void add_steps(Rung rung, const std::vector<BarField>& fields);
  void add_laborious_steps(const std::vector<Region>& pieces, const std::vector<Region>& with_bars,
                           const std::vector<BarField>& fields);
  std::vector<Symbol> with_earlier(std::vector<Symbol> symbols) const;
  std::vector<BarField> fields_of(const PictureView& frame, bool anything);
  bool worth_another_look() const;
  void take_steps(Climb& climb, const Stopwatch& watch, bool& begun);
  void take(const Step& step, Climb& climb);
  // A step that has begun is ended; one that would not fit into what is left of the budget waits for the next frame.
  static std::chrono::nanoseconds expected_time(const Step& step);

  const ReaderSettings settings_;
  const std::chrono::milliseconds budget_;
  MotionGate motion_;
  PictureView frame_;  // while it is read
  Findings findings_;
  BarTrails trails_;
  std::vector<Step> steps_;  // what is left to do in this scene
  std::vector<Symbol> in_view_;
  int scene_age_ = 0;     // frames since the steps were planned
  int nothing_ = 0;       // frames without anything, one after another
  std::size_t turn_ = 0;  // plans made: in each another of the laborious rungs, and of the fields, comes first
  bool unread_ = false;   // there may be a symbol that was not read
  bool looked_at_ = false;
};

}  // namespace dockhand
