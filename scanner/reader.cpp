#include "scanner/reader.h"

#include <algorithm>

#include "scanner/decode.h"
#include "scanner/enhance.h"
#include "scanner/locator.h"
#include "scanner/stopwatch.h"

namespace dockhand {
namespace {

// The state of one reading.
class Ladder {
 public:
  Ladder(const PictureView& picture, const ReaderSettings& settings)
      : picture_(picture), settings_(settings), findings_(settings.accept) {}

  std::vector<Symbol> climb() {
    look({}, picture_, options(), {}, false);
    auto regions = locate(picture_);
    for (const Region& region : regions) try_region(region, &Ladder::as_it_is);
    regions.push_back({0, 0, picture_.width, picture_.height});
    for (const Region& region : regions) try_region(region, &Ladder::straightened);
    for (const Region& region : regions) try_region(region, &Ladder::enlarged);
    if (findings_.symbols().empty()) last_resorts();
    return findings_.symbols();
  }

 private:
  using Rung = void (Ladder::*)(const PictureView& part, Point origin);

  DecodeOptions options() const {
    DecodeOptions options;
    options.upce = settings_.upce;
    options.min_lines = settings_.accept.min_lines;
    return options;
  }

  bool spent() const { return settings_.budget.count() > 0 && watch_.cpu() >= settings_.budget; }

  // One look at `shown`, which is an enhanced copy of the part at `origin`, or that part itself.
  void look(const Enhanced& way_back, const PictureView& shown, const DecodeOptions& options, Point origin,
            bool enhanced) {
    if (spent()) return;
    auto sightings = decode(shown, options);
    for (Sighting& sighting : sightings) {
      for (Point& corner : sighting.symbol.corners) {
        corner = way_back.source(corner);
        corner = {corner.x + origin.x, corner.y + origin.y};
      }
    }
    findings_.add(sightings, enhanced);
  }
  void look(const Enhanced& enhanced, Point origin, const DecodeOptions& options) {
    look(enhanced, enhanced.picture.view(), options, origin, true);
  }

  void try_region(const Region& region, Rung rung) {
    if (spent() || findings_.covers(region.left, region.top, region.width, region.height)) return;
    const PictureView part = picture_.crop(region.left, region.top, region.width, region.height);
    if (part.width >= 16 && part.height >= 16) (this->*rung)(part, {region.left, region.top});
  }

  void as_it_is(const PictureView& part, Point origin) { look({}, part, options(), origin, false); }

  // Along upright bars nothing changes, so that the mean of many rows takes the noise away and leaves the bars; what
  // the lens has smeared across them is put back by sharpening, for weak and for strong blur.
  void straightened(const PictureView& part, Point origin) {
    const Bars bars = find_bars(part);
    if (bars.coherence < 0.15 || too_large(part)) return;
    DecodeOptions linear = options();
    linear.matrix = linear.rotate = linear.downscale = false;
    linear.min_lines = 1;  // lines are counted over all looks
    for (const int rows : {3, 6, 12}) {
      if (part.height < 4 * rows) return;
      const Enhanced straight = straighten(part, bars.angle, rows);
      look(straight, origin, linear);
      for (const auto& [amount, radius] : {std::pair{2.0F, 5}, {2.0F, 3}, {4.0F, 5}, {4.0F, 3}, {4.0F, 2}}) {
        if (spent() || findings_.covers(origin.x, origin.y, part.width, part.height)) return;
        Enhanced sharp = straight;
        sharpen_rows(sharp.picture, amount, radius);
        look(sharp, origin, linear);
      }
    }
  }

  void enlarged(const PictureView& part, Point origin) {
    if (too_large(part)) return;
    const Enhanced large = enlarge(part);
    for (const auto& [amount, radius] : {std::pair{2.0F, 3}, {4.0F, 5}}) {
      if (spent() || findings_.covers(origin.x, origin.y, part.width, part.height)) return;
      Enhanced sharp = large;
      sharpen(sharp.picture, amount, radius);
      look(sharp, origin, options());
    }
  }

  static bool too_large(const PictureView& part) { return std::int64_t{part.width} * part.height > 1'500'000; }

  // Half and a third of the size take noise and moiré away; light on dark is rare.
  void last_resorts() {
    for (const int factor : {2, 3}) {
      if (std::min(picture_.width, picture_.height) / factor < 100) continue;
      Enhanced small = shrink(picture_, factor);
      look(small, {}, options());
      sharpen(small.picture, 2, 3);
      look(small, {}, options());
    }
    if (findings_.symbols().empty()) look(invert(picture_), {}, options());
  }

  const PictureView picture_;
  const ReaderSettings& settings_;
  const Stopwatch watch_;
  Findings findings_;
};

}  // namespace

std::vector<Symbol> read_still(const PictureView& picture, const ReaderSettings& settings) {
  if (picture.empty()) return {};
  return Ladder(picture, settings).climb();
}

}  // namespace dockhand
