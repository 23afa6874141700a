// Rows of the hub's that an event of this terminal has written, until the hub tells what it made of that event.
//
// Decides: what stands in place of the change number of such a row. The hub may make something else of the event, or
// nothing, and then it sends no row: the terminal finds the mark once the event is in, and asks for the row. Leaves to
// others: who writes rows (storage/books, storage/facts), and how the hub is asked (storage/ledger/own_rows.cpp).
#pragma once

#include <cstdint>

namespace dockhand {

// This is smaller than every other mark; the indexes of storage/schema/migrations.cpp know it too. The later the event,
// the smaller is its mark.
inline constexpr std::int64_t mark_before_all = -9;

inline constexpr std::int64_t mark_of(std::int64_t event) { return mark_before_all - event; }

// This is SQL. It gives the change number of a row of `table` when another row, `excluded`, is written over it. A row
// of an own decision, and one that is to be removed, takes the number of `excluded`; a row of the hub takes
// `over_hubs`.
#define DOCKHAND_CHANGED_OVER(table, over_hubs) \
  "CASE WHEN " table ".changed < 0 AND " table ".changed >= -9 THEN excluded.changed ELSE " over_hubs " END"

}  // namespace dockhand
