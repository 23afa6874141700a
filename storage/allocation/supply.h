// The data of an allocation: the units on offer, the lines that wait for them, and who got which.
//
// Decides: what is known of units and of a line when they meet. Leaves to others: who gets them
// (storage/allocation/allocation.h), where both come from (storage/books/books_supply.h).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "storage/model/commands/outcome.h"

namespace dockhand {

// Units at one place that do not differ in lot or serial.
struct Offer {
  LocationCode place;
  std::string lot;     // empty when the item has none
  std::string serial;  // empty when the item has none
  Quantity quantity;
  std::int32_t days_left = no_expiry;  // days from the day of the event to the last day of its lot
  // The line that the units are reserved for, as long as nobody of a higher class needs them. It is empty for free
  // units.
  std::optional<Rank> reserved_for{};
  bool above_cap = false;  // its order has more than the item's cap: for any line whose order has not
  static constexpr std::int32_t no_expiry = INT32_MAX;
};

struct WaitingLine {
  Rank rank;
  std::string customer;
  Quantity waiting;  // more than none
  Terms terms{};
  Quantity has{};  // reserved, picked and shipped; whole packs are counted with them
  // The line gets up to this many before rank counts, because the hub keeps what a terminal decided.
  Quantity decided{};
  bool leased = false;               // they were decided because a lease says so
  Quantity bought{};                 // those of the free units that were just received for it: it gets these even in
                                     // part
  bool due = false;                  // its promised day has come
  bool last_of_order = false;        // its order waits for nothing else; only looked at where prefer_completed
  Quantity order_has{};              // units of the item that its order has; only looked at where there is a cap
  std::optional<std::string> lot{};  // the lot of the units that it has; only looked at where all must be of one lot
};

// Says that `quantity` of supply[`units`] now belong to `line`.
struct Grant {
  std::size_t units = 0;
  OrderLine line;
  Quantity quantity;
};

// Gives reserved units of other lines: first those above the item's cap, then, from the lowest rank up, those that a
// line of the class that asks may take. Nobody asks for more than max_taken.
using NextOffer = std::function<std::optional<Offer>(OrderClass asking)>;
inline constexpr int max_taken = 1000;

}  // namespace dockhand
