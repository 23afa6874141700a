// The rows of the table `cause`: what a line waits for now, and what it waited for at most.
//
// Decides: that a row which is none any more stays with no units, and that a unit which waits for one thing after the
// other is one unit; which causes have come to an end when a line waits for fewer than they say. Leaves to others:
// finding causes (storage/outlook/causes.h).
#pragma once

#include <string>
#include <vector>

#include "storage/outlook/promises.h"
#include "storage/planning/promises/causes.h"

namespace dockhand {

std::int64_t units_in(const std::vector<planning::CauseShare>& causes);

struct LineOfItem {
  OrderLine line;
  ItemCode item;
  std::int64_t ordered;  // no more have waited at any time
};
// What was found on the day on which the wait began is replaced when it is found `again` on it: files come in any
// order, and who is late may be told after who waits.
void keep_causes(Engine& db, const LineOfItem& line, const std::vector<planning::CauseShare>& found, const AsOf& as_of,
                 bool again);

// A supervisor gave units that were reserved for one line to another: as far as the first one waits, that is why. What
// comes back to who gave it is not given away any more, and of what a line has from others it gives away theirs: one of
// its own is missing only when it gave one.
struct GivenAway {
  OrderLine from, to;
  ItemCode item;
  std::int64_t units;
};
void give_away(Engine& db, const GivenAway& given, const AsOf& as_of);
std::vector<planning::CauseShare> given_away_by(Engine& db, const OrderLine& line);

// The line has its units. When it waits again, it may wait for something else.
void end_causes(Engine& db, const OrderLine& line, const AsOf& as_of);

// Returns the causes of a line that waits, as they were found last, for as many as still wait.
std::vector<planning::CauseShare> causes_of_line(Engine& db, const OrderLine& line, Date today);

// What has come of the item since its causes were found.
planning::ComeSince come_since(Engine& db, const ItemCode& item, Date today);

}  // namespace dockhand
