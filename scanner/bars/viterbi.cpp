#include "scanner/bars/viterbi.h"

#include <algorithm>
#include <limits>

namespace dockhand {
namespace {

constexpr std::size_t lag = state_modules / 2;  // a module is compared when the second after it is known
constexpr float never = std::numeric_limits<float>::infinity();
constexpr int head = state_modules - 1;  // how many modules a state reaches back into the character before
constexpr unsigned heads = 1U << static_cast<unsigned>(head);

// Returns the cost that the newest of these modules makes known, together with those before it.
float cost_of(const StateCosts& costs, unsigned modules) { return costs[modules & (states - 1)]; }

// One character of a row. It holds what each of its patterns costs without its head, which depends on what was before.
class Place {
 public:
  // `costs` begins with the one that becomes known with the first module.
  Place(const Alphabet& alphabet, std::span<const StateCosts> costs)
      : alphabet_(alphabet), costs_(costs), head_(static_cast<unsigned>(std::min(head, alphabet.width))) {
    const auto width = static_cast<unsigned>(alphabet.width);
    tails_.reserve(alphabet.patterns.size());
    for (const unsigned pattern : alphabet.patterns) {
      float tail = 0;
      for (unsigned i = head_; i < width; ++i) tail += cost_of(costs[i], pattern >> (width - 1 - i));
      tails_.push_back(tail);
    }
  }

  std::size_t size() const { return tails_.size(); }
  float tail(std::size_t i) const { return tails_[i]; }
  unsigned head_of(std::size_t i) const {
    return alphabet_.patterns[i] >> (static_cast<unsigned>(alphabet_.width) - head_);
  }
  unsigned state_after(std::size_t i, unsigned before) const {
    return (before << static_cast<unsigned>(alphabet_.width) | alphabet_.patterns[i]) & (states - 1);
  }
  float head_cost(unsigned bars, unsigned before) const {
    const unsigned modules = before << head_ | bars;
    float cost = 0;
    for (unsigned i = 0; i < head_; ++i) cost += cost_of(costs_[i], modules >> (head_ - 1 - i));
    return cost;
  }

 private:
  const Alphabet& alphabet_;
  std::span<const StateCosts> costs_;
  unsigned head_;
  std::vector<float> tails_;
};

struct Transition {
  std::uint8_t state = 0;  // the state before
  std::uint8_t character = 0;
};
using Steps = std::array<Transition, states>;

StateCosts nowhere() {
  StateCosts all{};
  all.fill(never);
  return all;
}

// Goes one character further: returns the least cost of each state after it, from those before it.
StateCosts advance(const Place& place, const StateCosts& before, Steps& came) {
  std::array<float, heads> best{};
  std::array<unsigned, heads> from{};
  std::array<bool, heads> used{};
  best.fill(never);
  for (std::size_t i = 0; i < place.size(); ++i) used[place.head_of(i)] = true;
  for (unsigned state = 0; state < states; ++state) {
    if (before[state] == never) continue;
    for (unsigned bars = 0; bars < heads; ++bars) {
      if (!used[bars]) continue;
      const float cost = before[state] + place.head_cost(bars, state);
      if (cost >= best[bars]) continue;
      best[bars] = cost;
      from[bars] = state;
    }
  }
  StateCosts after = nowhere();
  for (std::size_t i = 0; i < place.size(); ++i) {
    const unsigned bars = place.head_of(i);
    const float cost = best[bars] + place.tail(i);
    const unsigned state = place.state_after(i, from[bars]);
    if (cost >= after[state]) continue;
    after[state] = cost;
    came[state] = {static_cast<std::uint8_t>(from[bars]), static_cast<std::uint8_t>(i)};
  }
  return after;
}

struct Trellis {
  std::vector<Place> places;
  std::vector<StateCosts> before;  // the costs before each place, and after the last one
  std::vector<Steps> came;
  StateCosts end = nowhere();  // what the quiet modules after the last one cost
};

Trellis forwards(std::span<const StateCosts> all, const SymbolTemplate& kind) {
  Trellis trellis;
  trellis.places.reserve(kind.places.size());
  trellis.before.reserve(kind.places.size() + 1);
  trellis.came.reserve(kind.places.size());
  auto costs = all.subspan(quiet_modules - lag);
  trellis.before.push_back(nowhere());
  trellis.before[0][0] = 0;
  for (const Alphabet* alphabet : kind.places) {
    trellis.places.emplace_back(*alphabet, costs);
    trellis.before.push_back(advance(trellis.places.back(), trellis.before.back(), trellis.came.emplace_back()));
    costs = costs.subspan(static_cast<std::size_t>(alphabet->width));
  }
  for (unsigned state = 0; state < states; ++state) {
    float cost = 0;
    for (unsigned i = 0; i < lag; ++i) cost += cost_of(costs[i], state << (i + 1));
    trellis.end[state] = cost;
  }
  return trellis;
}

// Returns the last state and the cost of the whole row.
std::pair<unsigned, float> cheapest_end(const Trellis& trellis) {
  std::pair<unsigned, float> best{0, never};
  for (unsigned state = 0; state < states; ++state) {
    const float cost = trellis.before.back()[state] + trellis.end[state];
    if (cost < best.second) best = {state, cost};
  }
  return best;
}

}  // namespace

CharacterRow likeliest(std::span<const StateCosts> costs, const SymbolTemplate& kind) {
  const Trellis trellis = forwards(costs, kind);
  auto [state, cost] = cheapest_end(trellis);
  CharacterRow row{std::vector<std::uint8_t>(static_cast<std::size_t>(kind.modules)), cost};
  auto at = row.bars.end();
  for (std::size_t place = kind.places.size(); place-- > 0;) {
    const Transition step = trellis.came[place][state];
    const Alphabet& alphabet = *kind.places[place];
    for (int i = 0; i < alphabet.width; ++i) *--at = alphabet.patterns[step.character] >> static_cast<unsigned>(i) & 1U;
    state = step.state;
  }
  return row;
}

float margin(std::span<const StateCosts> costs, const SymbolTemplate& kind) {
  const Trellis trellis = forwards(costs, kind);
  auto [state, cost] = cheapest_end(trellis);
  float least = never;
  StateCosts after = trellis.end;
  for (std::size_t at = kind.places.size(); at-- > 0;) {
    const Place& place = trellis.places[at];
    const Transition best = trellis.came[at][state];
    StateCosts until = nowhere();
    for (unsigned before = 0; before < states; ++before) {
      if (trellis.before[at][before] == never) continue;
      std::array<float, heads> head_costs{};
      for (unsigned bars = 0; bars < heads; ++bars) head_costs[bars] = place.head_cost(bars, before);
      for (std::size_t i = 0; i < place.size(); ++i) {
        const float rest = head_costs[place.head_of(i)] + place.tail(i) + after[place.state_after(i, before)];
        until[before] = std::min(until[before], rest);
        if (i != best.character) least = std::min(least, trellis.before[at][before] + rest - cost);
      }
    }
    after = until;
    state = best.state;
  }
  return least;
}

}  // namespace dockhand
