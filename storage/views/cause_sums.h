// Why lines wait, or waited, summed up.
//
// Decides: by what is summed up (cause alone, or within each supplier, item or month), and that what cost most units
// stands first: the supplier or the item, and the cause within it. Leaves to others: finding causes
// (storage/outlook/causes.h), how it is shown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/views/views.h"

namespace dockhand {

inline constexpr std::string_view causes_by[] = {"cause", "supplier", "item", "month"};

struct CauseSum {
  std::string group;  // empty: the sum is by cause alone
  planning::Cause cause;
  std::int64_t lines = 0, waiting = 0, most = 0;  // units that wait now, and that waited at most
  Price spent{};                                  // goodwill, and purchases that were brought sooner
};
// `by` is one of causes_by. The months are sorted with the newest first.
std::vector<CauseSum> sums_of(const std::vector<CauseView>& causes, const std::vector<SpentView>& spent,
                              std::string_view by);

}  // namespace dockhand
