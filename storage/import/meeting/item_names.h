// An item that a row names in two ways.
//
// Decides: that the second way counts where the books do not know the first one and know the second. Leaves to others:
// which columns name it (storage/import/mapping/item_headings.h).
#pragma once

#include <string>

#include "storage/ledger/ledger.h"

namespace dockhand {

// `other`: its code, or a barcode.
Status take_other_name(Ledger& ledger, ImportRow& row, const std::string& other);

}  // namespace dockhand
