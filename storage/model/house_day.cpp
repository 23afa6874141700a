#include "storage/model/house_day.h"

#include <atomic>
#include <chrono>
#include <ctime>

namespace dockhand {
namespace {

constexpr std::int64_t ms_of_a_second = 1000, ms_of_an_hour = 3'600'000, ms_of_a_day = 86'400'000;

std::atomic<DaysOf> days_of{DaysOf::utc};

std::int64_t floor_of(std::int64_t dividend, std::int64_t divisor) {
  return dividend >= 0 ? dividend / divisor : (dividend - divisor + 1) / divisor;
}

std::int32_t utc_day(std::int64_t moment) { return static_cast<std::int32_t>(floor_of(moment, ms_of_a_day)); }

}  // namespace

void use_days_of(DaysOf clock) {
  if (clock == DaysOf::machine) tzset();  // localtime_r() need not
  days_of = clock;
}

std::int32_t house_day(std::int64_t moment) {
  if (days_of == DaysOf::utc) return utc_day(moment);
  const auto seconds = static_cast<std::time_t>(floor_of(moment, ms_of_a_second));
  std::tm wall{};
  if (localtime_r(&seconds, &wall) == nullptr) return utc_day(moment);
  const std::chrono::year_month_day date{std::chrono::year{wall.tm_year + 1900},
                                         std::chrono::month{static_cast<unsigned>(wall.tm_mon + 1)},
                                         std::chrono::day{static_cast<unsigned>(wall.tm_mday)}};
  return static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
}

std::int64_t house_clock(std::int64_t moment) {
  const std::int64_t utc = moment - utc_day(moment) * ms_of_a_day;
  if (days_of == DaysOf::utc) return utc;
  const auto seconds = static_cast<std::time_t>(floor_of(moment, ms_of_a_second));
  std::tm wall{};
  if (localtime_r(&seconds, &wall) == nullptr) return utc;
  return wall.tm_hour * ms_of_an_hour + (wall.tm_min * 60 + wall.tm_sec) * ms_of_a_second + utc % ms_of_a_second;
}

std::int64_t house_moment(std::int32_t day, std::int64_t on_the_clock) {
  if (days_of == DaysOf::utc) return day * ms_of_a_day + on_the_clock;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  std::tm wall{};
  wall.tm_year = static_cast<int>(date.year()) - 1900;
  wall.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
  wall.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
  wall.tm_sec = static_cast<int>(on_the_clock / ms_of_a_second);
  wall.tm_isdst = -1;
  std::int64_t moment = std::mktime(&wall) * ms_of_a_second + on_the_clock % ms_of_a_second;
  // Where summer begins at midnight there is none.
  if (house_day(moment) < day) moment += ms_of_an_hour;
  return moment;
}

std::int64_t first_moment(std::int32_t day) { return house_moment(day, 0); }

}  // namespace dockhand
