// How a text is made to fit its box.
//
// Decides: step down the type scale first, then wrap, and only then cut with an ellipsis, which is recorded, so that a
// test can see it; words lose their end, codes their middle, because codes differ at their ends. A line feed always
// begins a new line. Leaves to others: boxes and colours.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "terminal/draw/fonts.h"

namespace dockhand {

struct Type {
  Family family = Family::words;
  int size = 30;  // the largest size that it may have; one of sizes_of(family)
  int max_lines = 1;
  int smallest = 0;  // do not step below this one
};

struct Fitted {
  Face face;
  std::vector<std::string> lines;
  bool truncated = false;
  bool shortened = false;  // in the middle
  bool broken = false;     // a line ends within a word
  float width = 0;         // the width of the longest line
  float height = 0;

  bool whole() const { return !truncated && !shortened; }
  std::string shown() const;  // the lines, joined with blanks
};

Fitted fit(const Fonts& fonts, const Type& type, std::string_view text, float width,
           float max_height = std::numeric_limits<float>::max());

}  // namespace dockhand
