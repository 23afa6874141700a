#include "scanner/reader/frames.h"

#include <algorithm>
#include <utility>

#include "scanner/reader/islands.h"

namespace dockhand {
namespace {

constexpr int still_frames = 10;  // a scene that stands still is looked at this often all the same
constexpr int attention = 30;     // frames; so long after a motion it is looked at in each while something is not read
constexpr std::size_t flattened_at_a_time = 2;  // fields of matrix symbols; each takes about 6 ms
constexpr std::size_t fitted_at_a_time = 12;    // they take 1.5 ms

}  // namespace

FrameReader::FrameReader(ReaderSettings settings, std::chrono::milliseconds budget)
    : settings_(settings),
      budget_(budget),
      motion_(still_frames),
      consensus_(settings, [this](const Symbol& symbol) { return test_hypothesis(symbol, frame_); }) {}

namespace {

// No single look may take a whole budget: a large region is looked at in three overlapping halves.
std::vector<Box> in_pieces(const std::vector<Box>& regions) {
  static constexpr std::int64_t largest = 300'000;  // pixels
  std::vector<Box> pieces;
  for (const Box& region : regions) {
    if (region.area() <= largest) {
      pieces.push_back(region);
      continue;
    }
    const bool wide = region.width > region.height;
    for (const int quarter : {1, 0, 2}) {  // the middle comes first
      Box piece = region;
      if (wide) {
        piece.left += region.width * quarter / 4;
        piece.width /= 2;
      } else {
        piece.top += region.height * quarter / 4;
        piece.height /= 2;
      }
      pieces.push_back(piece);
    }
  }
  return pieces;
}

}  // namespace

// Bars so faint that the locator passes over them cost more to find than all else in an empty frame: they are looked
// for in some of such frames.
FrameReader::Fields FrameReader::fields_of(const PictureView& frame, bool anything) {
  static constexpr int one_in = 4;  // frames: a person who holds a faint label still waits an eighth of a second more
  nothing_ = anything ? 0 : nothing_ + 1;
  if (!anything && nothing_ % one_in != 1) return {};
  Fields fields{anything ? find_bar_fields(frame) : std::vector<BarField>{}};
  fields.clear = fields.all.size();
  const auto faint = find_faint_bar_fields(frame, fields.all);
  fields.all.insert(fields.all.end(), faint.begin(), faint.end());
  if (!anything && !fields.all.empty()) nothing_ = 0;
  return fields;
}

void FrameReader::plan_scene(const PictureView& frame) {
  steps_.clear();
  scene_age_ = 0;
  Survey survey;
  survey.whole = box_of(frame);
  survey.regions = locate(frame);
  Fields fields = fields_of(frame, !survey.regions.empty());
  survey.fields = std::move(fields.all);
  if (survey.regions.empty() && survey.fields.empty()) return;
  trails_.next_frame(survey.fields);
  survey.pieces = in_pieces(survey.regions);
  // Faint ones do not count: rows of matrix symbols that lie level are one.
  const auto clear = survey.fields.begin() + static_cast<std::ptrdiff_t>(fields.clear);
  const bool only_bars = std::all_of(survey.regions.begin(), survey.regions.end(), [&](const Box& region) {
    return std::any_of(survey.fields.begin(), clear, [&](const BarField& field) {
      return region.contains({static_cast<int>(field.x), static_cast<int>(field.y)}) && is_large_in(field, region);
    });
  });
  if (!only_bars) survey.islands = find_islands(frame);
  steps_ = plan_passes(survey, Budget::frame, turn_++);
}

void FrameReader::take(const PlannedPass& step, ReadContext& context) {
  if (step.pass == Pass::blurred) {
    try_through_blur(context, step.field, trails_.lines_of(step.field), 1);
    consensus_.accept_doubtful_in(step.box, scene_age_);
  } else {
    try_pass(context, step, {flattened_at_a_time, fitted_at_a_time, turn_ - 1});
  }
}

// The first of a frame is begun in any case, or a processor too slow for the budget would never get anywhere. When all
// is tried, what is still in doubt is settled.
void FrameReader::take_steps(ReadContext& context, const Stopwatch& watch, bool& begun) {
  std::vector<PlannedPass> left;
  unread_ = steps_.empty();
  for (const PlannedPass& step : steps_) {
    if (consensus_.covers(step.box)) continue;
    unread_ = true;
    if (begun && watch.cpu() + expected_time(step) > budget_) {
      left.push_back(step);
      continue;
    }
    take(step, context);
    begun = true;
  }
  steps_ = std::move(left);
  if (steps_.empty()) consensus_.accept_doubtful_in({0, 0, frame_.width, frame_.height}, scene_age_);
}

bool FrameReader::worth_another_look() const { return steps_.empty() && unread_ && motion_.still_for() < attention; }

std::vector<Symbol> FrameReader::read(const PictureView& frame) {
  const Stopwatch watch;
  const bool changed = motion_.changed(frame);
  const bool begins = changed || worth_another_look();
  ++scene_age_;
  if (begins) plan_scene(frame);
  looked_at_ = changed || !steps_.empty();
  if (!looked_at_) return {};
  frame_ = frame;
  consensus_.next_frame();
  bool begun = false, asked = false;
  ReadContext context{frame, decode_options(settings_), consensus_, [&] {
                        const bool first = !begun && !std::exchange(asked, true);
                        return first || watch.cpu() < budget_;
                      }};
  context.options.downscale = false;
  take_steps(context, watch, begun);
  // What earlier frames have left is done, and this one may be the sharpest.
  if (!begins && worth_another_look() && watch.cpu() < budget_ / 2) {
    plan_scene(frame);
    take_steps(context, watch, begun);
  }
  try_add_ons(context);
  in_view_ = with_earlier(add_ons_.settled(frame, consensus_.symbols()));
  return in_view_;
}

// A hurried look at a still scene misses now and then what an earlier one has read. It has not left: it would be a
// second scan when it is read again.
std::vector<Symbol> FrameReader::with_earlier(std::vector<Symbol> symbols) const {
  static constexpr std::size_t most = 64;  // symbols in view: a full sheet, as with max_islands
  if (motion_.still_for() == 0) return symbols;
  for (const Symbol& earlier : in_view_) {
    const auto same =
        std::find_if(symbols.begin(), symbols.end(), [&](const Symbol& one) { return same_label(one, earlier); });
    if (same == symbols.end()) {
      if (symbols.size() < most) symbols.push_back(earlier);
    } else if (adds_to(earlier, *same)) {
      *same = earlier;
    }
  }
  return symbols;
}

}  // namespace dockhand
