// A decision about a proposal in full: how many, of whom, and at what price.
//
// Decides: what a decision means at the moment it is made, where its command leaves something out. That goes into the
// event, so that it means the same at every database, whatever is proposed or approved there by then. Leaves to others:
// what the decision does (storage/facts/reorder/facts_reorder.cpp).
#pragma once

#include <optional>
#include <string>

#include "storage/model/commands/command.h"
#include "storage/model/rows/plan_rows.h"
#include "storage/schema/plan_rows.h"

namespace dockhand {

// Empty: the action says all that it means.
std::optional<Action> said_in_full(Engine& db, const Action& action);
// Whether the action, as it is recorded, is the one that was asked for.
bool is_in_full(const Action& recorded, const Action& asked);

// What another source asks for an item. It is empty where nobody has said it.
std::optional<SourceRow> source_of(Engine& db, const ItemCode& item, const std::string& supplier);
// How many an approval is for. `other` is the source, where that is not the proposed one.
std::int64_t units_said(const ProposalRow& row, const Approve& fact, const std::optional<SourceRow>& other);
// What was ordered; of an event that does not say it, what is approved.
OrderedUnits ordered_said(const ProposalRow& row, const OrderPlaced& fact);

}  // namespace dockhand
