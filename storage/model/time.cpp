#include "storage/model/time.h"

#include <array>
#include <charconv>
#include <cstdio>

#include "storage/model/codes.h"
#include "storage/model/house_day.h"

namespace dockhand {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

Error not_a(std::string_view what, std::string_view text, std::string_view form) {
  return Error{ErrorKind::bad_input, std::string(what),
               "'" + printable(text, 40) + "' is not a " + std::string(what) + " like " + std::string(form)};
}

// Returns the digits at [at, at + length) as a number, or -1.
int number_at(std::string_view text, std::size_t at, std::size_t length) {
  if (at + length > text.size() || !is_digits(text.substr(at, length))) return -1;
  int value = 0;
  std::from_chars(text.data() + at, text.data() + at + length, value);
  return value;
}

// Reads "14:03:00", "14:03:00.250" with an optional final Z, in milliseconds of the day; -1 when malformed.
std::int64_t time_of_day(std::string_view text) {
  if (!text.empty() && text.back() == 'Z') text.remove_suffix(1);
  const int hour = number_at(text, 0, 2);
  const int minute = number_at(text, 3, 2);
  const int second = text.size() > 5 ? number_at(text, 6, 2) : 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || text[2] != ':') return -1;
  if (text.size() > 5 && text[5] != ':') return -1;
  int fraction = 0;
  if (text.size() > 8) {
    fraction = text[8] == '.' && text.size() == 12 ? number_at(text, 9, 3) : -1;
    if (fraction < 0) return -1;
  }
  return ((hour * 60LL + minute) * 60 + second) * 1000 + fraction;
}

std::chrono::year_month_day calendar(std::int32_t days) {
  return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{days}}};
}

}  // namespace

Result<Date> Date::parse(std::string_view text) {
  const int year = number_at(text, 0, 4);
  const int month = number_at(text, 5, 2);
  const int day = number_at(text, 8, 2);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || year < 0 || month < 0 || day < 0) {
    return not_a("date", text, "2026-11-22");
  }
  return of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

Result<Date> Date::of(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok() || year < 1900 || year > 9999) {
    return Error{
        ErrorKind::bad_input, "date",
        std::to_string(year) + "-" + std::to_string(month) + "-" + std::to_string(day) + " is not in the calendar"};
  }
  return Date(static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count()));
}

int Date::year() const { return static_cast<int>(calendar(days_).year()); }

std::string Date::text() const {
  const auto date = calendar(days_);
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer.data();
}

Result<Instant> Instant::parse(std::string_view text) {
  auto date = Date::parse(text.substr(0, 10));
  if (!date) return not_a("time", text, "2026-11-22T14:03:00Z");
  if (text.size() == 10) return Instant{first_moment(date->days())};
  const std::int64_t within = text[10] == 'T' ? time_of_day(text.substr(11)) : -1;
  if (within < 0) return not_a("time", text, "2026-11-22T14:03:00Z");
  return Instant{date->days() * ms_per_day + within};
}

Date Instant::date() const { return Date::from_days(house_day(ms)); }

std::string Instant::text() const {
  const std::int64_t within = (ms % ms_per_day + ms_per_day) % ms_per_day;
  const Date day = Date::from_days(static_cast<std::int32_t>((ms - within) / ms_per_day));
  std::array<char, 24> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "T%02d:%02d:%02d.%03dZ", static_cast<int>(within / 3'600'000),
                static_cast<int>(within / 60'000 % 60), static_cast<int>(within / 1000 % 60),
                static_cast<int>(within % 1000));
  return day.text() + buffer.data();
}

std::string Instant::clock_text() const {
  const std::int64_t minutes = house_clock(ms) / 60'000;
  std::array<char, 8> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%02d:%02d", static_cast<int>(minutes / 60 % 24),
                static_cast<int>(minutes % 60));
  return buffer.data();
}

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

Instant SystemClock::now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return Instant{std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

}  // namespace dockhand
