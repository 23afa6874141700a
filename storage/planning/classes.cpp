#include "storage/planning/classes.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace dockhand::planning {

std::vector<std::string> classes_of(std::span<const Sold> items) {
  std::vector<std::size_t> order(items.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return items[a].money > items[b].money; });
  double all = 0, before = 0;
  for (const Sold& item : items) all += item.money;
  std::vector<std::string> classes(items.size());
  for (const std::size_t i : order) {
    const char by_money = before < 0.8 * all ? 'A' : before < 0.95 * all ? 'B' : 'C';
    const char by_spread = items[i].spread < 0.5 ? 'X' : items[i].spread < 1 ? 'Y' : 'Z';
    classes[i] = {by_money, by_spread};
    before += items[i].money;
  }
  return classes;
}

}  // namespace dockhand::planning
