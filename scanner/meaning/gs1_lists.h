// The code lists of others that GS1 elements refer to.
//
// Decides: which countries, currencies and package types there are, as of 2025. A text is the code itself.
// Source: ISO 3166-1, ISO 4217, UN/ECE Recommendation 21 with GS1's additions.
#pragma once

#include <string_view>

namespace dockhand {

bool is_country(std::string_view three_digits);         // ISO 3166-1 num-3
bool is_country_letters(std::string_view two_letters);  // ISO 3166-1 alpha-2
bool is_currency(std::string_view three_digits);        // ISO 4217
bool is_package_type(std::string_view code);            // UN/ECE Recommendation 21 with GS1's additions

}  // namespace dockhand
