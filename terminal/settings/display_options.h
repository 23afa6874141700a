// Size, unit and theme, as they are written on a command line or in dockhand.toml.
#pragma once

#include <string>
#include <vector>

#include "terminal/draw/renderer.h"
#include "terminal/settings/option.h"

namespace dockhand {

struct DisplayOptions {
  std::string size = "480x800";
  std::string theme = "day";
  double unit = 0;  // px per mm; 0: guessed from the size
  bool mirrored = false;
  double dim_after = 0;  // seconds; 0: never
  std::string text = "normal";
};

// Size, theme, text and unit; they set `options`, which outlives them.
std::vector<Option> options_of(DisplayOptions& options);
Result<Display> parse_display(const DisplayOptions& options);

}  // namespace dockhand
