#include "sync/status_message.h"

#include "storage/codec/json.h"
#include "sync/protocol.h"

namespace dockhand {

std::string status_json() { return print_json(OrderedJson{{"protocol", protocol_version}, {"hub", DOCKHAND_VERSION}}); }

}  // namespace dockhand
