#include "scanner/camera/frame_scans.h"

#include <algorithm>
#include <utility>

#include "scanner/image/enhance.h"

namespace dockhand {
namespace {

// A library that dies of one frame is not reported; one that dies of all of them is.
constexpr int telling_losses = 10;

// At most this much of the time between two frames counts as time in which somebody looked. A busy machine or a stalled
// camera has not seen the code leave: it would be booked twice.
constexpr std::chrono::milliseconds longest_step{100};

// The codes of one label are seldom read in the very same frame. Whoever took the first one alone would take a wrong
// one: a code waits so long for those beside it, which is at least one look more, and two at thirty frames a second.
constexpr std::chrono::milliseconds together{60};
// What comes so much later lies in another view: the frames are too slow to tell.
constexpr std::chrono::milliseconds apart{200};

// The time between two pictures that are shown to the person: as smooth as aiming needs.
constexpr std::chrono::milliseconds between_glimpses{100};

}  // namespace

std::vector<OptionSpec> view_options() {
  const ViewSettings standard;
  return {{"twins", "one", "the same code twice in one picture: one scan, or each", 0, 0, {"one", "each"}},
          {"absence_ms", std::int64_t{standard.absence.count()}, "a code that was not seen for this time has left", 100,
           10'000}};
}

ViewSettings view_settings(const SourceOptions& options) {
  return {std::chrono::milliseconds(options.number("absence_ms")),
          options.text("twins") == "each" ? Twins::each : Twins::one};
}

void FrameScans::frame(const PictureView& picture, Moment taken) {
  ++frames_;
  FrameLook look = decoder_->look(picture);
  respawns_ = decoder_->respawns();
  count_loss(look.lost);
  if (look.looked && !look.lost) in_view_ = std::move(look.symbols);
  watched_ += std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(taken - last_taken_),
                         longest_step.zero(), longest_step);
  last_taken_ = taken;
  take_new(gate_.pass(in_view_, Instant{watched_.count()}), taken);
  if (events_.glimpse && taken - last_shown_ >= between_glimpses) show(picture, taken);
}

void FrameScans::take_new(const std::vector<Symbol>& scans, Moment taken) {
  if (taken - first_came_ >= apart) rest();
  if (coming_.empty()) {
    first_came_ = taken;
    came_ = watched_;
  }
  coming_.insert(coming_.end(), scans.begin(), scans.end());
  if (watched_ - came_ >= together) rest();
}

void FrameScans::rest() { deliver_picture(events_, std::exchange(coming_, {}), first_came_); }

void FrameScans::show(const PictureView& picture, Moment taken) {
  last_shown_ = taken;
  const int factor = (picture.width + largest_glimpse - 1) / largest_glimpse;
  Glimpse glimpse{shrink(picture, factor).picture};
  glimpse.codes.reserve(in_view_.size());
  for (const Symbol& symbol : in_view_) {
    auto& outline = glimpse.codes.emplace_back(symbol.corners);
    for (Point& corner : outline) corner = {corner.x / factor, corner.y / factor};
  }
  events_.glimpse(std::move(glimpse));
}

void FrameScans::count_loss(bool lost) {
  lost_in_a_row_ = lost ? lost_in_a_row_ + 1 : 0;
  if (lost) ++lost_;
  if (lost_in_a_row_ == telling_losses && events_.trouble)
    events_.trouble(
        {ErrorKind::io, "camera", "its pictures cannot be read: the reading process fails on each of them"});
}

void FrameScans::dropped(std::uint64_t frames) {
  frames_ += frames;
  dropped_ += frames;
}

SourceCounters FrameScans::counters() const { return {frames_, dropped_, lost_, respawns_}; }

}  // namespace dockhand
