// What an old hub has left on a terminal, once a new one has sent all of its own.
//
// Decides: which rows leave: those that were marked when the new hub answered first and that it has not sent, except
// what events of this terminal have put there which the hub has not yet (pending events). Leaves to others: marking
// them, and when to sweep (storage/ledger/replica.cpp).
#pragma once

#include <cstdint>

#include "storage/engine/engine.h"

namespace dockhand {

// `applied` is the last event that is not pending. Returns true when nothing is left; what pending events keep has to
// be swept again once they are in.
bool sweep(Engine& db, std::int64_t applied);

}  // namespace dockhand
