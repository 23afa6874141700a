// Which column of a file is which.
//
// Decides: the kinds of a file and where their columns stand, by the names in its header line: our own names, a mapping
// that a person has made, an export of a known system, or names that others use (storage/import/mapping/aliases.def),
// in this order. A name that means nothing here is left out and reported. Leaves to others: what the columns hold
// (storage/import/columns/import_columns.h).
#pragma once

#include <string>
#include <vector>

#include "storage/import/mapping/header_choices.h"
#include "storage/import/mapping/mapper.h"

namespace dockhand {

struct FoundHeader {
  Mapping mapping;                    // as it is carried out, or could be
  bool ours = false;                  // the columns are ours as they stand: nothing has to be carried out
  Header header;                      // when the file has our own columns
  std::vector<std::string> left_out;  // names of the file that mean nothing here
  std::vector<std::string> unmet{};   // sentences about columns that a mapping names, and the file does not have
};
// A heading that stands in two lines, as spreadsheets group columns: "Order" above "No" is "Order No"; what is a name
// of its own keeps it, and a group goes on to the right.
std::vector<std::string> heading_of_two_lines(const std::vector<std::string>& upper,
                                              const std::vector<std::string>& lower);
// An Error says what is missing; its place is empty.
Result<FoundHeader> read_header(const std::vector<std::string>& cells, const HeaderChoices& choices);
// The columns of the kind that the headers name, by our own names and by what others call them.
MappingPart part_by_names(const ImportKind& kind, const std::vector<std::string>& headers);

}  // namespace dockhand
