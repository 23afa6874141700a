// The kinds of linear symbols, as rows of characters.
//
// Decides: which sequences of characters a kind of symbol allows, and which kinds are tried. Leaves to others: the
// patterns of the characters (scanner/bars/patterns.h), which row explains a line best (scanner/bars/viterbi.h), what a
// row spells, check digits included (scanner/bars/symbol_codec.h). It is pure.
#pragma once

#include <vector>

#include "scanner/bars/patterns.h"

namespace dockhand {

// A kind of symbol with a certain number of characters, read in one of the two directions.
struct SymbolTemplate {
  std::vector<const Alphabet*> places;  // what may stand at each place
  int modules = 0;
};

// Returns all kinds whose modules are between `smallest` and `largest` when the whole symbol has this length; all three
// are in one unit.
std::vector<const SymbolTemplate*> templates_between(double length, double smallest, double largest);

}  // namespace dockhand
