// A typed number of what was received sets it, and never adds.
//
// Decides: what has to be booked so that a line has the number that was typed: the difference to what was shown is
// received, or what was booked on this visit is taken back, whole commands, the newest first. A number is of one lot or
// serial, and takes back nothing of another one.
// Leaves to others: what was shown (terminal/screens/receive.cpp), whether it is too many (storage/facts/).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"

namespace dockhand {

// `like`: a receipt of one of the units; `now`: what was there of them when the number was asked for.
Step set_received(const Session& session, const std::string& key, Quantity now, Quantity number, Receive like,
                  std::vector<Seen> seen);

// The units that a number is of: as they were received last under the key, or else as their label was `read` last.
Units last_of(const Session& session, const std::string& key, const ItemCode& item, const std::optional<Units>& read);
// Counts what stands under the key, of the lot or serial of `like` alone; empty: it has none.
std::optional<Quantity> received_of(const Session& session, const std::string& key, const Units& like);
// The keypad names the lot or serial that its number is of.
AskNumber ask_received(const std::string& name, const Units& like, Quantity now,
                       const std::optional<Quantity>& expected);
// The lot or serial that was received last, when it was under the key: " · lot L7", and how many of `received` are of
// it where others are too.
std::string last_told(const Session& session, const std::string& key, Quantity received);

// The line that was received last on this visit, also before the program ended; where another line has the same item,
// none: nobody would see which of them is meant.
const PurchaseLineView* last_received(const Session& session, const std::vector<PurchaseLineView>& lines);

}  // namespace dockhand
