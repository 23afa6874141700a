#include "scanner/bars/symbol_codec.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "scanner/bars/patterns.h"
#include "storage/model/code39.h"
#include "storage/model/codes.h"

namespace dockhand {
namespace {

using Bars = std::span<const std::uint8_t>;

constexpr int ean13_modules = 95;
constexpr int ean8_modules = 67;
constexpr int upce_modules_count = 51;
constexpr int character_modules = 11;  // of Code 128; its stop has two more
constexpr int fewest_characters = 4;   // start, one, check, stop

unsigned number_of(Bars bars) {
  unsigned number = 0;
  for (const std::uint8_t bar : bars) number = number << 1U | bar;
  return number;
}

// Here begin EAN and UPC.

// The digit before the left half follows from which of its six digits are of set B.
constexpr std::array<unsigned, 10> first_digits{0b000000, 0b001011, 0b001101, 0b001110, 0b010011,
                                                0b011001, 0b011100, 0b010101, 0b010110, 0b011010};
// The check digit of a UPC-E of number system 0 follows in the same way. The values of system 1 are the inverse.
constexpr std::array<unsigned, 10> upce_parities{0b111000, 0b110100, 0b110010, 0b110001, 0b101100,
                                                 0b100110, 0b100011, 0b101010, 0b101001, 0b100101};

// Returns the first value that has this pattern.
std::optional<unsigned> value_in(const Alphabet& alphabet, unsigned pattern) {
  const auto found = std::find(alphabet.patterns.begin(), alphabet.patterns.end(), pattern);
  if (found == alphabet.patterns.end()) return std::nullopt;
  return static_cast<unsigned>(found - alphabet.patterns.begin());
}

// The digits between the guards, and which of the left ones are of set B.
struct Digits {
  std::string text;
  unsigned parity = 0;
};
std::optional<Digits> ean_digits(Bars bars, std::size_t half) {
  const std::size_t middle = 3 + 7 * half;
  const bool guarded = number_of(bars.first(3)) == 0b101 && number_of(bars.last(3)) == 0b101 &&
                       number_of(bars.subspan(middle, 5)) == 0b01010;
  if (!guarded) return std::nullopt;
  Digits digits;
  for (std::size_t i = 0; i < 2 * half; ++i) {
    const bool left = i < half;
    const unsigned pattern = number_of(bars.subspan(3 + 7 * i + (left ? 0 : 5), 7));
    const auto value = value_in(left ? pattern_sets().left : pattern_sets().right, pattern);
    if (!value) return std::nullopt;
    if (left) digits.parity = digits.parity << 1U | (*value >= 10 ? 1U : 0U);
    digits.text += static_cast<char>('0' + *value % 10);
  }
  return digits;
}

bool right_check_digit(std::string_view text) {
  return gs1_check_digit(text.substr(0, text.size() - 1)) == text.back();
}

std::optional<Symbol> read_ean13(Bars bars) {
  const auto digits = ean_digits(bars, 6);
  if (!digits) return std::nullopt;
  const auto* const first = std::find(first_digits.begin(), first_digits.end(), digits->parity);
  if (first == first_digits.end()) return std::nullopt;
  const std::string text = static_cast<char>('0' + (first - first_digits.begin())) + digits->text;
  if (!right_check_digit(text)) return std::nullopt;
  Symbol symbol;
  const bool upca = text.front() == '0';  // as the library has it
  symbol.symbology = upca ? Symbology::upca : Symbology::ean13;
  symbol.text = upca ? text.substr(1) : text;
  symbol.aim = "]E0";
  return symbol;
}

std::optional<Symbol> read_ean8(Bars bars) {
  const auto digits = ean_digits(bars, 4);
  if (!digits || digits->parity != 0 || !right_check_digit(digits->text)) return std::nullopt;
  Symbol symbol;
  symbol.symbology = Symbology::ean8;
  symbol.text = digits->text;
  symbol.aim = "]E4";
  return symbol;
}

// Number system and check digit are which of the six digits are of set B (first_digits, inverted for system 0).
std::optional<Symbol> read_upce(Bars bars) {
  if (number_of(bars.first(3)) != 0b101 || number_of(bars.last(6)) != 0b010101) return std::nullopt;
  std::string digits;
  unsigned parity = 0;
  for (std::size_t i = 0; i < 6; ++i) {
    const auto value = value_in(pattern_sets().left, number_of(bars.subspan(3 + 7 * i, 7)));
    if (!value) return std::nullopt;
    parity = parity << 1U | (*value >= 10 ? 1U : 0U);
    digits += static_cast<char>('0' + *value % 10);
  }
  for (const char system : {'0', '1'}) {
    for (std::size_t check = 0; check < upce_parities.size(); ++check) {
      if ((system == '0' ? upce_parities[check] : ~upce_parities[check] & 0b111111U) != parity) continue;
      Symbol symbol;
      symbol.symbology = Symbology::upce;
      symbol.text = system + digits + static_cast<char>('0' + check);
      symbol.aim = "]E0";
      const auto upca = expand_upce(symbol.text);
      if (upca && right_check_digit(*upca)) return symbol;
    }
  }
  return std::nullopt;
}

void append(std::vector<std::uint8_t>& bars, unsigned pattern, int length) {
  for (int i = length - 1; i >= 0; --i) bars.push_back(pattern >> static_cast<unsigned>(i) & 1U);
}
void append_digit(std::vector<std::uint8_t>& bars, char digit, char set) {
  const auto value = static_cast<std::size_t>(digit - '0');
  if (set == 'C') return append(bars, pattern_sets().right.patterns[value], 7);
  append(bars, pattern_sets().left.patterns[value + (set == 'B' ? 10 : 0)], 7);
}

// `parity` says which digits of the left half are of set B, the first in the highest bit.
std::vector<std::uint8_t> ean_modules(std::string_view digits, unsigned parity) {
  const std::size_t half = digits.size() / 2;
  std::vector<std::uint8_t> bars;
  append(bars, 0b101, 3);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i == half) append(bars, 0b01010, 5);
    const bool right = i >= half;
    const bool set_b = !right && (parity >> (half - 1 - i) & 1U) != 0;
    const char left_set = set_b ? 'B' : 'A';
    append_digit(bars, digits[i], right ? 'C' : left_set);
  }
  append(bars, 0b101, 3);
  return bars;
}

// `digits` are the number system, six digits and the check digit. Only the parities hold the first and the last.
std::vector<std::uint8_t> upce_modules(std::string_view digits) {
  const auto check = static_cast<std::size_t>(digits[7] - '0');
  const unsigned parity = upce_parities[check];
  std::vector<std::uint8_t> bars;
  append(bars, 0b101, 3);
  for (std::size_t i = 0; i < 6; ++i) {
    const bool set_b = ((parity >> (5 - i) & 1U) != 0) == (digits[0] == '0');
    append_digit(bars, digits[i + 1], set_b ? 'B' : 'A');
  }
  append(bars, 0b010101, 6);
  return bars;
}

// Here begins Code 128.

enum : int { shift = 98, code_c = 99, code_b = 100, code_a = 101, fnc1_code = 102, start_a = 103, start_c = 105 };

int value_of(unsigned pattern) {
  if (const auto value = value_in(pattern_sets().code128, pattern)) return static_cast<int>(*value);
  const auto start = value_in(pattern_sets().code128_start, pattern);
  return start ? start_a + static_cast<int>(*start) : -1;
}

// Returns the values from the start to the last one before the check character. It is empty when anything is wrong.
std::vector<int> checked_values(Bars bars) {
  const std::size_t count = (bars.size() - 2) / character_modules - 1;  // without the stop
  if (number_of(bars.last(character_modules + 2)) != pattern_sets().code128_stop.patterns[0]) return {};
  std::vector<int> values;
  for (std::size_t i = 0; i < count; ++i) {
    values.push_back(value_of(number_of(bars.subspan(character_modules * i, character_modules))));
    if (values.back() < 0 || (values.back() >= start_a) != (i == 0)) return {};
  }
  int sum = values[0];
  for (std::size_t i = 1; i + 1 < values.size(); ++i) sum += static_cast<int>(i) * values[i];
  if (sum % 103 != values.back()) return {};
  values.pop_back();
  return values;
}

// Writes the characters of the values; FNC1 in first position says GS1, later ones are 0x1D.
class Writer {
 public:
  explicit Writer(int start) : set_(static_cast<char>('A' + (start - start_a))) {}  // starts A, B, C in this order

  bool write(int value, bool first) {
    const char other = set_ == 'A' ? 'B' : 'A';  // a shift leads to it for one character
    const char set = shifted_ ? other : set_;
    shifted_ = false;
    if (value == fnc1_code) {
      if (first) gs1 = true;
      if (!first) text += fnc1;
      return true;
    }
    if (set == 'C') return write_pair(value);
    if (value == code_c) set_ = 'C';
    if (value == shift) shifted_ = true;
    if (value == code_b || value == code_a) return change(value == code_b ? 'B' : 'A');
    if (value >= 96) return value == code_c || value == shift;  // FNC2 and FNC3 are for programming scanners
    text += static_cast<char>(set == 'A' && value >= 64 ? value - 64 : value + ' ');
    return true;
  }

  std::string text;
  bool gs1 = false;

 private:
  bool write_pair(int value) {
    if (value >= code_b) return change(value == code_b ? 'B' : 'A');
    text += static_cast<char>('0' + value / 10);
    text += static_cast<char>('0' + value % 10);
    return true;
  }
  // The same set again is FNC4, for letters beyond ASCII: not read here.
  bool change(char set) {
    if (set_ == set) return false;
    set_ = set;
    return true;
  }
  char set_;
  bool shifted_ = false;
};

std::optional<Symbol> read_code128(Bars bars) {
  const std::vector<int> values = checked_values(bars);
  if (values.size() < 2) return std::nullopt;
  Writer writer(values[0]);
  for (std::size_t i = 1; i < values.size(); ++i)
    if (!writer.write(values[i], i == 1)) return std::nullopt;
  if (writer.text.empty()) return std::nullopt;
  Symbol symbol;
  symbol.symbology = Symbology::code128;
  symbol.text = writer.text;
  symbol.aim = writer.gs1 ? "]C1" : "]C0";
  return symbol;
}

// Here begin Code 39 and ITF.

std::optional<Symbol> read_code39(Bars bars, std::size_t wide) {
  const PatternSets& sets = pattern_sets();
  const auto width = static_cast<std::size_t>(sets.code39[wide].width);
  const auto star = sets.code39_stop[wide].patterns[0];
  if (number_of(bars.first(width - 1)) != star || number_of(bars.last(width - 1)) != star) return std::nullopt;
  Symbol symbol;
  symbol.symbology = Symbology::code39;
  symbol.aim = "]A0";
  for (std::size_t at = width; at + width < bars.size(); at += width) {
    const auto value = value_in(sets.code39[wide], number_of(bars.subspan(at, width)));
    if (!value) return std::nullopt;
    symbol.text += code39_characters[*value];
  }
  if (symbol.text.empty()) return std::nullopt;
  return symbol;
}

std::optional<Symbol> read_itf14(Bars bars, std::size_t wide) {
  const PatternSets& sets = pattern_sets();
  const auto width = static_cast<std::size_t>(sets.itf[wide].width);
  const auto stop = static_cast<std::size_t>(sets.itf_stop[wide].width);
  if (number_of(bars.first(4)) != sets.itf_start.patterns[0]) return std::nullopt;
  if (number_of(bars.last(stop)) != sets.itf_stop[wide].patterns[0]) return std::nullopt;
  Symbol symbol;
  symbol.symbology = Symbology::itf;
  symbol.aim = "]I1";  // it has a check digit
  for (std::size_t at = 4; at + stop < bars.size(); at += width) {
    const auto value = value_in(sets.itf[wide], number_of(bars.subspan(at, width)));
    if (!value) return std::nullopt;
    symbol.text += static_cast<char>('0' + *value / 10);
    symbol.text += static_cast<char>('0' + *value % 10);
  }
  if (!right_check_digit(symbol.text)) return std::nullopt;
  return symbol;
}

std::optional<Symbol> read_forwards(Bars bars) {
  const int count = static_cast<int>(bars.size());
  if (count == ean13_modules) {
    if (auto symbol = read_ean13(bars)) return symbol;
  }
  if (count == ean8_modules) {
    if (auto symbol = read_ean8(bars)) return symbol;
  }
  if (count == upce_modules_count) return read_upce(bars);
  if (count >= fewest_characters * character_modules + 2 && count % character_modules == 2) {
    if (auto symbol = read_code128(bars)) return symbol;
  }
  for (const std::size_t wide : {0U, 1U}) {
    const int each = pattern_sets().code39[wide].width;
    if (count >= 3 * each - 1 && (count + 1) % each == 0) {
      if (auto symbol = read_code39(bars, wide)) return symbol;
    }
    if (count == 4 + 7 * pattern_sets().itf[wide].width + pattern_sets().itf_stop[wide].width)
      return read_itf14(bars, wide);
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::uint8_t> modules_of(const Symbol& symbol) {
  const std::string_view text = symbol.text;
  const auto digits = [&](std::size_t count) {
    return text.size() >= count && std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count),
                                               [](char c) { return c >= '0' && c <= '9'; });
  };
  switch (symbol.symbology) {
    case Symbology::ean13:
      if (!digits(13)) return {};
      return ean_modules(text.substr(1, 12), first_digits[static_cast<std::size_t>(text[0] - '0')]);
    case Symbology::upca: return digits(12) ? ean_modules(text.substr(0, 12), 0) : std::vector<std::uint8_t>{};
    case Symbology::ean8: return digits(8) ? ean_modules(text.substr(0, 8), 0) : std::vector<std::uint8_t>{};
    case Symbology::upce: return digits(8) ? upce_modules(text) : std::vector<std::uint8_t>{};
    default: return {};
  }
}

std::optional<Symbol> decode_modules(Bars bars) {
  if (auto symbol = read_forwards(bars)) return symbol;
  const std::vector<std::uint8_t> turned(bars.rbegin(), bars.rend());
  return read_forwards(turned);
}

}  // namespace dockhand
