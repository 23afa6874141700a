#include "scanner/bars/module_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace dockhand {
namespace {

// Returns the cosine of an angle, which is in turns and not negative.
float cosine(double turns) {
  static constexpr int parts = 256;  // of a turn: the table is off by at most 0.012, in a score between -1 and 1
  static const auto table = [] {
    std::array<float, parts> values{};
    for (std::size_t i = 0; i < parts; ++i)
      values[i] = static_cast<float>(std::cos(2 * std::numbers::pi * static_cast<double>(i) / parts));
    return values;
  }();
  return table[static_cast<std::size_t>(turns * parts + 0.5) % parts];
}

// `first` and `last` say how far before and after the outer edges the symbol ends, in modules.
struct RelativePlacement {
  double quadratic = 0, cubic = 0, first = 0, last = 0;
};
double edge_phase_score(const BarRun& run, int count, const RelativePlacement& placement) {
  const double modules = count - placement.first - placement.last;
  const double scale = 1 / run.length();
  float sum = 0;
  for (const double edge : run.edges) {
    // Solves the placement for u in one step, because quadratic and cubic are small.
    const double v = (edge - run.first) * scale;
    const double u = v - v * (1 - v) * (placement.quadratic + placement.cubic * (1 - 2 * v)) *
                             (1 - placement.quadratic * (1 - 2 * v));
    sum += cosine(count + placement.first + u * modules);
  }
  return static_cast<double>(sum) / static_cast<double>(run.edges.size());
}

// Ends and perspectives all around: an end of a run may be a module off, and LineChannel::refine goes half a module
// from where it begins. It goes four steps of 0.02 of the distortion, so that starts 0.06 apart leave no gap; 0.12 is a
// label that one side of is nearer by an eighth. Straightened pass, 800 frames: 462 are read; 455 with half of these
// distortions, and half as many evaluations more; 462 with one and a half; 462 with ends half as far off and twice.
std::vector<Placement> placements_around(const BarRun& run, int count) {
  const double module = run.length() / count;
  std::vector<Placement> placements;
  for (const double quadratic : {-0.12, -0.06, 0.0, 0.06, 0.12})
    for (const double first : {-1.0, 0.0, 1.0})
      for (const double last : {-1.0, 0.0, 1.0})
        placements.push_back({run.first + first * module, run.last + last * module, quadratic, 0});
  return placements;
}

// Edges are tried with these quadratic distortions (Placement::at). The bound of the model is 0.2. From one to the next
// the middle of the symbol moves by half a module of 95. With twice the distance the right one may lie between two,
// half a module off in the middle, where its edges then count against it. With half the distance a score costs twice
// the time.
constexpr double most_bent = 0.18;
constexpr double between_bends = 0.02;

}  // namespace

double edge_phase_score(const BarRun& run, int count) {
  double best = 0;
  for (double quadratic = -most_bent; quadratic <= most_bent; quadratic += between_bends)
    best = std::max(best, edge_phase_score(run, count, {quadratic, 0, 0, 0}));
  return best;
}

std::vector<Placement> likely_placements(const BarRun& run, int count, std::size_t most) {
  struct Candidate {
    double score;
    RelativePlacement placement;
  };
  std::vector<Candidate> candidates;  // the best one of each value of `quadratic`
  for (double quadratic = -most_bent; quadratic <= most_bent; quadratic += between_bends) {
    // The cubic moves the outer quarters by at most 0.006 of the length, half a module of 95. The ends are tried 0.4 of
    // a module off, between one module and the next; LineChannel::refine does the rest.
    Candidate best{-1, {}};
    for (const double cubic : {0.0, -0.03, 0.03, -0.06, 0.06})
      for (const double first : {0.0, -0.4, 0.4})
        for (const double last : {0.0, -0.4, 0.4}) {
          const RelativePlacement placement{quadratic, cubic, first, last};
          const double score = edge_phase_score(run, count, placement);
          if (score > best.score) best = {score, placement};
        }
    candidates.push_back(best);
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  candidates.resize(std::min(candidates.size(), most));
  const double module = run.length() / count;
  std::vector<Placement> placements;
  placements.reserve(candidates.size());
  for (const auto& [score, placement] : candidates)
    placements.push_back({run.first - placement.first * module, run.last + placement.last * module, placement.quadratic,
                          placement.cubic});
  return placements;
}

namespace {

// For refine(): the last step is an eighth of the first one, a sixteenth of a module at the ends.
constexpr int rounds = 4;

LineChannel fitted(std::span<const float> line, const BarRun& run, std::span<const std::uint8_t> bars) {
  LineChannel channel(line, {run.first, run.last}, bars);
  channel.start(placements_around(run, static_cast<int>(bars.size())));
  channel.refine(rounds);
  return channel;
}

// Where the modules of the channel fit, their model is right but for a few of them. Where they do not, it says nothing
// about others.
LineChannel likeliest_of(const SymbolTemplate& kind, std::span<const float> line, const BarRun& run,
                         const LineChannel& channel) {
  if (channel.error() <= largest_error) {
    LineChannel other = channel;
    other.hold(likeliest(other.costs(), kind).bars);
    return other;
  }
  LineChannel other(line, channel.placement(), kind);
  other.start(placements_around(run, kind.modules));
  other.refine(rounds);
  return other;
}

}  // namespace

Fit fit_modules(std::span<const float> line, const BarRun& run, std::span<const std::uint8_t> bars) {
  const std::vector<std::uint8_t> turned(bars.rbegin(), bars.rend());
  LineChannel channel = fitted(line, run, bars);
  if (LineChannel other = fitted(line, run, turned); other.error() < channel.error()) channel = std::move(other);
  Fit fit{channel.error(), channel.unconstrained_residual()};
  double least = std::min(channel.error(), largest_error);
  for (const SymbolTemplate* kind : templates_between(static_cast<double>(bars.size()), 1, 1)) {
    const LineChannel other = likeliest_of(*kind, line, run, channel);
    if (other.error() >= least || other.bars() == channel.bars()) continue;
    least = other.error();
    fit.better = other.bars();
  }
  return fit;
}

}  // namespace dockhand
