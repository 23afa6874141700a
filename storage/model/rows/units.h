// Units as they are handled: what, how many, and what tells them from others of the same item.
//
// Leaves to others: what happens to them (storage/model/commands/command.h).
#pragma once

#include <optional>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/time.h"

namespace dockhand {

// Units of one item that are handled alike. A serial means exactly one unit. `assumed`: nobody has seen the lot or
// serial, and it is the one that the books suggested; this is only for items for which the site allows it.
struct Units {
  ItemCode item;
  Quantity quantity;
  std::optional<Lot> lot;
  std::optional<Serial> serial;
  std::optional<Date> expiry;
  bool assumed = false;
  bool operator==(const Units&) const = default;
};

}  // namespace dockhand
