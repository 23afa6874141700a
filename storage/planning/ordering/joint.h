// This makes one order of a supplier for several items.
//
// Decides: which items are ordered before their time, so that an order is worth what the supplier asks for (a minimum
// value, or the value from which it pays the freight): those that save most waiting for their money, until the value is
// reached; and only where the order is not far from it. Leaves to others: what each item needs
// (storage/planning/ordering/proposals.h).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace dockhand::planning {

// An item of one supplier, with what is ordered of it now, or could be.
struct JointLine {
  double value;  // the money of its order
  double return_on_money;
  bool now;  // it stands at its level
};
// Returns the items to order as well, by their place in `lines`. `wanted` is the value to reach; 0: there is none.
std::vector<std::size_t> ordered_early(std::span<const JointLine> lines, double wanted);

}  // namespace dockhand::planning
