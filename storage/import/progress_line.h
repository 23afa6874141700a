// How far an import is, on a terminal that somebody looks at.
//
// Decides: that one line is written over again and again, and nothing at all where the file is no terminal. Leaves to
// others: what is done (storage/import/import.h).
#pragma once

#include <cstdio>

#include "storage/import/rows/parsed_import.h"

namespace dockhand {

// Returns an empty function where nobody looks. `file` must outlive what is returned.
ImportProgress progress_on(std::FILE* file);
// Leaves an empty line behind. `progress` is what progress_on gave.
void end_progress(std::FILE* file, const ImportProgress& progress);

}  // namespace dockhand
