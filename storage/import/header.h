// Which column of a file is which.
//
// Decides: the kinds of a file and where their columns stand, by the names in its header line: our own names, a mapping
// that a person has made, an export of a known system, or names that others use (storage/import/aliases.def), in this
// order. A name that means nothing here is left out and reported. Leaves to others: what the columns hold
// (storage/import/import_columns.h).
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "storage/import/mapper.h"

namespace dockhand {

// What whoever imports has said about columns.
struct HeaderChoices {
  std::vector<std::pair<std::string, std::string>> set{};  // a column of ours, and the text that all rows have there
  std::vector<std::string> mappings{};                     // made by people, as storage/import/mapping.h has them
  std::filesystem::path memory{};                          // where those are that were asked for once; may be none
  bool make = false;                                       // customers that a row names are made when they are unknown
  bool make_items = false;                                 // and items, with nothing tracked
};

struct FoundHeader {
  Mapping mapping;                    // as it is carried out, or could be
  bool ours = false;                  // the columns are ours as they stand: nothing has to be carried out
  Header header;                      // of a file with our own columns
  std::vector<std::string> left_out;  // names of the file that mean nothing here
};
// An Error says what is missing; its place is empty.
Result<FoundHeader> read_header(const std::vector<std::string>& cells, const HeaderChoices& choices);
const ImportKind* kind_named(std::string_view name);
// The columns of the kind that the headers name, by our own names and by what others call them.
MappingPart part_by_names(const ImportKind& kind, const std::vector<std::string>& headers);

}  // namespace dockhand
