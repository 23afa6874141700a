// What was asked for, week by week.
//
// Decides: that demand counts in the week (Monday to Sunday) in which it was ordered, not in the one in which it was
// served; that a history begins with its first sale, has no gaps and is never negative, that nothing older than five
// years is read, and how far a period may be unlike all others. Leaves to others: where the lines come from
// (storage/views/views.h), which week is doubted (storage/planning/demand/promotions.h), what follows from the weeks
// (storage/planning/demand/forecast.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "storage/model/time.h"

namespace dockhand::planning {

inline constexpr std::size_t weeks_a_year = 52;
inline constexpr std::size_t most_weeks = 5 * weeks_a_year;

// Units of one item that somebody asked for on a day. A quantity of 0 or less (a return, a mistake in writing) asks for
// nothing.
struct DemandLine {
  Date day;
  std::int64_t units;
  std::int64_t lines = 1;  // how many lines of customers asked for so much together
};

// One period that says more than `times_unlike` times as much as any other is a slip, or a customer who buys once.
inline constexpr double times_unlike = 5;
// Lets it weigh as much as that, and returns its place and what it said. Two that are alike believe each other: the
// item sells otherwise now. Fewer than four others with demand do not tell a slip from a beginning.
struct Doubted {
  std::size_t place;
  double says;
};
std::optional<Doubted> bound_one(std::vector<double>& periods);

struct DoubtedWeek {
  Date monday;
  double says, counts_as;
};

struct Demand {
  Date until;                            // the first day that no week covers any more: a Monday
  std::vector<double> weeks;             // units, the oldest first; empty: nothing was ever asked for
  std::vector<double> orders;            // order lines in each of them
  std::optional<DoubtedWeek> doubted{};  // counts as less than it says; see doubt()
};

// Returns the Monday of the week of `day`.
Date monday_of(Date day);

// Adds up the whole weeks before the week of `today`, whose own lines do not count yet. The lines may be in any order.
Demand weekly(std::span<const DemandLine> lines, Date today);

}  // namespace dockhand::planning
