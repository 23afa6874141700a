// A small matrix symbol on a wall, behind a blur, and where it lies.
#pragma once

#include <array>
#include <numbers>

#include "scanner/matrix/matrix_fields.h"
#include "tests/support/pictures/synthetic_frames.h"

namespace dockhand::test {

struct BlurredSymbol {
  static constexpr int quiet = 4;  // modules around a print

  // `smear` is sigma, in modules.
  BlurredSymbol(Symbology symbology, double smear, double angle = 0.3)
      : print_(print(symbology, "PO-52865106", "PO-52865106")) {
    view_.x = view_.y = 100;
    view_.module = 2.6;
    view_.angle = angle;
    Chance chance(3);
    Scene scene(200, 200, chance);
    scene.add(print_, view_);
    Optics optics;
    optics.blur = smear * view_.module;
    picture = scene.shoot(optics, chance);
  }

  int side() const { return print_.modules.width - 2 * quiet; }
  double module() const { return view_.module; }
  bool is_dark(int x, int y) const { return print_.modules.view().at(x + quiet, y + quiet) < 128; }
  // Returns the upper left corner of module (x, y).
  PointF at(double x, double y) const {
    const double dx = (x - side() / 2.0) * view_.module, dy = (y - side() / 2.0) * view_.module;
    const double c = std::cos(view_.angle), s = std::sin(view_.angle);
    return {view_.x + c * dx - s * dy, view_.y + s * dx + c * dy};
  }
  // Returns its outline, as far as it is known: each side is `wider` modules too far out.
  MatrixField field(double wider = 0) const {
    const double low = -wider, high = side() + wider;
    return {{at(low, low), at(high, low), at(high, high), at(low, high)}};
  }

  Picture picture;

 private:
  Print print_;
  View view_;
};

}  // namespace dockhand::test
