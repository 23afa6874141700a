#include "scanner/matrix/matrix_fields.h"
#include "tests/support/pictures/synthetic_frames.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
constexpr int quiet = 4;  // modules around a print

struct Fixture {
  void setUp() {}
  void tearDown() {}

  Picture frame(const Print& print, const View& view) {
    Scene scene(400, 400, chance);
    scene.add(print, view);
    return scene.shoot({}, chance);
  }
  static View middle(double module, double angle) {
    View view;
    view.x = view.y = 200;
    view.module = module;
    view.angle = angle;
    return view;
  }
  // Returns the corners of a symbol, without its quiet zone, that is seen from the front.
  static std::vector<PointF> corners_of(const Print& print, const View& view) {
    const double half = view.module * (print.modules.width - 2 * quiet) / 2;
    std::vector<PointF> corners;
    for (const auto& [x, y] : {std::pair(-half, -half), {half, -half}, {half, half}, {-half, half}})
      corners.push_back({view.x + x * std::cos(view.angle) - y * std::sin(view.angle),
                         view.y + x * std::sin(view.angle) + y * std::cos(view.angle)});
    return corners;
  }
  static double distance(const MatrixField& field, const PointF& corner) {
    double least = 1e9;
    for (const PointF& p : field.corners) least = std::min(least, std::hypot(p.x - corner.x, p.y - corner.y));
    return least;
  }

  Chance chance{5};
};
}  // namespace

TEST(a_matrix_symbol_has_four_corners_however_it_is_turned) {
  const Print aztec = print(Symbology::aztec, "PALLET 340123450000000017", "PALLET 340123450000000017");
  for (const double angle : {0.0, 0.3, 0.8, 1.4}) {
    INFO("angle " << angle);
    const View view = middle(5, angle);
    const auto fields = find_matrix_fields(frame(aztec, view).view());
    const auto corners = corners_of(aztec, view);
    REQUIRE(std::any_of(fields.begin(), fields.end(), [&](const MatrixField& field) {
      return std::all_of(corners.begin(), corners.end(),
                         [&](const PointF& corner) { return distance(field, corner) < 2 * view.module; });
    }));
  }
}

TEST(a_small_symbol_near_the_edge_of_its_label_is_a_field_of_its_own) {
  const Print datamatrix = print(Symbology::datamatrix, "PO-12345678", "PO-12345678");
  const View view = middle(2.2, 0.4);
  Scene scene(400, 400, chance);
  scene.add(datamatrix, view);
  Optics optics;
  optics.blur = 1;
  const auto fields = find_matrix_fields(scene.shoot(optics, chance).view().crop(130, 130, 140, 140));
  auto corners = corners_of(datamatrix, view);
  for (PointF& corner : corners) corner = {corner.x - 130, corner.y - 130};
  REQUIRE(std::any_of(fields.begin(), fields.end(), [&](const MatrixField& field) {
    return std::all_of(corners.begin(), corners.end(),
                       [&](const PointF& corner) { return distance(field, corner) < 2 * view.module; });
  }));
}

TEST(a_flattened_field_is_square_and_knows_where_it_was) {
  const MatrixField field{{{{40, 30}, {140, 50}, {130, 170}, {20, 140}}}};
  const Flattened flat = flatten(Picture(200, 200, 128).view(), field);
  REQUIRE(flat.picture.width == flat.picture.height);
  const double near = flat.margin, far = flat.picture.width - flat.margin;
  const PointF inside[] = {{near, near}, {far, near}, {far, far}, {near, far}};
  for (std::size_t i = 0; i < 4; ++i) {
    const PointF back = flat.source(inside[i]);
    REQUIRE(std::abs(back.x - field.corners[i].x) < 1);
    REQUIRE(std::abs(back.y - field.corners[i].y) < 1);
  }
}

TEST(a_field_much_longer_than_high_keeps_its_form) {
  const MatrixField field{{{{10, 10}, {130, 10}, {130, 50}, {10, 50}}}};
  const Flattened flat = flatten(Picture(150, 60, 128).view(), field);
  const double wide = flat.picture.width - 2 * flat.margin, high = flat.picture.height - 2 * flat.margin;
  REQUIRE(wide > 2.8 * high);
  REQUIRE(wide < 3.2 * high);
}

TEST(a_wall_and_a_picture_too_small_have_no_fields) {
  REQUIRE(find_matrix_fields(Picture(300, 300, 90).view()).empty());
  REQUIRE(find_matrix_fields(Picture(10, 300, 90).view()).empty());
  REQUIRE(find_matrix_fields({}).empty());
}
