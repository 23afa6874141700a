#include "storage/planning/ordering/joint.h"

#include <algorithm>

namespace dockhand::planning {
namespace {

constexpr double near_enough = 0.5;  // of the value, that is needed anyway

}  // namespace

std::vector<std::size_t> ordered_early(std::span<const JointLine> lines, double wanted) {
  double value = 0;
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].now) {
      value += lines[i].value;
    } else if (lines[i].value > 0 && lines[i].return_on_money > 0) {
      others.push_back(i);
    }
  }
  if (value >= wanted || value < near_enough * wanted) return {};
  std::stable_sort(others.begin(), others.end(),
                   [&](std::size_t a, std::size_t b) { return lines[a].return_on_money > lines[b].return_on_money; });
  std::vector<std::size_t> early;
  for (const std::size_t i : others) {
    if (value >= wanted) break;
    early.push_back(i);
    value += lines[i].value;
  }
  // What is ordered early and does not reach the value after all would only cost money.
  return value >= wanted ? early : std::vector<std::size_t>{};
}

}  // namespace dockhand::planning
