// This compares what was decided a while ago and not sent yet with what is true now.
//
// Decides: that nothing becomes part of a letter which is not true when the letter is made: units, item and day are
// those of now, and what is over is withdrawn. Leaves to others: what is told instead (storage/outlook/messages.h
// decides it with the event that changed it).
#pragma once

#include <string>

#include "storage/engine/engine.h"
#include "storage/outlook/promises.h"

namespace dockhand {

// Is called within the transaction that makes a letter of what is due to the customer.
void keep_what_is_true(Engine& db, const std::string& customer, const AsOf& as_of);

}  // namespace dockhand
