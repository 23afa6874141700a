// Which column of a file is which.
//
// Decides: the kind of a file, by the names in its header line, and that a name which is not known is left out and
// told. Leaves to others: what the columns hold (storage/import/import_columns.h).
#pragma once

#include <string>
#include <vector>

#include "storage/import/import_columns.h"

namespace dockhand {

struct FoundHeader {
  Header header;
  std::vector<std::string> left_out;  // names of the file that mean nothing here
};
// An Error says what is missing; its place is empty.
Result<FoundHeader> read_header(const std::vector<std::string>& cells);
// Whether any kind has its key among these names: the lines above the header of a report do not.
bool may_be_header(const std::vector<std::string>& cells);

}  // namespace dockhand
