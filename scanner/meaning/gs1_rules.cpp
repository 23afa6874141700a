#include "scanner/meaning/gs1_rules.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "scanner/meaning/gs1_coupon.h"
#include "scanner/meaning/gs1_date.h"
#include "scanner/meaning/gs1_lists.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

using std::string;
using std::string_view;

long number(string_view digits) {
  long value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool one_of(string_view text, string_view characters) {
  return text.size() == 1 && characters.find(text.front()) != string_view::npos;
}

string unless(bool fine, string_view text, string_view problem) {
  return fine ? string() : "'" + printable(text, 40) + "' " + string(problem);
}

// Here begin the check digits.

string check(string_view text, Date) {
  const char expected = gs1_check_digit(text.substr(0, text.size() - 1));
  if (text.back() == expected) return {};
  return "wrong check digit in " + string(text) + ": it ends in " + text.back() + ", " + expected + " was expected";
}

// General Specifications, 7.9.5: the places of the data in CSET 82 are multiplied by the primes from the right; the sum
// is taken modulo 1021 and written in base 32.
string check_pair(string_view text, Date) {
  static constexpr string_view cset82 =
      "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
  static constexpr string_view cset32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  static constexpr std::array<std::size_t, 23> primes{2,  3,  5,  7,  11, 13, 17, 19, 23, 29, 31, 37,
                                                      41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83};
  if (text.size() < 2 || text.size() > primes.size() + 2) return "the check character pair is missing";
  const string_view data = text.substr(0, text.size() - 2);
  std::size_t sum = 0;
  for (std::size_t i = 0; i < data.size(); ++i) sum += cset82.find(data[data.size() - 1 - i]) * primes[i];
  sum %= 1021;
  const string pair{cset32[sum / 32], cset32[sum % 32]};
  if (text.ends_with(pair)) return {};
  return "wrong check pair '" + string(text.substr(data.size())) + "': " + pair + " was expected";
}

// ISO 13616: when the country and the check characters are moved to the end, the whole is 1 modulo 97. GS1 takes at
// least eleven characters, and only the sum judges the check characters.
string iban(string_view text, Date) {
  if (text.size() < 11 || !is_country_letters(text.substr(0, 2)))
    return unless(false, text, "is not an IBAN: a country's two letters and nine characters more at least");
  const string turned = string(text.substr(4)) + string(text.substr(0, 4));
  int remainder = 0;
  for (const char c : turned) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (c < 'A' || c > 'Z')) return unless(false, text, "is not an IBAN: capital letters and digits only");
    remainder = (digit ? remainder * 10 + (c - '0') : remainder * 100 + (c - 'A' + 10)) % 97;
  }
  return unless(remainder == 1, text, "has a wrong IBAN check number");
}

// A GS1 company prefix has at least four digits (General Specifications, 1.4.4).
string prefix(string_view text, Date) {
  return unless(is_digits(text.substr(0, 4)) && text.size() >= 4, text, "does not begin with a GS1 company prefix");
}
string prefix_at_2(string_view text, Date today) { return prefix(text.substr(1), today); }

// Here begin days and times.

string full_date_fault(int year_digits, string_view text, bool in_calendar) {
  const string_view month = text.substr(static_cast<std::size_t>(year_digits), 2);
  const string_view day = text.substr(static_cast<std::size_t>(year_digits) + 2, 2);
  if (in_calendar) return {};
  if (number(month) < 1 || number(month) > 12) return "month " + string(month);
  return "day " + string(day) + " in month " + string(month);
}

string day_or_month(string_view text, Date today) {
  return full_date_fault(2, text, gs1_date(text, today).has_value());
}
string day(string_view text, Date today) {
  return full_date_fault(2, text, !text.ends_with("00") && gs1_date(text, today).has_value());
}
string full_day(string_view text, Date) {
  const long year = number(text.substr(0, 4));
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)},
                                         std::chrono::month{static_cast<unsigned>(number(text.substr(4, 2)))},
                                         std::chrono::day{static_cast<unsigned>(number(text.substr(6, 2)))}};
  return full_date_fault(4, text, date.ok());
}
string below(string_view text, long limit, string_view what) {
  return number(text) < limit ? string() : string(what) + " " + string(text);
}
string hour(string_view text, Date) { return below(text, 24, "hour"); }
string minute(string_view text, Date) { return below(text, 60, "minute"); }
string second(string_view text, Date) { return below(text, 60, "second"); }
string time(string_view text, Date today) {
  string problem = hour(text.substr(0, 2), today);
  return problem.empty() ? minute(text.substr(2, 2), today) : problem;
}

// Lists.

string country(string_view text, Date) { return unless(is_country(text), text, "is no country number of ISO 3166"); }
string country_or_999(string_view text, Date today) { return text == "999" ? string() : country(text, today); }
string country_letters(string_view text, Date) {
  return unless(is_country_letters(text), text, "is no country of ISO 3166");
}
string currency(string_view text, Date) { return unless(is_currency(text), text, "is no currency number of ISO 4217"); }
string package_type(string_view text, Date) {
  return unless(is_package_type(text), text, "is no package type of UN/ECE Recommendation 21");
}
string media_type(string_view text, Date) {
  const long value = number(text);
  return unless((value >= 1 && value <= 10) || value >= 80, text, "is no AIDC media type");
}
string sex(string_view text, Date) { return unless(one_of(text, "0129"), text, "is none of 0, 1, 2 and 9"); }
string winding(string_view text, Date) { return unless(one_of(text, "019"), text, "is none of 0, 1 and 9"); }
string yes_no(string_view text, Date) { return unless(one_of(text, "01"), text, "is neither 0 nor 1"); }
string importer(string_view text, Date) {
  const bool fine = one_of(text, "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
  return unless(fine, text, "is no importer index");
}

// Numbers and shapes.

string hyphen(string_view text, Date) { return unless(text == "-", text, "is not a hyphen"); }
string zero(string_view text, Date) { return unless(text == "0", text, "is not 0"); }
string not_zero(string_view text, Date) { return unless(number(text) != 0, text, "is zero"); }
string no_leading_zero(string_view text, Date) {
  return unless(text == "0" || !text.starts_with('0'), text, "begins with 0");
}
string has_letter(string_view text, Date) { return unless(!is_digits(text), text, "has no character but digits"); }
string latitude(string_view text, Date) { return unless(number(text) <= 1'800'000'000, text, "is no latitude"); }
string longitude(string_view text, Date) { return unless(number(text) <= 3'600'000'000, text, "is no longitude"); }

string part_of(string_view part, string_view total, string_view text) {
  const bool fine = number(part) > 0 && number(total) >= number(part);
  return unless(fine, text, "is not a part of a total");
}
string piece_of_total(string_view text, Date) { return part_of(text.substr(0, 2), text.substr(2), text); }
string position_of_total(string_view text, Date) {
  const auto slash = std::min(text.find('/'), text.size() - 1);
  const string_view part = text.substr(0, slash);
  const string_view total = text.substr(slash + 1);
  if (!is_digits(part) || !is_digits(total)) return unless(false, text, "is not of the form 1/2");
  return part_of(part, total, text);
}

// RFC 3986, 2.1: '%' is followed by two hexadecimal digits.
string percent(string_view text, Date) {
  for (auto at = text.find('%'); at != string_view::npos; at = text.find('%', at + 1)) {
    const string_view code = text.substr(at + 1, 2);
    if (code.size() != 2 || code.find_first_not_of("0123456789ABCDEFabcdef") != string_view::npos)
      return unless(false, text.substr(at, 3), "is no percent-encoded character");
  }
  return {};
}

string positive_offer(string_view text, Date) { return positive_offer_fault(text); }

struct Named {
  string_view name;
  ValueRule rule;
};
constexpr Named rules[] = {
    {"check", check},
    {"check_pair", check_pair},
    {"country", country},
    {"country_letters", country_letters},
    {"country_or_999", country_or_999},
    {"coupon", coupon_fault},
    {"currency", currency},
    {"day", day},
    {"day_or_month", day_or_month},
    {"full_day", full_day},
    {"has_letter", has_letter},
    {"hour", hour},
    {"hyphen", hyphen},
    {"iban", iban},
    {"importer", importer},
    {"latitude", latitude},
    {"longitude", longitude},
    {"media_type", media_type},
    {"minute", minute},
    {"no_leading_zero", no_leading_zero},
    {"not_zero", not_zero},
    {"package_type", package_type},
    {"percent", percent},
    {"piece_of_total", piece_of_total},
    {"position_of_total", position_of_total},
    {"positive_offer", positive_offer},
    {"prefix", prefix},
    {"prefix_at_2", prefix_at_2},
    {"second", second},
    {"sex", sex},
    {"time", time},
    {"winding", winding},
    {"yes_no", yes_no},
    {"zero", zero},
};

}  // namespace

ValueRule rule_named(string_view name) {
  const auto* found = std::find_if(std::begin(rules), std::end(rules), [&](const Named& r) { return r.name == name; });
  return found == std::end(rules) ? nullptr : found->rule;
}

}  // namespace dockhand
