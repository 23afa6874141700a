#include "storage/files/sheet_values.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "storage/model/time.h"

namespace dockhand {
namespace {

constexpr double most_exact = 1e15;  // a number keeps fifteen digits
constexpr int days_to_1970 = 25'569, days_of_1904 = 1'462;

}  // namespace

bool shows_day(std::string_view format) {
  bool quoted = false, bracket = false;
  for (std::size_t i = 0; i < format.size(); ++i) {
    const char c = format[i];
    if (c == '"') quoted = !quoted;
    if (c == '[') bracket = true;
    if (c == ']') bracket = false;
    if (c == '\\') ++i;
    if (!quoted && !bracket && (c == 'd' || c == 'D' || c == 'y' || c == 'Y')) return true;
  }
  return false;
}

std::size_t digits_shown(std::string_view format) {
  const std::string_view positive = format.substr(0, format.find(';'));
  return positive.find_first_not_of('0') == std::string_view::npos ? positive.size() : 0;
}

std::string day_text(double number, bool from_1904) {
  const int days = static_cast<int>(std::floor(number));
  if (number < 1 || number > 2'958'465) return number_text(number);
  const std::string day = Date::from_days(days - days_to_1970 + (from_1904 ? days_of_1904 : 0)).text();
  const auto seconds = static_cast<int>(std::lround((number - days) * 86'400));
  if (seconds <= 0 || seconds >= 86'400) return day;
  std::array<char, 24> time{};
  std::snprintf(time.data(), time.size(), "T%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  return day + time.data();
}

std::string number_text(double number, std::size_t digits) {
  std::array<char, 40> text{};
  const bool whole = std::floor(number) == number && std::fabs(number) < most_exact;
  std::snprintf(text.data(), text.size(), whole ? "%.0f" : "%.15G", number);
  std::string written = text.data();
  if (whole && number >= 0 && written.size() < digits) written.insert(0, digits - written.size(), '0');
  return written;
}

}  // namespace dockhand
