#include "sync/status_message.h"

#include "storage/codec/json.h"
#include "sync/protocol.h"

namespace dockhand {

std::string status_json(const std::string& name) {
  OrderedJson json{{"protocol", protocol_version}, {"hub", DOCKHAND_VERSION}};
  if (!name.empty()) json["name"] = name;
  return print_json(json);
}

Result<std::string> parse_status(std::string_view text) {
  const auto json = parse_json(text, {.bytes = 4096});
  if (!json) return json.error();
  JsonObject object(*json);
  object.integer("protocol", protocol_version, protocol_version);
  object.free_text("hub", 64);
  std::string name = object.free_text("name", 64);
  if (auto closed = object.close(); !closed) return closed.error();
  return name;
}

}  // namespace dockhand
