// What a system's file says beside the columns that its mapping knows.
//
// Decides: that what is done, open or cancelled of a line is heard there too, in words that mean the same in whatever
// system. Leaves to others: those words (storage/import/mapping/aliases.def, state_words.h).
#pragma once

#include "storage/import/mapping/headings.h"
#include "storage/import/mapping/mapping.h"

namespace dockhand {

void hear_more(Mapping& mapping, const HeaderNames& names);

}  // namespace dockhand
