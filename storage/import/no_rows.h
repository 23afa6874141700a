// What stands among the rows of a sheet and is none: sums, and headings below the headings.
//
// Decides: by what such a line is known. Whatever reads well as a row is one, so that nothing is lost that could be
// booked. Leaves to others: reading rows (storage/import/columns/import_columns.h), telling what was left out.
#pragma once

#include <string>
#include <vector>

#include "storage/import/columns/import_kind.h"

namespace dockhand {

// Its first text is "Total", "Summe", ...
bool is_total(const std::vector<std::string>& cells);
// The line below the headings that says their units or forms: words where numbers and days stand, in each such column
// that says anything. `cells`: in the columns of `header`.
bool is_second_heading(const Header& header, const std::vector<std::string>& cells);

}  // namespace dockhand
