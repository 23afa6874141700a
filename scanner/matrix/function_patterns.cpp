#include "scanner/matrix/function_patterns.h"

#include <algorithm>
#include <cstdlib>

namespace dockhand {
namespace {

FunctionPattern blank(Symbology symbology, int side) { return {symbology, Grid<signed char>(side, side)}; }

signed char dark_if(bool dark) { return dark ? 1 : -1; }

// Adds squares within squares around a module, up to the distance `reach`. The square at distance `light` is light.
void add_squares(Grid<signed char>& modules, int x, int y, int reach, std::initializer_list<int> light) {
  for (int dy = -reach; dy <= reach; ++dy)
    for (int dx = -reach; dx <= reach; ++dx) {
      const int ring = std::max(std::abs(dx), std::abs(dy));
      const bool dark = std::find(light.begin(), light.end(), ring) == light.end();
      if (modules.has(x + dx, y + dy)) modules.at(x + dx, y + dy) = dark_if(dark);
    }
}

FunctionPattern qr(int version) {
  FunctionPattern pattern = blank(Symbology::qr, 17 + 4 * version);
  auto& modules = pattern.modules;
  const int last = pattern.side() - 1;
  for (int i = 0; i <= last; ++i) modules.at(i, 6) = modules.at(6, i) = dark_if(i % 2 == 0);
  if (version > 1) add_squares(modules, last - 6, last - 6, 2, {1});
  add_squares(modules, 3, 3, 4, {2, 4});  // the light square outermost is the separator
  add_squares(modules, last - 3, 3, 4, {2, 4});
  add_squares(modules, 3, last - 3, 4, {2, 4});
  modules.at(8, last - 7) = 1;
  return pattern;
}

FunctionPattern datamatrix(int side) {
  FunctionPattern pattern = blank(Symbology::datamatrix, side);
  const int last = side - 1;
  for (int i = 0; i <= last; ++i) {
    pattern.modules.at(i, 0) = dark_if(i % 2 == 0);
    pattern.modules.at(last, i) = dark_if(i % 2 == 1);
    pattern.modules.at(0, i) = pattern.modules.at(i, last) = 1;
  }
  return pattern;
}

}  // namespace

const std::vector<FunctionPattern>& function_patterns() {
  static const auto patterns = [] {
    static constexpr int qr_versions = 6, smallest_datamatrix = 10, largest_datamatrix = 26;
    std::vector<FunctionPattern> all;
    all.reserve(qr_versions + (largest_datamatrix - smallest_datamatrix) / 2 + 1);
    for (int version = 1; version <= qr_versions; ++version) all.push_back(qr(version));
    for (int side = smallest_datamatrix; side <= largest_datamatrix; side += 2) all.push_back(datamatrix(side));
    return all;
  }();
  return patterns;
}

}  // namespace dockhand
