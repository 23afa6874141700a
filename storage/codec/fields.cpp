#include "storage/codec/fields.h"

#include <algorithm>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

Result<std::string> named(std::string_view what, std::string_view text, std::size_t max) {
  if (auto checked = check_name(what, text, max); !checked) return checked.error();
  return std::string(text);
}

}  // namespace

Result<std::string> parse_customer(std::string_view text) { return named("customer", text, 48); }
Result<std::string> parse_supplier(std::string_view text) { return named("supplier", text, 48); }
Result<std::string> parse_title(std::string_view text) { return named("name", text, 120); }
Result<std::string> parse_level(std::string_view text) { return named("level", text, 8); }

Result<std::string> parse_asn(std::string_view text) { return named("asn", text, 48); }

Result<std::string> parse_zone(std::string_view text) {
  if (text.empty()) return std::string();
  return named("zone", text, 24);
}

Result<std::string> parse_setting(std::string_view text) {
  if (std::find(site_settings.begin(), site_settings.end(), text) != site_settings.end()) return std::string(text);
  return Error{ErrorKind::bad_input, "setting", "'" + printable(text, 40) + "' is not prefer_completed"};
}

Result<std::string> parse_reason(std::string_view text) {
  if (text.empty()) return std::string();
  return named("reason", text, 200);
}

Result<std::string> parse_barcode(std::string_view text) {
  const bool gtin_length = text.size() == 8 || (text.size() >= 12 && text.size() <= 14);
  if (!gtin_length || !is_digits(text)) return named("barcode", text, 48);
  auto gtin = Gtin::parse(text);
  if (!gtin) return gtin.error();
  return gtin->text();
}

}  // namespace dockhand
