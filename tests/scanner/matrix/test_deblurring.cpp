#include "scanner/matrix/deblurring.h"
#include "scanner/matrix/module_grid.h"
#include "scanner/reader/decode.h"
#include "tests/support/pictures/blurred_symbol.h"
#include "tests/support/unity.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {
struct Fixture {
  void setUp() {}
  void tearDown() {}

  static DeblurredModules resolve(const BlurredSymbol& symbol) {
    const auto poses = fit_poses(symbol.picture.view(), symbol.field());
    REQUIRE_FALSE(poses.empty());
    return deblur_modules(symbol.picture.view(), poses.front());
  }
  static int wrong_modules(const BlurredSymbol& symbol, const DeblurredModules& modules) {
    int wrong = 0;
    for (int y = 0; y < symbol.side(); ++y)
      for (int x = 0; x < symbol.side(); ++x) wrong += (modules.dark.at(x, y) != 0) != symbol.is_dark(x, y) ? 1 : 0;
    return wrong;
  }
};
}  // namespace

TEST(modules_that_are_smeared_over_half_of_themselves_are_told_apart) {
  for (const Symbology symbology : {Symbology::qr, Symbology::datamatrix}) {
    INFO(name_of(symbology));
    const BlurredSymbol symbol(symbology, 0.5);
    REQUIRE(wrong_modules(symbol, resolve(symbol)) == 0);
  }
}

TEST(resolved_modules_are_read) {
  const BlurredSymbol symbol(Symbology::qr, 0.55);
  DecodeOptions options;
  options.linear = false;
  const auto found = decode(draw_modules(resolve(symbol).dark).view(), options);
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].symbol.text == "PO-52865106");
}

TEST(what_is_no_symbol_is_not_explained) {
  Chance chance(7);
  Picture noise(80, 80);
  for (int y = 0; y < 80; ++y)
    for (int x = 0; x < 80; ++x) noise.row(y)[x] = static_cast<std::uint8_t>(40 + 160 * chance.below(2));
  const Pose pose{&function_patterns().front(), moved_and_scaled(40, 40, 40, 40), 1};
  REQUIRE(deblur_modules(noise.view(), pose).error > 0.08);
  const BlurredSymbol symbol(Symbology::qr, 0.5);
  REQUIRE(resolve(symbol).error < 0.06);
}

TEST(a_picture_without_contrast_has_modules_all_the_same) {
  const Pose pose{&function_patterns().front(), moved_and_scaled(40, 40, 40, 40), 1};
  const DeblurredModules modules = deblur_modules(Picture(80, 80, 128).view(), pose);
  REQUIRE(modules.dark.width == 21);
  REQUIRE(std::isfinite(modules.error));
}
