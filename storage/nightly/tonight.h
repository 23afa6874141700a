// What would be ordered tonight, item by item, whether or not it is written down.
//
// Decides: what is ordered early, so that an order is worth what its supplier asks for; that nothing is ordered of what
// somebody has put off, or has decided about today; and that one order is no more than a purchase line holds. Leaves to
// others: what each item needs (storage/planning/ordering/proposals.h), the rows of it (storage/nightly/night_plan.h).
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <vector>

#include "storage/assortment/assortment_of.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/planning/ordering/proposals.h"

namespace dockhand {

// What people's decisions mean for tonight.
struct Decisions {
  std::set<ItemCode> put_off;         // somebody said "not now" in the last week, or has decided about it today
  std::set<ItemCode> ordered_lately;  // in the last two weeks, and so it fills up no other order
};
Decisions decisions_of(const std::vector<ProposalRow>& decided, Date today);

// Somebody has agreed to it.
bool is_agreed(const ProposalRow& row);

struct Tonight {
  PlanRoom room;
  std::vector<planning::Proposal>
      proposals;  // of every item that is planned; what is ordered stands first, by its worth
};
// `planned` as propose() says it.
Tonight tonight(const Assortment& all, const Decisions& decisions, const planning::PlanSettings& settings, Date today,
                const std::function<void(std::size_t candidate)>& planned = {});

}  // namespace dockhand
