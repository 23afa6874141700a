#include "scanner/bars/straighten.h"

#include <algorithm>
#include <cmath>

#include "scanner/image/sampling.h"

namespace dockhand {

// Where bars lean apart, a row further down is longer by what they have gained on each other.
void add_row(const PictureView& picture, const BarField& field, double down, double half, std::vector<float>& sums) {
  const double c = std::cos(field.angle);
  const double s = std::sin(field.angle);
  const double reach = half * (1 - 2 * field.keystone * down / field.length);
  const PointF middle{field.x - s * down, field.y + c * down};
  add_levels(picture, {middle.x - c * reach, middle.y - s * reach}, {middle.x + c * reach, middle.y + s * reach}, sums);
}

Enhanced straighten(const PictureView& picture, const BarField& field, int rows, int lines) {
  static constexpr double least_quiet = 12;  // pixels
  static constexpr double quiet = 0.12;      // of the length: 11 of an EAN-13's 95 modules
  static constexpr double used = 0.8;        // of the height: text and ends of the bars are left out
  const double c = std::cos(field.angle);
  const double s = std::sin(field.angle);
  const double length = field.length + 2 * std::max(least_quiet, quiet * field.length);
  const double apart = lines > 1 ? std::max(0.0, used * field.height - rows) / (lines - 1) : 0;
  Enhanced result;
  result.picture = Picture(static_cast<int>(2 * length), lines);
  result.xx = c / 2;
  result.yx = s / 2;
  result.xy = -s * apart;
  result.yy = c * apart;
  result.x0 = field.x - result.xx * result.picture.width / 2 - result.xy * (lines - 1) / 2;
  result.y0 = field.y - result.yx * result.picture.width / 2 - result.yy * (lines - 1) / 2;
  const double half = (result.picture.width - 1) / 4.0;
  std::vector<float> sums(static_cast<std::size_t>(result.picture.width));
  for (int line = 0; line < lines; ++line) {
    std::fill(sums.begin(), sums.end(), 0.0F);
    for (int row = 0; row < rows; ++row)
      add_row(picture, field, apart * (line - (lines - 1) / 2.0) + row - (rows - 1) / 2.0, half, sums);
    std::transform(sums.begin(), sums.end(), result.picture.row(line),
                   [&](float sum) { return rounded_level(sum / static_cast<float>(rows)); });
  }
  return result;
}

}  // namespace dockhand
