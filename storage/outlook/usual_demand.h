// What was asked for of an item since a day, against what was usual before it.
//
// Decides: that the half year before is what was counted on, without orders of which the office says that they belong
// to no habit and without what suppliers send straight to customers; that a typical order is the median; what
// promotions were counted on for. Leaves to others: which units wait because of it
// (storage/planning/promises/causes.h).
#pragma once

#include <cstdint>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/time.h"
#include "storage/planning/promises/causes.h"

namespace dockhand {

struct AskedSince {
  std::vector<std::int64_t> orders{};  // units of each order line
  std::int64_t usual_order = 0;        // units of a typical one; 0: not known
  std::int64_t promoted = 0, promotion_planned = 0;
  planning::PlannedDemand planned{};
};
AskedSince asked_since(Engine& db, const ItemCode& item, Date since, Date today);

}  // namespace dockhand
