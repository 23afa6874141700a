// What customers may have been told before this hub was there: by a terminal that worked alone, or by a hub that is
// gone, which has taken its record of letters with it.
//
// Decides: that nobody reads the same twice for it. What was booked before counts as told, without a day to which a
// later letter could refer; so does the first word about an order that is older than the hub. The office is asked, and
// can have all of them written to (messages.h). Leaves to others: what is told (storage/outlook/messages.h), the notice
// about it (storage/ledger/outlook.cpp).
#pragma once

#include "storage/engine/engine.h"
#include "storage/model/codes.h"
#include "storage/model/time.h"

namespace dockhand {

// Is for a hub whose database is new: customers hear from it of what is booked from now on.
void begins_to_tell(Engine& db, Instant now);
// True for what was booked before this hub was there.
bool is_of_before(Engine& db, Instant at);
// Others have told customers, or may have.
void others_may_have_told(Engine& db);
bool others_told_before(Engine& db);
// True where nothing is known here of what the customer was told of the line, and others may have told him.
bool may_be_told_elsewhere(Engine& db, const OrderLine& line);
// Nobody has, as the office says.
void nobody_has_told(Engine& db);

}  // namespace dockhand
