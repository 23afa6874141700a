#include "scanner/frames.h"

#include "scanner/rungs.h"
#include "scanner/stopwatch.h"

namespace dockhand {
namespace {

constexpr int still_frames = 10;  // a scene that stands still is looked at this often all the same

}  // namespace

FrameReader::FrameReader(ReaderSettings settings, std::chrono::milliseconds budget)
    : settings_(settings), budget_(budget), motion_(still_frames), findings_(settings.accept) {}

void FrameReader::plan(const PictureView& frame) {
  steps_.clear();
  next_ = 0;
  const auto regions = locate(frame);
  for (const Rung rung :
       {Rung::plain, Rung::straight_6, Rung::enlarged, Rung::straight_3, Rung::straight_12, Rung::blurred})
    for (const Region& region : regions) steps_.push_back({region, rung});
}

// Measured on a slow core: what a look costs grows with its area.
std::chrono::nanoseconds FrameReader::expected_time(const Region& region, Rung rung) {
  const std::int64_t pixels = std::int64_t{region.width} * region.height;
  switch (rung) {
    case Rung::plain: return std::chrono::nanoseconds(30 * pixels);
    case Rung::enlarged: return std::chrono::nanoseconds(150 * pixels);
    case Rung::blurred: return std::chrono::milliseconds(15) + std::chrono::nanoseconds(80 * pixels);
    default: return std::chrono::nanoseconds(80 * pixels);
  }
}

std::vector<Symbol> FrameReader::read(const PictureView& frame) {
  const Stopwatch watch;
  const bool changed = motion_.changed(frame);
  looked_at_ = changed || next_ < steps_.size();
  if (!looked_at_) return {};
  if (changed) plan(frame);
  findings_.next_frame();
  // One step at least, or a processor too slow for the budget would never get anywhere.
  const std::size_t begun_at = next_;
  Climb climb{frame, decode_options(settings_), findings_, [&] { return next_ == begun_at || watch.cpu() < budget_; }};
  climb.options.downscale = false;
  for (; next_ < steps_.size() && climb.go_on(); ++next_) {
    const auto& [region, rung] = steps_[next_];
    if (findings_.covers(region.left, region.top, region.width, region.height)) continue;
    if (next_ != begun_at && watch.cpu() + expected_time(region, rung) > budget_) break;
    switch (rung) {
      case Rung::plain: look_plainly(climb, region); break;
      case Rung::straight_3: look_straightened(climb, region, 3); break;
      case Rung::straight_6: look_straightened(climb, region, 6); break;
      case Rung::straight_12: look_straightened(climb, region, 12); break;
      case Rung::enlarged: look_enlarged(climb, region); break;
      case Rung::blurred: look_through_blur(climb, region, Effort::quick); break;
    }
  }
  return findings_.symbols();
}

}  // namespace dockhand
