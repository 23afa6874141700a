// This decides which items deserve attention.
//
// Decides: A to C by the money that is sold of them a year (the first 80 %, 95 % of all), X to Z by how well a month of
// them can be foreseen (deviation by mean below 0.5, below 1). Labels for people: no level follows from them. Leaves to
// others: the forecasts (storage/planning/demand/forecast.h).
#pragma once

#include <span>
#include <string>
#include <vector>

namespace dockhand::planning {

struct Sold {
  double money;   // for a year
  double spread;  // a month's deviation by its mean
};
// Returns one class for each item, "AX" to "CZ".
std::vector<std::string> classes_of(std::span<const Sold> items);

}  // namespace dockhand::planning
