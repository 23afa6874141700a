// Packs that an office calls by several words of one level.
//
// Decides: that a box and a carton are both of the level cs, save of an item that has them in several sizes: there each
// keeps its own word, or nobody could say which is meant. Leaves to others: the words
// (storage/import/cells/unit_words.h).
#pragma once

#include <string>
#include <vector>

#include "storage/import/rows/parsed_import.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

// Gives the barcodes of the file the levels that they have in the books.
Status settle_levels(Ledger& ledger, ParsedImport& parsed);

// The sizes of what is called so: of packs with this very word, or else of all that mean the same.
Result<std::vector<Quantity>> packs_called(Ledger& ledger, const ItemCode& item, const std::string& word);

}  // namespace dockhand
