// What a database knows of itself, by name: its version, its role, its writer.
//
// Decides: that a number among them which is none fails the engine as corrupt. Leaves to others: which settings there
// are (storage/ledger/ledger_state.h).
#pragma once

#include <cstdint>
#include <string>

#include "storage/engine/engine.h"

namespace dockhand {

// Empty and 0 when there is no setting of this name.
std::string text_setting(Engine& db, const char* name);
std::int64_t number_setting(Engine& db, const char* name);

// Is for a terminal: 1 while the last that it heard of its hub was that it is revoked.
inline constexpr const char* revoked_setting = "revoked";

// Of books that were made of a backup: who wrote them before and up to which event, "WRITER:SEQ" for each restoring,
// the last one at the end.
inline constexpr const char* lives_setting = "lives";

// Is for a hub: returns the id under which it has an event, when the writer sent that event under an id that stands for
// something else here.
std::string name_of_renamed(const std::string& writer, const std::string& id);

}  // namespace dockhand
