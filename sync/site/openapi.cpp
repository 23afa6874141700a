#include "sync/site/openapi.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "storage/codec/json.h"
#include "storage/model/tools/small_letters.h"
#include "sync/site/document_examples.h"

namespace dockhand {
namespace {

OrderedJson told(const char* what) { return {{"description", what}}; }

OrderedJson of_type(const char* type) { return {{"type", type}}; }

OrderedJson parameters_in(const Parameters& parameters) {
  OrderedJson all = OrderedJson::array();
  for (const Parameter& one : parameters) {
    OrderedJson schema = of_type(one.type);
    if (!one.choices.empty()) schema["enum"] = one.choices;
    all.push_back({{"name", one.name},
                   {"in", "query"},
                   {"required", one.needed},
                   {"schema", std::move(schema)},
                   {"description", one.about}});
  }
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
  if (address.who == Who::terminals) all.push_back({{"signature", OrderedJson::array()}});
  all.push_back({{"token", OrderedJson::array()}});
  return all;
}

// What single addresses answer besides.
struct OwnAnswer {
  std::string_view path;
  const char *status, *about;
};
constexpr OwnAnswer own_answers[]{
    {"/v1/enrol", "403", "no terminal can be enrolled at this hub"},
    {"/v1/people", "403", "this is for terminals that have enrolled"},
    {"/v1/people", "404", "this hub does not say who works here"},
    {"/v1/promise", "404", "the item is not known"},
    {"/v1/availability", "404", "the item is not known"},
    {"/v1/answer", "404", "there is no such page"},
    {"/v1/answer", "410", "the time to answer is over"},
};

void add_refusals(const AddressDescription& address, OrderedJson& answers) {
  using Form = AddressDescription::Form;
  const auto add = [&](const char* status, const char* about) { answers[status] = told(about); };
  const bool can_be_malformed = address.takes_body || !address.parameters->empty();
  if (address.who != Who::anyone && can_be_malformed)
    add("400", "malformed, or what stands behind the address is not known");
  if (address.who != Who::anyone) {
    add("401", "the token, the signature or the code is missing or wrong");
    add("429", "too many wrong tokens or codes from this address; Retry-After says when to come back");
  }
  add("405", "the address does not know the method; Allow says which ones it knows");
  if (address.form == Form::command) add("409", "the id stands for something else already");
  if (address.who == Who::terminals) add("409", "this is another hub than the one that the terminal has met");
  if (address.takes_body) {
    add("413", "too large");
    add("415", address.who == Who::terminals ? "packed otherwise than with zstd" : "a packed message is not taken");
  }
  if (address.form == Form::command || address.form == Form::rows) add("422", "refused, with the reason");
  add("503", "too much to do, or the disk fails; Retry-After says when to come back");
  for (const OwnAnswer& one : own_answers) {
    if (address.path == one.path) add(one.status, one.about);
  }
}

OrderedJson operation(const AddressDescription& address) {
  OrderedJson answers{{"200", told("what is described")}};
  if (address.form == AddressDescription::Form::list) answers["200"] = list_answer();
  if (const std::string answer = example_of_answer(address.path); !answer.empty()) answers["200"] = answer_like(answer);
  add_refusals(address, answers);
  OrderedJson json{{"summary", address.about}, {"responses", std::move(answers)}};
  if (!address.parameters->empty()) json["parameters"] = parameters_in(*address.parameters);
  if (address.takes_body) json["requestBody"] = body_of(address);
  if (address.who == Who::office || address.who == Who::terminals) json["security"] = security_of(address);
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
