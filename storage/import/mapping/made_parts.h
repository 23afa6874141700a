// Parts of a mapping that make what the rows of a file name: customers and items.
//
// Decides: under which name they are made, where nobody says another. Leaves to others: whether they are wanted
// (storage/import/mapping/header_choices.h), and which of them the books know (storage/import/meeting/made_rows.h).
#pragma once

#include "storage/import/mapping/headings.h"
#include "storage/import/mapping/mapping.h"

namespace dockhand {

// Each does nothing where the mapping makes such rows already.
void make_customers(Mapping& mapping);
void make_items(Mapping& mapping, const HeaderNames& names);

}  // namespace dockhand
