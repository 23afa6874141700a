// This collects what a plan has to know about each item of a warehouse: what is asked for, what is there, what is
// coming, and who sells it.
//
// Decides: who sells an item (its sources whose terms still hold; without any, whoever it was bought of last), how long
// each of them takes, and what approved orders count for that the office does not know yet. Leaves to others: reading
// tables (storage/views/planning_views.h), what follows (storage/planning/ordering/proposals.h).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/model/rows/plan_rows.h"
#include "storage/planning/ordering/proposals.h"
#include "storage/views/planning_views.h"

namespace dockhand {

struct SourceTerms {
  std::string supplier;  // empty: nobody is known
  Price price{};         // none: not known
  std::int32_t late = 0, came = 0;
};

// Each vector has one entry for each item, and all have the same order of items. `suppliers` is the exception.
struct Assortment {
  std::vector<ItemDemand> items;
  std::vector<ItemSupply> supply;
  std::vector<planning::Candidate> candidates;
  std::vector<std::vector<SourceTerms>> sources;  // for each item, in the order in which its candidate names them
  std::vector<SupplierRow> suppliers;
};

inline constexpr double usual_order_cost = 6;

struct ItemPromotions {
  std::map<ItemCode, std::vector<planning::Promotion>> of_items;
  std::vector<planning::Promotion> holidays;  // these change the demand of all items, as closed weeks do
  std::vector<planning::Promotion> of(const ItemCode& item) const;
};
// Those that the office has said, and the weeks in which the house was closed.
Result<ItemPromotions> promotions_of(PlanningViews& views, Date today);

// What the site says about its plans. The price of room is not in it: see planning::planned_room.
Result<planning::PlanSettings> plan_settings_of(PlanningViews& views);

// A plan looks at the order lines of a year, and at the units of all years: of a large assortment the rest is much
// memory. Who plays the past again needs all.
enum class KeptLines { all_weeks, last_year };

// `order_cost` is taken for suppliers that do not say theirs.
Result<Assortment> assortment_of(PlanningViews& views, Date today, double order_cost = usual_order_cost,
                                 KeptLines lines = KeptLines::all_weeks);

}  // namespace dockhand
