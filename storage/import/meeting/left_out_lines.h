// Lines that the books have, of a document that came again without them.
//
// Decides: that they are not given up where a row of their document was refused, and how they are told. Leaves to
// others: which lines they are (storage/import/meeting/meet_books.h).
#pragma once

#include <set>
#include <string>
#include <vector>

#include "storage/import/rows/parsed_import.h"

namespace dockhand {

// Brings a line that was given up back as the books have it, if its document is one of `refused`, and returns whether
// it was.
bool keep_line_of(const std::set<std::string>& refused, const RowNote& note, ImportRow& row, LeftOutLines& lines);
void tell_left_out(const LeftOutLines& lines, std::vector<std::string>& found);

}  // namespace dockhand
