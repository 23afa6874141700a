// What was booked for a document before the screen was opened: on an earlier visit, or before the program was ended.
//
// Decides: which of the events of this terminal count for the document still. Leaves to others: what is undone of them
// (terminal/kit/session.h).
#pragma once

#include "terminal/kit/screen.h"
#include "terminal/kit/session.h"

namespace dockhand {

// Once a session. As the screens themselves name what they book: by stop, and by purchase line.
Status recall_picks(Views& views, const OrderNumber& order, Session& session);
Status recall_picks(Views& views, const Cluster& cart, Session& session);
Status recall_receipts(Views& views, const PurchaseNumber& purchase, Session& session);

}  // namespace dockhand
