#include "terminal/cli/scan_json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "scanner/meaning/gs1_table.h"
#include "storage/model/codes.h"
#include "storage/model/tools/utf8.h"

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
  if (scan.symbol.part > 0) json["part"] = {{"number", scan.symbol.part}, {"of", scan.symbol.parts}};
  if (!scan.code.empty()) json["code"] = json_text(scan.code);
  for (const std::string& code : scan.other_codes) json["other_codes"].push_back(json_text(code));
  if (!scan.role.empty()) json["role"] = json_text(scan.role);
  if (!scan.elements.empty()) json["elements"] = to_json(scan.elements);
  if (scan.digital_link) json["digital_link"] = true;
  add(json, "gtin", scan.gtin);
  add(json, "sscc", scan.sscc);
  add(json, "lot", scan.lot);
  add(json, "serial", scan.serial);
  add(json, "expiry", scan.expiry);
  add(json, "best_before", scan.best_before);
  if (scan.count) json["count"] = scan.count->units();
  add(json, "purchase", scan.purchase);
  for (const std::string& note : scan.notes) json["notes"].push_back(json_text(note));
  return json;
}

ordered_json error_json(const Error& error) {
  ordered_json json{{"kind", name_of(error.kind)}};
  if (!error.place.empty()) json["place"] = json_text(error.place);
  json["message"] = json_text(error.message);
  return json;
}

namespace {

// What a terminal would obey rather than show, and JSON lets through: DEL, the controls U+0080 to U+009F (U+009B begins
// an escape sequence), and those that turn the direction of writing.
bool is_obeyed(char32_t character) {
  return character == 0x7F || (character >= 0x80 && character <= 0x9F) ||
         (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
}

// Such characters stand within JSON's strings only, where "\u009b" is the same.
std::string harmless(const std::string& json) {
  std::string line;
  for (std::size_t at = 0; at < json.size();) {
    const auto [character, length] = character_at(json, at);
    line += is_obeyed(character) ? fmt::format("\\u{:04x}", static_cast<std::uint32_t>(character))
                                 : json.substr(at, length);
    at += length;
  }
  return line;
}

}  // namespace

std::string json_line(const ordered_json& json) {
  return harmless(json.dump(-1, ' ', false, ordered_json::error_handler_t::replace)) + "\n";
}

}  // namespace dockhand
