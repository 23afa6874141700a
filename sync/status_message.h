// What a hub says of itself.
//
// Decides: the answer to GET /v1/status:
//   {"protocol":1,"hub":VERSION,"name":HUB}
// HUB is what the hub calls itself, as in the answer to /v1/enrol; one that keeps no terminals leaves it out. A
// terminal that shows a token knows by it whether this is still its hub. Leaves to others: the other messages
// (sync/protocol.h), what a terminal does when it is another one (storage/ledger/met_hub.cpp).
#pragma once

#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

// `name` may be empty.
std::string status_json(const std::string& name);
// The text is untrusted. Returns what the hub calls itself, and nothing for one that does not say.
Result<std::string> parse_status(std::string_view json);

}  // namespace dockhand
