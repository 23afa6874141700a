// The audit of a database that is open.
//
// Decides: nothing more than storage/upkeep/audit.h, which opens a file for it. Salvage asks before and after it.
#pragma once

#include <vector>

#include "storage/engine/engine.h"
#include "storage/upkeep/audit_check.h"

namespace dockhand {

// Reads one snapshot of the database. It ends early after a failure of the engine, which the engine reports.
std::vector<AuditCheck> checks_of(Engine& db);

}  // namespace dockhand
