// This finds lines among the rows of a sheet that are no rows: sums, and headings below the headings.
//
// Decides: by what such a line is known. Whatever reads well as a row is one, so that nothing is lost that could be
// booked; save that nobody calls an item "Total" and 24. Leaves to others: reading rows
// (storage/import/columns/import_columns.h), telling what was left out.
#pragma once

#include <string>
#include <vector>

#include "storage/import/columns/import_kind.h"

namespace dockhand {

// True when its first text is "Total", "Summe: 24" or similar.
bool is_total(const std::vector<std::string>& cells);
// Such a line has nothing else but numbers. So it is no row of ours even where it could be read as one.
bool is_only_a_total(const std::vector<std::string>& cells);
// True for what a report or an export prints below its rows and on top of its pages: "Page 1 of 3", "Exported by ...".
// It stands alone, or with one more text in a table that is much wider.
bool is_footer(const std::vector<std::string>& cells, std::size_t width);
// True for a line below the headings that says their units or forms, or their names again: each of its cells is such a
// word, and one of them stands where numbers or days do. Whatever is unsure is a row. `cells` are in the columns of
// `header`.
bool is_second_heading(const Header& header, const std::vector<std::string>& cells);

}  // namespace dockhand
