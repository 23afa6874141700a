#include "scanner/matrix/pose.h"
#include "tests/support/pictures/blurred_symbol.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  static constexpr double near_enough = 0.4;  // modules; further off, a module would be taken for its neighbour

  // How far the corners of the likeliest pose are from where they should be, modules.
  static double off(const BlurredSymbol& symbol, const std::vector<Pose>& poses) {
    REQUIRE_FALSE(poses.empty());
    const Pose& best = poses.front();
    REQUIRE(best.pattern->side() == symbol.side());
    double worst = 0;
    for (const double x : {0, symbol.side()})
      for (const double y : {0, symbol.side()}) {
        const PointF found = best.at(x, y), is = symbol.at(x, y);
        worst = std::max(worst, std::hypot(found.x - is.x, found.y - is.y) / symbol.module());
      }
    return worst;
  }
};
}  // namespace

TEST(a_blurred_qr_symbol_is_found_from_a_rough_outline) {
  const BlurredSymbol symbol(Symbology::qr, 0.5);
  for (const double wider : {-0.8, 0.0, 0.8}) {
    INFO(wider << " modules too wide");
    REQUIRE(off(symbol, fit_poses(symbol.picture.view(), symbol.field(wider))) < near_enough);
  }
}

TEST(a_blurred_data_matrix_symbol_is_found_from_a_rough_outline) {
  const BlurredSymbol symbol(Symbology::datamatrix, 0.5);
  for (const double wider : {-0.5, 0.0, 0.5}) {
    INFO(wider << " modules too wide");
    REQUIRE(off(symbol, fit_poses(symbol.picture.view(), symbol.field(wider))) < near_enough);
  }
}

TEST(a_symbol_is_found_whichever_of_its_sides_is_up) {
  for (const Symbology symbology : {Symbology::qr, Symbology::datamatrix}) {
    const BlurredSymbol symbol(symbology, 0.4);
    MatrixField field = symbol.field();
    for (int turn = 0; turn < 4; ++turn) {
      INFO(name_of(symbology) << ", its outline begun at corner " << turn);
      REQUIRE(off(symbol, fit_poses(symbol.picture.view(), field)) < near_enough);
      std::rotate(field.corners.begin(), field.corners.begin() + 1, field.corners.end());
    }
  }
}

TEST(the_kind_of_symbol_is_told_by_its_known_modules) {
  const BlurredSymbol qr(Symbology::qr, 0.4), datamatrix(Symbology::datamatrix, 0.4);
  REQUIRE(fit_poses(qr.picture.view(), qr.field()).front().pattern->symbology == Symbology::qr);
  REQUIRE(fit_poses(datamatrix.picture.view(), datamatrix.field()).front().pattern->symbology == Symbology::datamatrix);
}

TEST(paper_has_no_lattice) {
  const MatrixField field{{{{20, 20}, {80, 20}, {80, 80}, {20, 80}}}};
  REQUIRE(fit_poses(Picture(100, 100, 200).view(), field).empty());
}

TEST(bars_have_no_lattice) {
  Picture bars(100, 100, 200);
  for (int y = 0; y < bars.height; ++y)
    for (int x = 20; x < 80; ++x)
      if (x % 7 < 3) bars.row(y)[x] = 40;
  const MatrixField field{{{{20, 20}, {80, 20}, {80, 80}, {20, 80}}}};
  REQUIRE(fit_poses(bars.view(), field).empty());
}
