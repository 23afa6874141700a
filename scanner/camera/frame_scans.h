// This makes readings of a camera's frames.
//
// Decides: when a code in view is a scan (through ViewGate), which codes have come into view together, that a frame
// that nobody looked at changes nothing about what is in view, when it reports that frames keep getting lost, and which
// frames are shown to the person. Leaves to others: taking frames (scanner/camera/camera.h), reading them
// (scanner/worker/frame_decoder.h). One thread: the source's, save `counters`.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>

#include "scanner/camera/view_gate.h"
#include "scanner/source/source.h"
#include "scanner/worker/frame_decoder.h"

namespace dockhand {

// Says when a code in view is a scan again, and what two codes with one text side by side are.
struct ViewSettings {
  std::chrono::milliseconds absence{600};  // a code that was not seen for this time has left
  Twins twins = Twins::one;
};
// Returns these settings as options of a driver, and reads what such options say.
std::vector<OptionSpec> view_options();
ViewSettings view_settings(const SourceOptions& options);

class FrameScans {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  FrameScans(std::unique_ptr<FrameDecoder> decoder, SourceEvents events, ViewSettings settings = {})
      : decoder_(std::move(decoder)), events_(std::move(events)), gate_(settings.absence, settings.twins) {}

  void frame(const PictureView& picture, Moment taken);
  // No more frames come for now: what has come into view is delivered.
  void rest();
  // Counts frames that the camera took and that came too late to be looked at.
  void dropped(std::uint64_t frames);

  SourceCounters counters() const;  // may be called on any thread

 private:
  void count_loss(bool lost);
  void take_new(const std::vector<Symbol>& scans, Moment taken);
  void show(const PictureView& picture, Moment taken);

  const std::unique_ptr<FrameDecoder> decoder_;
  const SourceEvents events_;
  ViewGate gate_;
  std::vector<Symbol> in_view_;  // what the last look showed
  // Scans that wait for what comes into view beside them; since when, and by the gate's time.
  std::vector<Symbol> coming_;
  Moment first_came_;
  std::chrono::milliseconds came_{0};
  Moment last_taken_, last_shown_;
  std::chrono::milliseconds watched_{0};  // the gate's time: it stands still while nobody looks
  int lost_in_a_row_ = 0;
  std::atomic<std::uint64_t> frames_ = 0, dropped_ = 0, lost_ = 0, respawns_ = 0;
};

}  // namespace dockhand
