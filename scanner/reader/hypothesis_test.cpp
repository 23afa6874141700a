#include "scanner/reader/hypothesis_test.h"

#include <algorithm>
#include <cmath>

#include "scanner/bars/module_fit.h"
#include "scanner/bars/symbol_codec.h"
#include "scanner/image/sampling.h"

namespace dockhand {
namespace {

PointF between(const Point& a, const Point& b, double part) {
  return {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
}

constexpr double quiet = 12;  // samples before and after the symbol; there are two a pixel

// The mean of a few lines that go from the symbol's left to its right end, as its corners lean. `part`: 0 its upper, 1
// its lower edge.
std::vector<float> line_across(const Symbol& symbol, const PictureView& picture, double part, double reach, int rows) {
  const auto& [a, b, c, d] = symbol.corners;
  const PointF left = between(a, d, part), right = between(b, c, part);
  const double length = std::hypot(right.x - left.x, right.y - left.y);
  std::vector<float> sums(static_cast<std::size_t>(2 * length + 2 * quiet));
  const double more = quiet / 2 / std::max(length, 1.0);  // of the length
  for (int row = 0; row < rows; ++row) {
    const double at = part + (rows > 1 ? reach * (2.0 * row / (rows - 1) - 1) : 0);
    const PointF from = between(a, d, at), to = between(b, c, at);
    const double dx = (to.x - from.x) * more, dy = (to.y - from.y) * more;
    add_levels(picture, {from.x - dx, from.y - dy}, {to.x + dx, to.y + dy}, sums);
  }
  for (float& sum : sums) sum /= static_cast<float>(rows);
  return sums;
}

}  // namespace

bool is_testable(Symbology symbology) {
  return symbology == Symbology::ean13 || symbology == Symbology::upca || symbology == Symbology::ean8 ||
         symbology == Symbology::upce;
}

TestOutcome test_hypothesis(const Symbol& symbol, const PictureView& picture) {
  static constexpr int lines = 5;      // over the height: dirt or glare lies on one or two of them
  static constexpr int most_rows = 7;  // for one line: they take the noise away
  // It is more than in symbol_lines.cpp, because the corners come from another pass and are only roughly right.
  static constexpr double most_worse = 1.4;
  static constexpr double slack = 0.01;  // of the contrast: below it a sharp picture's own rounding is all that is left
  const std::vector<std::uint8_t> bars = modules_of(symbol);
  const auto& [a, b, c, d] = symbol.corners;
  const double length = std::hypot(b.x + c.x - a.x - d.x, b.y + c.y - a.y - d.y) / 2;
  if (bars.empty() || length < static_cast<double>(bars.size())) return TestOutcome::inconclusive;
  const double height = std::hypot(d.x + c.x - a.x - b.x, d.y + c.y - a.y - b.y) / 2;
  const int rows = std::clamp(static_cast<int>(height / lines), 1, most_rows);
  bool fits_somewhere = false, misfits = false, another = false;
  for (int i = 0; i < lines; ++i) {
    const auto line = line_across(symbol, picture, (i + 0.5) / lines, 0.4 / lines, rows);
    const BarRun run{quiet, static_cast<double>(line.size()) - quiet, {}};
    const Fit fit = fit_modules(line, run, bars);
    const bool as_well_as_any = fit.error <= most_worse * fit.unconstrained_residual + slack;
    const bool fits = as_well_as_any && fit.error <= largest_error;
    if (fits && !fit.better) return TestOutcome::confirmed;
    fits_somewhere |= fits;
    misfits |= !as_well_as_any && fit.unconstrained_residual <= largest_error;
    another |= fit.better && decode_modules(*fit.better);
  }
  // A better row that spells nothing is the text with a spot of dirt or glare on it.
  if (another) return TestOutcome::rejected;
  if (fits_somewhere) return TestOutcome::confirmed;
  return misfits ? TestOutcome::rejected : TestOutcome::inconclusive;
}

}  // namespace dockhand
