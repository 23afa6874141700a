// A typed number of what was received sets it, and never adds.
//
// Decides: what has to be booked so that a line has the number that was typed: the difference to what was shown is
// received, or what was booked on this visit is taken back, whole commands, the newest first.
// Leaves to others: what was shown (terminal/screens/receive.cpp), whether it is too many (storage/facts/).
#pragma once

#include <vector>

#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"

namespace dockhand {

// `like`: a receipt of one of the units; `now`: what was shown.
Step set_received(const Session& session, const std::string& key, Quantity now, Quantity number, Receive like,
                  std::vector<Seen> seen);

// Of the item with lot and expiry as it was scanned last.
Units units_like(const std::optional<Units>& last, const ItemCode& item);
// Of the item, when it was received last: its lot or serial is shown.
Units last_of(const Session& session, const ItemCode& item);

// The line that was received last on this visit, also before the program ended; where another line has the same item,
// none: nobody would see which of them is meant.
const PurchaseLineView* last_received(const Session& session, const std::vector<PurchaseLineView>& lines);

}  // namespace dockhand
