// Who gets the units: a pure function.
//
// Decides: which waiting lines are served, in which order, by which units, and why. Rank and line policies only; no
// time, no database.
// Leaves to others: which units are eligible and which lines wait (storage/books.cpp hands them over in rank order,
// straight from an index, so that a million waiting lines cost what ten cost).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/model/outcome.h"

namespace dockhand {

// Free units that are alike, at one place. Handed over in the order in which they are to be used.
struct FreeUnits {
  LocationCode place;
  std::string lot;     // empty when the item has none
  std::string serial;  // empty when the item has none
  Quantity quantity;
};

struct WaitingLine {
  Rank rank;
  std::string customer;
  Quantity waiting;     // more than none
  bool partial = true;  // false: whole or not at all
  // Served before rank counts, up to this many: the hub keeps what a terminal decided.
  Quantity decided;
};

// `quantity` of supply[`units`] now belong to `line`.
struct Grant {
  std::size_t units = 0;
  OrderLine line;
  Quantity quantity;
};

struct Plan {
  std::vector<Grant> grants;
  std::vector<Explanation> explanations;  // one per line looked at, in the order of the decision
};

// Lines come from `next` in rank order, `std::nullopt` at the end; it is asked no further than needed: until the supply
// is used up, and for one more line, which the last explanation names. At most max_skipped lines that only take all or
// nothing are passed over, so that a queue of them cannot make a receipt slow.
using NextLine = std::function<std::optional<WaitingLine>()>;
inline constexpr int max_skipped = 1000;
Plan plan(const std::vector<FreeUnits>& supply, const NextLine& next);

}  // namespace dockhand
