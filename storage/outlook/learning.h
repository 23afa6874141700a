// What a night finds out for the day after it: how late each supplier is, and how long this house needs.
//
// Decides: which deliveries are kept (the last ones, finished and open), and that handling is counted from the decision
// that covered a line to its shipment, in working days. Kept in the table `learned`, so that a receipt reads a few rows
// and no history. Leaves to others: what follows from it (storage/planning/promises/arrival.h,
// storage/planning/promises/promise.h).
#pragma once

#include <string>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/outlook/purchases.h"
#include "storage/planning/promises/arrival.h"

namespace dockhand {

// Returns how late purchase lines were on a day, the oldest first. A day that was moved is another promise than the
// first one: every line counts against the first day, and those whose day was moved count against the last one.
// `announced_day` is what a shipping notice says about the handling units on it.
enum class Against { first_day, moved_day, announced_day };
std::vector<planning::Lateness> lateness_of(const std::vector<planning::PastPurchase>& lines, Against day, Date today);

// Has to be called within a transaction.
void learn(Engine& db, Date today);

struct Learned {
  std::vector<planning::Lateness> deliveries;
  std::int32_t said = 14;  // days that a new order is said to take
};
// Returns what was learned of one supplier, or of all of them together when `supplier` is empty.
Learned learned_of(Engine& db, const std::string& supplier, Against day);
std::vector<std::int32_t> learned_handling(Engine& db);
bool has_learned(Engine& db);

}  // namespace dockhand
