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
    whole_picture();
    const auto regions = locate(picture_);
    for (const Region& region : regions) try_region(region, &Ladder::as_it_is);
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

  void note(std::vector<Sighting> sightings, const Enhanced& way_back, Point origin, bool sure) {
    for (Sighting& sighting : sightings) {
      for (Point& corner : sighting.symbol.corners) {
        corner = way_back.source(corner);
        corner = {corner.x + origin.x, corner.y + origin.y};
      }
      findings_.add(sighting, sure);
    }
  }
  void look(const Enhanced& enhanced, Point origin, const DecodeOptions& options, bool sure) {
    if (!spent()) note(decode(enhanced.picture.view(), options), enhanced, origin, sure);
  }

  void whole_picture() { note(decode(picture_, options()), Enhanced{}, {}, true); }

  void try_region(const Region& region, Rung rung) {
    if (spent() || findings_.covers(region.left, region.top, region.width, region.height)) return;
    const PictureView part = picture_.crop(region.left, region.top, region.width, region.height);
    if (part.width >= 16 && part.height >= 16) (this->*rung)(part, {region.left, region.top});
  }

  void as_it_is(const PictureView& part, Point origin) { note(decode(part, options()), Enhanced{}, origin, true); }

  // Along upright bars nothing changes, so that the mean of many rows takes the noise away and leaves the bars.
  void straightened(const PictureView& part, Point origin) {
    const Bars bars = find_bars(part);
    if (bars.coherence < 0.15) return;
    DecodeOptions linear = options();
    linear.matrix = false;
    linear.rotate = false;
    linear.downscale = false;
    for (const int rows : {3, 6, 12}) {
      if (spent() || part.height < 4 * rows) return;
      Enhanced straight = straighten(part, bars.angle, rows);
      look(straight, origin, linear, false);
      sharpen_rows(straight.picture, 2, 3);
      look(straight, origin, linear, false);
    }
  }

  void enlarged(const PictureView& part, Point origin) {
    if (std::int64_t{part.width} * part.height > 1'000'000) return;
    Enhanced large = enlarge(part);
    sharpen(large.picture, 2, 3);
    look(large, origin, options(), false);
  }

  // Half and a third of the size take noise and moiré away; light on dark is rare.
  void last_resorts() {
    for (const int factor : {2, 3}) {
      if (std::min(picture_.width, picture_.height) / factor < 100) continue;
      Enhanced small = shrink(picture_, factor);
      look(small, {}, options(), true);
      sharpen(small.picture, 2, 3);
      look(small, {}, options(), false);
    }
    if (findings_.symbols().empty()) look(invert(picture_), {}, options(), false);
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
