#include "terminal/draw/theme.h"
#include "tests/support/unity.h"

namespace {

using namespace dockhand;

struct Fixture {
  void setUp() {}
  void tearDown() {}
  const ThemeName names[2] = {ThemeName::day, ThemeName::night};
};

TEST(black_on_white_is_twenty_one_to_one) {
  REQUIRE(contrast(Color::hex(0x000000), Color::hex(0xFFFFFF)) > 20.9);
  REQUIRE(contrast(Color::hex(0x777777), Color::hex(0x777777)) == 1);
}

TEST(every_ink_has_seven_to_one_on_its_fill) {
  for (const ThemeName name : names) {
    const Theme& theme = theme_of(name);
    for (const Pair& pair : {theme.status, theme.primary, theme.success, theme.warning, theme.error, theme.paper}) {
      REQUIRE(contrast(pair.ink, pair.fill) >= 7);
    }
    for (const Color ground : {theme.bg, theme.surface}) {
      REQUIRE(contrast(theme.text, ground) >= 7);
      REQUIRE(contrast(theme.text2, ground) >= 7);
    }
  }
}

TEST(borders_and_brackets_have_three_to_one) {
  for (const ThemeName name : names) {
    const Theme& theme = theme_of(name);
    REQUIRE(contrast(theme.border, theme.bg) >= 3);
    REQUIRE(contrast(theme.primary.fill, theme.bg) >= 3);
  }
}

TEST(success_and_error_differ_without_colour) {
  for (const ThemeName name : names) {
    REQUIRE(contrast(theme_of(name).success.fill, theme_of(name).error.fill) >= 3);
  }
}

TEST(a_millimetre_is_eight_pixels_on_both_reference_displays) {
  REQUIRE(Scale::of_display(480, 800).unit() == 8);
  REQUIRE(Scale::of_display(1280, 800).unit() == 8);
  REQUIRE(Scale::of_display(720, 1280).unit() == 12);
}

}  // namespace
