#include "storage/import/cells/spoiled_code.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "storage/model/codes.h"
#include "storage/model/tools/small_letters.h"

namespace dockhand {
namespace {

bool is_figure(char c) { return c >= '0' && c <= '9'; }
bool is_big_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_latin_letter(char c) { return is_big_letter(c) || (c >= 'a' && c <= 'z'); }
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string only_digits(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_figure);
  return digits;
}

bool is_whole_code(std::string_view digits, WholeCode whole) {
  if (whole == WholeCode::gtin) return Gtin::parse(digits).ok();
  if (digits.size() == 20 && digits.starts_with("00")) digits.remove_prefix(2);
  return digits.size() == 18 && is_digits(digits) && Sscc::parse(digits).ok();
}

// So long that it is no number of somebody's own by chance.
bool is_surely_whole(std::string_view digits, WholeCode whole) {
  return digits.size() >= 12 && is_whole_code(digits, whole);
}

// --- characters

struct Replaced {
  std::string_view written, plain;
};

// U+00AD, U+200B to U+200F, U+202A to U+202E, U+2060 and U+FEFF are not seen at all.
constexpr std::array<std::string_view, 13> unseen{
    "\xC2\xAD",     "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xAA",
    "\xE2\x80\xAB", "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA0", "\xEF\xBB\xBF"};
// What word processors put for a blank, a hyphen and a quotation mark.
constexpr std::array<Replaced, 18> replaced{{{"\xC2\xA0", " "},
                                             {"\xE2\x80\xAF", " "},
                                             {"\xE2\x80\x87", " "},
                                             {"\xE2\x80\x89", " "},
                                             {"\xE3\x80\x80", " "},
                                             {"\xE2\x80\x90", "-"},
                                             {"\xE2\x80\x91", "-"},
                                             {"\xE2\x80\x92", "-"},
                                             {"\xE2\x80\x93", "-"},
                                             {"\xE2\x80\x94", "-"},
                                             {"\xE2\x88\x92", "-"},
                                             {"\xE2\x80\x98", "'"},
                                             {"\xE2\x80\x99", "'"},
                                             {"\xE2\x80\x9C", "'"},
                                             {"\xE2\x80\x9D", "'"},
                                             {"\xE2\x80\x9E", "'"},
                                             {"\xC2\xAB", "'"},
                                             {"\xC2\xBB", "'"}}};

// Returns how many bytes at the beginning of the text are a digit of another script, and the digit itself; 0 for none:
// full width (U+FF10), Arabic (U+0660, U+06F0), Devanagari (U+0966).
std::pair<std::size_t, char> foreign_digit(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, unsigned char>, 4> zeros{
      {{"\xEF\xBC", 0x90}, {"\xD9", 0xA0}, {"\xDB", 0xB0}, {"\xE0\xA5", 0xA6}}};
  for (const auto& [lead, zero] : zeros) {
    if (!text.starts_with(lead) || text.size() <= lead.size()) continue;
    const auto last = static_cast<unsigned char>(text[lead.size()]);
    if (last >= zero && last <= zero + 9) return {lead.size() + 1, static_cast<char>('0' + (last - zero))};
  }
  return {0, '0'};
}

struct PlainText {
  std::string text;
  bool has_unseen = false, has_foreign = false;
};

PlainText plain_text(std::string_view text) {
  PlainText plain;
  if (is_ascii(text)) return {std::string(text), false, false};
  while (!text.empty()) {
    const auto begins = [&](std::string_view one) { return text.starts_with(one); };
    const auto gone = std::find_if(unseen.begin(), unseen.end(), begins);
    const auto other =
        std::find_if(replaced.begin(), replaced.end(), [&](const Replaced& one) { return begins(one.written); });
    const auto [bytes, digit] = foreign_digit(text);
    std::size_t taken = 1;
    if (gone != unseen.end()) {
      plain.has_unseen = true;
      taken = gone->size();
    } else if (other != replaced.end()) {
      plain.text += other->plain;
      taken = other->written.size();
    } else if (bytes > 0) {
      plain.has_foreign = true;
      plain.text += digit;
      taken = bytes;
    } else {
      plain.text += text.front();
    }
    text.remove_prefix(taken);
  }
  return plain;
}

// --- numbers

// The parts of "5.90123E+12".
struct Shortened {
  std::string_view front, decimals, exponent;
  bool marked = false;
  char sign = ' ';
};

std::optional<Shortened> shortened(std::string_view text) {
  const std::size_t e = text.find_first_of("Ee");
  if (e == std::string_view::npos || e == 0 || !is_figure(text.front())) return std::nullopt;
  Shortened parts;
  std::string_view mantissa = text.substr(0, e);
  parts.exponent = text.substr(e + 1);
  if (parts.exponent.starts_with('+') || parts.exponent.starts_with('-')) {
    parts.sign = parts.exponent.front();
    parts.exponent.remove_prefix(1);
  }
  const std::size_t mark = mantissa.find_first_of(".,");
  parts.marked = mark != std::string_view::npos;
  parts.front = mantissa.substr(0, mark);
  if (parts.marked) parts.decimals = mantissa.substr(mark + 1);
  const bool decimals_are_digits = parts.decimals.empty() || is_digits(parts.decimals);
  if (!is_digits(parts.front) || !decimals_are_digits) return std::nullopt;
  if (!is_digits(parts.exponent) || parts.exponent.size() > 3) return std::nullopt;
  // Somebody may call his thing 12E5 or 30E-12; a mark behind the first digit, or a plus, is of a program.
  const bool by_program = parts.sign == '+' || (parts.marked && parts.front.size() == 1);
  return by_program ? std::optional(parts) : std::nullopt;
}

// Sixteen digits and more are kept by no spreadsheet, and by some programs.
std::string digits_of(const Shortened& number) {
  std::string digits = std::string(number.front) + std::string(number.decimals);
  const auto wanted = static_cast<std::size_t>(std::stoi(std::string(number.exponent))) + number.front.size();
  constexpr std::size_t most_shown = 7, most_digits = 20;
  if (number.sign == '-' || digits.size() <= most_shown || digits.size() > wanted || wanted > most_digits) return {};
  digits.append(wanted - digits.size(), '0');
  return digits;
}

std::optional<std::string> why_shortened(std::string_view text, std::optional<WholeCode> whole) {
  const auto number = shortened(text);
  if (!number) return std::nullopt;
  const std::string digits = digits_of(*number);
  const bool kept = whole && !digits.empty() && is_surely_whole(digits, *whole);
  return "is a long number that a spreadsheet or a program has shortened, " +
         (kept ? "it is likely " + digits : std::string("its digits are lost")) + std::string(keep_as_text);
}

// Digits in groups of three, with one and the same mark between them: at least two marks.
bool has_thousands(std::string_view text, std::string_view marks) {
  const std::size_t first = text.find_first_of(marks);
  if (first == std::string_view::npos || first == 0 || first > 3) return false;
  const char mark = text[first];
  std::size_t groups = 0;
  std::string_view rest = text.substr(first);
  while (rest.size() >= 4 && rest.front() == mark && is_digits(rest.substr(1, 3))) {
    rest.remove_prefix(4);
    ++groups;
  }
  return rest.empty() && groups >= 2 && is_digits(text.substr(0, first));
}

// Returns what stands in front of ".0" or ",00". Empty: it has no such end.
std::string_view in_front_of_zeros(std::string_view text, std::size_t most_zeros) {
  const std::size_t mark = text.find_last_of(".,");
  if (mark == std::string_view::npos || mark == 0) return {};
  const std::string_view zeros = text.substr(mark + 1);
  const bool is_end = !zeros.empty() && zeros.size() <= most_zeros && zeros.find_first_not_of('0') == zeros.npos;
  return is_end ? text.substr(0, mark) : std::string_view();
}

std::string kept_as_number(std::string_view digits) {
  return "was kept as a number; it is " + std::string(digits) + std::string(keep_as_text);
}

// --- what surrounds a code

bool is_yes_or_no(std::string_view text) {
  static constexpr std::array<std::string_view, 12> words{"TRUE", "FALSE", "True",      "False", "WAHR", "FALSCH",
                                                          "VRAI", "FAUX",  "VERDADERO", "FALSO", "WAAR", "ONWAAR"};
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::optional<std::string> why_surrounded(std::string_view text) {
  if (is_yes_or_no(text)) return "is what a spreadsheet makes of a yes or a no" + std::string(keep_as_text);
  if (text.size() > 3 && text.front() == ']' && is_latin_letter(text[1]) &&
      (is_figure(text[2]) || is_latin_letter(text[2]))) {
    return "begins with the sign of its symbology, which a scanner sends in front of a code; it is " +
           printable(text.substr(3), 60);
  }
  if (text.size() > 2 && text.front() == '*' && text.back() == '*') {
    return "has the asterisks that are printed around a code and never sent; it is " +
           printable(text.substr(1, text.size() - 2), 60);
  }
  return std::nullopt;
}

// "(01)04006381333931(10)L1" and "(91)ABC".
bool begins_with_element(std::string_view text) {
  const std::size_t end = text.find(')');
  return text.starts_with('(') && (end == 3 || end == 4 || end == 5) && is_digits(text.substr(1, end - 1));
}

std::optional<std::string> why_in_elements(std::string_view text, WholeCode whole) {
  if (!begins_with_element(text)) return std::nullopt;
  const std::size_t length = whole == WholeCode::gtin ? 14 : 18;
  const std::string_view first = text.substr(text.find(')') + 1);
  const std::string_view digits = first.substr(0, std::min(length, first.size()));
  const bool is_code = text.starts_with(whole == WholeCode::gtin ? "(01)" : "(00)") && is_whole_code(digits, whole);
  if (!is_code && whole == WholeCode::sscc) return std::nullopt;  // a carrier's own number
  return "has brackets that no scanner sends" + (is_code ? "; it is " + std::string(digits) : std::string());
}

// What a whole label of GS1 says, as one text or as a link on the web: a scan of it gives the GTIN alone.
std::optional<std::string> why_whole_label(std::string_view text) {
  constexpr std::size_t length = 14;
  std::size_t at = text.starts_with("01") ? 2 : std::string_view::npos;
  if (const std::size_t link = text.find("/01/"); text.starts_with("http") && link != std::string_view::npos)
    at = link + 4;
  if (at == std::string_view::npos || text.size() < at + length) return std::nullopt;
  const std::string_view digits = text.substr(at, length);
  if (!Gtin::parse(digits)) return std::nullopt;
  return "is what a whole label says, of which a scan gives the GTIN alone; it is " + std::string(digits);
}

// --- words beside a code

std::vector<std::string_view> words_in(std::string_view text) {
  const auto is_of_word = [](char c) {
    return is_figure(c) || is_latin_letter(c) || static_cast<unsigned char>(c) >= 0x80;
  };
  std::vector<std::string_view> words;
  words.reserve(4);
  for (auto at = text.begin(); at != text.end();) {
    const auto begin = std::find_if(at, text.end(), is_of_word);
    at = std::find_if_not(begin, text.end(), is_of_word);
    if (begin != at)
      words.push_back(
          text.substr(static_cast<std::size_t>(begin - text.begin()), static_cast<std::size_t>(at - begin)));
  }
  return words;
}

// What people write beside a code to say what it is.
bool is_name_of_codes(std::string_view word) {
  static constexpr std::array<std::string_view, 30> names{
      "ean",  "ean8", "ean13",   "ean14",      "upc",    "upca", "upce",   "a",    "e",   "gtin",
      "8",    "12",   "13",      "14",         "gtin8",  "jan",  "gtin12", "isbn", "itf", "itf14",
      "code", "bar",  "barcode", "strichcode", "gtin13", "no",   "nr",     "sscc", "nve", "gtin14"};
  return std::find(names.begin(), names.end(), small_letters(std::string(word))) != names.end();
}

// "EAN4006381333931".
std::string_view without_name_in_front(std::string_view word) {
  const auto digit = std::find_if(word.begin(), word.end(), is_figure);
  const auto letters = static_cast<std::size_t>(digit - word.begin());
  return letters > 1 && is_name_of_codes(word.substr(0, letters)) ? word.substr(letters) : word;
}

bool is_long_number(std::string_view word, WholeCode whole) {
  return is_digits(word) && (whole == WholeCode::gtin ? word.size() >= 12 && word.size() <= 14 : word.size() >= 18);
}

std::optional<std::string> why_several(const std::vector<std::string_view>& words, WholeCode whole) {
  const auto are = [&](const auto& one) { return words.size() > 1 && std::all_of(words.begin(), words.end(), one); };
  const auto long_ones =
      std::count_if(words.begin(), words.end(), [&](auto word) { return is_long_number(word, whole); });
  if (long_ones < 2 && !are([&](auto word) { return is_whole_code(word, whole); })) return std::nullopt;
  return "has several codes in one cell: give each a row of its own";
}

std::optional<std::string> why_beside_words(std::string_view text, const std::vector<std::string_view>& words,
                                            WholeCode whole) {
  if (auto several = why_several(words, whole)) return several;
  std::string_view code;
  bool named = true;
  for (const std::string_view word : words) {
    const std::string_view bare = without_name_in_front(word);
    if (code.empty() && is_surely_whole(bare, whole))
      code = bare;
    else
      named = named && is_name_of_codes(word);
  }
  if (code.empty() || code == text) return std::nullopt;
  if (!named && text.find(' ') == std::string_view::npos) return std::nullopt;  // it may be somebody's own code
  return "has something beside the code that no scanner sends; it is " + std::string(code);
}

// Digits alone, with what people put between them.
std::optional<std::string> why_grouped(std::string_view text, WholeCode whole) {
  const bool only_signs = std::none_of(
      text.begin(), text.end(), [](char c) { return is_latin_letter(c) || static_cast<unsigned char>(c) >= 0x80; });
  const std::string digits = only_digits(text);
  if (!only_signs || digits.size() == text.size()) return std::nullopt;
  const bool is_code = is_whole_code(digits, whole);
  // With dots, twelve digits may be somebody's own code.
  const bool thousands = digits.size() >= 12 && has_thousands(text, is_code ? ".,' " : ",'");
  const bool as_people = text.find_first_not_of("0123456789- ()") == std::string_view::npos;
  if (thousands) {
    return "has marks between its thousands; it is " + (is_code ? digits : "a number, and its digits may be lost") +
           std::string(keep_as_text);
  }
  if (!is_code || (!as_people && digits.size() < 12)) return std::nullopt;
  return "is written as people read it, and no scanner sends that; it is " + digits;
}

std::optional<std::string> why_unseen(const PlainText& plain) {
  if (!plain.has_unseen) return std::nullopt;
  return "has a character within that nobody sees and no scanner sends: type it anew; it is likely " +
         printable(plain.text, 60);
}

}  // namespace

namespace {

// A word processor makes other dashes of a plain one: U+2010 to U+2015, and the minus sign U+2212.
std::optional<std::string> why_dash(std::string_view text) {
  static constexpr std::array<std::string_view, 7> dashes{"\u2010", "\u2011", "\u2012", "\u2013",
                                                          "\u2014", "\u2015", "\u2212"};
  std::string plain(text);
  for (const std::string_view dash : dashes) {
    for (std::size_t at = plain.find(dash); at != std::string::npos; at = plain.find(dash)) plain.replace(at, 3, "-");
  }
  if (plain.size() == text.size()) return std::nullopt;
  return "has a dash that a word processor has made, and no scanner sends: it is likely " + printable(plain, 60);
}

}  // namespace

std::optional<std::string> spoils_code(std::string_view text) {
  if (auto why = why_shortened(text, std::nullopt)) return why;
  if (is_ascii(text)) return std::nullopt;
  const auto dash = why_dash(text);
  return dash ? dash : why_unseen(plain_text(text));
}

std::optional<std::string> spoils_number(std::string_view text) {
  constexpr std::size_t short_number = 3;  // below it, it may be a version or a size
  const std::string_view whole = text.ends_with(".0") ? text.substr(0, text.size() - 2) : std::string_view();
  if (whole.size() >= short_number && is_digits(whole)) return kept_as_number(whole);
  return spoils_code(text);
}

std::optional<std::string> spoils_name(std::string_view text) {
  if (auto why = why_surrounded(text)) return why;
  constexpr std::size_t short_number = 5;  // below it, somebody may call a thing 12.0
  const std::string_view whole = in_front_of_zeros(text, 2);
  const bool is_amount = text.find(',') != std::string_view::npos || text.size() == whole.size() + 2;
  if (whole.size() >= short_number && is_digits(whole) && is_amount) return kept_as_number(whole);
  if (has_thousands(text, ",")) return kept_as_number(only_digits(text));
  return spoils_number(text);
}

std::optional<std::string> spoils_label(std::string_view text, WholeCode whole) {
  if (whole == WholeCode::gtin) {
    if (auto why = why_whole_label(text)) return why;
  }
  if (is_digits(text)) return std::nullopt;
  const PlainText plain = plain_text(text);
  if (auto why = why_unseen(plain)) return why;
  if (plain.has_foreign) {
    return "has digits that no scanner sends, of full width or of another script; it is likely " +
           printable(plain.text, 60);
  }
  if (auto why = why_surrounded(plain.text)) return why;
  if (auto why = why_shortened(plain.text, whole)) return why;
  const std::string_view number = in_front_of_zeros(plain.text, plain.text.size() >= 12 ? 6 : 2);
  if (whole == WholeCode::gtin || number.size() >= 12) {
    const bool is_amount = !number.empty() && (is_digits(number) || has_thousands(number, ".,' "));
    if (is_amount) return kept_as_number(only_digits(number));
  }
  if (auto why = why_in_elements(plain.text, whole)) return why;
  if (auto why = why_grouped(plain.text, whole)) return why;
  return why_beside_words(plain.text, words_in(plain.text), whole);
}

}  // namespace dockhand
