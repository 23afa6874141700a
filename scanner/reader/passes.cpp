#include "scanner/reader/passes.h"

#include <algorithm>
#include <cmath>

#include "scanner/bars/bar_focus.h"
#include "scanner/bars/straighten.h"
#include "scanner/bars/symbol_lines.h"
#include "scanner/image/enhance.h"
#include "scanner/matrix/deblurring.h"
#include "scanner/matrix/module_grid.h"

namespace dockhand {
namespace {

constexpr int smallest_side = 16;                 // pixels; nothing smaller holds a symbol
constexpr int low_contrast = 110;                 // levels; the library takes less than 24 in a small square for paper
constexpr std::int64_t largest_part = 1'500'000;  // pixels; enhancing more costs more than it finds

PictureView part_of(const ReadContext& context, const Box& box) {
  return context.picture.crop(box.left, box.top, box.width, box.height);
}
bool done(const ReadContext& context, const Box& region) {
  return !context.go_on() || context.consensus.covers(region);
}
bool fit_to_enhance(const PictureView& part) {
  return std::min(part.width, part.height) >= smallest_side && box_of(part).area() <= largest_part;
}

// The corners of a matrix symbol lie in the picture and go round an area. The library gives none for MaxiCode, and for
// symbols that it followed from one side only points far outside.
bool plausible(const Symbol& symbol, const PictureView& picture) {
  static constexpr double smallest_part = 0.02;  // of the box around the corners: four points on a line have none of it
  const Box box = box_of(symbol.corners);
  const bool inside = box.left >= -1 && box.top >= -1 && box.right() <= picture.width && box.bottom() <= picture.height;
  if (!inside) return false;
  double area = 0;  // twice the area
  bool clockwise = true, counterclockwise = true;
  for (std::size_t i = 0; i < 4; ++i) {
    const Point &a = symbol.corners[i], &b = symbol.corners[(i + 1) % 4], &c = symbol.corners[(i + 2) % 4];
    const int turn = (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
    clockwise = clockwise && turn >= 0;
    counterclockwise = counterclockwise && turn <= 0;
    area += static_cast<double>(a.x) * b.y - static_cast<double>(b.x) * a.y;
  }
  return (clockwise || counterclockwise) && std::abs(area) / 2 > smallest_part * static_cast<double>(box.area()) &&
         box.area() > 0;
}
std::array<Point, 4> corners_of(const Box& box) {
  return {Point{box.left, box.top}, {box.right(), box.top}, {box.right(), box.bottom()}, {box.left, box.bottom()}};
}

// Corners of what was seen in `way_back`'s picture become points of the whole picture. Where the library does not know
// them, it was somewhere in the part that was looked at.
void report(ReadContext& context, const Enhanced& way_back, std::vector<Detection> detections, const Box& region,
            bool enhanced) {
  for (Detection& detection : detections) {
    for (Point& corner : detection.symbol.corners) {
      corner = way_back.source(corner);
      corner = {corner.x + region.left, corner.y + region.top};
    }
    const Box looked_at = region.area() > 0 ? region : box_of(context.picture);
    if (is_matrix(detection.symbol.symbology) && !plausible(detection.symbol, context.picture))
      detection.symbol.corners = corners_of(looked_at);
  }
  context.consensus.add(detections, enhanced);
}
Point in_picture(PointF corner, const Box& region) {
  return {region.left + static_cast<int>(std::lround(corner.x)), region.top + static_cast<int>(std::lround(corner.y))};
}
// They were seen in a picture of a field; `source` is the way back. What was read may be one of several symbols in it.
void report_in(ReadContext& context, const Projection& source, const MatrixField& field, const Box& region,
               std::vector<Detection> detections) {
  for (Detection& detection : detections) {
    auto& corners = detection.symbol.corners;
    for (Point& corner : corners)
      corner = in_picture(source({static_cast<double>(corner.x), static_cast<double>(corner.y)}), region);
    if (plausible(detection.symbol, context.picture)) continue;
    for (std::size_t i = 0; i < corners.size(); ++i) corners[i] = in_picture(field.corners[i], region);
  }
  context.consensus.add(detections, true);
}
// A pose is the symbol's own outline.
void report_at(ReadContext& context, const MatrixField& outline, const Box& region, std::vector<Detection> detections) {
  for (Detection& detection : detections)
    for (std::size_t i = 0; i < outline.corners.size(); ++i)
      detection.symbol.corners[i] = in_picture(outline.corners[i], region);
  context.consensus.add(detections, true);
}
void look(ReadContext& context, const Enhanced& way_back, const PictureView& shown, const DecodeOptions& options,
          const Box& region, bool enhanced) {
  report(context, way_back, decode(shown, options), region, enhanced);
}
void look(ReadContext& context, const Enhanced& enhanced, const DecodeOptions& options, const Box& region) {
  look(context, enhanced, enhanced.picture.view(), options, region, true);
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

}  // namespace

void try_plainly(ReadContext& context, const Box& region) {
  const PictureView part = part_of(context, region);
  if (std::min(part.width, part.height) < smallest_side && region != box_of(context.picture)) return;
  const DecodeOptions options = for_any_bars(context.options);
  look(context, {}, part, options, region, false);
  if (done(context, region) || !fit_to_enhance(part) || contrast(part) > low_contrast) return;
  Enhanced clear = copy(part);
  stretch_contrast(clear.picture);
  look(context, clear, clear.picture.view(), options, region, false);
}

void try_matrix_plainly(ReadContext& context, const Box& box) {
  const PictureView part = part_of(context, box);
  if (done(context, box) || std::min(part.width, part.height) < smallest_side) return;
  DecodeOptions options = context.options;
  options.linear = options.downscale = false;
  look(context, {}, part, options, box, false);
}

Box box_around(const BarField& field) {
  const double c = std::abs(std::cos(field.angle));
  const double s = std::abs(std::sin(field.angle));
  const double width = c * field.length + s * field.height;
  const double height = s * field.length + c * field.height;
  return {static_cast<int>(field.x - width / 2), static_cast<int>(field.y - height / 2), static_cast<int>(width),
          static_cast<int>(height)};
}

// Along upright bars nothing changes, so that the mean of many rows takes the noise away and leaves the bars; what the
// lens has smeared across them is put back by sharpening.
void try_straightened(ReadContext& context, const BarField& field, int rows) {
  const Box region = box_around(field);
  try_straightened_fully(context, field, rows, [&] { return context.consensus.covers(region); });
}

void try_straightened_fully(ReadContext& context, const BarField& field, int rows,
                            const std::function<bool()>& enough) {
  // Three have to agree. Straightened pass, 800 frames: 462 are read; 437 with 6, 463 with 24, which takes 1.4 times as
  // long.
  static constexpr int most_lines = 12;
  // Amount and radius (samples), from hardly to strongly blurred: the blur is not known. Straightened
  // pass, 800 frames: 462 are read; 100 with the first alone, 461 without it, 448, 455, 437, 453 and 456 without each
  // of the others in turn; 444 with 0.7 of all amounts, 453 with 1.4.
  static constexpr Sharpening kinds[] = {{0, 1}, {2, 5}, {2, 3}, {4, 5}, {4, 3}, {4, 2}};
  if (!context.go_on() || enough()) return;
  const DecodeOptions options = for_upright_bars(context.options);
  const int lines = std::clamp(static_cast<int>(field.height / rows), 3, most_lines);
  Enhanced straight = straighten(context.picture, field, rows, lines);
  look(context, straight, options, Box{});
  level_rows(straight.picture);
  for (const Sharpening& kind : kinds) {
    if (!context.go_on() || enough()) return;
    Enhanced sharp = straight;
    sharpen_rows(sharp.picture, kind.amount, kind.radius);
    look(context, sharp, options, Box{});
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
void try_through_blur(ReadContext& context, const BarField& field, SymbolLines& lines, int parts, std::size_t most) {
  static constexpr double used = 0.8;  // of the height: text and ends of the bars are left out
  const Box region = box_around(field);
  if (done(context, region) || context.consensus.has_in(region)) return;
  const BarField sharp = focus(context.picture, field);
  const int rows = std::max(1, static_cast<int>(used * sharp.height / parts));
  Enhanced straight = straighten(context.picture, sharp, rows, parts);
  if (parts == 1) {
    straight.xy = -std::sin(sharp.angle);
    straight.yy = std::cos(sharp.angle);
  }
  const double half = parts == 1 ? used * sharp.height / 2 : 0.5;  // of what one line stands for, in lines
  for (int part = 0; part < parts && context.go_on(); ++part) {
    const std::uint8_t* row = straight.picture.row(part);
    if (!lines.add({row, row + straight.picture.width})) continue;
    auto explained = lines.read(context.go_on, most);
    if (!explained || !asked_for(explained->symbol, context.options)) continue;
    const auto left = static_cast<int>(lines.newest().first), right = static_cast<int>(lines.newest().last);
    const auto top = static_cast<int>(part - half), bottom = static_cast<int>(part + half);
    explained->symbol.corners = {Point{left, top}, {right, top}, {right, bottom}, {left, bottom}};
    return report(context, straight, {{std::move(explained->symbol), 1, true}}, Box{}, true);
  }
}

namespace {

DecodeOptions for_upright_matrix(DecodeOptions options) {
  options.linear = options.downscale = options.rotate = false;
  return options;
}

// In each turn other fields come first.
void take_in_turn(std::vector<MatrixField>& fields, std::size_t most, std::size_t turn) {
  if (fields.empty()) return;
  const auto first = static_cast<std::ptrdiff_t>(turn * most % fields.size());
  std::rotate(fields.begin(), fields.begin() + first, fields.end());
  fields.resize(std::min(fields.size(), most));
}

MatrixField outline_of(const Pose& pose) {
  const double side = pose.pattern->side();
  return {{pose.at(0, 0), pose.at(side, 0), pose.at(side, side), pose.at(0, side)}};
}

}  // namespace

void try_flattened(ReadContext& context, const Box& region, const FieldShare& share) {
  const PictureView part = part_of(context, region);
  if (done(context, region) || !fit_to_enhance(part)) return;
  const DecodeOptions options = for_upright_matrix(context.options);
  auto fields = find_matrix_fields(part);
  take_in_turn(fields, share.flattened, share.turn);
  for (const MatrixField& field : fields) {
    if (done(context, region)) return;
    const Flattened flat = flatten(part, field);
    const auto levels = sample_modules(flat.picture.view(), flat.margin);
    if (!levels) continue;
    report_in(context, flat.source, field, region, decode(flat.picture.view(), options));
    // Flattened pass, 600 frames: 236 are read; 207 without the sharpened drawing, 229 and 240 with half and twice of
    // it.
    for (const double sharpening : {0.0, 0.5}) {
      if (done(context, region)) return;
      const Picture drawn = draw_modules(*levels, sharpening);
      const Projection source = square_to(field.corners).after(outline_of_drawing(drawn));
      report_in(context, source, field, region, decode(drawn.view(), options));
    }
  }
}

void try_fitted(ReadContext& context, const Box& region, const FieldShare& share) {
  static constexpr double most_unexplained = 0.08;  // of symbols that were read: 0.06; of what is none: 0.13
  const PictureView part = part_of(context, region);
  if (done(context, region) || !fit_to_enhance(part)) return;
  const DecodeOptions options = for_upright_matrix(context.options);
  auto fields = find_matrix_fields(part);
  const auto blurred = find_blurred_matrix_fields(part, fields);
  fields.insert(fields.end(), blurred.begin(), blurred.end());
  take_in_turn(fields, share.fitted, share.turn);
  for (const MatrixField& field : fields) {
    for (const Pose& pose : fit_poses(part, field)) {
      if (done(context, region)) return;
      const DeblurredModules modules = deblur_modules(part, pose);
      if (modules.error > most_unexplained) continue;
      report_at(context, outline_of(pose), region, decode(draw_modules(modules.dark).view(), options));
    }
  }
}

void try_enlarged(ReadContext& context, const Box& region, Sharpening sharpening) {
  static constexpr std::int64_t largest_enlarged = 700'000;  // pixels; modules that need it make small symbols
  const PictureView part = part_of(context, region);
  if (done(context, region) || !fit_to_enhance(part)) return;
  if (box_of(part).area() > largest_enlarged) return;
  Enhanced large = enlarge(part);
  sharpen(large.picture, sharpening.amount, sharpening.radius);
  look(context, large, for_any_bars(context.options), region);
}

void try_shrunk(ReadContext& context, int factor, Sharpening sharpening) {
  static constexpr int smallest = 100;  // pixels of the smaller side that have to be left
  if (!context.go_on() || std::min(context.picture.width, context.picture.height) / factor < smallest) return;
  Enhanced small = shrink(context.picture, factor);
  sharpen(small.picture, sharpening.amount, sharpening.radius);
  look(context, small, for_any_bars(context.options), box_of(context.picture));
}

void try_inverted(ReadContext& context) {
  if (context.go_on()) look(context, invert(context.picture), for_any_bars(context.options), box_of(context.picture));
}

}  // namespace dockhand
