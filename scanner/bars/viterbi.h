// The likeliest row of characters behind a line of grey levels, by Viterbi's algorithm.
//
// Decides: which row of a symbol template costs least, and how much more the next best costs. A module that is smeared
// and could be either alone is decided by the character it belongs to. Leaves to others: what modules cost
// (scanner/bars/line_channel.h), which rows there are (scanner/bars/symbol_templates.h). It is pure.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "scanner/bars/symbol_templates.h"

namespace dockhand {

// A state of the trellis is five modules in a row. 1 is a bar, and the last module is the lowest bit. Behind a blur, a
// grey level depends on its own module and on two at each side. The cost of a state compares the module in the middle.
inline constexpr int state_modules = 5;
inline constexpr unsigned states = 1U << state_modules;
inline constexpr int quiet_modules = state_modules;  // spaces before and after a symbol, with costs of their own
using StateCosts = std::array<float, states>;        // squared differences; the whole contrast is 1

// `costs` has one entry for each module, and for the quiet ones on both sides.
struct CharacterRow {
  std::vector<std::uint8_t> bars;
  float cost = 0;
};
CharacterRow likeliest(std::span<const StateCosts> costs, const SymbolTemplate& kind);
// Returns how much more the cheapest row costs that differs from the likeliest one in at least one character.
float margin(std::span<const StateCosts> costs, const SymbolTemplate& kind);

}  // namespace dockhand
