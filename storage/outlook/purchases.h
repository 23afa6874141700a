// This reads purchase lines as planning needs them: what was ordered, what was said, and when it arrived.
//
// Decides: that a line arrived when the last event that took units from its supplier did, that units which were
// received into quarantine came damaged, that a day on which nobody works is kept by the next working day, and that
// lines under his code and under his name are one supplier's (storage/books/supplier_names.h). Leaves
// to others: what is learned of it (storage/outlook/learning.h, storage/planning/ordering/scorecard.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/time.h"
#include "storage/planning/ordering/scorecard.h"

namespace dockhand {

class Engine;

struct SupplierHistory {
  std::string supplier;  // as the office's list of suppliers calls him
  std::vector<planning::PastPurchase> lines;
  std::vector<std::string> spellings{};  // the names under which he stands in purchases, sources and that list
};
// Returns the history of every supplier, sorted by name.
std::vector<SupplierHistory> bought_of_all(Engine& db);

// A purchase line of one item.
struct BoughtLine {
  std::string supplier;
  planning::PastPurchase bought;
  std::optional<OrderLine> bought_for{};  // it is nobody else's
  bool straight = false;                  // its supplier sends it there; else it comes to the dock
};
// Returns those that were due since then by the day that was said first, those that were closed since then, and those
// that are open; the first ones first. When they came is not read.
std::vector<BoughtLine> bought_since(Engine& db, const ItemCode& item, Date since);

// Units of an item, and from whom; empty: nobody has said.
struct SupplierUnits {
  std::string supplier;
  std::int64_t units;
};
// Returns those that have come damaged since then: they were received into quarantine, or moved there from the dock on
// the day of their receipt. What was put away was good.
std::vector<SupplierUnits> came_damaged_since(Engine& db, const ItemCode& item, Date since);

// Counts the units that are announced without a purchase and have not come on the day that was said.
std::int64_t announced_late_of(Engine& db, const ItemCode& item, Date today);

}  // namespace dockhand
