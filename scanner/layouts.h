// Kinds of linear symbols as rows of characters, and the likeliest row behind what lines of grey levels say.
//
// Decides: which sequences of modules a kind allows, character by character, and which of those costs least: a smeared
// module that alone could be either is decided by its character. Leaves to others: what modules cost
// (scanner/line_channel.h), the patterns (scanner/patterns.h), what they spell, check digits included (scanner/module_codes.h).
// Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "scanner/line_channel.h"
#include "scanner/patterns.h"

namespace dockhand {

struct Layout {
  std::vector<const Alphabet*> places;
  int modules = 0;
};

// All kinds of symbols whose length has a module between `smallest` and `largest`, in the same unit.
std::vector<Layout> layouts_between(double length, double smallest, double largest);
// The kind of a symbol of so many modules; of several, the one whose likeliest row costs least is right.
std::vector<Layout> layouts_of(int modules);

struct Row {
  std::vector<std::uint8_t> bars;
  float cost = 0;    // in units of the costs
  float margin = 0;  // what the likeliest row with any other character would cost more
};
// `costs`: of each module of the layout, with the quiet ones on both sides.
Row likeliest(std::span<const LineChannel::Costs> costs, const Layout& layout);
// As if the line had been read from its other end.
std::vector<LineChannel::Costs> mirrored(std::span<const LineChannel::Costs> costs);

}  // namespace dockhand
