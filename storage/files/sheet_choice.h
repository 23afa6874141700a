// Which sheet of a spreadsheet is wanted.
//
// Decides: what can be said of it. Leaves to others: which names of columns are known
// (storage/import/mapping/sheets.h), reading the sheets (storage/files/spreadsheet.h).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "storage/files/csv.h"

namespace dockhand {

struct SheetChoice {
  std::string name{};  // as a person says it; empty: nobody has
  // Whether the first rows of a sheet have headings whose columns are known, and something below them. Empty: nobody
  // can tell.
  std::function<bool(const std::vector<TableRow>& first_rows)> is_known{};
};

// How many of its rows tell what a sheet is.
inline constexpr std::size_t rows_that_tell = 12;

}  // namespace dockhand
