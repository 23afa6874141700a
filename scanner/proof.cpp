#include "scanner/proof.h"

#include <algorithm>
#include <cmath>

#include "scanner/enhance.h"
#include "scanner/module_codes.h"
#include "scanner/modules.h"

namespace dockhand {
namespace {

// The symbol's place; its bars stand across the line from the middle of its left to the middle of its right end.
BarField field_of(const Symbol& symbol) {
  const auto& [a, b, c, d] = symbol.corners;
  const double left_x = (a.x + d.x) / 2.0, left_y = (a.y + d.y) / 2.0;
  const double right_x = (b.x + c.x) / 2.0, right_y = (b.y + c.y) / 2.0;
  BarField field;
  field.x = (left_x + right_x) / 2;
  field.y = (left_y + right_y) / 2;
  field.angle = std::atan2(right_y - left_y, right_x - left_x);
  field.length = std::hypot(right_x - left_x, right_y - left_y);
  field.height = std::hypot((d.x + c.x - a.x - b.x) / 2.0, (d.y + c.y - a.y - b.y) / 2.0);
  return field;
}

// In whichever direction the symbol was read.
Fit fit_on_line(std::span<const float> line, const Stretch& stretch, const std::vector<std::uint8_t>& bars) {
  const std::vector<std::uint8_t> turned(bars.rbegin(), bars.rend());
  const Fit upright = fit_modules(line, stretch, bars);
  const Fit upside_down = fit_modules(line, stretch, turned);
  return upright.error < upside_down.error ? upright : upside_down;
}

}  // namespace

bool has_proof(Symbology symbology) {
  return symbology == Symbology::ean13 || symbology == Symbology::upca || symbology == Symbology::ean8 ||
         symbology == Symbology::upce;
}

Verdict verdict_on(const Symbol& symbol, const PictureView& picture) {
  static constexpr int rows = 3, lines = 3;
  static constexpr double most_worse = 1.4;
  static constexpr double slack = 0.01;
  const std::vector<std::uint8_t> bars = modules_of(symbol);
  const BarField field = field_of(symbol);
  if (bars.empty() || field.length < static_cast<double>(bars.size())) return Verdict::unknown;
  const Enhanced straight = straighten(picture, field, rows, lines);
  const double quiet = (straight.picture.width - 2 * field.length) / 2;
  const Stretch stretch{quiet, quiet + 2 * field.length, {}};
  Fit best;
  for (int i = 0; i < lines; ++i) {
    const std::uint8_t* row = straight.picture.view().row(i);
    const std::vector<float> line(row, row + straight.picture.width);
    const Fit fit = fit_on_line(line, stretch, bars);
    if (fit.error < best.error) best = fit;
  }
  if (best.free_error > largest_error) return Verdict::unknown;
  if (best.error > most_worse * best.free_error + slack) return Verdict::refuted;
  return best.error > largest_error ? Verdict::unknown : Verdict::proven;
}

}  // namespace dockhand
