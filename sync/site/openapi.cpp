#include "sync/site/openapi.h"

#include <algorithm>
#include <cctype>

#include "storage/codec/json.h"
#include "storage/model/tools/small_letters.h"

namespace dockhand {
namespace {

OrderedJson told(const char* what) { return {{"description", what}}; }

OrderedJson operation(const AddressDescription& address) {
  OrderedJson answers{{"200", told("what is described")}};
  if (address.takes_body) {
    answers["400"] = told("malformed");
    answers["409"] = told("the id stands for something else already");
    answers["413"] = told("too large");
    answers["422"] = told("refused, with the reason");
  }
  if (address.with_token) answers["401"] = told("the token is missing or wrong");
  answers["503"] = told("too much to do, or the disk fails; Retry-After says when to come back");
  OrderedJson json{{"summary", address.about}, {"responses", std::move(answers)}};
  if (address.takes_body) json["requestBody"] = {{"content", {{"application/json", OrderedJson::object()}}}};
  if (address.with_token) json["security"] = OrderedJson::array({{{"token", OrderedJson::array()}}});
  return json;
}

}  // namespace

std::string openapi_of(const std::vector<AddressDescription>& addresses) {
  OrderedJson paths = OrderedJson::object();
  for (const AddressDescription& address : addresses)
    paths[address.path][small_letters(address.method)] = operation(address);
  const OrderedJson json{{"openapi", "3.0.3"},
                         {"info", {{"title", "Dockhand hub"}, {"version", DOCKHAND_VERSION}}},
                         {"components", {{"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}},
                         {"paths", std::move(paths)}};
  return print_json(json);
}

}  // namespace dockhand
