// Units that hands have taken for a line of an order, as the terminal that saw it says.
//
// Decides: what goes out with a shipment or a carton, so that every database books what has left, and nothing else that
// it knows by then.
#pragma once

#include <optional>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"

namespace dockhand {

struct TakenUnits {
  OrderLine line;
  Quantity quantity;
  std::optional<LocationCode> from{};  // an older program has not said it: wherever the line has some
  std::optional<Lot> lot{};
  std::optional<Serial> serial{};
  bool operator==(const TakenUnits&) const = default;
};
using UnitsTaken = std::vector<TakenUnits>;

}  // namespace dockhand
