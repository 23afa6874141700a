// What became of a file, in sentences for people.
//
// Decides: the words, the same on a command line, in a report beside a file and on a screen. Leaves to others: what is
// reported (storage/import/rows/import_report.h).
#pragma once

#include <string>

#include "storage/import/import_files.h"

namespace dockhand {

// Returns "24 rows of orders imported but for 2 bad ones; 6 units of stock reserved", without the file's name and a
// full stop.
std::string outcome_text(const ImportedFile& one);
// Returns "3 new, 1 changed, 4 unchanged, 0 refused, 2 that only the books have".
std::string changes_text(const ImportChanges& changes);
// Returns "UTF-8, columns separated by semicolons, days as dmy, decimal mark ,"; of what nothing shows nothing.
std::string form_text(const FileForm& form);
// Returns everything: the outcome, how the file was read, and at most `most` of its bad lines, each on a line.
std::string report_text(const ImportedFile& one, std::size_t most);

}  // namespace dockhand
