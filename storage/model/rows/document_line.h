// A line of an order or a purchase as the books have it.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "storage/model/codes.h"
#include "storage/model/quantity.h"
#include "storage/model/time.h"

namespace dockhand {

struct DocumentLine {
  std::int32_t line = 0;
  ItemCode item;
  Quantity quantity;          // units that were ordered, or are expected
  Quantity done{};            // units that were shipped, together with those that came back for good, or that were
                              // received
  bool is_wanted = false;     // more of it is waited for, or goes out
  std::optional<Date> day{};  // the day that is promised, or on which it is due
  bool is_begun = false;      // some of it was picked, sent or received
};

// A line that is over where the office's files come from, and not here.
struct EndedThere {
  std::variant<OrderLine, PurchaseLine> line;
  ItemCode item;
  bool cancelled = false;  // there, and some of it was sent or received here
};

}  // namespace dockhand
