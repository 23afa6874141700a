// The rules that the table's formats name.
//
// Decides: what each rule demands of the characters of one component.
// Leaves to others: the component's length and character set (scanner/meaning/gs1_value.h).
// Source: GS1 General Specifications, sections 3 and 7; ISO 3166-1, ISO 4217, ISO 13616, UN/ECE Recommendation 21.
#pragma once

#include <string>
#include <string_view>

#include "storage/model/time.h"

namespace dockhand {

// Returns what is wrong, or nothing. The text has the length and the character set of its component.
using ValueRule = std::string (*)(std::string_view text, Date today);
// nullptr when no rule has this name.
ValueRule rule_named(std::string_view name);

// Lists, as of 2025. Texts are the codes themselves.
bool is_country(std::string_view three_digits);         // ISO 3166-1 num-3
bool is_country_letters(std::string_view two_letters);  // ISO 3166-1 alpha-2
bool is_currency(std::string_view three_digits);        // ISO 4217
bool is_package_type(std::string_view code);            // UN/ECE Recommendation 21 with GS1's additions

// North American coupons: AI 8110 (Coupon Application Guideline, release 2.0) and AI 8112 (Coupon Data Specifications,
// release 1.0).
std::string coupon_fault(std::string_view text, Date today);
std::string positive_offer_fault(std::string_view text);

}  // namespace dockhand
