// What to order tonight, of everything, and why.
//
// Decides: which items stand at or below their reorder level, how many units of each, and in which order they are worth
// their money: by the units that somebody would wait for otherwise, for each unit of money.
// Leaves to others: levels and quantities (storage/planning/reorder.h), whether somebody orders it.
//
// All that comes out is rounded, the same on every machine.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "storage/planning/demand.h"
#include "storage/planning/lead_time.h"
#include "storage/planning/reorder.h"

namespace dockhand::planning {

struct Candidate {
  Demand demand;
  double at_hand = 0;  // units that may be given away, less what is asked for already; below 0: somebody waits
  double coming = 0;   // units on open purchase lines
  LeadTime lead;
  Buying buying;
};

struct PlanSettings {
  double promise = 0.98;  // share of lines that find their units
  Costs costs;
  std::size_t review = 1;  // weeks between two plans
};

struct Proposal {
  std::size_t candidate;         // its place in what was given
  std::int64_t order;            // units; 0: nothing yet
  std::int64_t level;            // of stock and open orders, at or below which it is ordered
  std::int64_t expected;         // of the level: what will be asked for until the order has come
  std::int64_t textbook, king;   // what their formulae would say instead of `level`, for the promise
  std::int64_t saves;            // thousandths of units that nobody has to wait for
  std::optional<Date> runs_out;  // within a year, if nothing came
};

// One for every candidate that anybody asked for, the most worth first.
std::vector<Proposal> propose(std::span<const Candidate> candidates, const PlanSettings& settings);

}  // namespace dockhand::planning
