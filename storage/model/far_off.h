// A number that is far from what is known of the thing is likely a slip.
//
// Decides: which numbers those are. Leaves to others: what is asked about them, and where.
#pragma once

#include <algorithm>
#include <cstdint>

#include "storage/model/quantity.h"

namespace dockhand {

// More than twice the other number, and more than a hundred: the next person who counts finds a wrong one below it.
constexpr bool is_far_beyond(std::int64_t larger, std::int64_t smaller) {
  constexpr std::int64_t always_taken = 100;
  return larger > std::max(always_taken, 2 * std::clamp<std::int64_t>(smaller, 0, Quantity::max / 2));
}

}  // namespace dockhand
