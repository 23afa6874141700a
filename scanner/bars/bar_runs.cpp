#include "scanner/bars/bar_runs.h"

#include <algorithm>
#include <cmath>

namespace dockhand {
namespace {

// Puts back some of what the blur has taken: narrow bars get edges of their own again.
std::vector<float> sharpened(std::span<const float> line) {
  // Twice the difference to the mean of seven samples, two a pixel: a narrow bar gets its edges back. More makes edges
  // of noise. Blurred pass, 800 frames: 704 are read; 710 with half the amount, 692 with twice; 689 with a radius of 1,
  // 701 with 2, 691 with 6.
  static constexpr float amount = 2;
  static constexpr std::size_t radius = 3;
  std::vector<float> sharp(line.begin(), line.end());
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::size_t from = i < radius ? 0 : i - radius;
    const std::size_t to = std::min(i + radius + 1, line.size());
    float sum = 0;
    for (std::size_t j = from; j < to; ++j) sum += line[j];
    sharp[i] += amount * (line[i] - sum / static_cast<float>(to - from));
  }
  return sharp;
}

// Where between -0.5 and 0.5 the parabola through three samples has its peak.
double peak(float before, float here, float after) {
  const float quadratic = before - 2 * here + after;
  return quadratic < 0 ? std::clamp(0.5 * static_cast<double>((before - after) / quadratic), -0.5, 0.5) : 0;
}

std::vector<double> edges_of(std::span<const float> line, float faintest) {
  static constexpr float least_slope = 3;  // levels in four samples; it decides only where a line is one grey all over
  std::vector<float> slope(line.size(), 0);
  for (std::size_t i = 2; i + 2 < line.size(); ++i) slope[i] = std::abs(line[i + 2] - line[i - 2]);
  std::vector<double> edges;
  if (slope.empty()) return edges;
  const float threshold = std::max(least_slope, faintest * *std::max_element(slope.begin(), slope.end()));
  for (std::size_t i = 1; i + 1 < slope.size(); ++i)
    if (slope[i] > threshold && slope[i] >= slope[i - 1] && slope[i] > slope[i + 1])
      edges.push_back(static_cast<double>(i) + peak(slope[i - 1], slope[i], slope[i + 1]));
  return edges;
}

// Between two edges the line is as light as it gets nearby: paper, and not bars that have become one grey.
bool is_paper(std::span<const float> line, double from, double to) {
  static constexpr double least = 0.7;   // of the contrast nearby; bars that have become one grey are at about a half
  static constexpr double nearby = 1.5;  // times the gap, to each side: a bar beside it is surely seen
  const auto at = [&](double x) {
    return line.begin() + static_cast<std::ptrdiff_t>(std::clamp(x, 0.0, static_cast<double>(line.size() - 1)));
  };
  const double reach = nearby * (to - from);
  const auto [dark, light] = std::minmax_element(at(from - reach), at(to + reach));
  return static_cast<double>(*at((from + to) / 2) - *dark) > least * static_cast<double>(*light - *dark);
}

struct Part {
  std::size_t from, to;  // of the edges
};

// Returns the edge after the widest gap of paper. It is 0 when no gap is wider than those within a symbol.
std::size_t widest_gap(std::span<const float> line, const std::vector<double>& edges, const Part& part) {
  static constexpr double widest_space = 0.055;  // of the length: four modules of 95, while quiet zones have seven
  const double length = edges[part.to - 1] - edges[part.from];
  double width = widest_space * length;
  std::size_t widest = 0;
  for (std::size_t i = part.from + 1; i < part.to; ++i) {
    if (edges[i] - edges[i - 1] <= width || !is_paper(line, edges[i - 1], edges[i])) continue;
    width = edges[i] - edges[i - 1];
    widest = i;
  }
  return widest;
}

}  // namespace

// Divides at the widest gap until no gap is too wide.
std::vector<BarRun> find_bar_runs(std::span<const float> line, float faintest) {
  static constexpr double shortest = 60;    // samples: 38 of the smallest modules that are read (symbol_lines.cpp)
  static constexpr std::size_t fewest = 8;  // edges; an EAN-8 has 44, of which a blur takes the narrow ones
  const std::vector<double> edges = edges_of(sharpened(line), faintest);
  std::vector<BarRun> runs;
  std::vector<Part> open{{0, edges.size()}};
  while (!open.empty()) {
    const Part part = open.back();
    open.pop_back();
    if (part.to - part.from < fewest || edges[part.to - 1] - edges[part.from] < shortest) continue;
    if (const std::size_t gap = widest_gap(line, edges, part); gap != 0) {
      open.push_back({part.from, gap});
      open.push_back({gap, part.to});
      continue;
    }
    runs.push_back({edges[part.from],
                    edges[part.to - 1],
                    {edges.begin() + static_cast<std::ptrdiff_t>(part.from),
                     edges.begin() + static_cast<std::ptrdiff_t>(part.to)}});
  }
  std::sort(runs.begin(), runs.end(), [](const BarRun& a, const BarRun& b) { return a.length() > b.length(); });
  runs.resize(std::min(runs.size(), max_bar_runs));
  return runs;
}

}  // namespace dockhand
