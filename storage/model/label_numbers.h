// The numbers of handling units, as numbers that can be counted up.
//
// Decides: how a number without its check digit becomes an SSCC, and which numbers begin with a company's digits.
// Leaves to others: who may use which (storage/facts/facts_numbers.cpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "storage/model/codes.h"
#include "storage/model/result.h"

namespace dockhand {

// The first 17 digits of an SSCC; -1 of a carton number that is none.
std::int64_t number_of(const Sscc& unit);
// The SSCC with this number and its check digit.
Sscc sscc_of(std::int64_t number);

// Numbers from `begin` on, before `end`.
struct NumberRange {
  std::int64_t begin = 0, end = 0;
};
NumberRange numbers_under(std::string_view prefix);
// The extension digit and a GS1 company prefix: 8 to 11 digits.
Result<std::string> parse_label_prefix(std::string_view text);

}  // namespace dockhand
