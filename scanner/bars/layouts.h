// Kinds of linear symbols as rows of characters, and the likeliest row behind what a line of grey levels says.
//
// Decides: which sequences of modules a kind allows, character by character, and which of those costs least: a smeared
// module that alone could be either is decided by its character. Leaves to others: what modules cost
// (scanner/bars/line_channel.h), the patterns (scanner/bars/patterns.h), what they spell, check digits included
// (scanner/bars/module_codes.h). Pure.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "scanner/bars/patterns.h"

namespace dockhand {

// What a module and its neighbours cost, by five modules, the last of which is in the lowest bit: the one in the middle
// is compared.
inline constexpr int window_modules = 5;
inline constexpr unsigned windows = 1U << window_modules;
inline constexpr int quiet_modules = window_modules;  // spaces before and after a symbol, with costs of their own
using Costs = std::array<float, windows>;

// A kind of symbol of a certain length, read in one of the two directions.
struct Layout {
  std::vector<const Alphabet*> places;
  int modules = 0;
};

// All kinds of symbols whose length has a module between `smallest` and `largest`, in the same unit.
std::vector<const Layout*> layouts_between(double length, double smallest, double largest);

// The row that costs least. `costs`: of each module, with the quiet ones on both sides.
struct CharacterRow {
  std::vector<std::uint8_t> bars;
  float cost = 0;
};
CharacterRow likeliest(std::span<const Costs> costs, const Layout& layout);
// What the likeliest row with any other character costs more.
float margin(std::span<const Costs> costs, const Layout& layout);

}  // namespace dockhand
