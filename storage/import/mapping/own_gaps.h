// Files with our own columns whose lines leave out what the line above says.
//
// Decides: that a line without a number is counted, and that an order or a purchase that is named on its first line
// alone goes on below it, as in the files of others. Leaves to others: carrying it out
// (storage/import/mapping/mapper.h).
#pragma once

#include <string>
#include <vector>

#include "storage/import/mapping/header.h"

namespace dockhand {

// Whether a row of a document names an item, and has no number of its document or of its line.
bool has_gap(const Header& ours, const std::vector<std::string>& cells);
// Returns the header under which such rows are read. `ours` has our own columns.
FoundHeader with_gaps_filled(FoundHeader ours);

}  // namespace dockhand
