#include "scanner/reader/frames.h"

#include <algorithm>
#include <utility>

namespace dockhand {
namespace {

constexpr int still_frames = 10;  // a scene that stands still is looked at this often all the same
constexpr int attention = 30;     // frames; so long after a motion it is looked at in each while something is not read
constexpr std::size_t flattened_at_a_time = 2;  // fields of matrix symbols; each takes about 6 ms
constexpr std::size_t fitted_at_a_time = 12;    // 1.5 ms

}  // namespace

FrameReader::FrameReader(ReaderSettings settings, std::chrono::milliseconds budget)
    : settings_(settings),
      budget_(budget),
      motion_(still_frames),
      findings_(settings, [this](const Symbol& symbol) { return verdict_on(symbol, frame_); }) {}

namespace {

// No single look may take a whole budget: a large region is looked at in three overlapping halves.
std::vector<Region> in_pieces(const std::vector<Region>& regions) {
  static constexpr std::int64_t largest = 300'000;  // pixels
  std::vector<Region> pieces;
  for (const Region& region : regions) {
    if (std::int64_t{region.width} * region.height <= largest) {
      pieces.push_back(region);
      continue;
    }
    const bool wide = region.width > region.height;
    for (const int quarter : {1, 0, 2}) {  // the middle first
      Region piece = region;
      (wide ? piece.left : piece.top) += (wide ? region.width : region.height) * quarter / 4;
      (wide ? piece.width : piece.height) /= 2;
      pieces.push_back(piece);
    }
  }
  return pieces;
}

bool lies_in(const BarField& field, const Region& region) {
  return field.x > region.left && field.x < region.left + region.width && field.y > region.top &&
         field.y < region.top + region.height;
}

}  // namespace

// Bars so faint that the locator passes over them cost more to find than all else in an empty frame: they are looked
// for in some of such frames.
std::vector<BarField> FrameReader::fields_of(const PictureView& frame, bool anything) {
  static constexpr int seldom = 4;
  nothing_ = anything ? 0 : nothing_ + 1;
  if (!anything && nothing_ % seldom != 1) return {};
  auto fields = anything ? find_bar_fields(frame) : std::vector<BarField>{};
  const auto faint = find_faint_bar_fields(frame, fields);
  fields.insert(fields.end(), faint.begin(), faint.end());
  if (!anything && !fields.empty()) nothing_ = 0;
  return fields;
}

// Plain and cheap looks at everything first. Then what is behind a blur, region by region: a user aims, and the region
// nearest to the middle leads. Each of the others finds what the rest does not: a scene that moves on gets them in
// turn.
void FrameReader::plan(const PictureView& frame) {
  steps_.clear();
  scene_age_ = 0;
  const auto regions = locate(frame);
  const auto fields = fields_of(frame, !regions.empty());
  if (regions.empty() && fields.empty()) return;
  trails_.next_frame(fields);
  const auto pieces = in_pieces(regions);
  const bool large = pieces.size() > regions.size();
  add_steps(Rung::straight_6, fields);
  if (!large) add_steps(Rung::plain, pieces);
  std::vector<Region> with_bars;
  auto faint = fields;  // outside of all regions
  for (const Region& region : regions) {
    const auto first = std::stable_partition(faint.begin(), faint.end(),
                                             [&](const BarField& field) { return !lies_in(field, region); });
    const std::vector<BarField> here(first, faint.end());
    faint.erase(first, faint.end());
    if (here.empty()) {
      steps_.push_back({Rung::fitted, region});
      steps_.push_back({Rung::flattened, region});
    } else {
      with_bars.push_back(region);
      add_steps(Rung::blurred, here);
    }
  }
  add_steps(Rung::blurred, faint);
  if (large) {
    const Region whole{0, 0, frame.width, frame.height};
    steps_.push_back({Rung::shrunk, whole});
    add_steps(Rung::plain, pieces);
    steps_.push_back({Rung::shrunk_sharp, whole});
  }
  add_laborious_steps(pieces, with_bars, fields);
}

void FrameReader::add_laborious_steps(const std::vector<Region>& pieces, const std::vector<Region>& with_bars,
                                      const std::vector<BarField>& fields) {
  static constexpr std::size_t kinds = 4;
  for (std::size_t i = 0; i < kinds; ++i) {
    switch ((turn_ + i) % kinds) {
      case 0:
        add_steps(Rung::enlarged, pieces);
        add_steps(Rung::enlarged_sharp, pieces);
        break;
      case 1: add_steps(Rung::straight_3, fields); break;
      case 2:
        add_steps(Rung::fitted, with_bars);
        add_steps(Rung::flattened, with_bars);
        break;
      default: add_steps(Rung::straight_12, fields);
    }
  }
  ++turn_;
}

void FrameReader::add_steps(Rung rung, const std::vector<Region>& regions) {
  for (const Region& region : regions) steps_.push_back({rung, region});
}
void FrameReader::add_steps(Rung rung, const std::vector<BarField>& fields) {
  for (const BarField& field : fields) steps_.push_back({rung, region_of(field), field});
}

// Measured on a slow core: what a look costs grows with its area, or with the length of the lines.
std::chrono::nanoseconds FrameReader::expected_time(const Step& step) {
  const std::int64_t pixels = std::int64_t{step.region.width} * step.region.height;
  switch (step.rung) {
    case Rung::plain: return std::chrono::nanoseconds(50 * pixels);
    case Rung::shrunk:
    case Rung::shrunk_sharp: return std::chrono::nanoseconds(15 * pixels);
    case Rung::enlarged:
    case Rung::enlarged_sharp: return std::chrono::nanoseconds(200 * pixels);
    case Rung::flattened:
    case Rung::fitted: return std::chrono::milliseconds(9);
    case Rung::blurred: return std::chrono::milliseconds(6);
    default: return std::chrono::nanoseconds(static_cast<std::int64_t>(6000 * step.field.length));
  }
}

void FrameReader::take(const Step& step, Climb& climb) {
  switch (step.rung) {
    case Rung::plain: return look_plainly(climb, step.region);
    case Rung::shrunk: return look_shrunk(climb, 2, not_at_all);
    case Rung::shrunk_sharp: return look_shrunk(climb, 2, weak_blur);
    case Rung::straight_3: return look_straightened(climb, step.field, 3);
    case Rung::straight_6: return look_straightened(climb, step.field, 6);
    case Rung::straight_12: return look_straightened(climb, step.field, 12);
    case Rung::flattened: return look_flattened(climb, step.region, flattened_at_a_time, turn_ - 1);
    case Rung::fitted: return look_fitted(climb, step.region, fitted_at_a_time, turn_ - 1);
    case Rung::enlarged: return look_enlarged(climb, step.region, weak_blur);
    case Rung::enlarged_sharp: return look_enlarged(climb, step.region, strong_blur);
    case Rung::blurred:
      look_through_blur(climb, step.field, trails_.lines_of(step.field), 1);
      findings_.accept_doubtful_in(step.region.left, step.region.top, step.region.width, step.region.height,
                                   scene_age_);
  }
}

// The first of a frame is begun in any case, or a processor too slow for the budget would never get anywhere. When all
// is tried, what is still in doubt is settled.
void FrameReader::take_steps(Climb& climb, const Stopwatch& watch, bool& begun) {
  std::vector<Step> left;
  unread_ = steps_.empty();
  for (const Step& step : steps_) {
    if (findings_.covers(step.region.left, step.region.top, step.region.width, step.region.height)) continue;
    unread_ = true;
    if (begun && watch.cpu() + expected_time(step) > budget_) {
      left.push_back(step);
      continue;
    }
    take(step, climb);
    begun = true;
  }
  steps_ = std::move(left);
  if (steps_.empty()) findings_.accept_doubtful_in(0, 0, frame_.width, frame_.height, scene_age_);
}

bool FrameReader::worth_another_look() const { return steps_.empty() && unread_ && motion_.still_for() < attention; }

std::vector<Symbol> FrameReader::read(const PictureView& frame) {
  const Stopwatch watch;
  const bool changed = motion_.changed(frame);
  const bool begins = changed || worth_another_look();
  ++scene_age_;
  if (begins) plan(frame);
  looked_at_ = changed || !steps_.empty();
  if (!looked_at_) return {};
  frame_ = frame;
  findings_.next_frame();
  bool begun = false, asked = false;
  Climb climb{frame, decode_options(settings_), findings_, [&] {
                const bool first = !begun && !std::exchange(asked, true);
                return first || watch.cpu() < budget_;
              }};
  climb.options.downscale = false;
  take_steps(climb, watch, begun);
  // What earlier frames have left is done, and this one may be the sharpest.
  if (!begins && worth_another_look() && watch.cpu() < budget_ / 2) {
    plan(frame);
    take_steps(climb, watch, begun);
  }
  in_view_ = with_earlier(findings_.symbols());
  return in_view_;
}

// A hurried look at a still scene misses now and then what an earlier one has read. It has not left: it would be a
// second scan when it is read again.
std::vector<Symbol> FrameReader::with_earlier(std::vector<Symbol> symbols) const {
  static constexpr std::size_t most = 64;
  if (motion_.still_for() == 0) return symbols;
  for (const Symbol& earlier : in_view_) {
    const auto same = [&](const Symbol& one) { return same_symbol(one, earlier); };
    if (symbols.size() < most && std::none_of(symbols.begin(), symbols.end(), same)) symbols.push_back(earlier);
  }
  return symbols;
}

}  // namespace dockhand
