#include "terminal/draw/theme.h"

#include <algorithm>
#include <cmath>

namespace dockhand {
namespace {

constexpr Color dark = Color::hex(0x0B0F14), white = Color::hex(0xFFFFFF);

constexpr Theme day{
    .bg = white,
    .surface = Color::hex(0xEEF2F6),
    .raised = Color::hex(0xDCE3EB),
    .text = dark,
    .text2 = Color::hex(0x3A4652),
    .border = Color::hex(0x5E6A77),
    .status = {dark, white},
    .primary = {Color::hex(0x0B4FB3), white},
    .success = {Color::hex(0x3DDC84), dark},
    .warning = {Color::hex(0xFFC21A), dark},
    .error = {Color::hex(0xA3001B), white},
    .success_text = Color::hex(0x00612E),
    .error_text = Color::hex(0xA3001B),
    .paper = {white, dark},
};

constexpr Theme night{
    .bg = dark,
    .surface = Color::hex(0x161D26),
    .raised = Color::hex(0x26303C),
    .text = Color::hex(0xF4F7FA),
    .text2 = Color::hex(0xB9C4D0),
    .border = Color::hex(0x8391A1),
    .status = {Color::hex(0x161D26), Color::hex(0xB9C4D0)},
    .primary = {Color::hex(0x8CBBFF), dark},
    .success = {Color::hex(0x52D98A), dark},
    .warning = {Color::hex(0xFFC21A), dark},
    .error = {Color::hex(0xB3001E), white},
    .success_text = Color::hex(0x52D98A),
    .error_text = Color::hex(0xFF8C85),
    .paper = {white, dark},
};

double linear(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Color c) { return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b); }

}  // namespace

double contrast(Color a, Color b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

Result<ThemeName> parse_theme(std::string_view text) {
  if (text == "day") return ThemeName::day;
  if (text == "night") return ThemeName::night;
  return Error{ErrorKind::bad_input, "theme", "\"" + std::string(text) + "\" is neither day nor night"};
}

const Theme& theme_of(ThemeName name) { return name == ThemeName::day ? day : night; }

Scale::Scale(float px_per_mm, float text)
    : unit_(std::clamp(px_per_mm, smallest, largest)), text_(std::clamp(text, 1.0F, large_text)) {}

Scale Scale::of_display(int width, int height, float text) {
  const auto w = static_cast<float>(width), h = static_cast<float>(height);
  return Scale(h > w ? w / 60 : h / 100, text);
}

float Scale::px(float mm) const { return std::max(1.0F, std::round(mm * unit_)); }

float Scale::type_px(int nominal) const { return std::round(static_cast<float>(nominal) * unit_ / 8 * text_); }

}  // namespace dockhand
