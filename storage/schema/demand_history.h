// What was asked for, item by item and week by week: kept beside the order lines, so that it outlives them.
//
// Decides: what of an order line counts, and in which week: what was ordered counts in the week (from Monday on) in
// which it was ordered, whether or not it was there. What is cancelled at once, or while its units were there, before
// its promised day was never wanted; what still waited when it was cancelled, and what is cancelled after its day,
// counts, because somebody has waited for it and got nothing: an empty shelf must not make the demand look smaller. Who
// takes another item instead asks for that one. What the office calls a one-off
// does not count, and what comes back takes nothing away. `order_line.demanded` says what a line counts for. Leaves to
// others: reading it (storage/views/planning_views.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "storage/engine/engine.h"
#include "storage/model/commands/command.h"

namespace dockhand {

// Returns the Monday of the week of a day, in days since 1970-01-01. It also exists as SQL, for statements that count
// many lines at once.
std::int64_t week_of(Instant time);
#define DOCKHAND_WEEK_OF_LINE "(ordered_at / 86400000 - (ordered_at / 86400000 + 3) % 7)"

// What a line said until an event changed it.
struct CountedLine {
  std::int64_t ordered, cancelled, demanded;
  Date promised;
  Date ordered_on;
  std::int64_t waiting;  // units that it would not have had
};
std::optional<CountedLine> counted_line(Engine& db, const OrderLine& line);

// Takes the row of `order_line`, as it is now, out of the history, or adds it. They are called before and after the row
// is changed.
void take_from_history(Engine& db, const std::string& order, std::int32_t line);
void add_to_history(Engine& db, const std::string& order, std::int32_t line);
// Does the same for all rows whose column `changed` has this mark, before they are removed.
void take_marked_from_history(Engine& db, std::int64_t mark);

// Brings the history of a line to what its document says now. An event of the day `today` does it; `before` is what a
// line said that was known.
void count_demand(Engine& db, const OrderLine& line, const std::optional<CountedLine>& before, Date today);
// Adds a line to the history that was never known. Returns what it counts for, which its row does not say yet.
std::int64_t count_new_line(Engine& db, const OrderLineRow& row);
// Makes the line count for so much, whatever its document says.
void set_demand(Engine& db, const OrderLine& line, std::int64_t units);

// Keeps those weeks anew of which order lines say more than is kept: a damaged file has lost them.
void complete_history(Engine& db);

}  // namespace dockhand
