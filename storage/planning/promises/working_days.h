// The days on which goods arrive and leave.
//
// Decides: that the house works from Monday to Friday, and at the weekend where the site says so, but not on the days
// on which it is closed.
#pragma once

#include <algorithm>
#include <vector>

#include "storage/model/time.h"

namespace dockhand::planning {

struct ClosedDays {
  Date from, until;  // the last day
};
// No house is closed for longer at once: a longer span is a slip, or means that demand is down for a season.
inline constexpr std::int32_t longest_closed = 92;
// The lift of a holiday on which the house is closed: nothing is sold (storage/model/rows/office_rows.h, PromotionRow).
inline constexpr std::int32_t lift_when_closed = 1;

struct WorkingDays {
  bool saturday = false, sunday = false;
  std::vector<ClosedDays> closed{};

  bool works(Date day) const {
    const std::int32_t weekday = ((day.days() % 7) + 7 + 3) % 7;  // 0: Monday; 1970-01-01 was a Thursday
    const bool usual = weekday < 5 || (weekday == 5 && saturday) || (weekday == 6 && sunday);
    return usual && std::none_of(closed.begin(), closed.end(),
                                 [day](const ClosedDays& one) { return one.from <= day && day <= one.until; });
  }
  // Returns the day itself when it is a working day, or else the next one.
  Date on_or_after(Date day) const {
    while (!works(day)) day = Date::from_days(day.days() + 1);
    return day;
  }
  // Returns the day that is `count` working days after a working day.
  Date after(Date day, std::int32_t count) const {
    day = on_or_after(day);
    for (; count > 0; --count) day = on_or_after(Date::from_days(day.days() + 1));
    return day;
  }
  // Returns how many working days `until` is after `from`. It is 0 when `until` is not later.
  std::int32_t between(Date from, Date until) const {
    std::int32_t count = 0;
    for (Date day = Date::from_days(from.days() + 1); day <= until; day = Date::from_days(day.days() + 1)) {
      if (works(day)) ++count;
    }
    return count;
  }
};

}  // namespace dockhand::planning
