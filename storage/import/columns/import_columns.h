// The columns of each kind of file.
//
// Decides: which columns a kind has, which may be left out and what they are then, and how the cells of a row become a
// row of the books. Leaves to others: which column of a file is which (storage/import/mapping/header.h), how a column
// writes its days and numbers (storage/import/columns/column_survey.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/import/columns/import_kind.h"
#include "storage/import/columns/people.h"

namespace dockhand {

const std::vector<ImportKind>& import_kinds();
// Returns null when no kind has this name.
const ImportKind* kind_named(std::string_view name);
bool has_column(const ImportKind& kind, std::string_view name);
// "order,line?", the optional ones with a question mark.
std::string list_of(const std::vector<Column>& columns);

// This number stands in an ASN's purchase line where no line was said. A row with it is never booked.
inline constexpr std::int32_t line_of_its_item = 0;

// The Error is the first of the faults; its place is the name of the column, or empty. `faults` gets all of them.
Result<ImportRow> read_row(const Header& header, const std::vector<std::string>& cells, Notes& notes, Faults& faults);
// Is for a kind whose rows are people. It does not fill in the line.
Result<PersonRow> read_person_row(const Header& header, const std::vector<std::string>& cells, Notes& notes,
                                  Faults& faults);

}  // namespace dockhand
