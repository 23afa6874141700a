// This prints quantities in packs: "2 cs + 1 ea".
//
// Decides: how base units are split into packs, largest first. Leaves to others: which packs an item has
// (storage/views/views.h).
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "storage/model/quantity.h"

namespace dockhand {

struct Pack {
  std::string code;
  std::string level;  // such as "ea" or "cs"
  Quantity units;
  bool operator==(const Pack&) const = default;
};

// Prints "2 cs + 1 ea": the largest packs come first, and the rest is in base units. It is "25 ea" when the item has no
// larger pack.
std::string in_packs(Quantity quantity, const std::vector<Pack>& packs);

// Says what there is to carry of several items: "3 cs + 1 ctn + 7 ea". Packs of one name are counted together, whatever
// is in them.
class PackSum {
 public:
  void add(Quantity quantity, const std::vector<Pack>& packs);
  std::string text() const;  // empty when there is no larger pack among them

 private:
  std::vector<std::pair<std::string, std::int64_t>> larger_;  // how many packs of each level
  std::int64_t loose_ = 0;                                    // the rest in base units
};

}  // namespace dockhand
