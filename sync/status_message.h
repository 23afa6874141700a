// What a hub says of itself.
//
// Decides: the answer to GET /v1/status: {"protocol":1,"hub":VERSION}. Leaves to others: the other messages
// (sync/protocol.h).
#pragma once

#include <string>

namespace dockhand {

std::string status_json();

}  // namespace dockhand
