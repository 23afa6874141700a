// Items, places and barcodes that are called as a printed card is.
//
// Decides: that such a row is refused while the books do not have it yet: a terminal would refuse its label at each
// scan. Where the item was to be made of rows that name it, those rows are. Leaves to others: the texts of the cards
// (storage/import/cells/card_texts.h).
#pragma once

#include "storage/import/rows/bad_lines.h"
#include "storage/import/rows/parsed_import.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

Status refuse_names_of_cards(Ledger& ledger, ParsedImport& parsed, BadLines& bad);

}  // namespace dockhand
