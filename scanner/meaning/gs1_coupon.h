// North American coupons.
//
// Decides: whether the value of AI 8110 or AI 8112 is a coupon, and which of its fields is wrong.
// Leaves to others: its length and character set (scanner/meaning/gs1_value.h).
// Source: Coupon Application Guideline, release 2.0 (AI 8110); Coupon Data Specifications, release 1.0 (AI 8112).
#pragma once

#include <string>
#include <string_view>

#include "storage/model/time.h"

namespace dockhand {

// Both return what is wrong, or an empty text.
std::string coupon_fault(std::string_view text, Date today);  // AI 8110
std::string positive_offer_fault(std::string_view text);      // AI 8112

}  // namespace dockhand
