#include "terminal/window/backlight.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace dockhand {
namespace {

namespace fs = std::filesystem;

std::optional<int> number_in(const fs::path& file) {
  std::ifstream stream(file);
  int number = 0;
  return stream >> number ? std::optional(number) : std::nullopt;
}

std::vector<fs::path> lamps_of(const fs::path& root) {
  std::vector<fs::path> lamps;
  std::error_code failure;
  if (root.empty()) return lamps;
  for (const auto& lamp : fs::directory_iterator(root, failure)) lamps.push_back(lamp.path() / "brightness");
  return lamps;
}

}  // namespace

void Backlight::show(Light light) {
  if (light == light_) return;
  if (light_ == Light::on) {
    bright_.clear();
    for (const fs::path& lamp : lamps_of(root_)) {
      if (const auto bright = number_in(lamp)) bright_[lamp] = *bright;
    }
  }
  light_ = light;
  for (const auto& [lamp, bright] : bright_) {
    int wanted = bright;
    if (light == Light::dark) wanted = std::max(std::min(bright, 1), bright * dark_percent / 100);
    if (light == Light::off) wanted = 0;
    std::ofstream(lamp) << wanted << '\n';
  }
}

}  // namespace dockhand
