// Units of purchase lines that are what was ordered by a proposal, as they stand beside it.
//
// Decides: how they are written. Leaves to others: which they are (storage/books/bought_as.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/model/codes.h"

namespace dockhand {

struct BoughtUnits {
  PurchaseLine line;
  std::int64_t units;  // of the order, that the line is
  bool operator==(const BoughtUnits&) const = default;
};
// As a cell: "140 PO-9/1", a line each. What does not parse was not written by us.
std::string text_of(const std::vector<BoughtUnits>& bought);
std::vector<BoughtUnits> parse_bought(std::string_view text);

}  // namespace dockhand
