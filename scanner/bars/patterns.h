// The patterns of bars and spaces that linear symbols are made of.
//
// Decides: each character's modules, exactly. Leaves to others: what a row of characters spells
// (scanner/bars/symbol_codec.h), which rows there are (scanner/bars/symbol_templates.h).
// Source: GS1 General Specifications, 5.2 (EAN/UPC) and 5.3 (ITF-14); ISO/IEC 15417 (Code 128), 16388 (Code 39),
// 16390 (Interleaved 2 of 5). Pure.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace dockhand {

// Characters that may stand at one place: all of one width.
struct Alphabet {
  int width = 0;                        // modules
  std::vector<unsigned> patterns = {};  // by value; 1 a bar; the first module in the highest bit
};

// Of Code 39 and ITF there are two: wide elements of two modules, and of three.
struct PatternSets {
  Alphabet guard, middle, left_a, left, right, upce_end;  // `left`: of set A, then of set B
  Alphabet code128_start, code128, code128_stop;
  std::array<Alphabet, 2> code39_start, code39, code39_stop;  // the first two with the gap after them
  std::array<Alphabet, 2> itf, itf_stop;                      // two digits, interleaved
  Alphabet itf_start;
};
const PatternSets& pattern_sets();
// All of them from right to left.
const PatternSets& turned_pattern_sets();

// Of the values of `code39`.
inline constexpr std::string_view code39_characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

}  // namespace dockhand
