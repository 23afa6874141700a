// What to do about a bad line where nobody writes a command line: on a screen, beside a drop folder, or in a program
// that sends the file to a hub.
//
// Decides: what stands there in place of the name of an option. Leaves to others: the sentences themselves, which
// whoever finds the fault writes.
#pragma once

#include <string>

#include "storage/import/rows/import_report.h"

namespace dockhand {

// The sentence as it is told to an office: it names no option of a command line.
std::string without_flags(std::string sentence);
// The sentence as it is told to a program of the office: of the options it has dates, decimal and confirm, which stand
// behind the address.
std::string with_parameters(std::string sentence);
// All bad lines so.
ImportReport without_flags(ImportReport report);
// Whether all that is wrong is that such items are not known.
bool lacks_only_items(const ImportReport& report);
// What can be done about it, where its sentence says so: what stands behind the first colon.
std::string remedy_in(const BadCell& bad);

}  // namespace dockhand
