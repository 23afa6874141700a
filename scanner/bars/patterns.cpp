#include "scanner/bars/patterns.h"

#include <string_view>

namespace dockhand {
namespace {

// This is set A of each digit. Set C is its inverse, and set B is set C read backwards.
constexpr std::array<unsigned, 10> set_a{0b0001101, 0b0011001, 0b0010011, 0b0111101, 0b0100011,
                                         0b0110001, 0b0101111, 0b0111011, 0b0110111, 0b0001011};
// The widths of each character's bars and spaces. The last three characters are starts.
constexpr std::string_view code128_widths =
    "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221"
    "223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321"
    "112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131"
    "311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114"
    "122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141"
    "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232";
static_assert(code128_widths.size() == 106 * 6);
constexpr std::size_t code128_starts = 3;
// Says which of the five bars and four spaces are wide, the first in the highest bit. The order is that of the
// characters in storage/model/code39.h.
constexpr std::array<unsigned, 43> code39_wide{
    0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064, 0x109, 0x049, 0x148, 0x019, 0x118,
    0x058, 0x00D, 0x10C, 0x04C, 0x01C, 0x103, 0x043, 0x142, 0x013, 0x112, 0x052, 0x007, 0x106, 0x046, 0x016,
    0x181, 0x0C1, 0x1C0, 0x091, 0x190, 0x0D0, 0x085, 0x184, 0x0C4, 0x0A8, 0x0A2, 0x08A, 0x02A};
constexpr unsigned code39_star = 0x094;
// Says which of a digit's five elements are wide.
constexpr std::array<unsigned, 10> itf_wide{0b00110, 0b10001, 0b01001, 0b11000, 0b00101,
                                            0b10100, 0b01100, 0b00011, 0b10010, 0b01010};

// The bars and spaces of a pattern, one after another.
struct Pattern {
  unsigned modules = 0;
  int width = 0;
  bool bar = true;  // whether the next element is a bar

  void add(int wide) {
    for (int i = 0; i < wide; ++i, ++width) modules = modules << 1U | (bar ? 1U : 0U);
    bar = !bar;
  }
};
void add(Alphabet& alphabet, const Pattern& pattern) {
  alphabet.width = pattern.width;
  alphabet.patterns.push_back(pattern.modules);
}

unsigned backwards(unsigned pattern, int width) {
  unsigned turned = 0;
  for (unsigned i = 0; i < static_cast<unsigned>(width); ++i) turned = turned << 1U | (pattern >> i & 1U);
  return turned;
}

void add_ean(PatternSets& sets) {
  sets.guard = {3, {0b101}};
  sets.middle = {5, {0b01010}};
  sets.upce_end = {6, {0b010101}};
  sets.left_a = sets.left = {7, {set_a.begin(), set_a.end()}};
  sets.right.width = 7;
  for (const unsigned a : set_a) {
    sets.right.patterns.push_back(~a & 0x7FU);
    sets.left.patterns.push_back(backwards(~a & 0x7FU, 7));
  }
}

void add_code128(PatternSets& sets) {
  for (std::size_t value = 0; 6 * value < code128_widths.size(); ++value) {
    Pattern pattern;
    for (const char width : code128_widths.substr(6 * value, 6)) pattern.add(width - '0');
    add(6 * (value + code128_starts) < code128_widths.size() ? sets.code128 : sets.code128_start, pattern);
  }
  sets.code128_stop = {13, {0b1100011101011}};
}

Pattern code39_pattern(unsigned wide, int width_of_wide) {
  Pattern pattern;
  for (unsigned i = 9; i-- > 0;) pattern.add((wide >> i & 1U) != 0 ? width_of_wide : 1);
  return pattern;
}

void add_code39(PatternSets& sets, std::size_t kind, int wide) {
  Pattern star = code39_pattern(code39_star, wide);
  add(sets.code39_stop[kind], star);
  star.add(1);
  add(sets.code39_start[kind], star);
  for (const unsigned elements : code39_wide) {
    Pattern pattern = code39_pattern(elements, wide);
    pattern.add(1);
    add(sets.code39[kind], pattern);
  }
}

void add_itf(PatternSets& sets, std::size_t kind, int wide) {
  for (const unsigned bars : itf_wide) {
    for (const unsigned spaces : itf_wide) {
      Pattern pattern;
      for (unsigned i = 5; i-- > 0;) {
        pattern.add((bars >> i & 1U) != 0 ? wide : 1);
        pattern.add((spaces >> i & 1U) != 0 ? wide : 1);
      }
      add(sets.itf[kind], pattern);
    }
  }
  Pattern stop;
  for (const int width : {wide, 1, 1}) stop.add(width);
  add(sets.itf_stop[kind], stop);
}

}  // namespace

const PatternSets& pattern_sets() {
  static const PatternSets all = [] {
    PatternSets sets;
    add_ean(sets);
    add_code128(sets);
    sets.itf_start = {4, {0b1010}};
    for (const std::size_t kind : {0U, 1U}) {
      add_code39(sets, kind, static_cast<int>(kind) + 2);
      add_itf(sets, kind, static_cast<int>(kind) + 2);
    }
    return sets;
  }();
  return all;
}

namespace {

void turn(Alphabet& alphabet) {
  for (unsigned& pattern : alphabet.patterns) pattern = backwards(pattern, alphabet.width);
}

}  // namespace

const PatternSets& turned_pattern_sets() {
  static const PatternSets all = [] {
    PatternSets sets = pattern_sets();
    for (Alphabet* alphabet : {&sets.guard, &sets.middle, &sets.left_a, &sets.left, &sets.right, &sets.upce_end,
                               &sets.code128_start, &sets.code128, &sets.code128_stop, &sets.itf_start})
      turn(*alphabet);
    for (auto* pair : {&sets.code39_start, &sets.code39, &sets.code39_stop, &sets.itf, &sets.itf_stop})
      for (Alphabet& alphabet : *pair) turn(alphabet);
    return sets;
  }();
  return all;
}

}  // namespace dockhand
