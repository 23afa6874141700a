// A line of an order or a purchase as the books have it.
#pragma once

#include <cstdint>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"

namespace dockhand {

struct DocumentLine {
  std::int32_t line = 0;
  ItemCode item;
  Quantity quantity;       // ordered, or expected
  Quantity done{};         // shipped and returned for good, or received
  bool is_wanted = false;  // more of it is waited for, or goes out
};

}  // namespace dockhand
