// The days on which goods arrive and leave.
//
// Decides: that the house works from Monday to Friday, and at the weekend where the site says so.
#pragma once

#include "storage/model/time.h"

namespace dockhand::planning {

struct WorkingDays {
  bool saturday = false, sunday = false;

  bool works(Date day) const {
    const std::int32_t weekday = ((day.days() % 7) + 7 + 3) % 7;  // 0: Monday; 1970-01-01 was a Thursday
    return weekday < 5 || (weekday == 5 && saturday) || (weekday == 6 && sunday);
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
