// To which day a moment belongs, and when a day begins, by the clock on the wall of the house.
//
// Decides: that a program that people run has the days of its machine's time zone (TZ), so that a day which a customer
// was told is over at the house's midnight; that without a word about it days are UTC's, so that tests, scripts and
// the demo are the same everywhere; that weeks of demand (storage/schema/demand_history.h) are always UTC's, as many
// databases count them together.
// Leaves to others: what a day looks like (storage/model/time.h).
#pragma once

#include <cstdint>

namespace dockhand {

enum class DaysOf { utc, machine };
// To be said before other threads begin.
void use_days_of(DaysOf clock);

// Days and milliseconds are counted since 1970-01-01, moments in UTC.
std::int32_t house_day(std::int64_t moment);
// Returns the milliseconds since midnight that the clock on the wall shows then.
std::int64_t house_clock(std::int64_t moment);
// The moment at which the clock on the wall shows so many milliseconds of the day. What it skips, because summer
// begins, is the hour after.
std::int64_t house_moment(std::int32_t day, std::int64_t on_the_clock);
std::int64_t first_moment(std::int32_t day);

}  // namespace dockhand
