#include "terminal/station/battery.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string>

namespace dockhand {
namespace {

namespace fs = std::filesystem;

// Returns the first line of a file. It is empty when there is none.
std::string line_of(const fs::path& file) {
  std::string line;
  std::ifstream stream(file);
  std::getline(stream, line);
  return line;
}

std::optional<int> percent_of(const std::string& text) {
  int percent = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), percent);
  if (failure != std::errc{} || end == text.data()) return std::nullopt;
  return std::clamp(percent, 0, 100);
}

}  // namespace

Power read_power(const fs::path& root) {
  Power power;
  int batteries = 0, sum = 0;
  std::error_code failure;
  for (const auto& supply : fs::directory_iterator(root, failure)) {
    const std::string type = line_of(supply.path() / "type");
    if (type != "Battery") {
      power.charging = power.charging || line_of(supply.path() / "online") == "1";
      continue;
    }
    if (line_of(supply.path() / "scope") == "Device") continue;
    const auto percent = percent_of(line_of(supply.path() / "capacity"));
    if (!percent) continue;
    const std::string status = line_of(supply.path() / "status");
    power.charging = power.charging || status == "Charging" || status == "Full";
    sum += *percent;
    ++batteries;
  }
  if (batteries == 0) return {};
  power.battery = sum / batteries;
  return power;
}

}  // namespace dockhand
