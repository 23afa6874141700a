// The readable rows of a damaged database.
//
// Decides: which rows are taken over as they are, and which events have to be booked again because they, or what they
// did, cannot be trusted. What is derived (balances, counters of lines) is computed anew.
// Leaves to others: files (storage/upkeep/salvage.h), booking again (storage/ledger/ledger_lives.cpp).
#pragma once

#include <vector>

#include "storage/codec/codec.h"
#include "storage/engine/engine.h"

namespace dockhand {

// `to` is migrated and empty, and within a transaction, which keeps its failures. Returns the events to be booked
// again, in order.
std::vector<Body> take_rows_over(Engine& from, Engine& to);

}  // namespace dockhand
