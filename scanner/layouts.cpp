#include "scanner/layouts.h"

#include <algorithm>
#include <array>
#include <limits>

namespace dockhand {
namespace {

constexpr unsigned states = LineChannel::states;
constexpr std::size_t lag = LineChannel::memory / 2;  // a module is compared when the second after it is known
using Costs = LineChannel::Costs;
constexpr float never = std::numeric_limits<float>::infinity();

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

std::vector<Layout> all_layouts() {
  static constexpr int most_characters = 40;
  const PatternSets& sets = pattern_sets();
  std::vector<Layout> all;
  const auto ean = [&](int half, const Alphabet& left) {
    std::vector<const Alphabet*> places{&sets.guard};
    places.insert(places.end(), static_cast<std::size_t>(half), &left);
    places.push_back(&sets.middle);
    places.insert(places.end(), static_cast<std::size_t>(half), &sets.right);
    places.push_back(&sets.guard);
    all.push_back(layout_of(std::move(places)));
  };
  ean(6, sets.left);
  ean(4, sets.left_a);
  all.push_back(around(sets.guard, sets.left, 6, sets.upce_end));
  for (int count = 2; count <= most_characters; ++count)
    all.push_back(around(sets.code128_start, sets.code128, count, sets.code128_stop));
  for (const std::size_t wide : {0U, 1U}) {
    for (int count = 2; count <= most_characters; ++count)
      all.push_back(around(sets.code39_start[wide], sets.code39[wide], count, sets.code39_stop[wide]));
    all.push_back(around(sets.itf_start, sets.itf[wide], 7, sets.itf_stop[wide]));
  }
  return all;
}

}  // namespace

std::vector<Layout> layouts_between(double length, double smallest, double largest) {
  static const std::vector<Layout> all = all_layouts();
  std::vector<Layout> fit;
  for (const Layout& layout : all)
    if (length >= smallest * layout.modules && length <= largest * layout.modules) fit.push_back(layout);
  return fit;
}

std::vector<Layout> layouts_of(int modules) { return layouts_between(modules, 1, 1); }

namespace {

// What the way through a character costs from a window of the modules before it, and the window after it.
struct Way {
  float cost = 0;
  unsigned window = 0;
};
Way along(std::span<const Costs> costs, std::size_t from, unsigned window, unsigned pattern, int width) {
  Way way{0, window};
  for (int i = 0; i < width; ++i) {
    way.window = (way.window << 1U | (pattern >> static_cast<unsigned>(width - 1 - i) & 1U)) & (states - 1);
    way.cost += costs[from + static_cast<std::size_t>(i)][way.window];
  }
  return way;
}

// For each place and window before it, the least that all before (or all from there on) cost.
using Least = std::vector<std::array<float, states>>;

struct Trellis {
  std::span<const Costs> costs;  // those that become known with the first module of the layout come first
  const Layout& layout;

  // What the quiet modules after the last one cost.
  float end(unsigned window) const {
    return along(costs, static_cast<std::size_t>(layout.modules), window, 0, lag).cost;
  }
  template <class Step>
  void each_way(std::size_t place, std::size_t from, const std::array<float, states>& open, Step step) const {
    const Alphabet& alphabet = *layout.places[place];
    for (unsigned window = 0; window < states; ++window) {
      if (open[window] == never) continue;
      for (std::size_t i = 0; i < alphabet.patterns.size(); ++i)
        step(window, i, along(costs, from, window, alphabet.patterns[i], alphabet.width));
    }
  }
};

std::array<float, states> nowhere() {
  std::array<float, states> all{};
  all.fill(never);
  return all;
}

}  // namespace

Row likeliest(std::span<const Costs> costs, const Layout& layout) {
  const Trellis trellis{costs.subspan(LineChannel::quiet - lag), layout};
  const std::size_t places = layout.places.size();
  Least before(places + 1, nowhere());
  before[0][0] = 0;
  struct Step {
    unsigned window = 0;
    std::size_t character = 0;
  };
  std::vector<std::array<Step, states>> came(places + 1);
  std::vector<std::size_t> from(places + 1, 0);
  for (std::size_t place = 0; place < places; ++place) {
    trellis.each_way(place, from[place], before[place], [&](unsigned window, std::size_t character, const Way& way) {
      const float cost = before[place][window] + way.cost;
      if (cost >= before[place + 1][way.window]) return;
      before[place + 1][way.window] = cost;
      came[place + 1][way.window] = {window, character};
    });
    from[place + 1] = from[place] + static_cast<std::size_t>(layout.places[place]->width);
  }
  Row row;
  row.cost = never;
  unsigned last = 0;
  std::array<float, states> after = nowhere();
  for (unsigned window = 0; window < states; ++window) {
    if (before[places][window] == never) continue;
    after[window] = trellis.end(window);
    if (before[places][window] + after[window] >= row.cost) continue;
    row.cost = before[places][window] + after[window];
    last = window;
  }
  row.margin = never;
  std::vector<std::uint8_t> turned;
  for (std::size_t place = places; place-- > 0;) {
    const Step best = came[place + 1][last];
    const Alphabet& alphabet = *layout.places[place];
    for (int i = 0; i < alphabet.width; ++i)
      turned.push_back(alphabet.patterns[best.character] >> static_cast<unsigned>(i) & 1U);
    last = best.window;
    std::array<float, states> until = nowhere();
    trellis.each_way(place, from[place], before[place], [&](unsigned window, std::size_t character, const Way& way) {
      const float rest = way.cost + after[way.window];
      until[window] = std::min(until[window], rest);
      if (character != best.character) row.margin = std::min(row.margin, before[place][window] + rest - row.cost);
    });
    after = until;
  }
  row.bars.assign(turned.rbegin(), turned.rend());
  return row;
}

std::vector<Costs> mirrored(std::span<const Costs> costs) {
  std::vector<Costs> turned(costs.size());
  for (std::size_t i = 0; i < costs.size(); ++i) {
    for (unsigned state = 0; state < states; ++state) {
      unsigned back = 0;
      for (int bit = 0; bit < LineChannel::memory; ++bit) back = back << 1U | (state >> static_cast<unsigned>(bit) & 1U);
      turned[costs.size() - 1 - i][back] = costs[i][state];
    }
  }
  return turned;
}

}  // namespace dockhand
