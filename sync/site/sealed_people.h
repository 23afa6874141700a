// The address at which a terminal says which PINs it has, and hears who works here.
//
// Decides: that both are sealed for the two of them, and which status a question has that cannot be answered. Leaves to
// others: who works at the site (sync/site/people_desk.h), the form (sync/people_messages.h).
#pragma once

#include "sync/http/http_service.h"
#include "sync/site/gate.h"
#include "sync/site/people_desk.h"

namespace dockhand {

// `desk`: null where the hub does not say who works here.
HttpAnswer answer_sealed(PeopleDesk* desk, Gate& gate, const HttpRequest& request);

}  // namespace dockhand
