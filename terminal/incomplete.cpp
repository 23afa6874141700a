#include "terminal/incomplete.h"

namespace dockhand {
namespace {

// "261231" as "2026-12-31": AI 17 without its century, which a date of expiry that still matters does not need.
Result<Date> parse_expiry(std::string_view text) {
  if (text.size() != 6 || !is_digits(text)) return Date::parse(text);
  const std::string digits(text);
  return Date::parse("20" + digits.substr(0, 2) + "-" + digits.substr(2, 2) + "-" + digits.substr(4, 2));
}

}  // namespace

const char* word_of(Missing missing) {
  switch (missing) {
    case Missing::lot: return "lot";
    case Missing::serial: return "serial";
    case Missing::expiry: return "expiry date";
  }
  return "";
}

std::optional<Missing> missing_of(const Units& units, const FoundItem& item, bool expiry_known) {
  if (item.tracking == Tracking::serial && !units.serial) return Missing::serial;
  if ((item.tracking == Tracking::lot || item.expiry) && !units.lot) return Missing::lot;
  if (item.expiry && !units.expiry && !expiry_known) return Missing::expiry;
  return std::nullopt;
}

Result<Units> completed(Units units, Missing missing, std::string_view text) {
  if (missing == Missing::lot) {
    const auto lot = Lot::parse(text);
    if (!lot) return lot.error();
    units.lot = *lot;
  } else if (missing == Missing::serial) {
    const auto serial = Serial::parse(text);
    if (!serial) return serial.error();
    units.serial = *serial;
  } else {
    const auto expiry = parse_expiry(text);
    if (!expiry) return expiry.error();
    units.expiry = *expiry;
  }
  return units;
}

}  // namespace dockhand
