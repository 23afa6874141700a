#include "scanner/bars/symbol_templates.h"

#include <algorithm>

namespace dockhand {
namespace {

constexpr int most_characters =
    30;  // of Code 128 and Code 39 between start and stop: 340 and 481 modules; two pixels each fill a frame

SymbolTemplate template_of(std::vector<const Alphabet*> places) {
  SymbolTemplate kind{std::move(places), 0};
  for (const Alphabet* place : kind.places) kind.modules += place->width;
  return kind;
}
SymbolTemplate around(const Alphabet& first, const Alphabet& each, int count, const Alphabet& last) {
  std::vector<const Alphabet*> places(static_cast<std::size_t>(count) + 2, &each);
  places.front() = &first;
  places.back() = &last;
  return template_of(std::move(places));
}
SymbolTemplate ean(const PatternSets& sets, int half, const Alphabet& left) {
  std::vector<const Alphabet*> places{&sets.guard};
  places.insert(places.end(), static_cast<std::size_t>(half), &left);
  places.push_back(&sets.middle);
  places.insert(places.end(), static_cast<std::size_t>(half), &sets.right);
  places.push_back(&sets.guard);
  return template_of(std::move(places));
}

std::vector<SymbolTemplate> templates_of(const PatternSets& sets) {
  std::vector<SymbolTemplate> all{ean(sets, 6, sets.left), ean(sets, 4, sets.left_a),
                                  around(sets.guard, sets.left, 6, sets.upce_end)};
  for (const std::size_t wide : {1U, 0U}) all.push_back(around(sets.itf_start, sets.itf[wide], 7, sets.itf_stop[wide]));
  for (int count = 2; count <= most_characters; ++count) {
    all.push_back(around(sets.code128_start, sets.code128, count, sets.code128_stop));
    for (const std::size_t wide : {1U, 0U})
      all.push_back(around(sets.code39_start[wide], sets.code39[wide], count, sets.code39_stop[wide]));
  }
  return all;
}

std::vector<SymbolTemplate> templates_in_both_directions() {
  std::vector<SymbolTemplate> all;
  for (const SymbolTemplate& kind : templates_of(pattern_sets())) all.push_back(kind);
  for (SymbolTemplate& kind : templates_of(turned_pattern_sets())) {
    std::reverse(kind.places.begin(), kind.places.end());
    all.push_back(std::move(kind));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const SymbolTemplate& a, const SymbolTemplate& b) { return a.modules < b.modules; });
  return all;
}

}  // namespace

std::vector<const SymbolTemplate*> templates_between(double length, double smallest, double largest) {
  static const std::vector<SymbolTemplate> all = templates_in_both_directions();
  std::vector<const SymbolTemplate*> fit;
  for (const SymbolTemplate& kind : all)
    if (length >= smallest * kind.modules && length <= largest * kind.modules) fit.push_back(&kind);
  return fit;
}

}  // namespace dockhand
