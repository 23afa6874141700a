// This finds why units of an item wait.
//
// Decides: which cause each waiting unit has. The last lead time is replayed without one thing after the other, in a
// fixed order; the units that would then wait no more are that cause's. What waits is what was asked for less what was
// there, so that a replay without a thing is a subtraction: a supplier's forty units more, or an order's forty less,
// are forty units that somebody would have.
// Leaves to others: what happened in that time, and the forecast that it was planned by.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/planning/ordering/scorecard.h"

namespace dockhand::planning {

// They stand in the order in which they are taken out.
enum class Cause {
#define CAUSE(name, words, named) name,
#include "storage/planning/promises/causes.def"
#undef CAUSE
};
const char* name_of(Cause cause);
std::optional<Cause> cause_named(std::string_view name);
const char* words_of(Cause cause);  // "the supplier is late"

// What happened to one item, from the day on which the units that should serve now were ordered, until today.
struct Happened {
  std::int64_t waiting = 0;
  Date today = Date::from_days(0);
  // Purchase lines that were due, or closed, since then. What is open and overdue is late, by the day that was said
  // first; what is closed is short.
  std::vector<PastPurchase> purchases{};
  std::int64_t announced = 0;          // units that are on their way without a purchase
  std::int64_t announced_late = 0;     // of such, those that should have come by now
  std::int64_t damaged = 0;            // units that came in damaged
  std::int64_t approved_late = 0;      // units that would be here if they had been approved when they were proposed
  std::int64_t not_proposed = 0;       // units that were wanted and left out, because space or money was short
  std::int64_t lost = 0;               // units that were counted away, damaged in the house, recalled or expired
  std::int64_t held_by_rule = 0;       // free, and kept from who waits by a rule
  std::int64_t at_the_dock = 0;        // here, and not put away or picked
  std::vector<std::int64_t> orders{};  // units of each order line that came in
  std::int64_t promoted = 0;           // those of their units that came by promotions
  std::int64_t promotion_planned = 0;  // ... and what was planned for them
  std::int64_t usual_order = 0;        // units of a typical order line; 0: not known
};

// What was planned for the same time, without promotions.
struct PlannedDemand {
  double expected = 0;
  double p95 = 0;
  double bias = 0;  // by how much such a time was forecast too low in the last weeks
};

struct CauseShare {
  Cause cause;
  std::int64_t units;
  // Whose the units are: the supplier's who is to bring them, or the line's that has got them. Empty: nobody knows.
  std::string whose{};
  bool operator==(const CauseShare&) const = default;
};
// Prints "24 because SKF is late, 7 because one order was far larger than usual". It is empty when there are no causes.
std::string sentence(std::span<const CauseShare> causes);

// Of one purchase line: what is overdue, by the day that its supplier said first; and what it never sent.
std::int64_t late_units(const PastPurchase& line, Date today);
std::int64_t short_units(const PastPurchase& line);
// What is still to come of it and is not late.
std::int64_t coming_units(const PastPurchase& line, Date today);

// Returns the causes that have units. They sum to what waits.
std::vector<CauseShare> causes_of(const Happened& happened, const PlannedDemand& planned);

// The units of each cause, as if it were alone. The last cause has what is left.
using CauseUnits = std::array<std::int64_t, static_cast<std::size_t>(Cause::not_planned) + 1>;
std::vector<CauseShare> shared_out(std::int64_t waiting, const CauseUnits& units);

// Of what was late, and of what was on its way, when causes were found: the units that are neither any more.
struct ComeSince {
  std::int64_t late = 0, on_its_way = 0;
};
// Takes causes in their order. When some of the units that waited have come since, those lose their units first of
// whose units is known that they came, then the last ones.
void cap_at(std::int64_t waiting, std::span<CauseShare> causes, const ComeSince& come);

}  // namespace dockhand::planning
