#include "scanner/module_codes.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "scanner/gs1_elements.h"

namespace dockhand {
namespace {

using Bars = std::span<const std::uint8_t>;

constexpr int ean13_modules = 95;
constexpr int ean8_modules = 67;
constexpr int character_modules = 11;  // of Code 128; its stop has two more
constexpr int fewest_characters = 4;   // start, one, check, stop
constexpr int most_characters = 40;

unsigned number_of(Bars bars) {
  unsigned number = 0;
  for (const std::uint8_t bar : bars) number = number << 1U | bar;
  return number;
}

// EAN and UPC.

// Set A of each digit; set C is its inverse, set B that read backwards.
constexpr std::array<unsigned, 10> set_a{0b0001101, 0b0011001, 0b0010011, 0b0111101, 0b0100011,
                                         0b0110001, 0b0101111, 0b0111011, 0b0110111, 0b0001011};
// The digit before the left half, by which of its six digits are of set B.
constexpr std::array<unsigned, 10> first_digits{0b000000, 0b001011, 0b001101, 0b001110, 0b010011,
                                                0b011001, 0b011100, 0b010101, 0b010110, 0b011010};

unsigned backwards(unsigned pattern) {
  unsigned turned = 0;
  for (int i = 0; i < 7; ++i) turned = turned << 1U | (pattern >> static_cast<unsigned>(i) & 1U);
  return turned;
}

template <class Made>
std::optional<char> digit_of(unsigned pattern, Made made) {
  for (std::size_t digit = 0; digit < set_a.size(); ++digit)
    if (made(set_a[digit]) == pattern) return static_cast<char>('0' + digit);
  return std::nullopt;
}
std::optional<char> digit_a(unsigned pattern) {
  return digit_of(pattern, [](unsigned a) { return a; });
}
std::optional<char> digit_b(unsigned pattern) {
  return digit_of(pattern, [](unsigned a) { return backwards(~a & 0x7FU); });
}
std::optional<char> digit_c(unsigned pattern) {
  return digit_of(pattern, [](unsigned a) { return ~a & 0x7FU; });
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
    auto digit = left ? digit_a(pattern) : digit_c(pattern);
    if (left) digits.parity <<= 1U;
    if (left && !digit && (digit = digit_b(pattern))) digits.parity |= 1U;
    if (!digit) return std::nullopt;
    digits.text += *digit;
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

void append(std::vector<std::uint8_t>& bars, unsigned pattern, int length) {
  for (int i = length - 1; i >= 0; --i) bars.push_back(pattern >> static_cast<unsigned>(i) & 1U);
}
void append_digit(std::vector<std::uint8_t>& bars, char digit, char set) {
  const unsigned a = set_a[static_cast<std::size_t>(digit - '0')];
  append(bars, set == 'A' ? a : set == 'B' ? backwards(~a & 0x7FU) : ~a & 0x7FU, 7);
}

// `parity`: which digits of the left half are of set B, the first in the highest bit.
std::vector<std::uint8_t> ean_modules(std::string_view digits, unsigned parity) {
  const std::size_t half = digits.size() / 2;
  std::vector<std::uint8_t> bars;
  append(bars, 0b101, 3);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i == half) append(bars, 0b01010, 5);
    const bool set_b = i < half && (parity >> (half - 1 - i) & 1U) != 0;
    append_digit(bars, digits[i], i >= half ? 'C' : set_b ? 'B' : 'A');
  }
  append(bars, 0b101, 3);
  return bars;
}

// Number system, six digits, check digit: the first and the last are in the parities alone.
std::vector<std::uint8_t> upce_modules(std::string_view digits) {
  const auto check = static_cast<std::size_t>(digits[7] - '0');
  const unsigned parity = check == 0 ? 0b111000 : ~first_digits[check] & 0b111111U;
  std::vector<std::uint8_t> bars;
  append(bars, 0b101, 3);
  for (std::size_t i = 0; i < 6; ++i) {
    const bool set_b = ((parity >> (5 - i) & 1U) != 0) == (digits[0] == '0');
    append_digit(bars, digits[i + 1], set_b ? 'B' : 'A');
  }
  append(bars, 0b010101, 6);
  return bars;
}

// Code 128.

// The widths of each character's bars and spaces.
constexpr std::string_view widths =
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221"
    "223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321"
    "112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131"
    "311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114"
    "122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141"
    "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232";
static_assert(widths.size() == 106 * 6);

constexpr unsigned stop_pattern = 0b1100011101011;
enum : int { shift = 98, code_c = 99, code_b = 100, code_a = 101, fnc1_code = 102, start_a = 103, start_c = 105 };

unsigned pattern_of(std::size_t value) {
  unsigned pattern = 0;
  for (std::size_t i = 0; i < 6; ++i)
    for (char width = widths[6 * value + i]; width > '0'; --width) pattern = pattern << 1U | (i % 2 == 0 ? 1U : 0U);
  return pattern;
}
int value_of(unsigned pattern) {
  static const auto patterns = [] {
    std::array<unsigned, 106> made{};
    for (std::size_t value = 0; value < made.size(); ++value) made[value] = pattern_of(value);
    return made;
  }();
  const auto* const found = std::find(patterns.begin(), patterns.end(), pattern);
  return found == patterns.end() ? -1 : static_cast<int>(found - patterns.begin());
}

// The values from the start to the last before the check character; empty when anything is wrong.
std::vector<int> checked_values(Bars bars) {
  const std::size_t count = (bars.size() - 2) / character_modules - 1;  // without the stop
  if (number_of(bars.last(character_modules + 2)) != stop_pattern) return {};
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
  explicit Writer(int start) : set_("ABC"[start - start_a]) {}

  bool write(int value, bool first) {
    const char set = shifted_ ? (set_ == 'A' ? 'B' : 'A') : set_;
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

std::optional<Symbol> read_forwards(Bars bars) {
  const int count = static_cast<int>(bars.size());
  if (count == ean13_modules) return read_ean13(bars);
  if (count == ean8_modules) return read_ean8(bars);
  if (count >= fewest_characters * character_modules + 2 && count % character_modules == 2) return read_code128(bars);
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

std::vector<int> module_counts(double length, double smallest, double largest) {
  std::vector<int> counts{ean13_modules, ean8_modules};
  for (int characters = fewest_characters; characters <= most_characters; ++characters)
    counts.push_back(characters * character_modules + 2);
  std::erase_if(counts, [&](int count) { return length < smallest * count || length > largest * count; });
  return counts;
}

std::optional<Symbol> read_modules(Bars bars) {
  if (auto symbol = read_forwards(bars)) return symbol;
  const std::vector<std::uint8_t> turned(bars.rbegin(), bars.rend());
  return read_forwards(turned);
}

}  // namespace dockhand
