#include "scanner/bars/bar_focus.h"
#include "scanner/bars/bar_trails.h"
#include "tests/support/pictures/synthetic_frames.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  Picture frame(const View& view, const Optics& optics) {
    Scene scene(640, 480, chance);
    scene.add(print(Symbology::ean13, "590123412345", "5901234123457"), view);
    return scene.shoot(optics, chance);
  }
  static View middle(double angle) {
    View view;
    view.x = 320;
    view.y = 240;
    view.angle = angle;
    return view;
  }

  Chance chance{11};
};
}  // namespace

TEST(bars_have_a_place_a_direction_and_a_length) {
  for (const double angle : {-0.5, 0.0, 0.4, 1.2}) {
    INFO("angle " << angle);
    const auto fields = find_bar_fields(frame(middle(angle), {}).view());
    REQUIRE_FALSE(fields.empty());
    const BarField& field = fields.front();
    REQUIRE(std::abs(std::remainder(field.angle - angle, 3.1416)) < 0.08);
    REQUIRE(std::hypot(field.x - 320, field.y - 240) < 25);
    REQUIRE(field.length > 95 * 3 - 10);
    REQUIRE(field.length < 117 * 3 + 60);  // the label's own edge, parallel to the bars, may belong to it
    REQUIRE(field.height > 60);
  }
}

TEST(bars_that_are_dim_at_one_end_are_one_field) {
  Optics dim;
  dim.shade = 0.8;
  dim.blur = 1.5;
  const auto fields = find_bar_fields(frame(middle(0), dim).view());
  REQUIRE_FALSE(fields.empty());
  REQUIRE(fields.front().length > 95 * 3 - 20);
}

TEST(a_wall_and_a_sensors_grain_have_no_bars) {
  REQUIRE(find_bar_fields(Picture(640, 480, 90).view()).empty());
  Picture grain(640, 480, 90);
  for (auto& pixel : grain.pixels) pixel = static_cast<std::uint8_t>(90 + 6 * chance.normal());
  REQUIRE(find_bar_fields(grain.view()).empty());
  REQUIRE(find_bar_fields(Picture(10, 2000, 90).view()).empty());
  REQUIRE(find_bar_fields({}).empty());
}

TEST(the_exact_lean_of_bars_is_found_and_how_it_changes_in_perspective) {
  for (const double tilt : {-0.14, 0.0, 0.14}) {
    INFO("tilt " << tilt);
    View view = middle(0.3);
    view.tilt_y = tilt;
    const Picture picture = frame(view, {});
    const auto fields = find_bar_fields(picture.view());
    REQUIRE_FALSE(fields.empty());
    const BarField sharp = focus(picture.view(), fields.front());
    REQUIRE(std::abs(sharp.angle - 0.3) < 0.012);
    REQUIRE(std::abs(sharp.keystone + 0.14 * ((tilt > 0 ? 1 : 0) - (tilt < 0 ? 1 : 0))) < 0.1);
  }
}

TEST(bars_that_noise_hides_are_found_at_half_the_resolution) {
  Optics faint;
  faint.contrast = 40;
  faint.blur = 2;
  faint.noise = 7;
  const Picture picture = frame(middle(0.3), faint);
  const auto fields = find_faint_bar_fields(picture.view(), {});
  REQUIRE_FALSE(fields.empty());
  REQUIRE(std::abs(fields.front().angle - 0.3) < 0.08);
  REQUIRE(fields.front().length > 95 * 3 - 20);
  REQUIRE(find_faint_bar_fields(picture.view(), fields).empty());
}

TEST(a_field_that_moves_a_little_is_the_same_and_one_that_is_gone_is_forgotten) {
  BarTrails trails;
  BarField field{300, 200, 0.1, 250, 80};
  trails.next_frame({field});
  SymbolLines* lines = &trails.lines_of(field);
  field.x += 14;
  field.angle += 0.02;
  trails.next_frame({field});
  REQUIRE(&trails.lines_of(field) == lines);
  const BarField elsewhere{300, 500, 0.1, 250, 80};
  REQUIRE(&trails.lines_of(elsewhere) != lines);
}
