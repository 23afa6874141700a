// Which other items a line's customer has taken in its place.
//
// Decides: that what was undone, or is not wanted any more, is none. Leaves to others: what the line itself waits for
// (Views::why). It is known where the choice was booked: a hub, or a terminal without one.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/result.h"
#include "storage/model/time.h"

namespace dockhand {

struct Exchanged {
  OrderLine as;  // the line that asks for the other item
  ItemCode other;
  Quantity units;
  std::optional<Date> on{};
};
Result<std::vector<Exchanged>> exchanges_of(const std::filesystem::path& database, const OrderLine& line);

}  // namespace dockhand
