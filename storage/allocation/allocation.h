// Who gets the units: a pure function.
//
// Decides: which waiting lines are served, in which order, by which units, and why. Rank, line policies and the item's
// rules only; no time, no database.
// Leaves to others: which units are free and which lines wait (storage/books/books_supply.cpp and books_allocate.cpp
// hand them over in rank order, straight from an index, so that a million waiting lines cost what ten cost).
//
// The steps: units on offer -> candidates in rank -> each one's share by its policies -> grants; and once more for
// those whom the item's cap held back.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/model/outcome.h"

namespace dockhand {

// Units that are alike, at one place.
struct Offer {
  LocationCode place;
  std::string lot;     // empty when the item has none
  std::string serial;  // empty when the item has none
  Quantity quantity;
  std::int32_t days_left = no_expiry;  // from the day of the event to the last one of its lot
  // Whose units they are as long as nobody of a higher class needs them; empty for free ones.
  std::optional<Rank> reserved_for{};
  static constexpr std::int32_t no_expiry = INT32_MAX;
};

struct WaitingLine {
  Rank rank;
  std::string customer;
  Quantity waiting;  // more than none
  Terms terms{};
  // Served before rank counts, up to this many: the hub keeps what a terminal decided.
  Quantity decided{};
  Quantity bought{};                 // of the free units, those that were just received for it: its even in part
  bool due = false;                  // its promised day has come
  bool last_of_order = false;        // its order waits for nothing else; only looked at where prefer_completed
  Quantity order_has{};              // units of the item that its order has; only looked at where there is a cap
  std::optional<std::string> lot{};  // of the units that it has; only looked at where all must be of one
};

struct ItemRules {
  Quantity safety_stock{};  // free units that stay for lines that are due, pegged or decided
  Quantity order_cap{};     // none: no cap
  bool prefer_completed = false;
};

// `quantity` of supply[`units`] now belong to `line`.
struct Grant {
  std::size_t units = 0;
  OrderLine line;
  Quantity quantity;
};

struct Plan {
  std::vector<Offer> supply;  // the free units, then those reserved ones that were looked at
  std::vector<Grant> grants;
  std::vector<Explanation> explanations;  // one per line looked at, in the order of the decision
};

// Lines come from `next` in rank order, `std::nullopt` at the end; it is asked no further than needed: until the supply
// is used up, and for one more line, which the last explanation names. At most max_skipped lines that get nothing are
// passed over, so that a queue of them cannot make a receipt slow. Free units come in the order in which they are to be
// used; `reserved` gives those of other lines from the lowest rank up, as far as a line of the class that asks may take
// them, and is asked for no more than max_taken.
// Where prefer_completed, at most max_tied lines of equal class, priority and promised date are looked at together.
using NextLine = std::function<std::optional<WaitingLine>()>;
using NextOffer = std::function<std::optional<Offer>(OrderClass asking)>;
inline constexpr int max_skipped = 1000;
inline constexpr int max_taken = 1000;
inline constexpr std::size_t max_tied = 100;
Plan plan(std::vector<Offer> free, const ItemRules& rules, const NextLine& next, const NextOffer& reserved = {});

}  // namespace dockhand
