#include "scanner/bars/symbol_lines.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "scanner/bars/symbol_codec.h"

namespace dockhand {
namespace {

constexpr double smallest_module = 1.6;  // samples; there are two a pixel
constexpr double largest_module = 16;    // eight pixels a module: the library reads what is larger
constexpr std::size_t at_a_time = 8;     // templates that are tried roughly, and then the best of them in full
constexpr double promising = 0.26;       // rough error; of 587 blurred lines one had more with the right kind
constexpr double hopeless = 0.4;         // with perspectives that are not quite right
constexpr std::size_t most_earlier = 3;  // templates that are tried again because they explained earlier lines best
constexpr float least_margin = 100;      // a wrong symbol has rarely more than ten

std::vector<StateCosts> sum_of_costs(std::span<LineChannel> channels) {
  static constexpr double least_error = 0.01;  // no model is better than that
  std::vector<StateCosts> sums(channels.front().costs().size(), StateCosts{});
  for (LineChannel& channel : channels) {
    const double error = std::max(channel.error(), least_error);
    const auto weight = static_cast<float>(1 / (error * error));
    const auto& costs = channel.costs();
    for (std::size_t i = 0; i < sums.size(); ++i)
      for (std::size_t state = 0; state < states; ++state) sums[i][state] += weight * costs[i][state];
  }
  return sums;
}

// Returns the energy of the line's edges, relative to its own contrast.
double sharpness_of(std::span<const float> line) {
  const auto [dark, light] = std::minmax_element(line.begin(), line.end());
  double energy = 0;
  for (std::size_t i = 2; i < line.size(); ++i) energy += std::pow(static_cast<double>(line[i] - line[i - 2]), 2);
  return energy / std::pow(static_cast<double>(std::max(*light - *dark, 1.0F)), 2);
}

// The modules decide how each line is fitted, and the lines decide the modules: in turn, until nothing changes.
std::vector<std::uint8_t> settle(const SymbolTemplate& kind, std::vector<LineChannel>& channels) {
  // The margin is that of the likeliest row, so the modules have to be it. What has not settled then may change back
  // and forth between two rows. Blurred pass, 800 frames: 704 are read; 704 with 1, 705 with 2 and with 8.
  static constexpr int most_turns = 4;
  static constexpr int rounds = 2;  // the lines have been fitted before: only the modules have changed
  std::vector<std::uint8_t> bars = channels.back().bars();
  for (int turn = 0; turn < most_turns; ++turn) {
    auto next = likeliest(sum_of_costs(channels), kind).bars;
    const bool settled = turn > 0 && next == bars;
    bars = std::move(next);
    if (settled) break;
    for (LineChannel& channel : channels) {
      channel.hold(bars);
      channel.refine(rounds);
    }
  }
  return bars;
}

std::optional<Explained> explain(const SymbolTemplate& kind, std::vector<LineChannel> channels) {
  // This is a factor on the error of the modules that fit best, whatever they spell. Any modules fit a little better
  // than the right ones, because they fit the noise too.
  static constexpr double most_worse = 1.1;
  const auto symbol = decode_modules(channels.size() == 1 ? channels[0].bars() : settle(kind, channels));
  if (!symbol) return std::nullopt;
  for (const LineChannel& channel : channels)
    if (channel.error() > largest_error || channel.error() > most_worse * channel.unconstrained_residual())
      return std::nullopt;
  const double ratio = static_cast<double>(margin(sum_of_costs(channels), kind));
  if (ratio < least_margin) return std::nullopt;
  return Explained{*symbol, ratio};
}

// This is added to the edge phase score, which lies between 0 and 1, so that among equals the commonest kind is tried
// first. 95 modules are EAN-13 and UPC-A, which most goods of a shop have: 1 puts them before everything. 106 and 135
// are the ITF-14 of a case with wide bars of two and of three modules: 0.3 puts them before kinds that score a little
// better, but not before those that fit clearly. What is read has to explain the picture all the same, but where only
// some kinds are tried the order says which. Blurred pass, 16 kinds, 800 frames: 704 are read; 647 with 0 for the
// first, and 20 % more evaluations; 665 with 0 for the second; 704 with half and with twice of either.
double head_start(int modules) {
  if (modules == 95) return 1;
  return modules == 106 || modules == 135 ? 0.3 : 0;
}

}  // namespace

bool SymbolLines::add(std::vector<float> levels) {
  auto runs = find_bar_runs(levels);
  if (runs.empty()) return false;
  if (lines_.size() == max_lines)
    lines_.erase(std::min_element(lines_.begin(), lines_.end(),
                                  [](const Line& a, const Line& b) { return a.sharpness < b.sharpness; }));
  const double sharpness = sharpness_of(levels);
  lines_.push_back({std::move(levels), std::move(runs.front()), sharpness});
  return true;
}

// What was tried least often comes first, and of that what is met most often.
std::vector<SymbolLines::Attempt*> SymbolLines::open_attempts() {
  const auto templates = templates_between(newest().length(), smallest_module, largest_module);
  for (const SymbolTemplate* kind : templates) {
    const auto same = [&](const Attempt& attempt) { return attempt.kind == kind; };
    if (std::none_of(attempts_.begin(), attempts_.end(), same)) attempts_.push_back({kind});
  }
  std::vector<Attempt*> open;
  for (Attempt& attempt : attempts_)
    if (std::find(templates.begin(), templates.end(), attempt.kind) != templates.end()) open.push_back(&attempt);
  std::map<int, double> score;
  for (const Attempt* attempt : open) score[attempt->kind->modules] = 0;
  for (auto& [count, value] : score) value = edge_phase_score(newest(), count) + head_start(count);
  std::stable_sort(open.begin(), open.end(), [&](const Attempt* a, const Attempt* b) {
    if (a->tries != b->tries) return a->tries < b->tries;
    return score[a->kind->modules] > score[b->kind->modules];
  });
  // The kinds that explained earlier lines best come first.
  std::vector<const Attempt*> best(open.begin(), open.end());
  std::erase_if(best, [](const Attempt* attempt) { return attempt->tries == 0; });
  std::stable_sort(best.begin(), best.end(), [](const Attempt* a, const Attempt* b) { return a->error < b->error; });
  best.resize(std::min(best.size(), most_earlier));
  std::stable_partition(open.begin(), open.end(), [&](const Attempt* attempt) {
    return std::find(best.begin(), best.end(), attempt) != best.end();
  });
  return open;
}

// Finds roughly which perspective and which ends fit. The ends of a run are right to a pixel or two.
LineChannel SymbolLines::fit_roughly(const Line& line, const SymbolTemplate& kind) {
  const BarRun& run = line.run;
  const auto bent = [&](std::initializer_list<double> bends) {
    std::vector<Placement> placements;
    for (const double quadratic : bends) placements.push_back({run.first, run.last, quadratic, 0});
    return placements;
  };
  LineChannel channel(line.levels, {run.first, run.last}, kind);
  // Three distortions show whether the template can be meant; eight more are tried if it can. They lie 0.03 to 0.04
  // apart, as refine() goes four steps of 0.02 from each.
  channel.start(bent({-0.06, 0.06}));
  if (channel.error() < hopeless) channel.start(bent({-0.03, 0.03, -0.09, 0.09, -0.12, 0.12, -0.16, 0.16}));
  return channel;
}

LineChannel& SymbolLines::fit(Line& line, const SymbolTemplate& kind) {
  static constexpr std::size_t starts = 8;  // of the 19 distortions that are scored; each costs one Viterbi
  static constexpr int rounds = 3;          // steps down to a quarter of the first; settle() goes on from there
  const auto found = std::find_if(line.fitted.begin(), line.fitted.end(),
                                  [&](const LineChannel& channel) { return channel.kind() == &kind; });
  LineChannel& channel = found != line.fitted.end() ? *found : line.fitted.emplace_back(fit_roughly(line, kind));
  if (channel.refined()) return channel;
  channel.start(likely_placements(line.run, kind.modules, starts));
  channel.refine(rounds);
  return channel;
}

// Reads the newest line alone, then all together, because one of them may be of another symbol, or lie wrongly.
std::optional<Explained> SymbolLines::read_as(const SymbolTemplate& kind, const std::function<bool()>& go_on) {
  if (auto explained = explain(kind, {fit(lines_.back(), kind)})) return explained;
  std::vector<LineChannel> channels;
  for (Line& line : lines_) {
    if (!go_on()) return std::nullopt;
    channels.push_back(fit(line, kind));
  }
  return channels.size() == 1 ? std::nullopt : explain(kind, channels);
}

std::optional<Explained> SymbolLines::read(const std::function<bool()>& go_on, std::size_t most) {
  if (lines_.empty()) return std::nullopt;
  auto open = open_attempts();
  open.resize(std::min(open.size(), most));
  for (std::size_t from = 0; from < open.size() && go_on(); from += at_a_time) {
    std::vector<Attempt*> some(open.begin() + static_cast<std::ptrdiff_t>(from),
                               open.begin() + static_cast<std::ptrdiff_t>(std::min(from + at_a_time, open.size())));
    std::erase_if(some, [&](Attempt* attempt) {
      if (!go_on()) return true;
      LineChannel channel = fit_roughly(lines_.back(), *attempt->kind);
      attempt->error = channel.error();
      if (attempt->error <= promising) lines_.back().fitted.push_back(std::move(channel));
      ++attempt->tries;
      return false;
    });
    std::stable_sort(some.begin(), some.end(), [](const Attempt* a, const Attempt* b) { return a->error < b->error; });
    for (Attempt* attempt : some) {
      if (attempt->error > promising || !go_on()) break;
      if (auto explained = read_as(*attempt->kind, go_on)) return explained;
    }
  }
  return std::nullopt;
}

}  // namespace dockhand
