// A camera's frames, one after another, within a budget each.
//
// Decides: which frames are looked at, and how far up the ladder each goes: an unchanged scene goes on where the last
// frame's budget ended, a changed one begins again at the first pass. So does, for a second, an unchanged one with
// something unread in it: each frame has another blur and other noise, and a small label moves too little to be
// noticed.
// Leaves to others: the passes and their order (scanner/reader/ladder.h), which of the symbols are scans
// (scanner/camera/view_gate.h), the camera. One thread: the source's.
#pragma once

#include <chrono>
#include <vector>

#include "scanner/bars/bar_trails.h"
#include "scanner/reader/add_on.h"
#include "scanner/reader/ladder.h"
#include "scanner/reader/motion_gate.h"
#include "scanner/reader/reader.h"
#include "scanner/reader/stopwatch.h"

namespace dockhand {

class FrameReader {
 public:
  // `budget` is the CPU time of one frame. A look that has begun is ended, so that the usual 26 ms stay below the 33 ms
  // of a camera.
  explicit FrameReader(ReaderSettings settings = {}, std::chrono::milliseconds budget = std::chrono::milliseconds(26));

  // Returns the symbols in view: what this frame shows and, while nothing moves, what those before it have shown. A
  // frame that was not looked at gives none; `looked_at()` tells the two apart.
  std::vector<Symbol> read(const PictureView& frame);
  bool looked_at() const { return looked_at_; }

 private:
  void plan_scene(const PictureView& frame);
  std::vector<Symbol> with_earlier(std::vector<Symbol> symbols) const;
  struct Fields {
    std::vector<BarField> all;
    std::size_t clear = 0;  // how many fields are clear; those behind them are faint
  };
  Fields fields_of(const PictureView& frame, bool anything);
  bool worth_another_look() const;
  void take_steps(ReadContext& context, const Stopwatch& watch, bool& begun);
  void take(const PlannedPass& step, ReadContext& context);
  const ReaderSettings settings_;
  const std::chrono::milliseconds budget_;
  MotionGate motion_;
  PictureView frame_;  // while it is read
  Consensus consensus_;
  BarTrails trails_;
  AddOnWait add_ons_;
  std::vector<PlannedPass> steps_;  // what is left to do in this scene
  std::vector<Symbol> in_view_;
  int scene_age_ = 0;     // frames since the steps were planned
  int nothing_ = 0;       // frames without anything, in a row
  std::size_t turn_ = 0;  // plans made: each begins the costly passes with another one
  bool unread_ = false;   // there may be a symbol that was not read
  bool looked_at_ = false;
};

}  // namespace dockhand
