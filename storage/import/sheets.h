// Which sheet of an office's spreadsheet is read.
//
// Decides: that a sheet is known by its headings, as any file is. Leaves to others: reading sheets
// (storage/files/spreadsheet.h), headings (storage/import/mapping/header.h).
#pragma once

#include "storage/files/sheet_choice.h"
#include "storage/import/parsed_import.h"

namespace dockhand {

SheetChoice sheet_choice_of(const ImportChoices& choices);

// The sheets among which somebody has to choose: none where the file is no spreadsheet, where one is said, or where not
// more than one has columns that are known.
std::vector<std::string> sheets_to_choose(const std::filesystem::path& file, const ImportChoices& choices);

}  // namespace dockhand
