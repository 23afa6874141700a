// Which heading has the item, where several may.
//
// Decides: that a number goes before a word that may be a name as well, and that what else names the thing is kept, for
// where the books do not know it by the first. Leaves to others: what the books know
// (storage/import/meeting/item_names.h).
#pragma once

#include "storage/import/columns/import_kind.h"
#include "storage/import/mapping/headings.h"
#include "storage/import/mapping/mapping.h"

namespace dockhand {

// Adds the column of the item, where there is one.
void add_item(MappingPart& part, const ImportKind& kind, const HeaderNames& names);
// Adds the name to a list that calls its things by a word and has their numbers beside it.
void add_name(MappingPart& part, const ImportKind& kind, const HeaderNames& names);
// Adds the tracking to a list of items that says it in columns of yes and no.
void add_tracking(MappingPart& part, const ImportKind& kind, const HeaderNames& names);

}  // namespace dockhand
