// These formulae say when to order and how much.
//
// Decides: the reorder level and the quantity of each item, so that the whole assortment keeps one promise with as
// little money in stock as possible: an item may run out the more often, the dearer it is and the rarer it is asked
// for. One number, the same for all items, says how much a line that waits is worth; it is searched until the promise
// is kept. Beside ours: what the textbook and King would keep, so that a buyer recognises the order of size. Leaves to
// others: the demand (storage/planning/ordering/protection.h), from whom (storage/views/planning_views.h).
//
// Sources: Silver, Pyke and Thomas, "Inventory and production management in supply chains" (levels by cost of a
// shortage, fill rate, economic quantity); King (2011), "Crack the code: understanding safety stock and mastering its
// equations".
#pragma once

#include <cstddef>
#include <limits>
#include <span>

#include "storage/planning/ordering/protection.h"

namespace dockhand::planning {

// What the site says about money. All amounts are in the same currency.
struct Costs {
  double order = 6;       // the cost of one order line
  double holding = 0.25;  // what stands in stock costs this part of its value in a year
  double litre = 0;       // the cost of a litre for a year (planned_room in storage/planning/ordering/proposals.h)
};

struct Buying {
  double price = 1;  // the price of a unit, above 0
  double pack = 1, minimum = 0;
  double litres = 0;  // the room that a unit takes, in litres; 0: not known
};

// Returns what a unit costs in stock for a year.
double held_yearly(const Buying& buying, const Costs& costs);

// Returns the best quantity of an order, in whole packs. It lies between the demand until the next one and half a
// year's; `review` is the number of weeks until then. It is no more than `sells` units, which can be sold before they
// are too old, unless the supplier gives no less.
double order_quantity(double weekly, const Buying& buying, const Costs& costs,
                      double sells = std::numeric_limits<double>::infinity(), double review = 1);

struct Planned {
  Protection protection;
  Buying buying;
  double weekly;        // expected units
  double lines_weekly;  // order lines of customers
  double quantity;      // units of an order
};

// Returns the risk of running out that is worth it, when a line that waits costs `line_worth`.
double accepted_risk(const Planned& item, double line_worth, const Costs& costs);
double reorder_level(const Planned& item, double line_worth, const Costs& costs);

// Returns the share of lines that find their units, when the item is ordered at `level`.
double expected_service(const Planned& item, double level);

// Returns the least whole level that serves `share` of the item's lines.
double level_that_serves(const Planned& item, double share);

// Returns the worth of a line at which the assortment serves `promise` (0.98) of its lines from the shelf. An item that
// is worth a thousand times all cheaper ones together is left out.
double line_worth_for(std::span<const Planned> items, double promise, const Costs& costs);

// These are the levels by the formulae that buyers know. `z` is a quantile of the normal distribution.
double textbook_level(double weekly, double weekly_deviation, double lead_weeks, double z);
double king_level(double weekly, double weekly_deviation, double lead_weeks, double lead_variance, double z);

// Returns what to order of an item. `position` is its stock and its open orders, less what waits. 0: nothing is to be
// ordered yet. What is far below the level is filled up to half a usual order above it: who fills up to the level
// itself orders again as soon as that rises.
double units_to_order(double position, double level, double quantity, const Buying& buying);

}  // namespace dockhand::planning
