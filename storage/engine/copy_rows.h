// The rows of a damaged database, as far as the engine can still read them.
//
// Decides: how a table is read around its damage. Leaves to others: which of the rows can be trusted
// (storage/upkeep/salvage_rows.h).
#pragma once

#include "storage/engine/engine.h"

namespace dockhand {

// Copies the rows of every table that `to` has. Rows that are there already stay. Returns false when some could not be
// read. `to` is within a transaction, which keeps its failures; `from` has no failure left afterwards.
bool copy_rows(Engine& from, Engine& to);

}  // namespace dockhand
