// The day on which an order line is expected to leave the house, as it was known at a moment.
//
// Decides: what is kept of it. Leaves to others: how it is found (storage/planning/promises/promise.h), how it is said
// (storage/words/wording.h).
#pragma once

#include <optional>

#include "storage/model/quantity.h"
#include "storage/model/rows/item_state.h"
#include "storage/model/time.h"

namespace dockhand {

struct Promise {
  Date p50;               // the goods come as likely before this day as after it
  Date p90;               // it is kept nine times in ten: this day may be told
  std::int32_t kept = 0;  // thousandths: how likely the day is that the office has promised
  bool to_order = false;  // only if what nothing brings is ordered at once
  Instant made;
  bool operator==(const Promise&) const = default;
};

// What can be said of a line that nobody has ordered yet.
struct NewLinePromise {
  std::optional<Promise> promise{};  // empty: nothing would bring it
  Quantity free{};                   // those of the units asked for that are here
  ItemState state = ItemState::available;
};

}  // namespace dockhand
