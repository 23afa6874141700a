// Lists that Dockhand itself has shown, and that come as files to be imported.
//
// Decides: which of them are no files of the office's, though their columns look so, and what is said instead. Leaves
// to others: files that it writes to be imported again (storage/listings/documents_out.h).
#pragma once

#include <optional>
#include <string>

#include "storage/import/mapping/headings.h"

namespace dockhand {

// `names`: headings in small letters. Nothing where it is no such list.
std::optional<std::string> refusal_of_own_list(const HeaderNames& names);

}  // namespace dockhand
