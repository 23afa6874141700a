// What was ordered by a proposal, and is not among the office's purchases yet.
//
// Decides: from when on a purchase line says the same, so that nothing is on its way twice: it is the line that the
// proposal was ordered as; or it is of that supplier, and was ordered on that day or later; or, where it says no day,
// it is for as many units and not due before it. After 30 days nobody believes in it any more. Leaves to others: when
// it comes (storage/outlook/coming.h), what is ordered beside it (storage/assortment/).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/time.h"

namespace dockhand {

struct PlacedOrder {
  ItemCode item;
  std::int64_t units = 0;
  std::string supplier{};                  // empty: nobody has said of whom
  Date day = Date::from_days(0);           // on which it was ordered
  std::optional<PurchaseLine> purchase{};  // as which it was ordered, if somebody has said so
};

// Of one item, or of all by code, the first ones first.
std::vector<PlacedOrder> placed_and_not_known(Engine& db, Date today, const std::optional<ItemCode>& item = {});

}  // namespace dockhand
