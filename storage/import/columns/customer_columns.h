// Files about what customers may have instead, wish for, and are offered for waiting, and about promotions.
//
// Decides: their columns. Leaves to others: all other files (storage/import/columns/import_columns.h).
#pragma once

#include "storage/import/columns/import_kind.h"

namespace dockhand {

ImportKind alternative_kind();
ImportKind wish_kind();
ImportKind goodwill_kind();
ImportKind promotion_kind();

}  // namespace dockhand
