#include "storage/model/label_numbers.h"

#include <algorithm>
#include <charconv>

namespace dockhand {
namespace {

constexpr std::size_t digits_of_number = 17;

std::int64_t read(std::string_view digits) {
  std::int64_t number = -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

std::int64_t number_of(const Sscc& unit) {
  const std::string_view text = unit.text();
  return is_digits(text) ? read(text.substr(0, digits_of_number)) : -1;
}

Sscc sscc_of(std::int64_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, digits_of_number - std::min(digits.size(), digits_of_number), '0');
  digits += gs1_check_digit(digits);
  return Sscc::parse(digits).value();
}

NumberRange numbers_under(std::string_view prefix) {
  NumberRange range{read(prefix), read(prefix) + 1};
  for (std::size_t i = prefix.size(); i < digits_of_number; ++i) {
    range.begin *= 10;
    range.end *= 10;
  }
  return range;
}

Result<std::string> parse_label_prefix(std::string_view text) {
  if (is_digits(text) && text.size() >= 8 && text.size() <= 11) return std::string(text);
  return Error{ErrorKind::bad_input, "prefix",
               "'" + printable(text, 40) + "' is not 8 to 11 digits: the extension digit and the GS1 company prefix"};
}

}  // namespace dockhand
