#include "terminal/cli/scan_json.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "scanner/gs1_table.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

using nlohmann::ordered_json;

ordered_json to_json(const std::vector<Element>& elements) {
  ordered_json list = ordered_json::array();
  for (const Element& element : elements) {
    const AiRow* row = ai_named(element.ai);
    list.push_back({{"ai", element.ai}, {"title", row != nullptr ? row->title : ""}, {"value", element.value}});
  }
  return list;
}

template <class Code>
void add(ordered_json& json, const char* name, const std::optional<Code>& code) {
  if (code) json[name] = code->text();
}

}  // namespace

std::string json_text(const std::string& text) { return is_valid_utf8(text) ? text : printable(text, text.size()); }

ordered_json to_json(const Scan& scan) {
  ordered_json json{{"kind", name_of(scan.kind)}, {"symbology", name_of(scan.symbol.symbology)}};
  if (!scan.symbol.aim.empty()) json["aim"] = scan.symbol.aim;
  json["text"] = json_text(scan.symbol.text);
  if (!scan.code.empty()) json["code"] = json_text(scan.code);
  if (!scan.role.empty()) json["role"] = json_text(scan.role);
  if (!scan.elements.empty()) json["elements"] = to_json(scan.elements);
  if (scan.digital_link) json["digital_link"] = true;
  add(json, "gtin", scan.gtin);
  add(json, "sscc", scan.sscc);
  add(json, "lot", scan.lot);
  add(json, "serial", scan.serial);
  add(json, "expiry", scan.expiry);
  if (scan.count) json["count"] = scan.count->units();
  for (const std::string& note : scan.notes) json["notes"].push_back(json_text(note));
  return json;
}

ordered_json error_json(const Error& error) {
  ordered_json json{{"kind", name_of(error.kind)}};
  if (!error.place.empty()) json["place"] = json_text(error.place);
  json["message"] = json_text(error.message);
  return json;
}

void print_line(const ordered_json& json) {
  std::puts(json.dump(-1, ' ', false, ordered_json::error_handler_t::replace).c_str());
  std::fflush(stdout);
}

}  // namespace dockhand
