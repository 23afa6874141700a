#include "storage/model/rows/site_settings.h"

#include <algorithm>
#include <charconv>

#include "storage/model/codes.h"
#include "storage/model/rows/policies.h"

namespace dockhand {

const SiteSetting& site_setting(std::string_view name) {
  return *std::find_if(site_settings.begin(), site_settings.end(),
                       [&](const SiteSetting& setting) { return setting.name == name; });
}

Result<std::int32_t> parse_site_value(const SiteSetting& setting, std::string_view text) {
  if (setting.is_choice()) {
    const auto yes = parse_yes_no(text);
    if (!yes) return yes.error();
    return *yes ? 1 : 0;
  }
  std::int32_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure == std::errc() && end == text.data() + text.size() && value >= setting.least && value <= setting.most) {
    return value;
  }
  return Error{ErrorKind::bad_input, "value",
               std::string(setting.name) + " is a whole number from " + std::to_string(setting.least) + " to " +
                   std::to_string(setting.most) + ", not '" + printable(text, 40) + "'"};
}

std::string text_of_site_value(const SiteSetting& setting, std::int32_t value) {
  if (!setting.is_choice()) return std::to_string(value);
  return value != 0 ? "yes" : "no";
}

}  // namespace dockhand
