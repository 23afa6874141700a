// A spreadsheet in Office Open XML (.xlsx) as rows.
//
// Decides: which of its sheets is read (the one that was said, else the only one whose columns are
// known, else the first that is not hidden and looks like a table; of several that are known none is chosen), and what
// a cell's text is: a day as 2026-12-01 whatever its format shows, a number with all the digits that are kept. Leaves
// to others: what the cells mean (storage/import/columns/import_columns.h). libzip and pugixml are included in
// storage/files/spreadsheet.cpp and nowhere else. Memory: the whole sheet, twice while it is read; a larger one than
// 256 MiB of XML is refused.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "storage/files/csv.h"
#include "storage/files/sheet_choice.h"

namespace dockhand {

struct Spreadsheet {
  std::vector<TableRow> rows;
  std::vector<std::string> found;  // sentences about what was chosen
};

// Judges by the first bytes of a file. True for a zip archive, and for a spreadsheet of before 2007, which is refused
// when it is read.
bool is_spreadsheet(std::string_view first_bytes);

// An Error names the sheets, where several have columns that are known, or none is called so.
Result<Spreadsheet> read_spreadsheet(const std::filesystem::path& file, const SheetChoice& choice = {});
// The names of the sheets whose columns are known.
Result<std::vector<std::string>> known_sheets(const std::filesystem::path& file, const SheetChoice& choice);

}  // namespace dockhand
