// This makes one order of a supplier for several items.
//
// Decides: which items are ordered before their time, so that an order is worth what the supplier asks for (a minimum
// value, or the value from which it pays the freight): those that save most waiting for their money, each up to its
// usual order, and of the last one the fewest packs with which the value is reached; and only where the order is not
// far from it. Leaves to others: what each item needs (storage/planning/ordering/proposals.h).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "storage/planning/ordering/reorder.h"

namespace dockhand::planning {

// An item of one supplier, with what is ordered of it now, or could be.
struct JointLine {
  double units;  // of its order, or of one that it could have
  double return_on_money;
  bool now;  // it stands at its level
  Buying buying;
};
struct Early {
  std::size_t line;  // its place
  double units;
};
// Returns what to order as well. `wanted` is the value to reach; 0: there is none.
std::vector<Early> ordered_early(std::span<const JointLine> lines, double wanted);

}  // namespace dockhand::planning
