// The night's plan as rows of its tables.
//
// Decides: how a plan and a proposal become cells and back; that a row which says what is there already is not written
// again, and that what people have decided about a proposal is never written by a plan. Leaves to others: the columns
// (storage/schema/tables.h), making a plan (storage/nightly/).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/rows/plan_rows.h"

namespace dockhand {

// Returns 0 when the row said the same before.
std::int64_t put(Engine& db, const PlanRow& row, std::int64_t changed);
std::int64_t put(Engine& db, const ProposalRow& row, std::int64_t changed);

std::optional<PlanRow> plan_of(Engine& db, const ItemCode& item);
std::vector<PlanRow> plans(Engine& db);       // the plans of all items, sorted by code
std::optional<Date> day_of_plan(Engine& db);  // for which the plan was made that is kept; empty: nobody has said it
std::optional<ProposalRow> proposal(Engine& db, const std::string& id);
// Returns proposals by their place in the list, then by item. Those that nobody needs any more are left out unless
// `all` is set.
std::vector<ProposalRow> proposals(Engine& db, bool all = false);

}  // namespace dockhand
