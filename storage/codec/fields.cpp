#include "storage/codec/fields.h"

#include <algorithm>
#include <charconv>

#include "storage/model/codes.h"
#include "storage/model/commands/command.h"
#include "storage/model/rows/site_settings.h"

namespace dockhand {
namespace {

Result<std::string> named(std::string_view what, std::string_view text, std::size_t max) {
  if (auto checked = check_name(what, text, max); !checked) return checked.error();
  return std::string(text);
}

Result<Days> days_from(std::int32_t least, std::string_view text) {
  Days days;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), days.count);
  const bool whole = failure == std::errc{} && end == text.data() + text.size();
  if (whole && days.count >= least && days.count <= Days::max) return days;
  return Error{ErrorKind::bad_input, "days",
               "'" + printable(text, 24) + "' is not a number of days from " + std::to_string(least) + " to " +
                   std::to_string(Days::max)};
}

}  // namespace

Result<std::int32_t> parse_priority(std::string_view text) {
  std::int32_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = failure == std::errc{} && end == text.data() + text.size();
  if (whole && number >= first_priority && number <= last_priority) return number;
  return Error{ErrorKind::bad_input, "priority",
               "'" + printable(text, 24) + "' is not a number from " + std::to_string(first_priority) + " to " +
                   std::to_string(last_priority)};
}

Result<Quantity> parse_some(std::string_view text) {
  auto quantity = Quantity::parse(text);
  if (quantity && quantity->none()) return Error{ErrorKind::bad_input, "quantity", "must be 1 or more"};
  return quantity;
}

Result<std::string> parse_customer(std::string_view text) { return named("customer", text, 48); }
Result<std::string> parse_supplier(std::string_view text) { return named("supplier", text, 48); }
Result<std::string> parse_title(std::string_view text) { return named("name", text, 120); }
Result<std::string> parse_level(std::string_view text) { return named("level", text, 8); }

Result<std::string> parse_asn(std::string_view text) { return named("asn", text, 48); }

Result<std::string> parse_lane(std::string_view text) {
  if (text.empty()) return std::string();
  return named("text", text, 24);
}

Result<Days> parse_days(std::string_view text) { return days_from(0, text); }
Result<Days> parse_some_days(std::string_view text) { return days_from(1, text); }

Result<std::string> parse_zone(std::string_view text) {
  if (text.empty()) return std::string();
  return named("zone", text, 24);
}

Result<std::string> parse_setting(std::string_view text) {
  std::string known;
  for (const SiteSetting& setting : site_settings) {
    if (setting.name == text) return std::string(text);
    known += (known.empty() ? "" : ", ") + std::string(setting.name);
  }
  return Error{ErrorKind::bad_input, "setting", "'" + printable(text, 40) + "' is none of " + known};
}

Result<std::string> parse_reason(std::string_view text) {
  if (text.empty()) return std::string();
  return named("reason", text, 200);
}

Result<std::string> parse_terminal_name(std::string_view text) { return named("name", text, 40); }

Result<Sscc> parse_unit_number(std::string_view text) {
  constexpr std::size_t fewest = 4, of_sscc = 18, most = 20;
  const bool nearly = is_digits(text) && text.size() + 1 >= of_sscc && text.size() <= most;
  if (nearly || text.starts_with("CTN:")) return Sscc::parse(text);
  if (text.size() < fewest) {
    return Error{ErrorKind::bad_input, "sscc",
                 "'" + printable(text, 40) + "' is too short to tell a carton from others: at least 4 characters"};
  }
  return Sscc::parse("CTN:" + std::string(text));
}

Result<std::string> parse_carrier(std::string_view text) {
  if (text.empty()) return std::string();
  return named("carrier", text, Ship::max_name);
}

Result<std::string> parse_offer(std::string_view text) {
  if (text.empty()) return std::string();
  return named("text", text, 120);
}

Result<std::int32_t> parse_lift(std::string_view text) {
  std::int32_t lift = -1;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), lift);
  const bool whole = failure == std::errc{} && end == text.data() + text.size();
  if (whole && lift >= 0 && lift <= PromotionRow::max_lift) return lift;
  return Error{ErrorKind::bad_input, "lift",
               "'" + printable(text, 24) + "' is not a percentage from 0 to " + std::to_string(PromotionRow::max_lift)};
}

Result<bool> parse_better(std::string_view text) {
  if (text == "better") return true;
  if (text == "similar") return false;
  return Error{ErrorKind::bad_input, "kind", "'" + printable(text, 40) + "' is neither similar nor better"};
}

// Houses number their own labels with 8 digits too, and no scanner can tell these from an EAN-8 but by the check digit.
Result<std::string> parse_barcode(std::string_view text) {
  const bool gtin_length = text.size() == 8 || (text.size() >= 12 && text.size() <= 14);
  if (!gtin_length || !is_digits(text)) return named("barcode", text, 48);
  auto gtin = Gtin::parse(text);
  if (gtin) return gtin->text();
  return text.size() == 8 ? Result<std::string>(std::string(text)) : Result<std::string>(gtin.error());
}

}  // namespace dockhand
