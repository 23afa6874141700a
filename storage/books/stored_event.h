// What an event of this database says.
//
// Decides: a body that cannot be read is damage, as it was readable when it was written: it fails the transaction as
// corrupt, and is never taken for an event that says nothing. Leaves to others: events of another database, which may
// be of a newer program (storage/ledger/acceptance.cpp), and what of a damaged file can be kept (storage/upkeep).
#pragma once

#include <optional>
#include <string>

#include "storage/codec/codec.h"
#include "storage/engine/engine.h"

namespace dockhand {

// Returns nothing when the transaction has failed.
std::optional<Body> stored_body(Engine& db, const std::string& text);
// Reads an event that is kept as an action of this name: a body that says another one fails as well.
std::optional<Body> stored_body(Engine& db, const std::string& text, const std::string& action);
// Returns nothing also where there is no such event.
std::optional<Command> stored_command(Engine& db, const CommandId& id);

}  // namespace dockhand
