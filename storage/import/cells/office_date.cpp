#include "storage/import/cells/office_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

#include "storage/import/cells/small_words.h"
#include "storage/model/codes.h"
#include "storage/model/house_day.h"

namespace dockhand {
namespace {

constexpr std::int64_t ms_of_a_minute = 60'000;
constexpr std::int64_t ms_of_a_day = 86'400'000;  // in UTC
// A spreadsheet counts days from 1899-12-30: from the year 2000 on, and not beyond 2099, a number is taken for one.
constexpr int first_day_number = 36'526, last_day_number = 73'050, day_number_of_1970 = 25'569;

struct MonthName {
  std::string_view begin;
  int month;
};
// The names are English, German, French, Spanish, Italian and Dutch.
constexpr std::array<MonthName, 37> month_names{{{"jan", 1},
                                                 {"ene", 1},
                                                 {"gen", 1},
                                                 {"feb", 2},
                                                 {"f\xC3\xA9v", 2},
                                                 {"mar", 3},
                                                 {"mrz", 3},
                                                 {"m\xC3\xA4r", 3},
                                                 {"mae", 3},
                                                 {"maa", 3},
                                                 {"mrt", 3},
                                                 {"apr", 4},
                                                 {"avr", 4},
                                                 {"abr", 4},
                                                 {"may", 5},
                                                 {"mai", 5},
                                                 {"mei", 5},
                                                 {"mag", 5},
                                                 {"jun", 6},
                                                 {"juin", 6},
                                                 {"giu", 6},
                                                 {"jul", 7},
                                                 {"juil", 7},
                                                 {"lug", 7},
                                                 {"aug", 8},
                                                 {"ao\xC3\xBB", 8},
                                                 {"ago", 8},
                                                 {"sep", 9},
                                                 {"set", 9},
                                                 {"oct", 10},
                                                 {"okt", 10},
                                                 {"ott", 10},
                                                 {"nov", 11},
                                                 {"dec", 12},
                                                 {"d\xC3\xA9"
                                                  "c",
                                                  12},
                                                 {"dez", 12},
                                                 {"dic", 12}}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// A run of digits, or of letters, is taken off the front.
std::string_view take_run(std::string_view& text, bool (*of)(char)) {
  const auto end = std::find_if_not(text.begin(), text.end(), of);
  const std::string_view run = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(run.size());
  return run;
}

int number_of(std::string_view digits) {
  int number = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

int month_of(std::string_view word) {
  const std::string lower = small_word(word.substr(0, 4));
  for (const auto& [begin, month] : month_names) {
    if (std::string_view(lower).starts_with(begin)) return month;
  }
  return 0;
}

// Three numbers as they stand: which of them is what is not said yet.
struct Numbers {
  std::array<std::string_view, 3> parts;
  char separator = 0;
  std::string_view rest;  // what stands behind them: a time
};
std::optional<Numbers> three_numbers(std::string_view text) {
  Numbers numbers;
  for (std::size_t i = 0; i < 3; ++i) {
    numbers.parts[i] = take_run(text, is_digit);
    if (numbers.parts[i].empty() || numbers.parts[i].size() > 4) return std::nullopt;
    if (i == 2) break;
    if (text.empty() || (text.front() != '-' && text.front() != '/' && text.front() != '.')) return std::nullopt;
    if (i == 1 && text.front() != numbers.separator) return std::nullopt;
    numbers.separator = text.front();
    text.remove_prefix(1);
  }
  numbers.rest = text;
  return numbers;
}

bool year_is_last(const Numbers& numbers) {
  const auto& [first, second, last] = numbers.parts;
  return first.size() <= 2 && second.size() <= 2 && (last.size() == 4 || last.size() == 2);
}

struct Calendar {
  int year, month, day;
  std::string_view rest;
};

int full_year(std::string_view digits) { return digits.size() == 2 ? 2000 + number_of(digits) : number_of(digits); }

std::optional<Calendar> by_name(std::string_view text) {
  std::array<std::string_view, 3> parts;
  int month_at = -1, month = 0;
  for (int i = 0; i < 3;) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '-' || text.front() == ',' || text.front() == '.' ||
                             text.front() == '/'))
      text.remove_prefix(1);
    if (text.empty()) return std::nullopt;
    if (is_letter(text.front())) {
      const std::string_view word = take_run(text, is_letter);
      if (i == 0 && month_of(word) == 0) continue;  // it is the day of the week
      if (month != 0 || month_of(word) == 0) return std::nullopt;
      month = month_of(word);
      month_at = i;
    } else if (!is_digit(text.front())) {
      return std::nullopt;
    } else
      parts[static_cast<std::size_t>(i)] = take_run(text, is_digit);
    ++i;
  }
  const bool year_first = month_at == 1 && parts[0].size() == 4;
  std::string_view day = parts[0], year = parts[2];
  if (year_first) std::swap(day, year);
  if (month_at == 0) day = parts[1];
  if (month_at < 0 || month_at == 2 || day.size() > 2 || (year.size() != 4 && year.size() != 2)) return std::nullopt;
  return Calendar{full_year(year), month, number_of(day), text};
}

Error no_date(std::string_view text) {
  return {ErrorKind::bad_input, "date", "'" + printable(text, 40) + "' is no day: write it like 2026-12-01"};
}

std::optional<Calendar> by_digits(std::string_view text) {
  std::string_view rest = text;
  const std::string_view digits = take_run(rest, is_digit);
  if (digits.size() != 8) return std::nullopt;
  return Calendar{number_of(digits.substr(0, 4)), number_of(digits.substr(4, 2)), number_of(digits.substr(6, 2)), rest};
}

// A time that is written behind a day: of the house, unless an offset was written too, which is taken off.
struct WrittenTime {
  std::int64_t ms = 0;
  bool in_utc = false;
};

Instant moment_of(Date day, WrittenTime time) {
  return Instant{time.in_utc ? day.days() * ms_of_a_day + time.ms : house_moment(day.days(), time.ms)};
}

// Reads a spreadsheet's day number, whose fraction is the time.
std::optional<std::pair<Date, WrittenTime>> by_day_number(std::string_view text) {
  std::string_view rest = text;
  const std::string_view digits = take_run(rest, is_digit);
  const int number = digits.size() == 5 ? number_of(digits) : 0;
  if (number < first_day_number || number > last_day_number) return std::nullopt;
  double fraction = 0;
  if (!rest.empty()) {
    const auto [end, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), fraction);
    if (rest.front() != '.' || failure != std::errc{} || end != rest.data() + rest.size()) return std::nullopt;
  }
  return std::pair(Date::from_days(number - day_number_of_1970),
                   WrittenTime{static_cast<std::int64_t>(fraction * 86'400.0 + 0.5) * 1000});
}

DayOrders orders_of(const Numbers& numbers) {
  if (!year_is_last(numbers)) return {};
  const int first = number_of(numbers.parts[0]), second = number_of(numbers.parts[1]);
  if (numbers.separator == '.') return {first <= 31 && second <= 12, false};
  return {first <= 31 && second <= 12, first <= 12 && second <= 31};
}

Result<Calendar> by_order(std::string_view text, const Numbers& numbers, std::optional<DayOrder> order) {
  const auto& [first, second, last] = numbers.parts;
  if (first.size() == 4) return Calendar{number_of(first), number_of(second), number_of(last), numbers.rest};
  const DayOrders possible = orders_of(numbers);
  const bool same = number_of(first) == number_of(second);
  if (!possible.day_first && !possible.month_first) return no_date(text);
  if (possible.day_first && possible.month_first && !same && !order) {
    return Error{ErrorKind::bad_input, "date",
                 "'" + printable(text, 40) +
                     "' can be read in two ways: say whether the day or the month stands first (--dates dmy or mdy)"};
  }
  const bool day_first = possible.day_first && (!possible.month_first || same || order == DayOrder::day_first);
  if (order && !same && numbers.separator != '.' && day_first != (order == DayOrder::day_first)) {
    return Error{ErrorKind::bad_input, "date",
                 "'" + printable(text, 40) + "' cannot be read with the " +
                     (order == DayOrder::day_first ? "day" : "month") + " first, as the rest of its column is"};
  }
  return Calendar{full_year(last), number_of(day_first ? second : first), number_of(day_first ? first : second),
                  numbers.rest};
}

Result<Calendar> calendar_of(std::string_view text, std::optional<DayOrder> order) {
  if (const auto numbers = three_numbers(text)) return by_order(text, *numbers, order);
  if (const auto digits = by_digits(text)) return *digits;
  if (const auto named = by_name(text)) return *named;
  return no_date(text);
}

// Takes a number of one or two digits, below `bound`. Returns -1 when there is none.
int take_two(std::string_view& text, int bound) {
  const std::string_view digits = take_run(text, is_digit);
  const int number = digits.size() == 1 || digits.size() == 2 ? number_of(digits) : -1;
  return number < bound ? number : -1;
}

bool take_char(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

std::string_view without_spaces(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

// Returns how many minutes the written clock is before UTC, and nullopt when the text is no offset.
std::optional<int> offset_of(std::string_view text) {
  text = without_spaces(text);
  if (text.empty() || text == "Z" || text == "z" || text == "UTC" || text == "GMT") return 0;
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take_char(text, '+') && !take_char(text, '-')) return std::nullopt;
  if (text.size() < 2 || !is_digit(text[0]) || !is_digit(text[1])) return std::nullopt;
  const int hours = number_of(text.substr(0, 2));
  text.remove_prefix(2);
  take_char(text, ':');
  const int minutes = text.empty() ? 0 : take_two(text, 60);
  if (hours > 14 || minutes < 0 || !text.empty()) return std::nullopt;
  return sign * (hours * 60 + minutes);
}

// Reads the time behind a date. Empty text is midnight.
std::optional<WrittenTime> time_behind(std::string_view text) {
  text = without_spaces(text.starts_with('T') || text.starts_with(',') ? text.substr(1) : text);
  if (text.empty()) return WrittenTime{};
  int hour = take_two(text, 25);
  if (hour < 0 || !take_char(text, ':')) return std::nullopt;
  const int minute = take_two(text, 60);
  const int second = take_char(text, ':') ? take_two(text, 60) : 0;
  if (minute < 0 || second < 0) return std::nullopt;
  if (take_char(text, '.') && take_run(text, is_digit).empty()) return std::nullopt;
  text = without_spaces(text);
  const std::string_view half = text.substr(0, 2);
  if (half == "AM" || half == "am" || half == "PM" || half == "pm") {
    if (hour < 1 || hour > 12) return std::nullopt;
    hour = hour % 12 + (half == "PM" || half == "pm" ? 12 : 0);
    text.remove_prefix(2);
  }
  const auto offset = offset_of(text);
  if (!offset || hour > 23) return std::nullopt;
  return WrittenTime{((hour * 60LL + minute) * 60 + second) * 1000 - *offset * ms_of_a_minute, !text.empty()};
}

Result<std::pair<Date, std::string_view>> day_and_rest(std::string_view text, std::optional<DayOrder> order) {
  const auto calendar = calendar_of(text, order);
  if (!calendar) return calendar.error();
  if (calendar->month < 1 || calendar->day < 1) return no_date(text);
  const auto date =
      Date::of(calendar->year, static_cast<unsigned>(calendar->month), static_cast<unsigned>(calendar->day));
  if (!date) return date.error();
  return std::pair(*date, calendar->rest);
}

}  // namespace

const char* name_of(DayOrder order) { return order == DayOrder::day_first ? "dmy" : "mdy"; }

Result<DayOrder> parse_day_order(std::string_view text) {
  if (text == "dmy") return DayOrder::day_first;
  if (text == "mdy") return DayOrder::month_first;
  return Error{ErrorKind::bad_input, "dates", "'" + printable(text, 16) + "' is neither dmy nor mdy"};
}

bool means_no_date(std::string_view text) {
  if (text.starts_with("20")) return false;
  static constexpr std::array<std::string_view, 20> none{
      "1970-01-01", "9999-12-31", "0000-00-00", "0001-01-01", "1899-12-30", "1899-12-31", "1900-01-00",
      "1900-01-01", "00.00.0000", "31.12.9999", "01.01.1970", "01.01.0001", "00/00/0000", "31/12/9999",
      "12/31/9999", "01/01/1970", "01/01/0001", "12/30/1899", "00000000",   "99991231"};
  const std::string_view day = text.substr(0, text.find_first_of(" T"));
  return std::find(none.begin(), none.end(), day) != none.end();
}

bool is_exchangeable(std::string_view plain_day) {
  if (plain_day.size() != 10) return false;
  const std::string_view month = plain_day.substr(5, 2), day = plain_day.substr(8, 2);
  return day <= "12" && day != month;
}

DayOrders possible_orders(std::string_view text) {
  const auto numbers = three_numbers(text);
  if (!numbers || numbers->separator == '.' || numbers->parts[0] == numbers->parts[1]) return {};
  return orders_of(*numbers);
}

Result<Date> read_date(std::string_view text, std::optional<DayOrder> order) {
  if (const auto number = by_day_number(text)) return number->first;
  const auto read = day_and_rest(text, order);
  if (!read) return read.error();
  if (!time_behind(read->second)) return no_date(text);
  return read->first;
}

Result<Instant> read_moment(std::string_view text, std::optional<DayOrder> order) {
  if (const auto number = by_day_number(text)) return moment_of(number->first, number->second);
  const auto read = day_and_rest(text, order);
  if (!read) return read.error();
  const auto time = time_behind(read->second);
  if (!time) return no_date(text);
  return moment_of(read->first, *time);
}

}  // namespace dockhand
