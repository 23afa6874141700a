// Colours and sizes.
//
// Decides: what each token looks like by day and by night, and how many pixels a millimetre has on this display. The
// values are the design's; every text stands on its ground with a contrast of 7:1 or more
// (tests/terminal/draw/test_theme.cpp). Leaves to others: where a token is used (the parts of terminal/draw/). Standard
// library only.
#pragma once

#include <cstdint>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

struct Color {
  std::uint8_t r = 0, g = 0, b = 0;
  static constexpr Color hex(std::uint32_t rgb) {
    return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8), static_cast<std::uint8_t>(rgb)};
  }
  bool operator==(const Color&) const = default;
};

// Returns 1 (the same) to 21 (black on white), as in WCAG 2.1: the "contrast ratio" of relative luminances.
double contrast(Color a, Color b);

enum class ThemeName { day, night };
Result<ThemeName> parse_theme(std::string_view text);

// A colour to fill with, and the ink that may stand on it.
struct Pair {
  Color fill, ink;
};

struct Theme {
  Color bg, surface, raised;
  Color text, text2;  // text2: what is read second
  Color border;
  Pair status;                     // the status bar
  Pair primary;                    // the next step; also the scan zone's brackets
  Pair success, warning, error;    // success and warning share luminance: never without an icon and a word
  Color success_text, error_text;  // for text on bg and surface
  Pair paper;                      // the box of a refusal: it is dark on white in both themes
};
const Theme& theme_of(ThemeName name);

// U is 1 mm. The grid is half of it, margins are 2 U, radii 3/4 U, and borders 1/4 U.
class Scale {
 public:
  static constexpr float smallest = 4, largest = 20;  // px per mm: 102 to 508 dpi
  static constexpr float large_text = 1.25F;
  // `text` says how much larger every text is than in the design, for eyes that need it.
  explicit Scale(float px_per_mm, float text = 1);
  // A width of 60 mm in portrait, and a height of 100 mm in landscape. This gives 8 px (203 dpi) at 480x800 and
  // 1280x800. It is for displays that do not tell their dpi, or tell a wrong one.
  static Scale of_display(int width, int height, float text = 1);

  float unit() const { return unit_; }
  float text() const { return text_; }
  bool operator==(const Scale&) const = default;
  // Returns whole pixels, at least one.
  float px(float mm) const;
  // The type scale is given in px at 8 px per mm.
  float type_px(int nominal) const;

 private:
  float unit_, text_;
};

}  // namespace dockhand
