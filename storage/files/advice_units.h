// What a line of a despatch advice counts.
//
// Decides: whether it counts pieces or packs, and how many are in one, by each syntax's own rule. Leaves to others:
// packs that only the books know (storage/import/meeting/row_packs.h).
#pragma once

#include <string>

#include "storage/files/advice_level.h"

namespace dockhand {

// What a row counts, where it is not simply pieces.
struct CountedUnits {
  std::string item, unit{}, size{}, other{};
};

CountedUnits counted_units(EdiSyntax syntax, const AdviceLevel& level);

}  // namespace dockhand
