// A table that an office's program has sent to the hub, as CSV.
//
// Decides: that it is read as a file is (storage/import/import.h), and that what can be read in two ways is refused
// with the reason, as nobody is there to be asked. Leaves to others: what is booked of it (sync/site/office.h).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/import/import.h"

namespace dockhand {

// `kind` is that of the address: what the rows are where the headings do not say it.
Result<ParsedImport> read_sent_table(const std::string& body, const std::string& kind, ImportChoices choices);
// "FILE:3" becomes "3": who sent a body knows no file.
Error of_line(Error error, const std::filesystem::path& file);
// Nothing: all of it is read in one way.
std::vector<Error> open_questions(const ParsedImport& parsed);

}  // namespace dockhand
