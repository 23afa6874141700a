#include "scanner/bars/bar_focus.h"

#include <algorithm>
#include <cmath>

#include "scanner/bars/straighten.h"

namespace dockhand {
namespace {

constexpr double used = 0.8;  // of the height: text and ends of the bars are left out

// The energy of the edges that are left in the mean of some rows, from the top to the bottom of the bars.
double sharpness(const PictureView& picture, const BarField& field, double height, std::vector<float>& sums) {
  // Over the height. Blurred pass, 800 frames: 704 are read; 704 with 6, 703 with 8, 710 with 24, which takes a tenth
  // more time.
  static constexpr int rows = 12;
  std::fill(sums.begin(), sums.end(), 0.0F);
  for (int row = 0; row < rows; ++row)
    add_row(picture, field, height * (row / (rows - 1.0) - 0.5), field.length / 2, sums);
  double energy = 0;
  for (std::size_t i = 2; i < sums.size(); ++i) {
    const double edge = static_cast<double>(sums[i] - sums[i - 2]);
    energy += edge * edge;
  }
  return energy;
}

}  // namespace

// It climbs along one and then the other, with smaller steps over more and more of the height: all of it at
// once has peaks wherever bars meet their neighbours.
BarField focus(const PictureView& picture, BarField field) {
  static constexpr double first_step = 2;  // pixels that the bars' ends move
  static constexpr int most_steps = 4;  // in each direction, at each height; the reads are the same with 2 and with 8
  std::vector<float> sums(static_cast<std::size_t>(std::max(8.0, field.length)));
  for (const double part : {0.25, 0.5, 1.0, 1.0}) {
    const double height = used * part * field.height;
    double best = sharpness(picture, field, height, sums);
    const double step = std::min(first_step / height, 0.08) * (part == 1.0 ? 0.5 : 1);
    for (double BarField::*lean : {&BarField::angle, &BarField::keystone}) {
      for (const double way : {step, -step}) {
        for (int i = 0; i < most_steps; ++i) {
          BarField other = field;
          other.*lean += way;
          const double sharp = sharpness(picture, other, height, sums);
          if (sharp <= best) break;
          best = sharp;
          field = other;
        }
      }
    }
  }
  return field;
}

}  // namespace dockhand
