#include "sync/site/openapi.h"

#include <algorithm>
#include <cctype>

#include "storage/codec/json.h"
#include "storage/model/tools/small_letters.h"
#include "sync/site/document_examples.h"

namespace dockhand {
namespace {

OrderedJson told(const char* what) { return {{"description", what}}; }

OrderedJson of_type(const char* type) { return {{"type", type}}; }

OrderedJson parameter(const char* name, const char* type, const char* about) {
  return {{"name", name}, {"in", "query"}, {"required", false}, {"schema", of_type(type)}, {"description", about}};
}

OrderedJson parameters_of(const AddressDescription& address) {
  OrderedJson all = OrderedJson::array({parameter("limit", "integer", "how many rows, up to 10000")});
  if (address.path == std::string_view("/v1/events")) {
    all.push_back(parameter("since", "integer", "events after this one, in their order; 0: from the first one"));
  } else {
    all.push_back(
        parameter("after", "string", "from the first row to the last; empty to begin, then what `next` says"));
  }
  all.push_back(parameter("item", "string", "rows of this item alone, of a list that has items"));
  all.push_back(parameter("order", "string", "rows of this order alone, of a list that has orders or their lines"));
  return all;
}

OrderedJson type_of(const OrderedJson& value) {
  if (value.is_boolean()) return of_type("boolean");
  if (value.is_object()) return of_type("object");
  if (value.is_array()) return {{"type", "array"}, {"items", value.empty() ? of_type("string") : type_of(value[0])}};
  return of_type(value.is_number() ? "integer" : "string");
}

OrderedJson object_like(const OrderedJson& example) {
  OrderedJson members = OrderedJson::object();
  for (const auto& [name, value] : example.items()) members[name] = type_of(value);
  return {{"type", "object"}, {"properties", std::move(members)}};
}

OrderedJson answer_like(const std::string& text) {
  const OrderedJson example = OrderedJson::parse(text);
  const OrderedJson json{{"schema", object_like(example)}, {"example", example}};
  return {{"description", "its answer"}, {"content", {{"application/json", json}}}};
}

// The members are those of the example, which has all that can be said.
OrderedJson rows_like(const OrderedJson& example) {
  OrderedJson members = OrderedJson::object();
  for (const OrderedJson& row : example) {
    for (const auto& [name, value] : row.items()) members[name] = type_of(value);
  }
  return {{"type", "array"}, {"items", {{"type", "object"}, {"properties", std::move(members)}}}};
}

OrderedJson body_of(const AddressDescription& address) {
  using Form = AddressDescription::Form;
  OrderedJson content = OrderedJson::object(), json = OrderedJson::object();
  const std::string text = address.takes_body ? example_at(address.path) : "";
  OrderedJson example = text.empty() ? OrderedJson() : OrderedJson::parse(text);
  if (address.form == Form::rows) example = OrderedJson::array({example});
  if (address.form == Form::rows) json["schema"] = rows_like(example);
  if (address.form == Form::command) json["schema"] = of_type("object");
  if (address.form == Form::other && example.is_object()) json["schema"] = object_like(example);
  if (!example.is_null()) json["example"] = example;
  content["application/json"] = std::move(json);
  if (address.form == Form::rows) {
    content["text/csv"] = {{"schema", of_type("string")},
                           {"description", "a file that `dockhand import` takes, with its first line"}};
  }
  return {{"content", std::move(content)}};
}

// A list's rows have the columns of `dockhand show`.
OrderedJson list_answer() {
  const OrderedJson rows{{"type", "array"}, {"items", of_type("object")}};
  const OrderedJson members{
      {"protocol", of_type("integer")}, {"rows", rows}, {"more", of_type("boolean")}, {"next", of_type("string")}};
  return {{"description", "the rows, whether there are more, and what the next part is asked for with"},
          {"content", {{"application/json", {{"schema", {{"type", "object"}, {"properties", members}}}}}}}};
}

OrderedJson security_of(const AddressDescription& address) {
  OrderedJson all = OrderedJson::array();
  if (address.shows == AddressDescription::Shows::signature) all.push_back({{"signature", OrderedJson::array()}});
  all.push_back({{"token", OrderedJson::array()}});
  return all;
}

OrderedJson operation(const AddressDescription& address) {
  OrderedJson answers{{"200", told("what is described")}};
  const bool lists = address.form == AddressDescription::Form::list;
  if (lists) answers["200"] = list_answer();
  if (const std::string answer = example_of_answer(address.path); !answer.empty()) answers["200"] = answer_like(answer);
  if (lists || address.takes_body) answers["400"] = told("malformed");
  if (address.takes_body) {
    answers["409"] = told("the id stands for something else already");
    answers["413"] = told("too large");
    answers["422"] = told("refused, with the reason");
  }
  const bool closed = address.shows != AddressDescription::Shows::nothing;
  if (closed) answers["401"] = told("the token or the signature is missing or wrong");
  answers["503"] = told("too much to do, or the disk fails; Retry-After says when to come back");
  OrderedJson json{{"summary", address.about}, {"responses", std::move(answers)}};
  if (lists) json["parameters"] = parameters_of(address);
  if (address.takes_body) json["requestBody"] = body_of(address);
  if (closed) json["security"] = security_of(address);
  return json;
}

}  // namespace

std::string openapi_of(const std::vector<AddressDescription>& addresses) {
  OrderedJson paths = OrderedJson::object();
  for (const AddressDescription& address : addresses)
    paths[address.path][small_letters(address.method)] = operation(address);
  OrderedJson schemes{{"token", {{"type", "http"}, {"scheme", "bearer"}}}};
  schemes["signature"] = {{"type", "apiKey"},
                          {"in", "header"},
                          {"name", "Authorization"},
                          {"description", "a terminal's own key: sync/access/signing.h"}};
  const OrderedJson json{{"openapi", "3.0.3"},
                         {"info", {{"title", "Dockhand hub"}, {"version", DOCKHAND_VERSION}}},
                         {"components", {{"securitySchemes", std::move(schemes)}}},
                         {"paths", std::move(paths)}};
  return print_json(json);
}

std::string front_page() {
  return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Dockhand hub</title>"
         "<h1>Dockhand hub</h1><p>This program keeps the books of a warehouse together. Terminals sync with it; people "
         "work at the terminals.</p><ul><li><a href=\"/healthz\">Whether it works</a></li>"
         "<li><a href=\"/v1/openapi.json\">What programs of the office can ask it</a>, with its token: "
         "<code>/v1/availability?item=...</code> is what can be had of an item, and when</li></ul></html>\n";
}

}  // namespace dockhand
