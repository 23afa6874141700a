// This chooses the supplier of an order.
//
// Decides: what it costs a year to buy an item from a supplier: its price, its orders, the stock that its lead times
// ask for, and the lines that would still wait; what it costs who waits already, a line's worth for each week until its
// goods come; and when a second supplier is worth a call: when the first one will
// probably come too late, and the other probably not. Leaves to others: who sells what
// (storage/views/planning_views.h).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "storage/planning/ordering/lead_time.h"
#include "storage/planning/ordering/reorder.h"

namespace dockhand::planning {

struct SupplySource {
  LeadTime lead;
  Buying buying;
  double order_cost = 6;
  int rank = 1;            // 1 is asked first
  std::size_t review = 0;  // the number of weeks from one order to the next; 0: as many as between two plans
};

double yearly_cost(const Planned& item, double line_worth, const Costs& costs);

// Units and order lines that wait already.
struct Waits {
  double units = 0, lines = 0;
};
// Returns what it costs to order of a source now: `part` of its yearly cost, for as long as an order lasts, and the
// units that somebody waits for with their wait.
double cost_of_order(const Planned& item, const SupplySource& source, double part, const Waits& waits,
                     double line_worth, const Costs& costs);

// Returns the cheapest source, or one of a better rank that costs hardly more. `costs` are those of `sources`, and not
// empty.
std::size_t best_source(std::span<const double> costs, std::span<const SupplySource> sources);

// Returns how likely the goods arrive within this number of days.
double chance_within(const LeadTime& lead, double days);

// Returns a source that would probably come before the stock has run out, when `best` would not.
std::optional<std::size_t> backup_source(std::span<const SupplySource> sources, std::size_t best, double days_left);

}  // namespace dockhand::planning
