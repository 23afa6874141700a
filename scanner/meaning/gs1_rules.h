// The rules that the table's formats name.
//
// Decides: what each rule demands of the characters of one component.
// Leaves to others: the component's length and character set (scanner/meaning/gs1_value.h), the lists
// (scanner/meaning/gs1_lists.h), coupons (scanner/meaning/gs1_coupon.h).
// Source: GS1 General Specifications, sections 3 and 7; ISO 13616.
#pragma once

#include <string>
#include <string_view>

#include "storage/model/time.h"

namespace dockhand {

// Returns what is wrong, or nothing. The text has the length and the character set of its component.
using ValueRule = std::string (*)(std::string_view text, Date today);
// Returns nullptr when no rule has this name.
ValueRule rule_named(std::string_view name);

}  // namespace dockhand
