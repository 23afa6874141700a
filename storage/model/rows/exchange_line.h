// The line of an order that asks for what its customer takes instead of another one.
//
// Decides: its number, which no office's document is likely to use for a line of its own.
#pragma once

#include <algorithm>

#include "storage/model/codes.h"

namespace dockhand {

inline constexpr std::int32_t beyond_documents = 900;

// `last` is the highest number that the order has.
inline OrderLine exchange_line(const OrderNumber& order, std::int32_t last) {
  return {order, std::max(last, beyond_documents) + 1};
}

}  // namespace dockhand
