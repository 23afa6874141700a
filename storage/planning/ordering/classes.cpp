#include "storage/planning/ordering/classes.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace dockhand::planning {
namespace {

// Returns the first of three letters when the value is below `low`, and the second when it is below `high`.
char letter(const char* letters, double value, double low, double high) {
  if (value < low) return letters[0];
  return value < high ? letters[1] : letters[2];
}

}  // namespace

std::vector<std::string> classes_of(std::span<const Sold> items) {
  std::vector<std::size_t> order(items.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return items[a].money > items[b].money; });
  double all = 0, before = 0;
  for (const Sold& item : items) all += item.money;
  std::vector<std::string> classes(items.size());
  for (const std::size_t i : order) {
    classes[i] = {letter("ABC", before, 0.8 * all, 0.95 * all), letter("XYZ", items[i].spread, 0.5, 1)};
    before += items[i].money;
  }
  return classes;
}

}  // namespace dockhand::planning
