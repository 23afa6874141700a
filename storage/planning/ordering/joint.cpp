#include "storage/planning/ordering/joint.h"

#include <algorithm>
#include <cmath>

namespace dockhand::planning {
namespace {

constexpr double near_enough = 0.5;  // of the value, that is needed anyway

double value_of(const JointLine& line) { return line.units * line.buying.price; }

// The fewest units as they are sold that are worth so much, and no more than its usual order.
double fewest_worth(const JointLine& line, double missing) {
  const double pack = std::max(1.0, line.buying.pack);
  const double units = std::max(missing / line.buying.price, line.buying.minimum);
  return std::min(line.units, std::max(pack, std::ceil(units / pack - 1e-9) * pack));
}

}  // namespace

std::vector<Early> ordered_early(std::span<const JointLine> lines, double wanted) {
  double value = 0;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].now) {
      value += value_of(lines[i]);
    } else if (value_of(lines[i]) > 0 && lines[i].return_on_money > 0) {
      others.push_back(i);
    }
  }
  if (value >= wanted || value < near_enough * wanted) return {};
  std::stable_sort(others.begin(), others.end(),
                   [&](std::size_t a, std::size_t b) { return lines[a].return_on_money > lines[b].return_on_money; });
  std::vector<Early> early;
  for (const std::size_t i : others) {
    if (value >= wanted) break;
    early.push_back({i, fewest_worth(lines[i], wanted - value)});
    value += early.back().units * lines[i].buying.price;
  }
  // What is ordered early and does not reach the value after all would only cost money.
  return value >= wanted ? early : std::vector<Early>{};
}

}  // namespace dockhand::planning
