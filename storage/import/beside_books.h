// The rows of a file beside what the books have, before any of them is asked for.
//
// Decides: which rows are new, changed or as they were, and how many only the books have. Leaves to others: what would
// be refused (storage/import/import.h).
#pragma once

#include <cstddef>

#include "storage/import/parsed_import.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

// Writes down for each row whether it is new or changed. Returns how many rows the books have in these tables and
// documents and the file has not.
Result<std::size_t> note_changes(Ledger& ledger, ParsedImport& parsed);

}  // namespace dockhand
