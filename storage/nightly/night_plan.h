// Everything that is planned for a day.
//
// Decides: what of a plan is kept, how good the last forecast of each item has proved, which proposals go on, are new
// or are over, and which are approved by themselves. Leaves to others: what is ordered (storage/nightly/tonight.h), the
// numbers (storage/planning/), writing them down (storage/nightly/plan_thread.h).
#pragma once

#include <string>
#include <vector>

#include "storage/model/commands/command.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/planning/ordering/proposals.h"
#include "storage/views/planning_views.h"

namespace dockhand {

struct NightPlan {
  std::vector<PlanRow> plans;
  std::vector<ProposalRow> proposals;  // also proposals that are over since the last plan
  std::vector<std::string> approved;   // proposals that approve themselves, because their supplier's row says so
  std::int64_t proposed = 0;
  PlanRoom room;
  std::string hash;  // the hash of all rows
};

Result<NightPlan> night_plan(PlanningViews& views, Date today, const planning::PlanSettings& settings = {});

}  // namespace dockhand
