#include "storage/import/cells/office_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "storage/model/codes.h"

namespace dockhand {
namespace {

Error no_number(std::string_view text, const std::string& why) {
  return {ErrorKind::bad_input, "number", "'" + printable(text, 24) + "' " + why};
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// Digits with the marks and blanks that stand in numbers, the sign taken off; empty when it is anything else. Blanks
// and apostrophes, which part thousands, become blanks.
std::string bare_number(std::string_view text) {
  static constexpr std::array<std::string_view, 6> parting{
      " ", "'", "\xE2\x80\x99", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  std::string bare;
  while (!text.empty()) {
    if (digit(text.front()) || text.front() == '.' || text.front() == ',') {
      bare += text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto blank = std::find_if(parting.begin(), parting.end(), [&](auto one) { return text.starts_with(one); });
    if (blank == parting.end()) return {};
    bare += ' ';
    text.remove_prefix(blank->size());
  }
  const bool begins = !bare.empty() && (digit(bare.front()) || bare.front() == '.' || bare.front() == ',');
  return begins && std::any_of(bare.begin(), bare.end(), digit) ? bare : std::string();
}

std::size_t count(std::string_view text, char c) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

std::optional<DecimalMark> mark_of_bare(std::string_view bare) {
  const std::size_t points = count(bare, '.'), commas = count(bare, ',');
  if (points + commas == 0) return std::nullopt;
  const std::size_t last = bare.find_last_of(".,");
  const DecimalMark of_last = bare[last] == '.' ? DecimalMark::point : DecimalMark::comma;
  if (points > 0 && commas > 0) return of_last;
  if (points + commas > 1) return of_last == DecimalMark::point ? DecimalMark::comma : DecimalMark::point;
  const bool may_part_thousands = bare.size() - last == 4 && last >= 1 && last <= 3 && bare.front() != '0';
  return may_part_thousands ? std::nullopt : std::optional(of_last);
}

// Returns "1.200" and "1 200" without the sign that separates the groups. It is empty when the sign does not stand
// between groups of three.
std::string without_parting(std::string_view whole, char parting) {
  std::string digits;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (digit(whole[i])) {
      digits += whole[i];
      continue;
    }
    const std::size_t behind = whole.size() - i - 1;
    if ((whole[i] != parting && whole[i] != ' ') || behind % 4 != 3 || i == 0 || i > whole.size()) return {};
  }
  return digits;
}

bool is_exponent(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  return e != std::string_view::npos && e > 0 && digit(text[e - 1]) && e + 1 < text.size() &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(e) + 1, text.end(),
                     [](char c) { return digit(c) || c == '+' || c == '-'; }) &&
         !bare_number(text.substr(0, e)).empty();
}

// The two parts of a number. Both are digits.
struct Parts {
  std::string whole, fraction;
};

Result<Parts> parts_of(std::string_view text, std::optional<DecimalMark> mark) {
  if (text.empty()) return no_number(text, "is empty");
  if (is_exponent(text)) {
    return no_number(text, "is how a spreadsheet shortens a number: format the column as text and enter it again");
  }
  if (text.front() == '=') {
    return no_number(text, "is a formula: open the file in a spreadsheet and save it, or write the number itself");
  }
  const std::string bare = bare_number(text);
  if (bare.empty()) return no_number(text, "is not a number: write the number alone, in digits");
  const auto shown = mark_of_bare(bare);
  if (shown && mark && *shown != *mark) {
    return no_number(
        text, std::string("does not fit the rest of its column, where the decimal mark is '") + name_of(*mark) + "'");
  }
  if (!shown && !mark && depends_on_mark(text)) {
    return no_number(text, "can be read in two ways: say what the decimal mark is (--decimal . or --decimal ,)");
  }
  const char decimal = (shown ? *shown : mark.value_or(DecimalMark::point)) == DecimalMark::point ? '.' : ',';
  const std::size_t at = bare.find(decimal);
  Parts parts{without_parting(std::string_view(bare).substr(0, at), decimal == '.' ? ',' : '.'),
              at == std::string::npos ? std::string() : bare.substr(at + 1)};
  if (parts.whole.empty() && at == 0) parts.whole = "0";
  if (parts.whole.empty() || !std::all_of(parts.fraction.begin(), parts.fraction.end(), digit)) {
    return no_number(text, "is not a number: write the number alone, in digits");
  }
  if (text.front() == '-' && (parts.whole + parts.fraction).find_first_not_of('0') != std::string::npos)
    return no_number(text, "is less than none");
  return parts;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> signs_of_money{
    {{"\xE2\x82\xAC", "EUR"}, {"$", "$"}, {"\xC2\xA3", "GBP"}}};

struct Money {
  std::string_view amount;
  std::string currency;
};

// Takes "EUR 12" and "12 $" apart.
Money money_of(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
  constexpr std::size_t code = 3;  // length of a code of ISO 4217
  const auto all_letters = [&](std::string_view part) {
    return part.size() == code && std::all_of(part.begin(), part.end(), is_letter);
  };
  Money money{text, {}};
  const auto take = [&](std::string_view currency, bool is_before) {
    const std::size_t length = currency.size();
    money.currency = currency;
    if (is_before) money.amount.remove_prefix(length);
    if (!is_before) money.amount.remove_suffix(length);
  };
  for (const auto& [sign, name] : signs_of_money) {
    if (money.amount.starts_with(sign)) take(sign, true);
    if (money.amount.ends_with(sign)) take(sign, false);
    if (money.currency == sign) money.currency = name;
  }
  if (all_letters(money.amount.substr(0, code))) take(money.amount.substr(0, code), true);
  const std::size_t size = money.amount.size();
  if (size > code && all_letters(money.amount.substr(size - code))) take(money.amount.substr(size - code), false);
  std::transform(money.currency.begin(), money.currency.end(), money.currency.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  while (money.amount.starts_with(' ')) money.amount.remove_prefix(1);
  while (money.amount.ends_with(' ')) money.amount.remove_suffix(1);
  return money;
}

}  // namespace

const char* name_of(DecimalMark mark) { return mark == DecimalMark::point ? "." : ","; }

Result<DecimalMark> parse_decimal_mark(std::string_view text) {
  if (text == ".") return DecimalMark::point;
  if (text == ",") return DecimalMark::comma;
  return Error{ErrorKind::bad_input, "decimal", "'" + printable(text, 16) + "' is neither . nor ,"};
}

std::optional<DecimalMark> shown_mark(std::string_view text) { return mark_of_bare(bare_number(text)); }

bool depends_on_mark(std::string_view text) {
  const std::string bare = bare_number(text);
  return count(bare, '.') + count(bare, ',') == 1 && !mark_of_bare(bare);
}

Result<std::string> read_whole_number(std::string_view text, std::optional<DecimalMark> mark) {
  const auto parts = parts_of(text, mark);
  if (!parts) return parts.error();
  if (parts->fraction.find_first_not_of('0') != std::string::npos) {
    return no_number(text, "is not a whole number: quantities are whole base units");
  }
  return parts->whole;
}

std::string currency_of(std::string_view text) {
  const bool has_digits = text.find_first_of("0123456789") != std::string_view::npos;
  return has_digits ? money_of(text).currency : "";
}

Error in_another_currency(std::string_view text) {
  return {ErrorKind::bad_input, "price",
          fmt::format("'{price}' is in {currency}, and other prices are in another currency: the books have one, so"
                      " write all prices in that of the house, without its name",
                      fmt::arg("price", printable(text, 24)), fmt::arg("currency", currency_of(text)))};
}

Result<std::string> read_amount(std::string_view text, std::optional<DecimalMark> mark) {
  if (text.find_first_of("0123456789") == std::string_view::npos)
    return no_number(text, "is not a number: write the number alone, in digits");
  auto parts = parts_of(money_of(text).amount, mark);
  if (!parts) return parts.error();
  while (parts->fraction.ends_with('0')) parts->fraction.pop_back();
  return parts->whole + (parts->fraction.empty() ? "" : "." + parts->fraction);
}

}  // namespace dockhand
