// Which sheet of an office's spreadsheet is read.
//
// Decides: that a sheet is known by its headings, as any file is. Leaves to others: reading sheets
// (storage/files/spreadsheet.h), headings (storage/import/mapping/header.h).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/files/sheet_choice.h"
#include "storage/import/mapping/header_choices.h"

namespace dockhand {

// `said`: the name of the sheet, or nothing.
SheetChoice sheet_choice_of(const std::string& said, const HeaderChoices& choices);

// The sheets among which somebody has to choose: none where the file is no spreadsheet, or where not more than one has
// columns that are known.
std::vector<std::string> sheets_to_choose(const std::filesystem::path& file, const HeaderChoices& choices);

}  // namespace dockhand
