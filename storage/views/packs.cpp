#include "storage/views/packs.h"

#include <algorithm>

namespace dockhand {
namespace {

std::string base_level(const std::vector<Pack>& packs) {
  const auto base = std::find_if(packs.begin(), packs.end(), [](const Pack& pack) { return pack.units.units() == 1; });
  return base == packs.end() ? "ea" : base->level;
}

using Counts = std::vector<std::pair<std::string, std::int64_t>>;

// Returns how many whole packs of each level there are, the largest first. `left` are the base units beside them.
Counts whole_packs(const std::vector<Pack>& packs, std::int64_t& left) {
  std::vector<Pack> larger;
  std::copy_if(packs.begin(), packs.end(), std::back_inserter(larger),
               [](const Pack& pack) { return pack.units.units() > 1; });
  std::sort(larger.begin(), larger.end(), [](const Pack& a, const Pack& b) { return a.units > b.units; });
  Counts counts;
  for (const Pack& pack : larger) {
    const std::int64_t whole = left / pack.units.units();
    if (whole > 0) counts.emplace_back(pack.level, whole);
    left %= pack.units.units();
  }
  return counts;
}

std::string text_of(Counts counts, std::int64_t loose, const std::string& level) {
  if (loose > 0 || counts.empty()) counts.emplace_back(level, loose);
  std::string text;
  for (const auto& [name, count] : counts) {
    text += (text.empty() ? "" : " + ") + std::to_string(count) + " " + name;
  }
  return text;
}

}  // namespace

std::string in_packs(Quantity quantity, const std::vector<Pack>& packs) {
  std::int64_t left = quantity.units();
  Counts counts = whole_packs(packs, left);
  return text_of(std::move(counts), left, base_level(packs));
}

void PackSum::add(Quantity quantity, const std::vector<Pack>& packs) {
  std::int64_t left = quantity.units();
  for (const auto& [level, count] : whole_packs(packs, left)) {
    const auto same = [&name = level](const auto& known) { return known.first == name; };
    auto known = std::find_if(larger_.begin(), larger_.end(), same);
    if (known == larger_.end()) known = larger_.insert(larger_.end(), {level, 0});
    known->second += count;
  }
  loose_ += left;
}

std::string PackSum::text() const { return larger_.empty() ? "" : text_of(larger_, loose_, "ea"); }

}  // namespace dockhand
