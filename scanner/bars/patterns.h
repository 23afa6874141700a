// The patterns of bars and spaces that linear symbols are made of.
//
// Decides: each character's modules, exactly. Leaves to others: what a row of characters spells
// (scanner/bars/symbol_codec.h), which rows there are (scanner/bars/symbol_templates.h). Source: GS1 General
// Specifications, 5.2 (EAN/UPC) and 5.3 (ITF-14); ISO/IEC 15417 (Code 128), 16388 (Code 39), 16390 (Interleaved 2 of
// 5). It is pure.
#pragma once

#include <array>
#include <vector>

namespace dockhand {

// The characters that may stand at one place. All of them have the same width.
struct Alphabet {
  int width = 0;                        // in modules
  std::vector<unsigned> patterns = {};  // by value; 1 is a bar, and the first module is the highest bit
};

// Code 39 and ITF have two sets each: one with wide elements of two modules, and one of three.
struct PatternSets {
  Alphabet guard, middle, left_a, left, right, upce_end;  // `left` has set A, then set B
  Alphabet code128_start, code128, code128_stop;
  std::array<Alphabet, 2> code39_start, code39, code39_stop;  // the first two include the gap after them
  std::array<Alphabet, 2> itf, itf_stop;                      // a pattern is two digits, interleaved
  Alphabet itf_start;
};
const PatternSets& pattern_sets();
// Returns all of them, read from right to left.
const PatternSets& turned_pattern_sets();

}  // namespace dockhand
