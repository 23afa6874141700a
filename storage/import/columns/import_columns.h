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
// None: no kind is called so.
const ImportKind* kind_named(std::string_view name);

// Stands in an ASN's purchase line where no line was said. Nothing of that kind is ever booked.
inline constexpr std::int32_t line_of_its_item = 0;

// The Error's place is the column, or empty.
Result<ImportRow> read_row(const Header& header, const std::vector<std::string>& cells, Notes& notes);
// Of a kind whose rows are people; the line is not filled in.
Result<PersonRow> read_person_row(const Header& header, const std::vector<std::string>& cells, Notes& notes);

}  // namespace dockhand
