// Lines that a system splits when some of their units have come: a row of those, and a row of the rest.
//
// Decides: that rows of one document and item, whose mapping says so, are one line, of which is done what its done rows
// say; where all is done, the line is over; what is cancelled of it is not counted. Rows that count in other units stay
// apart. Leaves to others: what of it the books have done themselves (storage/import/meeting/ended_lines.h).
#pragma once

#include <cstddef>

#include "storage/import/rows/parsed_import.h"

namespace dockhand {

// Returns how many lines are over, and are among ParsedImport::ended by now.
std::size_t join_split_lines(ParsedImport& parsed);

}  // namespace dockhand
