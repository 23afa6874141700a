#include "scanner/symbol_lines.h"

#include <algorithm>
#include <cmath>

#include "scanner/module_codes.h"

namespace dockhand {
namespace {

constexpr double smallest_module = 1.6;  // samples; there are two a pixel
constexpr double largest_module = 16;
constexpr float least_margin = 100;  // a wrong symbol has seldom more than ten

std::vector<LineChannel::Costs> sum_of_costs(std::span<LineChannel> channels) {
  std::vector<LineChannel::Costs> sums(channels.front().costs().size(), LineChannel::Costs{});
  for (LineChannel& channel : channels) {
    static constexpr double least_error = 0.01;  // no model is better than that
    const double error = std::max(channel.error(), least_error);
    const auto weight = static_cast<float>(1 / (error * error));
    const auto& costs = channel.costs();
    for (std::size_t i = 0; i < sums.size(); ++i)
      for (std::size_t state = 0; state < LineChannel::states; ++state) sums[i][state] += weight * costs[i][state];
  }
  return sums;
}

// In whichever direction it costs less; bars in that of the lines.
Row likeliest_of_both(const std::vector<LineChannel::Costs>& costs, const Layout& layout) {
  Row forwards = likeliest(costs, layout);
  Row backwards = likeliest(mirrored(costs), layout);
  if (forwards.cost <= backwards.cost) return forwards;
  std::reverse(backwards.bars.begin(), backwards.bars.end());
  return backwards;
}

// The energy of its edges, by its own contrast.
double sharpness_of(std::span<const float> line) {
  const auto [dark, light] = std::minmax_element(line.begin(), line.end());
  double energy = 0;
  for (std::size_t i = 2; i < line.size(); ++i) energy += std::pow(static_cast<double>(line[i] - line[i - 2]), 2);
  return energy / std::pow(static_cast<double>(std::max(*light - *dark, 1.0F)), 2);
}

// The modules decide how each line is fitted, and the lines decide the modules: in turn, until nothing changes.
Row settle(const Layout& layout, std::vector<LineChannel>& channels) {
  static constexpr int most_turns = 4;
  static constexpr float hopeless = 1;  // hardly any right one begins there
  static constexpr int rounds = 2;
  Row row;
  row.bars = channels.back().bars();
  for (int turn = 0; turn < most_turns; ++turn) {
    Row next = likeliest_of_both(sum_of_costs(channels), layout);
    const bool settled = next.bars == row.bars;
    row = std::move(next);
    if (settled || row.margin < hopeless) break;
    for (LineChannel& channel : channels) {
      channel.hold(row.bars);
      channel.refine(rounds);
    }
  }
  return row;
}

std::optional<Explanation> explain(const Layout& layout, std::vector<LineChannel> channels) {
  static constexpr double most_worse = 1.1;
  const Row row = settle(layout, channels);
  if (row.margin < least_margin) return std::nullopt;
  auto symbol = read_modules(row.bars);
  if (!symbol) return std::nullopt;
  for (LineChannel& channel : channels) {
    const double error = channel.error();
    if (error > largest_error || error > most_worse * channel.free_error()) return std::nullopt;
  }
  return Explanation{std::move(*symbol), static_cast<double>(row.margin)};
}

}  // namespace

bool SymbolLines::add(std::vector<float> levels) {
  auto stretches = find_stretches(levels);
  if (stretches.empty()) return false;
  if (lines_.size() == max_lines)
    lines_.erase(std::min_element(lines_.begin(), lines_.end(),
                                  [](const Line& a, const Line& b) { return a.sharpness < b.sharpness; }));
  const double sharpness = sharpness_of(levels);
  lines_.push_back({std::move(levels), std::move(stretches.front()), sharpness});
  return true;
}

// By how well the edges of all lines are in step with so many modules. Those of GTINs are met so often that they need
// fewer signs.
std::vector<int> SymbolLines::likely_counts() const {
  static constexpr double tried = 0.25;  // what one try in vain weighs
  const auto at_first = [](int count) { return count == 95 ? 1.0 : count == 106 || count == 135 ? 0.3 : 0.0; };
  std::map<int, double> scores;
  for (const Layout& layout : layouts_between(newest().length(), smallest_module, largest_module))
    scores.emplace(layout.modules, at_first(layout.modules));
  std::vector<int> counts;
  for (auto& [count, score] : scores) {
    counts.push_back(count);
    for (const Line& line : lines_) score += in_step(line.stretch, count) / static_cast<double>(lines_.size());
    if (const auto tries = tries_.find(count); tries != tries_.end()) score -= tried * tries->second;
  }
  std::stable_sort(counts.begin(), counts.end(), [&](int a, int b) { return scores.at(a) > scores.at(b); });
  return counts;
}

LineChannel& SymbolLines::fit(Line& line, int count) {
  static constexpr std::size_t starts = 12;
  static constexpr int rounds = 3;
  for (Fitted& fitted : line.fitted)
    if (fitted.count == count) return fitted.channel;
  LineChannel channel(line.levels, {line.stretch.first, line.stretch.last}, count);
  channel.start(likely_geometries(line.stretch, count, starts));
  channel.refine(rounds);
  return line.fitted.emplace_back(Fitted{count, std::move(channel)}).channel;
}

// The newest line alone, then all together: one of them may be of another symbol, or lie wrongly.
std::optional<Explanation> SymbolLines::read_as(int count) {
  std::vector<LineChannel> channels;
  for (Line& line : lines_) channels.push_back(fit(line, count));
  for (const Layout& layout : layouts_of(count)) {
    if (auto explanation = explain(layout, {channels.back()})) return explanation;
    if (channels.size() == 1) continue;
    if (auto explanation = explain(layout, channels)) return explanation;
  }
  return std::nullopt;
}

std::optional<Explanation> SymbolLines::read(const std::function<bool()>& go_on, std::size_t most_counts) {
  if (lines_.empty()) return std::nullopt;
  for (const int count : likely_counts()) {
    if (most_counts-- == 0 || !go_on()) break;
    ++tries_[count];
    if (auto explanation = read_as(count)) return explanation;
  }
  return std::nullopt;
}

}  // namespace dockhand
