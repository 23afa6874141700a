// What suppliers have brought to the demo's warehouse before its first shift.
#pragma once

#include "storage/ledger/ledger.h"

namespace dockhand {

// Purchases that were received in the weeks before, and sold: who is late how often can be learned of them. Items,
// places, customers and suppliers of the demo have to be in the books, its orders not yet.
Status play_demo_past(Ledger& ledger, Instant now);

}  // namespace dockhand
