#include "scanner/likeliest.h"

#include <algorithm>
#include <cmath>

namespace dockhand {
namespace {

constexpr unsigned tails = 16;  // the last four modules: with the next one they are a window
constexpr float impossible = 1e9F;

// The best way to some place, for each tail that it may end with.
struct Ways {
  std::array<float, tails> costs{};
  std::array<const Word*, tails> words{};  // the last one
  std::array<std::uint8_t, tails> from{};  // the tail before it
  Ways() { costs.fill(impossible); }
};

// What the windows cost that `word` completes, when it follows this tail and begins at `place`.
float cost_of(const Modules& modules, unsigned tail, const Word& word, int place) {
  const unsigned all = tail << static_cast<unsigned>(word.length) | word.modules;
  float cost = 0;
  for (int i = 0; i < word.length; ++i) {
    const unsigned window = all >> static_cast<unsigned>(word.length - 1 - i) & (window_states - 1);
    cost += modules.costs[static_cast<std::size_t>(place + i - 2)][window];
  }
  return cost;
}

Ways go_on(const Modules& modules, const Ways& before, const std::vector<Word>& words, int place) {
  Ways after;
  for (unsigned tail = 0; tail < tails; ++tail) {
    if (before.costs[tail] >= impossible) continue;
    for (const Word& word : words) {
      const float cost = before.costs[tail] + cost_of(modules, tail, word, place);
      const unsigned end = (tail << static_cast<unsigned>(word.length) | word.modules) & (tails - 1);
      if (cost >= after.costs[end]) continue;
      after.costs[end] = cost;
      after.words[end] = &word;
      after.from[end] = static_cast<std::uint8_t>(tail);
    }
  }
  return after;
}

}  // namespace

Modules likeliest(const Modules& modules, const Grammar& grammar) {
  static const std::vector<Word> silence{{0, quiet_modules}};
  if (grammar.empty()) return {};
  std::vector<Ways> ways(1);
  ways[0].costs[0] = 0;
  int place = quiet_modules;
  for (const auto& words : grammar) {
    ways.push_back(go_on(modules, ways.back(), words, place));
    place += words[0].length;
  }
  const Ways end = go_on(modules, ways.back(), silence, place);
  if (end.costs[0] >= impossible) return {};
  Modules best;
  best.error = std::sqrt(end.costs[0] / static_cast<double>(samples_a_module * modules.costs.size()));
  unsigned tail = end.from[0];
  for (std::size_t i = ways.size() - 1; i > 0; --i) {
    for (int bit = 0; bit < ways[i].words[tail]->length; ++bit)
      best.bars.push_back(ways[i].words[tail]->modules >> static_cast<unsigned>(bit) & 1U);
    tail = ways[i].from[tail];
  }
  std::reverse(best.bars.begin(), best.bars.end());
  return best;
}

}  // namespace dockhand
