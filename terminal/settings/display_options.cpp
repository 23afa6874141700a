#include "terminal/settings/display_options.h"

#include <charconv>
#include <ctime>
#include <string_view>

namespace dockhand {
namespace {

constexpr int day_begins = 7, day_ends = 19;  // hours

bool parse_side(std::string_view text, int& side) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), side);
  return failure == std::errc{} && end == text.data() + text.size() && side >= 200 && side <= Display::max_side;
}

}  // namespace

std::vector<Option> options_of(DisplayOptions& options) {
  return {option("size", &options.size, "pixels of the screen, 480x800 or 1280x800, say").with_standard(),
          option("theme", &options.theme, "day, night, or auto: by the time of day").with_standard(),
          option("text", &options.text, "normal, or large: every text a quarter larger")
              .one_of({"normal", "large"})
              .with_standard(),
          option("unit", &options.unit, "pixels per millimetre (default: from the size)")};
}

Result<ThemeName> theme_now(std::string_view theme) {
  if (theme != "auto") return parse_theme(theme);
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  return local.tm_hour >= day_begins && local.tm_hour < day_ends ? ThemeName::day : ThemeName::night;
}

Result<Display> parse_display(const DisplayOptions& options) {
  Display display;
  const std::string_view size = options.size;
  const auto cross = size.find('x');
  if (cross == std::string_view::npos || !parse_side(size.substr(0, cross), display.width) ||
      !parse_side(size.substr(cross + 1), display.height)) {
    return Error{ErrorKind::bad_input, "size", "\"" + options.size + "\" is not a size from 200x200 to 8192x8192"};
  }
  if (options.unit != 0 && (options.unit < Scale::smallest || options.unit > Scale::largest)) {
    return Error{ErrorKind::bad_input, "unit", "a millimetre has 4 to 20 px"};
  }
  if (options.dim_after < 0 || options.dim_after > 86400) {
    return Error{ErrorKind::bad_input, "dim_after", "the screen gets dark after 1 to 86400 seconds, or never: 0"};
  }
  if (options.off_after < 0 || options.off_after > 86400) {
    return Error{ErrorKind::bad_input, "off_after", "the screen goes off after 1 to 86400 seconds, or never: 0"};
  }
  const auto theme = theme_now(options.theme);
  if (!theme) return theme.error();
  display.theme = *theme;
  display.mirrored = options.mirrored;
  display.off_after = static_cast<std::int64_t>(options.off_after * 1000);
  display.dim_after = static_cast<std::int64_t>(options.dim_after * 1000);
  const float text = options.text == "large" ? Scale::large_text : 1;
  display.scale = options.unit != 0 ? Scale(static_cast<float>(options.unit), text)
                                    : Scale::of_display(display.width, display.height, text);
  return display;
}

}  // namespace dockhand
