// Whether what a person was shown is still so.
//
// Decides: the comparison, within the transaction of the reader or of the command.
// Leaves to others: which facts a command leans on (terminal/screens/), what is asked when they have changed.
#pragma once

#include <optional>
#include <vector>

#include "storage/engine/engine.h"
#include "storage/model/commands/seen.h"

namespace dockhand {

// Returns nothing when all of it is still so.
std::optional<Changed> changed_since(Engine& db, const std::vector<Seen>& seen);

}  // namespace dockhand
