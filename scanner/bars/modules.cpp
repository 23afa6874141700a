#include "scanner/bars/modules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace dockhand {
namespace {

// The cosine of so many turns, which are not negative.
float cosine(double turns) {
  static constexpr int parts = 256;
  static const auto table = [] {
    std::array<float, parts> values{};
    for (std::size_t i = 0; i < parts; ++i)
      values[i] = static_cast<float>(std::cos(2 * std::numbers::pi * static_cast<double>(i) / parts));
    return values;
  }();
  return table[static_cast<std::size_t>(turns * parts + 0.5) % parts];
}

// `first` and `last`: how far before and after the outer edges the symbol ends, in modules.
struct Lie {
  double bend = 0, curl = 0, first = 0, last = 0;
};
double in_step(const Stretch& stretch, int count, const Lie& lie) {
  const double modules = count - lie.first - lie.last;
  const double scale = 1 / stretch.length();
  float sum = 0;
  for (const double edge : stretch.edges) {
    // Where the geometry puts u, solved for u in one step: bend and curl are small.
    const double v = (edge - stretch.first) * scale;
    const double u = v - v * (1 - v) * (lie.bend + lie.curl * (1 - 2 * v)) * (1 - lie.bend * (1 - 2 * v));
    sum += cosine(count + lie.first + u * modules);
  }
  return static_cast<double>(sum) / static_cast<double>(stretch.edges.size());
}

// Ends and perspectives all around.
std::vector<Geometry> geometries_around(const Stretch& stretch, int count) {
  const double module = stretch.length() / count;
  std::vector<Geometry> geometries;
  for (const double bend : {-0.06, -0.03, 0.0, 0.03, 0.06})
    for (const double first : {-1.0, 0.0, 1.0})
      for (const double last : {-1.0, 0.0, 1.0})
        geometries.push_back({stretch.first + first * module, stretch.last + last * module, bend, 0});
  return geometries;
}

constexpr double most_bent = 0.18;
constexpr double between_bends = 0.02;

}  // namespace

double in_step(const Stretch& stretch, int count) {
  double best = 0;
  for (double bend = -most_bent; bend <= most_bent; bend += between_bends)
    best = std::max(best, in_step(stretch, count, {bend, 0, 0, 0}));
  return best;
}

std::vector<Geometry> likely_geometries(const Stretch& stretch, int count, std::size_t most) {
  struct Candidate {
    double score;
    Lie lie;
  };
  std::vector<Candidate> candidates;  // the best of each bend
  for (double bend = -most_bent; bend <= most_bent; bend += between_bends) {
    Candidate best{-1, {}};
    for (const double curl : {0.0, -0.03, 0.03, -0.06, 0.06})
      for (const double first : {0.0, -0.4, 0.4})
        for (const double last : {0.0, -0.4, 0.4}) {
          const Lie lie{bend, curl, first, last};
          const double score = in_step(stretch, count, lie);
          if (score > best.score) best = {score, lie};
        }
    candidates.push_back(best);
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  candidates.resize(std::min(candidates.size(), most));
  const double module = stretch.length() / count;
  std::vector<Geometry> geometries;
  geometries.reserve(candidates.size());
  for (const auto& [score, lie] : candidates)
    geometries.push_back({stretch.first - lie.first * module, stretch.last + lie.last * module, lie.bend, lie.curl});
  return geometries;
}

namespace {

constexpr int rounds = 4;

LineChannel fitted(std::span<const float> line, const Stretch& stretch, std::span<const std::uint8_t> bars) {
  LineChannel channel(line, {stretch.first, stretch.last}, bars);
  channel.start(geometries_around(stretch, static_cast<int>(bars.size())));
  channel.refine(rounds);
  return channel;
}

// Where the modules of the channel fit, their model is right but for a few of them. Where they do not, it says nothing
// about others.
LineChannel likeliest_of(const Layout& layout, std::span<const float> line, const Stretch& stretch,
                         const LineChannel& channel) {
  if (channel.error() <= largest_error) {
    LineChannel other = channel;
    other.hold(likeliest(other.costs(), layout).bars);
    return other;
  }
  LineChannel other(line, channel.geometry(), layout);
  other.start(geometries_around(stretch, layout.modules));
  other.refine(rounds);
  return other;
}

}  // namespace

Fit fit_modules(std::span<const float> line, const Stretch& stretch, std::span<const std::uint8_t> bars) {
  const std::vector<std::uint8_t> turned(bars.rbegin(), bars.rend());
  LineChannel channel = fitted(line, stretch, bars);
  if (LineChannel other = fitted(line, stretch, turned); other.error() < channel.error()) channel = std::move(other);
  Fit fit{channel.error(), channel.free_error()};
  double least = std::min(channel.error(), largest_error);
  for (const Layout* layout : layouts_between(static_cast<double>(bars.size()), 1, 1)) {
    const LineChannel other = likeliest_of(*layout, line, stretch, channel);
    if (other.error() >= least || other.bars() == channel.bars()) continue;
    least = other.error();
    fit.better = other.bars();
  }
  return fit;
}

}  // namespace dockhand
