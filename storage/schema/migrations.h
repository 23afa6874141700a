// The schema, as the list of the steps that make it.
//
// Decides: every table and index. Step n turns version n-1 into version n; a step that was released never changes.
// Leaves to others: the transaction that a migration runs in (storage/ledger/ledger_state.cpp).
#pragma once

#include <string>
#include <vector>

#include "storage/engine/engine.h"

namespace dockhand {

const std::vector<const char*>& migrations();

// Brings the database to the newest version, within the caller's transaction. `name` is for errors; tests give other
// steps.
Status migrate(Engine& engine, const std::string& name, const std::vector<const char*>& steps = migrations());

}  // namespace dockhand
