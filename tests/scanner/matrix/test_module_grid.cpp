#include "scanner/matrix/module_grid.h"
#include "scanner/reader/decode.h"
#include "tests/support/pictures/synthetic_frames.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  static constexpr double module = 7.3;  // pixels
  static constexpr int margin = 29;      // the four modules of the print's quiet zone

  // The print enlarged, each point moved down and to the right by as many modules as `bend` says.
  template <class Bend>
  Picture bent(const Print& print, Bend bend) {
    const auto side = static_cast<int>(print.modules.width * module);
    Picture picture(side, side, 220);
    for (int y = 0; y < side; ++y)
      for (int x = 0; x < side; ++x) {
        const auto [dx, dy] = bend(double(x) / side, double(y) / side);
        const int i = static_cast<int>(std::floor(x / module - dx)), j = static_cast<int>(std::floor(y / module - dy));
        const bool inside = i >= 0 && j >= 0 && i < print.modules.width && j < print.modules.height;
        if (inside && print.modules.view().at(i, j) < 128) picture.row(y)[x] = 60;
      }
    return picture;
  }
  static std::vector<std::string> texts(const Picture& drawn) {
    DecodeOptions options;
    options.linear = false;
    std::vector<std::string> found;
    for (const Detection& detection : decode(drawn.view(), options)) found.push_back(detection.symbol.text);
    return found;
  }
  std::vector<std::string> read(const Picture& picture) {
    const auto levels = sample_modules(picture.view(), margin);
    return levels ? texts(draw_modules(*levels, 0)) : std::vector<std::string>{};
  }

  const std::vector<std::string> text{"(01)05901234123457(10)L-4711"};
  const Print qr = print(Symbology::qr, text[0], text[0]);
  const Print datamatrix = print(Symbology::datamatrix, text[0], text[0]);
};
}  // namespace

TEST(the_modules_of_a_flat_symbol_are_read) {
  const auto flat = [](double, double) { return std::pair(0.0, 0.0); };
  REQUIRE(read(bent(qr, flat)) == text);
  REQUIRE(read(bent(datamatrix, flat)) == text);
}

TEST(the_lattice_follows_a_label_that_is_bent) {
  const auto bottle = [](double x, double) { return std::pair(1.5 * std::sin(3.1416 * x), 0.0); };
  const auto cloth = [](double x, double y) { return std::pair(std::sin(5 * y), 1.2 * std::sin(4 * x + 1)); };
  REQUIRE(read(bent(qr, bottle)) == text);
  REQUIRE(read(bent(qr, cloth)) == text);
  REQUIRE(read(bent(datamatrix, bottle)) == text);
}

TEST(a_module_is_a_module_also_where_light_falls_off) {
  Picture picture = bent(qr, [](double, double) { return std::pair(0.0, 0.0); });
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x)
      picture.row(y)[x] = static_cast<std::uint8_t>(picture.row(y)[x] * (1 - 0.75 * x / picture.width));
  REQUIRE(read(picture) == text);
}

TEST(bars_and_paper_have_no_modules) {
  REQUIRE_FALSE(sample_modules(Picture(200, 200, 200).view(), 20));
  Picture bars(200, 200, 200);
  for (int y = 0; y < 200; ++y)
    for (int x = 20; x < 180; ++x) bars.row(y)[x] = x / 5 % 2 == 0 ? 30 : 200;
  REQUIRE_FALSE(sample_modules(bars.view(), 20));
  REQUIRE_FALSE(sample_modules(Picture(40, 40, 200).view(), 20));
  REQUIRE_FALSE(sample_modules({}, 0));
}

TEST(sharpening_brings_back_what_a_blur_has_taken) {
  // One light module in ink is darkened by its neighbours to below the middle.
  Picture levels(9, 9, 200);
  for (int y = 2; y < 7; ++y)
    for (int x = 2; x < 7; ++x) levels.row(y)[x] = 40;
  levels.row(4)[4] = 105;
  const auto light = [&](double sharpening) {
    const Picture drawn = draw_modules(levels, sharpening);
    return drawn.view().at(4 * (4 + 4) + 1, 4 * (4 + 4) + 1) == 255;
  };
  REQUIRE_FALSE(light(0));
  REQUIRE(light(0.5));
}
