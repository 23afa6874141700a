// This decides what to order tonight, for all items, and why.
//
// Decides: from whom each item is bought, which items stand at or below their reorder level, how many units of each,
// and in which order they are worth their money: by the units that somebody waits for, or would wait for without the
// order, for each unit of money. The worth of a line is searched on at most some thousand of the items, so that a large
// assortment needs little memory. What was ordered of a source that takes long is bridged by a sooner one, where the
// item would run out before it comes: by as much as lasts until then. Where a site says how much room it has, and the
// plan needs more at its peak, a litre is given a price, the same for all items, until the plan fits: what is large for
// its money is then ordered more often. Leaves to others: levels and quantities (storage/planning/ordering/reorder.h),
// suppliers (storage/planning/ordering/sources.h), orders of several items (storage/planning/ordering/joint.h), whether
// somebody orders it.
//
// All results are rounded, so that they are the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "storage/model/rows/plan_rows.h"
#include "storage/planning/demand/forecast.h"
#include "storage/planning/ordering/candidate.h"

namespace dockhand::planning {

// An item sells at another rate than before.
struct RateChange {
  Date since;  // a Monday
  Direction direction;
};

struct Proposal {
  std::size_t candidate;              // its place in what was given
  std::size_t source;                 // its place among the sources
  std::optional<std::size_t> backup;  // likewise: who would be in time
  std::int64_t order;                 // units; 0: nothing yet
  std::int64_t usual;                 // units of an order, were there one now
  std::int64_t needed;                // the same in single units, whatever packs and minimum the source has
  std::int64_t level;                 // when stock and open orders are at or below it, it is ordered
  std::int64_t expected;              // the part of the level that will be asked for until the order has come
  std::int32_t days;                  // days until the order has come, in the mean; 0: no more of it is bought
  std::int64_t textbook, king;        // what their formulae would say instead of `level`, for the promise
  std::int64_t saves, lines;          // thousandths of units and of lines that wait, or would wait without `usual`;
                                      // not those that no order of now reaches in time
  std::int64_t free;                  // units at hand, without those kept back, that do not get too old until the order
                                      // has come
  std::int64_t coming, later;         // units that come in that time, and those that come after it
  std::int64_t excess;                // units at hand beyond the level and half a year
  std::optional<Date> runs_out;       // within a year, if nothing came
  Date order_by;                      // the last day on which it comes in time nine times in ten; never in the past
  double money_yearly, month_spread;  // as storage/planning/ordering/classes.h computes them
  Method method;
  std::vector<KeptPeriod> weeks;  // the first twelve weeks
  Pattern pattern;
  std::optional<RateChange> change;

  double return_on_money(double price) const;
};

// Returns the room that a plan takes: for every item what is kept beyond the demand until an order comes, and one
// order. `settings.costs.litre` is not used.
PlanRoom planned_room(std::span<const Candidate> candidates, const PlanSettings& settings);
// Returns the settings with the price of `room`, and whether the plan does not fit all the same.
PlanSettings priced(PlanSettings settings, const PlanRoom& room);

// Somebody asked for it in a week that is over, or it is missing now: somebody waits, or it is to be kept.
bool is_planned(const Candidate& candidate);
// Returns one for every candidate that is planned. The one that is worth most comes first. Nothing is kept of one that
// has ended: its level is 0, of 0 days. `planned` hears, in the worker's thread, of each candidate whose history is
// needed no more: of a large assortment the histories are most of the memory.
std::vector<Proposal> propose(std::span<const Candidate> candidates, const PlanSettings& settings, Date today,
                              const std::function<void(std::size_t candidate)>& planned = {});

}  // namespace dockhand::planning
