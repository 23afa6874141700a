#include "storage/import/cells/office_code.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "storage/import/cells/plain_name.h"
#include "storage/import/cells/spoiled_code.h"
#include "storage/model/codes.h"
#include "storage/model/tools/small_letters.h"

namespace dockhand {
namespace {

constexpr std::string_view keep = keep_as_text;
constexpr std::size_t longest_day = 24;  // letters

Error no_code(std::string_view text, const std::string& why) {
  return {ErrorKind::bad_input, "code", "'" + printable(text, 60) + "' " + why};
}

bool is_digit_of_code(char c) { return c >= '0' && c <= '9'; }

// The short names of months by which spreadsheets show a day: English, German, French, Spanish, Italian, Dutch.
constexpr std::array<std::string_view, 43> short_months{"jan",
                                                        "feb",
                                                        "mar",
                                                        "apr",
                                                        "may",
                                                        "jun",
                                                        "jul",
                                                        "aug",
                                                        "sep",
                                                        "oct",
                                                        "nov",
                                                        "dec",
                                                        "mrz",
                                                        "mai",
                                                        "okt",
                                                        "dez",
                                                        "janv",
                                                        "avr",
                                                        "mars",
                                                        "juin",
                                                        "juil",
                                                        "sept",
                                                        "ene",
                                                        "abr",
                                                        "ago",
                                                        "dic",
                                                        "gen",
                                                        "mag",
                                                        "giu",
                                                        "lug",
                                                        "set",
                                                        "ott",
                                                        "sett",
                                                        "mrt",
                                                        "mei",
                                                        "juni",
                                                        "juli",
                                                        "m\xC3\xA4r",
                                                        "m\xC3\xA4rz",
                                                        "f\xC3\xA9vr",
                                                        "f\xC3\xA9v",
                                                        "ao\xC3\xBBt",
                                                        "d\xC3\xA9"
                                                        "c"};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" -./"), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool is_number_up_to(std::string_view digits, int most) {
  return !digits.empty() && digits.size() <= 2 && is_digits(digits) && std::stoi(std::string(digits)) <= most &&
         digits != "0" && digits != "00";
}

bool is_year(std::string_view digits) {
  return digits.size() == 4 && is_digits(digits) && (digits.starts_with("19") || digits.starts_with("20"));
}

// In capitals it is what a person types.
bool is_short_month(std::string_view word) {
  const bool capitals = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  const std::string plain = small_letters(std::string(word));
  return !capitals && std::find(short_months.begin(), short_months.end(), plain) != short_months.end();
}

// True for "3-Mar", "03. Mrz", "Mar-03" and "3-Mar-2026".
bool is_day_by_name(const std::vector<std::string_view>& words) {
  if (words.size() == 2 && is_short_month(words[0])) return words[1].size() == 2 && is_digits(words[1]);
  if (words.size() < 2 || !is_number_up_to(words[0], 31) || !is_short_month(words[1])) return false;
  return words.size() == 2 ||
         (words.size() == 3 && (is_year(words[2]) || (words[2].size() == 2 && is_digits(words[2]))));
}

// True for "3/3/2026" and "03.03.2026".
bool is_day_in_numbers(const std::vector<std::string_view>& words) {
  return words.size() == 3 && is_year(words[2]) && is_number_up_to(words[0], 31) && is_number_up_to(words[1], 31) &&
         (is_number_up_to(words[0], 12) || is_number_up_to(words[1], 12));
}

// True for 2026-12-01, with or without the time of midnight.
bool is_day_of_a_calendar(std::string_view text) {
  const std::string_view time = text.substr(std::min<std::size_t>(10, text.size()));
  return text.size() >= 10 && text[4] == '-' && text[7] == '-' && is_year(text.substr(0, 4)) &&
         is_digits(text.substr(5, 2)) && is_digits(text.substr(8, 2)) &&
         (time.empty() || time.substr(1).starts_with("00:00"));
}

// As a spreadsheet has made it of the code 1-12.
bool is_day(std::string_view text) {
  if (text.size() < 5 || text.size() > longest_day) return false;
  if (is_day_of_a_calendar(text)) return true;
  if (text.find_first_of(" -./") == std::string_view::npos) return false;
  const auto words = words_of(text);
  return is_day_by_name(words) || is_day_in_numbers(words);
}

// "#N/A", "#REF!", "#BEZUG!", "#NOM?", and the signs of a number that does not fit into its column.
bool is_formula_error(std::string_view text) {
  if (text.size() < 3 || text.front() != '#') return false;
  return text.ends_with('!') || text.ends_with('?') || text == "#N/A" || text == "#NV" || text == "#NA" ||
         text.find_first_not_of('#') == std::string_view::npos;
}

// Returns the text in ="H1", by which an export keeps a spreadsheet from changing it. It is empty for any other
// formula.
std::string_view text_in_formula(std::string_view text) {
  if (text.size() < 5 || !text.starts_with("=\"") || !text.ends_with('"')) return {};
  return text.substr(2, text.size() - 3);
}

std::string digits_in(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit_of_code);
  return digits;
}

bool is_gtin(std::string_view digits) { return Gtin::parse(digits).ok(); }

// True when there are only digits with what people put between them.
bool is_grouped(std::string_view text) {
  return !is_digits(text) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit_of_code(c) || c == '-' || c == ' ' || c == '(' || c == ')';
  });
}

// What a barcode of digits alone was, before something was lost.
Status check_digits(std::string_view text, Labels labels) {
  if (text.size() == 8 && labels != Labels::own) {
    const auto gtin = Gtin::parse(text);
    if (!gtin)
      return no_code(text, "is no EAN-8: " + gtin.error().message +
                               (labels == Labels::gtin ? ""
                                                       : "; if your house prints such codes itself, call the column "
                                                         "\"own code\""));
  }
  const std::string with_zero = "0" + std::string(text);
  if (text.size() == 11 && is_gtin(with_zero)) {
    return no_code(text, "has lost its zero in a spreadsheet; it is likely " + with_zero + std::string(keep));
  }
  if (text.size() == 12 && !is_gtin(text)) {
    const std::string whole = std::string(text) + gs1_check_digit(text);
    return no_code(text, "has a wrong check digit as a UPC; if the last digit of an EAN was cut off, it is " + whole);
  }
  return Done{};
}

}  // namespace

Labels labels_named(std::string_view heading) {
  const auto has = [&](std::string_view word) { return heading.find(word) != std::string_view::npos; };
  if (has("own") || has("internal") || has("house code")) return Labels::own;
  return has("ean") || has("upc") || has("gtin") ? Labels::gtin : Labels::any;
}

namespace {

// Apostrophes and formulas.
Status check_begin(std::string_view text) {
  if (text.front() == '\'' && text.size() > 1) {
    return no_code(text, "begins with the apostrophe by which a spreadsheet marks text; without it, it is " +
                             printable(text.substr(1), 60));
  }
  if (text.front() == '=') {
    const std::string_view quoted = text_in_formula(text);
    const std::string value = quoted.empty() ? digits_in(text) : std::string(quoted);
    return no_code(
        text, "is a formula" + (value.empty() ? std::string() : "; its value is likely " + value) + std::string(keep));
  }
  if (is_formula_error(text)) return no_code(text, "is a formula that failed");
  return Done{};
}

std::string made_a_day() {
  return "is a day that a spreadsheet has made of a code like 1-12 or MAR3" + std::string(keep);
}

Status as_status(std::string_view text, const std::optional<std::string>& spoilt) {
  return spoilt ? Status(no_code(text, *spoilt)) : Done{};
}

}  // namespace

// A day by its name is no code of anybody's, also where one in numbers may be, as of a lot.
Status check_code(std::string_view text) {
  if (text.empty()) return Done{};
  if (auto checked = check_begin(text); !checked) return checked;
  if (text.size() <= longest_day && is_day_by_name(words_of(text))) return no_code(text, made_a_day());
  return as_status(text, spoils_code(text));
}

Status check_number(std::string_view text) {
  if (text.empty()) return Done{};
  if (auto checked = check_begin(text); !checked) return checked;
  return as_status(text, spoils_number(text));
}

Status check_name_of_thing(std::string_view text) {
  if (text.empty()) return Done{};
  if (auto checked = check_begin(text); !checked) return checked;
  if (auto checked = as_status(text, spoils_name(text)); !checked) return checked;
  if (!is_day(text)) return Done{};
  return no_code(text, made_a_day());
}

bool is_no_barcode(std::string_view text) {
  static constexpr std::array<std::string_view, 25> words{
      "n/a",   "na",      "n.a",     "none", "null",  "nil",     "no",        "tbd",  "tba",
      "x",     "unknown", "missing", "k.a",  "keine", "keiner",  "kein",      "ohne", "sans",
      "aucun", "néant",   "ninguno", "sin",  "geen",  "nessuno", "no barcode"};
  const std::string plain = plain_name(text);
  if (text.find_first_not_of("0") == std::string_view::npos) return !text.empty();
  if (text.find_first_not_of("-–—?._/ ") == std::string_view::npos) return !text.empty();
  return std::find(words.begin(), words.end(), plain) != words.end();
}

Status check_barcode(std::string_view text, Labels labels) {
  if (is_no_barcode(text)) return no_code(text, "stands for no barcode: leave such a row out, or the cell empty");
  if (auto checked = check_begin(text); !checked) return checked;
  constexpr std::size_t longest_gtin = 14;
  if (is_digits(text) && text.size() <= longest_gtin) return check_digits(text, labels);
  if (auto checked = as_status(text, spoils_label(text, WholeCode::gtin)); !checked) return checked;
  return check_name_of_thing(text);
}

Result<std::string> read_sscc(std::string_view text) {
  if (auto checked = text.empty() ? Status(Done{}) : check_begin(text); !checked) return checked.error();
  std::string digits(text);
  std::string_view bare = text;
  if (bare.starts_with("(00)")) bare.remove_prefix(4);
  if (is_digits(bare) || is_grouped(bare))
    digits = digits_in(bare);
  else if (auto spoilt = spoils_label(text, WholeCode::sscc))
    return no_code(text, *spoilt);
  if (digits.size() == 20 && digits.starts_with("00")) digits.erase(0, 2);
  if (digits.size() == 17 && is_digits(digits)) {
    return no_code(digits, "has 17 digits; if its check digit was cut off, it is " + digits + gs1_check_digit(digits));
  }
  return digits;
}

}  // namespace dockhand
