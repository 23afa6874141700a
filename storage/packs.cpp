#include <algorithm>

#include "storage/views.h"

namespace dockhand {
namespace {

std::string base_level(const std::vector<Pack>& packs) {
  const auto base = std::find_if(packs.begin(), packs.end(), [](const Pack& pack) { return pack.units.units() == 1; });
  return base == packs.end() ? "ea" : base->level;
}

}  // namespace

std::string in_packs(Quantity quantity, const std::vector<Pack>& packs) {
  std::vector<Pack> larger;
  for (const auto& pack : packs) {
    if (pack.units.units() > 1) larger.push_back(pack);
  }
  std::sort(larger.begin(), larger.end(), [](const Pack& a, const Pack& b) { return a.units > b.units; });
  std::int64_t left = quantity.units();
  std::string text;
  for (const auto& pack : larger) {
    const std::int64_t whole = left / pack.units.units();
    if (whole == 0) continue;
    text += (text.empty() ? "" : " + ") + std::to_string(whole) + " " + pack.level;
    left %= pack.units.units();
  }
  if (left == 0 && !text.empty()) return text;
  return text + (text.empty() ? "" : " + ") + std::to_string(left) + " " + base_level(packs);
}

}  // namespace dockhand
