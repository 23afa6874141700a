// What it would save to have a purchase line sooner.
//
// Decides: whose wait would end sooner, as the units that are on their way are shared out now, and by how many days;
// that nothing is said where it would come as soon anyway. Leaves to others: what that costs, which its supplier says
// and somebody books (`expedite`).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/views/purchase_views.h"
#include "storage/words/wording.h"

namespace dockhand {

struct Sooner {
  PurchaseLine purchase;
  Date on;  // the day on which it would come
  std::int64_t lines = 0, units = 0, days = 0;
};
// Empty: nobody who waits would have it sooner.
std::optional<Sooner> sooner_with(const ComingView& coming, Date on);
// The purchase line of those on their way that would help this line most; by tomorrow, when no day is named.
std::optional<Sooner> sooner_for(const std::vector<ComingView>& coming, const OrderLine& line, Date today);
// "2 lines, 7 units, 19 days sooner if PO-7001/1 came on 2026-12-01"
std::string sentence(const Sooner& sooner, Date today, DayWords day = iso_day);

}  // namespace dockhand
