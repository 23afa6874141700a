// This compares what was decided a while ago and not sent yet with what is true now.
//
// Decides: that nothing becomes part of a letter which is not true when the letter is made: units, item and day are
// those of now, and what is over is withdrawn; that an exchange which somebody here has undone while its letter waited
// was a slip, of which nobody has heard. Leaves to others: what is told instead (storage/outlook/messages.h
// decides it with the event that changed it).
#pragma once

#include <string>

#include "storage/engine/engine.h"
#include "storage/outlook/promises.h"

namespace dockhand {

// Is called within the transaction that makes a letter of what is due to the customer; a message waits for `hold_ms`.
void keep_what_is_true(Engine& db, const std::string& customer, const AsOf& as_of, std::int64_t hold_ms);

// The site tells its customers nothing any more: what was not sent has never been said.
void withdraw_all_unsent(Engine& db, const AsOf& as_of);

}  // namespace dockhand
