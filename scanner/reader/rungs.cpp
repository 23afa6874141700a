#include "scanner/reader/rungs.h"

#include <algorithm>
#include <cmath>

#include "scanner/bars/bar_focus.h"
#include "scanner/bars/straighten.h"
#include "scanner/bars/symbol_lines.h"
#include "scanner/image/enhance.h"
#include "scanner/matrix/module_channel.h"
#include "scanner/matrix/module_grid.h"

namespace dockhand {
namespace {

constexpr int smallest_side = 16;                 // pixels; nothing smaller holds a symbol
constexpr int low_contrast = 110;                 // levels; the library takes less than 24 in a small square for paper
constexpr std::int64_t largest_part = 1'500'000;  // pixels; enhancing more costs more than it finds

PictureView part_of(const Climb& climb, const Region& region) {
  return climb.picture.crop(region.left, region.top, region.width, region.height);
}
bool done(const Climb& climb, const Region& region) {
  return !climb.go_on() || climb.findings.covers(region.left, region.top, region.width, region.height);
}
bool fit_to_enhance(const PictureView& part) {
  return std::min(part.width, part.height) >= smallest_side && std::int64_t{part.width} * part.height <= largest_part;
}

// Corners of what was seen in `way_back`'s picture become points of the whole picture.
void report(Climb& climb, const Enhanced& way_back, std::vector<Sighting> sightings, const Region& region,
            bool enhanced) {
  for (Sighting& sighting : sightings) {
    for (Point& corner : sighting.symbol.corners) {
      corner = way_back.source(corner);
      corner = {corner.x + region.left, corner.y + region.top};
    }
  }
  climb.findings.add(sightings, enhanced);
}
// A field is a symbol's own outline.
void report_at(Climb& climb, const MatrixField& field, const Region& region, std::vector<Sighting> sightings) {
  for (Sighting& sighting : sightings)
    std::transform(field.corners.begin(), field.corners.end(), sighting.symbol.corners.begin(),
                   [&](const Spot& corner) {
                     return Point{region.left + static_cast<int>(std::lround(corner.x)),
                                  region.top + static_cast<int>(std::lround(corner.y))};
                   });
  climb.findings.add(sightings, true);
}
void look(Climb& climb, const Enhanced& way_back, const PictureView& shown, const DecodeOptions& options,
          const Region& region, bool enhanced) {
  report(climb, way_back, decode(shown, options), region, enhanced);
}
void look(Climb& climb, const Enhanced& enhanced, const DecodeOptions& options, const Region& region) {
  look(climb, enhanced, enhanced.picture.view(), options, region, true);
}

DecodeOptions for_any_bars(DecodeOptions options) {
  options.upce = false;
  return options;
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
  if (std::min(part.width, part.height) < smallest_side && region != all_of(climb.picture)) return;
  const DecodeOptions options = for_any_bars(climb.options);
  look(climb, {}, part, options, region, false);
  if (done(climb, region) || !fit_to_enhance(part) || contrast(part) > low_contrast) return;
  Enhanced clear = copy(part);
  stretch(clear.picture);
  look(climb, clear, clear.picture.view(), options, region, false);
}

// The upright rectangle around it.
Region region_of(const BarField& field) {
  const double c = std::abs(std::cos(field.angle));
  const double s = std::abs(std::sin(field.angle));
  const double width = c * field.length + s * field.height;
  const double height = s * field.length + c * field.height;
  return {static_cast<int>(field.x - width / 2), static_cast<int>(field.y - height / 2), static_cast<int>(width),
          static_cast<int>(height)};
}

// Along upright bars nothing changes, so that the mean of many rows takes the noise away and leaves the bars; what the
// lens has smeared across them is put back by sharpening.
void look_straightened(Climb& climb, const BarField& field, int rows) {
  static constexpr int most_lines = 12;
  static constexpr Sharpening kinds[] = {{0, 1}, {2, 5}, {2, 3}, {4, 5}, {4, 3}, {4, 2}};
  const Region region = region_of(field);
  if (done(climb, region)) return;
  const DecodeOptions options = for_upright_bars(climb.options);
  const int lines = std::clamp(static_cast<int>(field.height / rows), 3, most_lines);
  Enhanced straight = straighten(climb.picture, field, rows, lines);
  look(climb, straight, options, all_of({}));
  level_rows(straight.picture);
  for (const Sharpening& kind : kinds) {
    if (done(climb, region)) return;
    Enhanced sharp = straight;
    sharpen_rows(sharp.picture, kind.amount, kind.radius);
    look(climb, sharp, options, all_of({}));
  }
}

namespace {

// What the settings leave out, and what the modules alone do not tell.
bool asked_for(const Symbol& symbol, const DecodeOptions& options) {
  if (symbol.symbology == Symbology::upce) return options.upce;
  return symbol.symbology != Symbology::code39 || !options.code39_full_ascii;
}

}  // namespace

// The mean of many rows along the bars has hardly any noise left: what remains is the blur, which is known to be one.
// Where bars are bent or dirty, parts of them say more than the whole.
void look_through_blur(Climb& climb, const BarField& field, SymbolLines& lines, int parts, std::size_t most) {
  static constexpr double used = 0.8;  // of the height: text and ends of the bars are left out
  const Region region = region_of(field);
  if (done(climb, region) || climb.findings.has_in(region.left, region.top, region.width, region.height)) return;
  const BarField sharp = focus(climb.picture, field);
  const int rows = std::max(1, static_cast<int>(used * sharp.height / parts));
  Enhanced straight = straighten(climb.picture, sharp, rows, parts);
  if (parts == 1) straight.xy = -std::sin(sharp.angle), straight.yy = std::cos(sharp.angle);
  const double half = parts == 1 ? used * sharp.height / 2 : 0.5;  // of what one line stands for, in lines
  for (int part = 0; part < parts && climb.go_on(); ++part) {
    const std::uint8_t* row = straight.picture.row(part);
    if (!lines.add({row, row + straight.picture.width})) continue;
    auto explained = lines.read(climb.go_on, most);
    if (!explained || !asked_for(explained->symbol, climb.options)) continue;
    const auto left = static_cast<int>(lines.newest().first), right = static_cast<int>(lines.newest().last);
    const auto top = static_cast<int>(part - half), bottom = static_cast<int>(part + half);
    explained->symbol.corners = {Point{left, top}, {right, top}, {right, bottom}, {left, bottom}};
    return report(climb, straight, {{std::move(explained->symbol), 1, true}}, all_of({}), true);
  }
}

namespace {

DecodeOptions for_upright_matrix(DecodeOptions options) {
  options.linear = options.downscale = options.rotate = false;
  return options;
}

// In each turn the next ones come first.
void take_in_turn(std::vector<MatrixField>& fields, std::size_t most, std::size_t turn) {
  if (fields.empty()) return;
  const auto first = static_cast<std::ptrdiff_t>(turn * most % fields.size());
  std::rotate(fields.begin(), fields.begin() + first, fields.end());
  fields.resize(std::min(fields.size(), most));
}

MatrixField outline_of(const Lattice& lattice) {
  const double side = lattice.pattern->side();
  return {{lattice.at(0, 0), lattice.at(side, 0), lattice.at(side, side), lattice.at(0, side)}};
}

}  // namespace

void look_flattened(Climb& climb, const Region& region, std::size_t most, std::size_t turn) {
  const PictureView part = part_of(climb, region);
  if (done(climb, region) || !fit_to_enhance(part)) return;
  const DecodeOptions options = for_upright_matrix(climb.options);
  auto fields = find_matrix_fields(part);
  take_in_turn(fields, most, turn);
  for (const MatrixField& field : fields) {
    if (done(climb, region)) return;
    const Flattened flat = flatten(part, field);
    const auto levels = read_modules(flat.picture.view(), flat.margin);
    if (!levels) continue;
    report_at(climb, field, region, decode(flat.picture.view(), options));
    for (const double sharpening : {0.0, 0.5}) {
      if (done(climb, region)) return;
      report_at(climb, field, region, decode(draw_modules(*levels, sharpening).view(), options));
    }
  }
}

void look_fitted(Climb& climb, const Region& region, std::size_t most, std::size_t turn) {
  static constexpr double most_unexplained = 0.08;  // of symbols that were read: 0.06; of what is none: 0.13
  const PictureView part = part_of(climb, region);
  if (done(climb, region) || !fit_to_enhance(part)) return;
  const DecodeOptions options = for_upright_matrix(climb.options);
  auto fields = find_matrix_fields(part);
  const auto blurred = find_blurred_matrix_fields(part, fields);
  fields.insert(fields.end(), blurred.begin(), blurred.end());
  take_in_turn(fields, most, turn);
  for (const MatrixField& field : fields) {
    for (const Lattice& lattice : fit_lattices(part, field)) {
      if (done(climb, region)) return;
      const ResolvedModules modules = resolve_modules(part, lattice);
      if (modules.error > most_unexplained) continue;
      report_at(climb, outline_of(lattice), region, decode(draw_modules(modules.dark).view(), options));
    }
  }
}

void look_enlarged(Climb& climb, const Region& region, Sharpening sharpening) {
  static constexpr std::int64_t largest_enlarged = 700'000;  // pixels; modules that need it make small symbols
  const PictureView part = part_of(climb, region);
  if (done(climb, region) || !fit_to_enhance(part)) return;
  if (std::int64_t{part.width} * part.height > largest_enlarged) return;
  Enhanced large = enlarge(part);
  sharpen(large.picture, sharpening.amount, sharpening.radius);
  look(climb, large, for_any_bars(climb.options), region);
}

void look_shrunk(Climb& climb, int factor, Sharpening sharpening) {
  static constexpr int smallest = 100;  // pixels of the smaller side that have to be left
  if (!climb.go_on() || std::min(climb.picture.width, climb.picture.height) / factor < smallest) return;
  Enhanced small = shrink(climb.picture, factor);
  sharpen(small.picture, sharpening.amount, sharpening.radius);
  look(climb, small, for_any_bars(climb.options), all_of(climb.picture));
}

void look_inverted(Climb& climb) {
  if (climb.go_on()) look(climb, invert(climb.picture), for_any_bars(climb.options), all_of(climb.picture));
}

}  // namespace dockhand
