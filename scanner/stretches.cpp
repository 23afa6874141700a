#include <algorithm>
#include <cmath>

#include "scanner/modules.h"

namespace dockhand {

std::vector<Stretch> find_stretches(std::span<const float> line) {
  static constexpr double widest_space = 0.055;  // of the length: four modules of 95, while quiet zones have seven
  static constexpr double shortest = 60;         // samples
  std::vector<float> slope(line.size(), 0);
  for (std::size_t i = 2; i + 2 < line.size(); ++i) slope[i] = std::abs(line[i + 2] - line[i - 2]);
  if (slope.empty()) return {};
  const float threshold = std::max(4.0F, 0.2F * *std::max_element(slope.begin(), slope.end()));
  std::vector<double> edges;
  for (std::size_t i = 1; i + 1 < slope.size(); ++i)
    if (slope[i] > threshold && slope[i] >= slope[i - 1] && slope[i] > slope[i + 1])
      edges.push_back(static_cast<double>(i));
  std::vector<Stretch> stretches;
  // Divide at the widest gap until no gap is too wide.
  std::vector<std::pair<std::size_t, std::size_t>> open;
  if (edges.size() > 8) open.emplace_back(0, edges.size());
  while (!open.empty()) {
    const auto [from, to] = open.back();
    open.pop_back();
    const double length = edges[to - 1] - edges[from];
    if (to - from < 8 || length < shortest) continue;
    std::size_t widest = from + 1;
    for (std::size_t i = from + 1; i < to; ++i)
      if (edges[i] - edges[i - 1] > edges[widest] - edges[widest - 1]) widest = i;
    if (edges[widest] - edges[widest - 1] > widest_space * length) {
      open.emplace_back(from, widest);
      open.emplace_back(widest, to);
    } else {
      stretches.push_back(
          {edges[from],
           edges[to - 1],
           {edges.begin() + static_cast<std::ptrdiff_t>(from), edges.begin() + static_cast<std::ptrdiff_t>(to)}});
    }
  }
  std::sort(stretches.begin(), stretches.end(),
            [](const Stretch& a, const Stretch& b) { return a.length() > b.length(); });
  stretches.resize(std::min(stretches.size(), max_stretches));
  return stretches;
}

}  // namespace dockhand
