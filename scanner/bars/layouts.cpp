#include "scanner/bars/layouts.h"

#include <algorithm>
#include <limits>

namespace dockhand {
namespace {

constexpr std::size_t lag = window_modules / 2;  // a module is compared when the second after it is known
constexpr float never = std::numeric_limits<float>::infinity();
constexpr int most_characters = 30;

Layout layout_of(std::vector<const Alphabet*> places) {
  Layout layout{std::move(places), 0};
  for (const Alphabet* place : layout.places) layout.modules += place->width;
  return layout;
}
Layout around(const Alphabet& first, const Alphabet& each, int count, const Alphabet& last) {
  std::vector<const Alphabet*> places(static_cast<std::size_t>(count) + 2, &each);
  places.front() = &first;
  places.back() = &last;
  return layout_of(std::move(places));
}
Layout ean(const PatternSets& sets, int half, const Alphabet& left) {
  std::vector<const Alphabet*> places{&sets.guard};
  places.insert(places.end(), static_cast<std::size_t>(half), &left);
  places.push_back(&sets.middle);
  places.insert(places.end(), static_cast<std::size_t>(half), &sets.right);
  places.push_back(&sets.guard);
  return layout_of(std::move(places));
}

std::vector<Layout> layouts_of(const PatternSets& sets) {
  std::vector<Layout> all{ean(sets, 6, sets.left), ean(sets, 4, sets.left_a),
                          around(sets.guard, sets.left, 6, sets.upce_end)};
  for (const std::size_t wide : {1U, 0U}) all.push_back(around(sets.itf_start, sets.itf[wide], 7, sets.itf_stop[wide]));
  for (int count = 2; count <= most_characters; ++count) {
    all.push_back(around(sets.code128_start, sets.code128, count, sets.code128_stop));
    for (const std::size_t wide : {1U, 0U})
      all.push_back(around(sets.code39_start[wide], sets.code39[wide], count, sets.code39_stop[wide]));
  }
  return all;
}

std::vector<Layout> layouts_in_both_directions() {
  std::vector<Layout> all;
  for (const Layout& layout : layouts_of(pattern_sets())) all.push_back(layout);
  for (Layout& layout : layouts_of(turned_pattern_sets())) {
    std::reverse(layout.places.begin(), layout.places.end());
    all.push_back(std::move(layout));
  }
  std::stable_sort(all.begin(), all.end(), [](const Layout& a, const Layout& b) { return a.modules < b.modules; });
  return all;
}

}  // namespace

std::vector<const Layout*> layouts_between(double length, double smallest, double largest) {
  static const std::vector<Layout> all = layouts_in_both_directions();
  std::vector<const Layout*> fit;
  for (const Layout& layout : all)
    if (length >= smallest * layout.modules && length <= largest * layout.modules) fit.push_back(&layout);
  return fit;
}

namespace {

constexpr int head = window_modules - 1;  // modules of a character whose windows reach back into the one before
constexpr unsigned heads = 1U << static_cast<unsigned>(head);

// What the newest of these modules makes known, together with those before it.
float cost_of(const Costs& costs, unsigned modules) { return costs[modules & (windows - 1)]; }

// One character of a row: what each of its patterns costs, apart from its head, which depends on what was before.
class Place {
 public:
  // `costs`: from the one that becomes known with the first module.
  Place(const Alphabet& alphabet, std::span<const Costs> costs)
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
  unsigned window_after(std::size_t i, unsigned before) const {
    return (before << static_cast<unsigned>(alphabet_.width) | alphabet_.patterns[i]) & (windows - 1);
  }
  float head_cost(unsigned bars, unsigned before) const {
    const unsigned modules = before << head_ | bars;
    float cost = 0;
    for (unsigned i = 0; i < head_; ++i) cost += cost_of(costs_[i], modules >> (head_ - 1 - i));
    return cost;
  }

 private:
  const Alphabet& alphabet_;
  std::span<const Costs> costs_;
  unsigned head_;
  std::vector<float> tails_;
};

struct Step {
  std::uint8_t window = 0;  // before
  std::uint8_t character = 0;
};
using Steps = std::array<Step, windows>;

Costs nowhere() {
  Costs all{};
  all.fill(never);
  return all;
}

// One character further: the least cost of each window after it, from those before it.
Costs advance(const Place& place, const Costs& before, Steps& came) {
  std::array<float, heads> best{};
  std::array<unsigned, heads> from{};
  std::array<bool, heads> used{};
  best.fill(never);
  for (std::size_t i = 0; i < place.size(); ++i) used[place.head_of(i)] = true;
  for (unsigned window = 0; window < windows; ++window) {
    if (before[window] == never) continue;
    for (unsigned bars = 0; bars < heads; ++bars) {
      if (!used[bars]) continue;
      const float cost = before[window] + place.head_cost(bars, window);
      if (cost >= best[bars]) continue;
      best[bars] = cost;
      from[bars] = window;
    }
  }
  Costs after = nowhere();
  for (std::size_t i = 0; i < place.size(); ++i) {
    const unsigned bars = place.head_of(i);
    const float cost = best[bars] + place.tail(i);
    const unsigned window = place.window_after(i, from[bars]);
    if (cost >= after[window]) continue;
    after[window] = cost;
    came[window] = {static_cast<std::uint8_t>(from[bars]), static_cast<std::uint8_t>(i)};
  }
  return after;
}

struct Trellis {
  std::vector<Place> places;
  std::vector<Costs> before;  // each place, and after the last
  std::vector<Steps> came;
  Costs end = nowhere();  // what the quiet modules after the last one cost
};

Trellis forwards(std::span<const Costs> all, const Layout& layout) {
  Trellis trellis;
  trellis.places.reserve(layout.places.size());
  trellis.before.reserve(layout.places.size() + 1);
  trellis.came.reserve(layout.places.size());
  auto costs = all.subspan(quiet_modules - lag);
  trellis.before.push_back(nowhere());
  trellis.before[0][0] = 0;
  for (const Alphabet* alphabet : layout.places) {
    trellis.places.emplace_back(*alphabet, costs);
    trellis.before.push_back(advance(trellis.places.back(), trellis.before.back(), trellis.came.emplace_back()));
    costs = costs.subspan(static_cast<std::size_t>(alphabet->width));
  }
  for (unsigned window = 0; window < windows; ++window) {
    float cost = 0;
    for (unsigned i = 0; i < lag; ++i) cost += cost_of(costs[i], window << (i + 1));
    trellis.end[window] = cost;
  }
  return trellis;
}

// The last window and what all costs.
std::pair<unsigned, float> cheapest_end(const Trellis& trellis) {
  std::pair<unsigned, float> best{0, never};
  for (unsigned window = 0; window < windows; ++window) {
    const float cost = trellis.before.back()[window] + trellis.end[window];
    if (cost < best.second) best = {window, cost};
  }
  return best;
}

}  // namespace

CharacterRow likeliest(std::span<const Costs> costs, const Layout& layout) {
  const Trellis trellis = forwards(costs, layout);
  auto [window, cost] = cheapest_end(trellis);
  CharacterRow row{std::vector<std::uint8_t>(static_cast<std::size_t>(layout.modules)), cost};
  auto at = row.bars.end();
  for (std::size_t place = layout.places.size(); place-- > 0;) {
    const Step step = trellis.came[place][window];
    const Alphabet& alphabet = *layout.places[place];
    for (int i = 0; i < alphabet.width; ++i) *--at = alphabet.patterns[step.character] >> static_cast<unsigned>(i) & 1U;
    window = step.window;
  }
  return row;
}

float margin(std::span<const Costs> costs, const Layout& layout) {
  const Trellis trellis = forwards(costs, layout);
  auto [window, cost] = cheapest_end(trellis);
  float least = never;
  Costs after = trellis.end;
  for (std::size_t at = layout.places.size(); at-- > 0;) {
    const Place& place = trellis.places[at];
    const Step best = trellis.came[at][window];
    Costs until = nowhere();
    for (unsigned before = 0; before < windows; ++before) {
      if (trellis.before[at][before] == never) continue;
      std::array<float, heads> head_costs{};
      for (unsigned bars = 0; bars < heads; ++bars) head_costs[bars] = place.head_cost(bars, before);
      for (std::size_t i = 0; i < place.size(); ++i) {
        const float rest = head_costs[place.head_of(i)] + place.tail(i) + after[place.window_after(i, before)];
        until[before] = std::min(until[before], rest);
        if (i != best.character) least = std::min(least, trellis.before[at][before] + rest - cost);
      }
    }
    after = until;
    window = best.window;
  }
  return least;
}

}  // namespace dockhand
