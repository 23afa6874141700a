// An item as the plan meets it, and what the site wants of its plan.
//
// Decides: what is known of an item tonight. Leaves to others: what is ordered (storage/planning/ordering/proposals.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "storage/planning/demand/demand.h"
#include "storage/planning/demand/promotions.h"
#include "storage/planning/ordering/lead_time.h"
#include "storage/planning/ordering/reorder.h"
#include "storage/planning/ordering/sources.h"
#include "storage/planning/ordering/usable.h"

namespace dockhand::planning {

struct Candidate {
  Demand demand;
  // Units that may be given away today, less what is asked for already and what is kept back; below 0: somebody waits,
  // or there is less than is to be kept.
  double at_hand = 0;
  double coming = 0;                    // units that open purchase lines still expect
  std::vector<SupplySource> sources{};  // it has at least one
  std::vector<Promotion> promotions{};
  std::int64_t shelf_life_days = 0;       // 0: no end
  double waiting = 0, waiting_lines = 0;  // units that are waited for already, and by how many order lines
  double kept_back = 0;                   // units that were taken off `at_hand`, as they are kept for who is overdue
  bool ended = false;                     // no more of it is bought
  double owed = 0;                        // units that were taken off `at_hand`, as they are asked for already
  std::vector<Dated> ending{};            // of the units at hand, those that have a last day
  std::vector<Dated> arriving{};          // of what is coming, that whose day is known
  double week_gone = 0;                   // the part that is over of the week after the last one of `demand`
};

// However dear and rare an item is, this share of its lines finds its units. There is one share for each class A, B and
// C.
struct Floors {
  double a = 0.9, b = 0.85, c = 0.8;
};

struct PlanSettings {
  double promise = 0.98;   // share of lines that find their units
  Costs costs;             // what an order costs is said by its source
  std::size_t review = 1;  // the number of weeks between two looks at a source that says nothing of it
  Floors floors{};
  double litres = 0;        // the room for stock, in litres; 0: not said
  bool crowded = false;     // no plan that keeps the promise fits into it
  std::size_t workers = 1;  // threads; the proposals are the same with any number of them
};

}  // namespace dockhand::planning
