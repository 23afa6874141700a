#include "scanner/rungs.h"

#include <algorithm>

#include "scanner/enhance.h"

namespace dockhand {
namespace {

constexpr int smallest_side = 16;                 // pixels; nothing smaller holds a symbol
constexpr std::int64_t largest_part = 1'500'000;  // pixels; enhancing more costs more than it finds

struct Sharpening {
  float amount;
  int radius;
};

PictureView part_of(const Climb& climb, const Region& region) {
  return climb.picture.crop(region.left, region.top, region.width, region.height);
}
bool done(const Climb& climb, const Region& region) {
  return !climb.go_on() || climb.findings.covers(region.left, region.top, region.width, region.height);
}
bool fit_to_enhance(const PictureView& part) {
  return std::min(part.width, part.height) >= smallest_side && std::int64_t{part.width} * part.height <= largest_part;
}

// Corners of what is seen in `way_back`'s picture become points of the whole picture.
void look(Climb& climb, const Enhanced& way_back, const PictureView& shown, const DecodeOptions& options,
          const Region& region, bool enhanced) {
  auto sightings = decode(shown, options);
  for (Sighting& sighting : sightings) {
    for (Point& corner : sighting.symbol.corners) {
      corner = way_back.source(corner);
      corner = {corner.x + region.left, corner.y + region.top};
    }
  }
  climb.findings.add(sightings, enhanced);
}
void look(Climb& climb, const Enhanced& enhanced, const DecodeOptions& options, const Region& region) {
  look(climb, enhanced, enhanced.picture.view(), options, region, true);
}

DecodeOptions for_upright_bars(DecodeOptions options) {
  options.matrix = options.rotate = options.downscale = false;
  options.min_lines = 1;  // lines are counted over all looks
  return options;
}

Region all_of(const PictureView& picture) { return {0, 0, picture.width, picture.height}; }

}  // namespace

void look_plainly(Climb& climb, const Region& region) {
  const PictureView part = part_of(climb, region);
  if (std::min(part.width, part.height) >= smallest_side || region == all_of(climb.picture))
    look(climb, {}, part, climb.options, region, false);
}

// Along upright bars nothing changes, so that the mean of many rows takes the noise away and leaves the bars; what the
// lens has smeared across them is put back by sharpening.
void look_straightened(Climb& climb, const Region& region, int rows) {
  static constexpr double least_coherence = 0.15;
  static constexpr Sharpening kinds[] = {{2, 5}, {2, 3}, {4, 5}, {4, 3}, {4, 2}};
  const PictureView part = part_of(climb, region);
  if (done(climb, region) || !fit_to_enhance(part) || part.height < 4 * rows) return;
  const Bars bars = find_bars(part);
  if (bars.coherence < least_coherence) return;
  const DecodeOptions options = for_upright_bars(climb.options);
  const Enhanced straight = straighten(part, bars.angle, rows);
  look(climb, straight, options, region);
  for (const Sharpening& kind : kinds) {
    if (done(climb, region)) return;
    Enhanced sharp = straight;
    sharpen_rows(sharp.picture, kind.amount, kind.radius);
    look(climb, sharp, options, region);
  }
}

void look_enlarged(Climb& climb, const Region& region) {
  static constexpr Sharpening kinds[] = {{2, 3}, {4, 5}};
  const PictureView part = part_of(climb, region);
  if (done(climb, region) || !fit_to_enhance(part)) return;
  const Enhanced large = enlarge(part);
  for (const Sharpening& kind : kinds) {
    if (done(climb, region)) return;
    Enhanced sharp = large;
    sharpen(sharp.picture, kind.amount, kind.radius);
    look(climb, sharp, climb.options, region);
  }
}

void look_shrunk(Climb& climb, int factor) {
  static constexpr int smallest = 100;  // pixels of the smaller side that have to be left
  if (!climb.go_on() || std::min(climb.picture.width, climb.picture.height) / factor < smallest) return;
  Enhanced small = shrink(climb.picture, factor);
  look(climb, small, climb.options, all_of(climb.picture));
  sharpen(small.picture, 2, 3);
  if (climb.go_on()) look(climb, small, climb.options, all_of(climb.picture));
}

void look_inverted(Climb& climb) {
  if (climb.go_on()) look(climb, invert(climb.picture), climb.options, all_of(climb.picture));
}

}  // namespace dockhand
