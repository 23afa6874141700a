#include "scanner/meaning/gs1_date.h"

#include <charconv>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

int resolve_century(int two_digits, int this_year) {
  const int ahead = two_digits - this_year % 100;
  const int year = this_year - this_year % 100 + two_digits;
  if (ahead >= 51) return year - 100;
  if (ahead <= -50) return year + 100;
  return year;
}

}  // namespace

std::optional<Date> gs1_date(std::string_view yymmdd, Date today) {
  if (yymmdd.size() != 6 || !is_digits(yymmdd)) return std::nullopt;
  const int year = resolve_century(number(yymmdd.substr(0, 2)), today.year());
  const auto month = static_cast<unsigned>(number(yymmdd.substr(2, 2)));
  const auto day = static_cast<unsigned>(number(yymmdd.substr(4, 2)));
  if (day == 0) {
    const auto first_of_next = month == 12 ? Date::of(year + 1, 1, 1) : Date::of(year, month + 1, 1);
    if (month == 0 || !first_of_next) return std::nullopt;
    return Date::from_days(first_of_next->days() - 1);
  }
  const auto date = Date::of(year, month, day);
  return date ? std::optional(*date) : std::nullopt;
}

}  // namespace dockhand
