// What must not leave goes on to be stopped, although the hub has lost that it said so.
//
// Decides: that a terminal which learns of another history of its hub says again, as an event of its own, which lots
// were stopped there and are so no more; but for a terminal that was away since before the backup, whose hub knows
// better. So a backup that is older than a recall does not let the goods go; whoever wants them to go says so once
// more. Leaves to others: what a stopped lot means (storage/facts/facts_document.cpp), and that the hub takes it from a
// terminal (sync/hub/roles.h).
#pragma once

#include <vector>

#include "storage/ledger/ledger_state.h"

namespace dockhand {

// Returns them as the commands that stop them.
std::vector<SetStatus> stopped_lots(Engine& db);
// Within the transaction in which the rows of the other history were applied: stops those again that may leave now.
std::vector<Notice> stop_again(Ledger::State& state, const std::vector<SetStatus>& stopped_before);

}  // namespace dockhand
