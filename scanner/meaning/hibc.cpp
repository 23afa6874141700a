#include "scanner/meaning/hibc.h"

#include <charconv>

#include "storage/model/code39.h"

namespace dockhand {
namespace {

using std::string;
using std::string_view;

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_code(string_view text) {
  return !text.empty() && text.find_first_not_of(code39_characters.substr(0, 36)) == string_view::npos;
}
int number(string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// Reads "MMYY", "MMDDYY", "YYMMDD" or "YYYYMMDD", with one letter for each digit. Without a day it is the last of the
// month.
std::optional<Date> date_of(string_view digits, string_view form) {
  if (digits.size() != form.size() || !is_digits(digits)) return std::nullopt;
  const auto part = [&](char letter) {
    int value = 0;
    for (std::size_t i = 0; i < form.size(); ++i) {
      if (form[i] == letter) value = value * 10 + (digits[i] - '0');
    }
    return value;
  };
  int year = part('Y');
  const int month = part('M');
  const int day = part('D');
  if (year < 100) year += 2000;
  if (month < 1 || month > 12) return std::nullopt;
  if (form.find('D') == string_view::npos) {
    const auto next = month == 12 ? Date::of(year + 1, 1, 1) : Date::of(year, static_cast<unsigned>(month) + 1, 1);
    return next ? std::optional(Date::from_days(next->days() - 1)) : std::nullopt;
  }
  const auto date = Date::of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  return date ? std::optional(*date) : std::nullopt;
}
// Reads "YYJJJ": the year and the day of the year.
std::optional<Date> day_of_year(string_view digits) {
  if (digits.size() != 5 || !is_digits(digits)) return std::nullopt;
  const auto first = Date::of(2000 + number(digits.substr(0, 2)), 1, 1);
  const int day = number(digits.substr(2));
  if (!first || day < 1 || day > 366) return std::nullopt;
  return Date::from_days(first->days() + day - 1);
}

template <class Code>
bool set(std::optional<Code>& member, string_view text) {
  if (text.empty()) return true;
  auto code = Code::parse(text);
  if (!code) return false;
  member = *code;
  return true;
}

// Takes `count` characters off, or all when there are fewer.
string_view take(string_view& text, std::size_t count) {
  const string_view part = text.substr(0, count);
  text.remove_prefix(part.size());
  return part;
}

// Reads the date after "$$", whose form a flag says, and then the lot or the serial.
bool read_dated(Hibc& hibc, string_view rest, bool serial) {
  const auto last = [&](string_view text) { return serial ? set(hibc.serial, text) : set(hibc.lot, text); };
  if (rest.empty()) return true;
  const char flag = rest.front();
  if (flag == '0' || flag == '1') {
    hibc.expiry = date_of(take(rest, 4), "MMYY");
    return hibc.expiry && last(rest);
  }
  if (flag >= '2' && flag <= '7') rest.remove_prefix(1);
  switch (flag) {
    case '2': hibc.expiry = date_of(take(rest, 6), "MMDDYY"); break;
    case '3': hibc.expiry = date_of(take(rest, 6), "YYMMDD"); break;
    case '4': hibc.expiry = date_of(take(rest, 8).substr(0, 6), "YYMMDD"); break;  // an hour follows
    case '5': hibc.expiry = day_of_year(take(rest, 5)); break;
    case '6': hibc.expiry = day_of_year(take(rest, 7).substr(0, 5)); break;  // an hour follows
    case '7': return last(rest);
    default: return false;
  }
  return hibc.expiry && last(rest);
}

// Reads "$$" and what follows: a quantity of two or five digits, a date, a lot or a serial.
bool read_flagged(Hibc& hibc, string_view rest) {
  if (rest.starts_with('+')) return read_dated(hibc, rest.substr(1), true);
  if (rest.starts_with('8') || rest.starts_with('9')) {
    const std::size_t digits = rest.front() == '8' ? 2 : 5;
    rest.remove_prefix(1);
    const string_view count = take(rest, digits);
    if (count.size() != digits || !is_digits(count) || !set(hibc.count, count)) return false;
  }
  return read_dated(hibc, rest, false);
}

// Reads one part of the secondary data, which slashes separate.
bool read_secondary(Hibc& hibc, string_view part) {
  if (part.starts_with("$$")) return read_flagged(hibc, part.substr(2));
  if (part.starts_with("$+")) return set(hibc.serial, part.substr(2));
  if (part.starts_with('$')) return set(hibc.lot, part.substr(1));
  if (part.starts_with('S')) return set(hibc.serial, part.substr(1));
  if (part.starts_with('Q')) return set(hibc.count, part.substr(1));
  if (part.starts_with("14D")) return (hibc.expiry = date_of(part.substr(3), "YYYYMMDD")).has_value();
  if (part.starts_with("16D")) return date_of(part.substr(3), "YYYYMMDD").has_value();  // when it was made
  hibc.expiry = day_of_year(take(part, 5));
  return hibc.expiry && set(hibc.lot, part);
}

// True for a labeller (a letter and three more), a product (1 to 18) and a unit of measure (a digit).
bool is_primary(string_view text) {
  return text.size() >= 6 && text.size() <= 23 && is_code(text) && is_letter(text.front()) &&
         is_digits(text.substr(text.size() - 1));
}

}  // namespace

char hibc_check_character(string_view text) {
  std::size_t sum = 0;
  for (const char c : text) {
    const std::size_t value = code39_characters.find(c);
    if (value == string_view::npos) return '\0';
    sum += value;
  }
  return code39_characters[sum % code39_characters.size()];
}

std::optional<Hibc> read_hibc(string_view text) {
  static constexpr std::size_t longest = 120;
  if (text.size() < 4 || text.size() > longest || text.front() != '+') return std::nullopt;
  const string_view data = text.substr(0, text.size() - 1);
  if (hibc_check_character(data) != text.back()) return std::nullopt;
  Hibc hibc;
  string_view rest = data.substr(1);
  if (is_letter(rest.front())) {
    const string_view primary = take(rest, std::min(rest.find('/'), rest.size()));
    if (!is_primary(primary)) return std::nullopt;
    hibc.item = "+" + string(primary);
    if (!rest.empty()) rest.remove_prefix(1);
    if (rest.empty() && data.back() == '/') return std::nullopt;
  } else {
    rest.remove_suffix(1);  // the primary label's check character links the two
  }
  while (!rest.empty()) {
    const string_view part = take(rest, std::min(rest.find('/', 1), rest.size()));
    if (!rest.empty()) rest.remove_prefix(1);
    if (!read_secondary(hibc, part)) return std::nullopt;
  }
  return hibc;
}

}  // namespace dockhand
