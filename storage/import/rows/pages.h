// Documents of which one part stands in one file and one in another that comes with it, as exports in pages have them.
//
// Decides: that such files have lines of a document that are none of each other's; where they share a line, they are
// two states of it, and each says what it says. That lines without numbers, which each file counts from one, are
// refused where a document goes on in another file. Leaves to others: what becomes of lines that a document leaves out
// (storage/import/meeting/meet_books.h).
#pragma once

#include <vector>

#include "storage/import/rows/parsed_import.h"

namespace dockhand {

// Tells each file which lines of its documents the others have. They come in the order in which they are booked.
void join_pages(const std::vector<ParsedImport*>& files);

}  // namespace dockhand
