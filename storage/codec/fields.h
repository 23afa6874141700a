// The free texts of documents: names, levels, reasons.
//
// Decides: how long each may be and what it may hold, once, for CSV and JSON alike.
// Leaves to others: codes that are types of their own (storage/model/codes.h).
// Each function returns the text as it is stored, or an Error whose place is the field's name.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/result.h"
#include "storage/model/rows/policies.h"

namespace dockhand {

// This is for the lists of columns (storage/model/rows/order_line.def and the other ones). It says what stands for a
// column that is left out.
struct Required {};  // nothing: it has to be there
inline constexpr Required required{};
struct NoneSaid {  // none, and it is printed as such
  operator Quantity() const { return {}; }
};
inline constexpr NoneSaid none_said{};

inline constexpr std::int32_t first_priority = 1;
inline constexpr std::int32_t last_priority = 9;
Result<std::int32_t> parse_priority(std::string_view text);
Result<Quantity> parse_some(std::string_view text);         // 1 or more
Result<std::string> parse_customer(std::string_view text);  // a code, 1 to 48 bytes
Result<std::string> parse_supplier(std::string_view text);  // a code or name, 1 to 48 bytes
Result<std::string> parse_title(std::string_view text);     // a name for people, 1 to 120 bytes
Result<std::string> parse_level(std::string_view text);     // "ea", "cs": 1 to 8 bytes
Result<std::string> parse_zone(std::string_view text);      // may be empty, at most 24 bytes
Result<std::string> parse_lane(std::string_view text);      // a lane, a country, a language: at most 24 bytes
Result<Days> parse_days(std::string_view text);
Result<Days> parse_some_days(std::string_view text);      // 1 or more
Result<std::string> parse_asn(std::string_view text);     // the number of an advance shipping notice, 1 to 48 bytes
Result<std::string> parse_reason(std::string_view text);  // may be empty, at most 200 bytes
Result<std::string> parse_terminal_name(std::string_view text);  // at most 40 bytes
Result<std::string> parse_carrier(std::string_view text);  // a carrier, or its number: at most 60 bytes, may be empty
Result<std::string> parse_offer(std::string_view text);    // the text of goodwill for the customer: at most 120 bytes
Result<std::int32_t> parse_lift(std::string_view text);    // percent of the usual demand
Result<bool> parse_better(std::string_view text);          // "better", or "similar"
Result<std::string> parse_setting(std::string_view text);  // one of site_settings (storage/model/rows/site_settings.h)
// Reads what is printed on a handling unit. 18 digits are an SSCC and are checked. Anything else is another company's
// carton number, 4 to 40 bytes. Digits that are nearly an SSCC are a mistake.
Result<Sscc> parse_unit_number(std::string_view text);
// Reads a printed code, 1 to 48 bytes. A GTIN becomes its 14 digits. 12 to 14 digits that are no GTIN are wrong; 8
// digits that are none are a text.
Result<std::string> parse_barcode(std::string_view text);

}  // namespace dockhand
