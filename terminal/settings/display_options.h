// Size, unit and theme, as they are written on a command line or in dockhand.toml.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/options/option.h"
#include "terminal/draw/renderer.h"

namespace dockhand {

struct DisplayOptions {
  std::string size = "480x800";
  std::string theme = "day";
  double unit = 0;  // px for each mm; 0: it is guessed from the size
  bool mirrored = false;
  double dim_after = 0;  // seconds; 0: never
  double off_after = 0;  // seconds, too; 0: never
  std::string text = "normal";
};

// Returns the options for size, theme, text and unit. They set `options`, which must outlive them.
std::vector<Option> options_of(DisplayOptions& options);
// "auto" is day or night by the time of day.
Result<ThemeName> theme_now(std::string_view theme);
Result<Display> parse_display(const DisplayOptions& options);

}  // namespace dockhand
