// This reads purchase lines as planning needs them: what was ordered, what was said, and when it arrived.
//
// Decides: that a line arrived when the last event that took units from its supplier did, and that units which were
// received into quarantine came damaged. Leaves to others: what is learned of it (storage/outlook/learning.h,
// storage/planning/ordering/scorecard.h).
#pragma once

#include <string>
#include <vector>

#include "storage/planning/ordering/scorecard.h"

namespace dockhand {

class Engine;

struct SupplierHistory {
  std::string supplier;
  std::vector<planning::PastPurchase> lines;
};
// Returns the history of every supplier, sorted by name.
std::vector<SupplierHistory> bought_of_all(Engine& db);

}  // namespace dockhand
