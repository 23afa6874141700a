// A notice of the hub's that an event of this terminal has closed, until the hub tells what it made of that event.
//
// Decides: what stands in place of the change number of such a notice, so that it opens again when the event is in and
// the hub did not close it. Leaves to others: who closes a notice, and when an event is in
// (storage/ledger/replica.cpp).
#pragma once

#include <cstdint>

namespace dockhand {

// Below every other mark in that place. The later the event, the lower.
inline constexpr std::int64_t closed_here = -10;

// A hub's entry has a change number; a terminal's has none, and only the event's own number.
inline std::int64_t mark_of_closing(std::int64_t change, std::int64_t event) {
  return change > 0 ? change : closed_here - event;
}

}  // namespace dockhand
