// This decides who gets the units. It is a pure function.
//
// Decides: which waiting lines are served, in which order, by which units, and why. Rank, line policies and the item's
// rules only; no time, no database.
// Leaves to others: which units are free and which lines wait (storage/books/books_supply.cpp and books_allocate.cpp
// hand them over in rank order, straight from an index, so that a million waiting lines cost what ten cost).
//
// These are the steps: units on offer -> candidates in rank -> each one's share by its policies -> grants. They are
// done once more for those whom the item's cap held back.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "storage/allocation/supply.h"
#include "storage/model/commands/outcome.h"

namespace dockhand {

struct ItemRules {
  Quantity safety_stock{};  // free units that stay for lines that are due, pegged or decided
  Quantity order_cap{};     // none: no cap
  bool prefer_completed = false;
};

struct Allocation {
  std::vector<Offer> supply;  // the free units, then those reserved ones that were looked at
  std::vector<Grant> grants;
  std::vector<Explanation> explanations;  // one for each line that was looked at, in the order of the decision
};

// Lines come from `next` in rank order, `std::nullopt` at the end; it is asked no further than needed: until the supply
// is used up, and for one more line, which the last explanation names. Lines that cannot be
// served are passed over, however many: one that asks for no less than another like it that got nothing costs next to
// nothing. Of those that have to be looked at one by one there are at most max_skipped, and of all max_looked_at, so
// that no queue makes a receipt slow. Free units come in the order in which they are to be used; `reserved` gives those
// of other lines from the lowest rank up, as far as a line of the class that asks may take them, and is asked for no
// more than max_taken. Where prefer_completed, at most max_tied lines of equal class, priority and promised date are
// looked at together.
using NextLine = std::function<std::optional<WaitingLine>()>;
inline constexpr int max_skipped = 1000;
inline constexpr int max_looked_at = 200'000;
inline constexpr std::size_t max_tied = 100;
Allocation plan(std::vector<Offer> free, const ItemRules& rules, const NextLine& next, const NextOffer& reserved = {});

}  // namespace dockhand
