// What the books know of the rows of a file, before they are booked.
//
// Decides: which item a barcode means and how many units a pack has, which line of the books a row is, what becomes of
// lines that are not wanted there any more, that lines which a file could not bring are not taken for given up. Leaves
// to others: booking and trying out (storage/import/import.h).
#pragma once

#include "storage/import/rows/bad_lines.h"
#include "storage/import/rows/parsed_import.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

// Reports rows that cannot be booked and takes them out. Adds sentences about the other rows to the report, and a
// question about lines that were left out. An Error of kind busy says that the import is to end.
Status meet_the_books(Ledger& ledger, ParsedImport& parsed, const ImportChoices& choices, BadLines& bad);

}  // namespace dockhand
