// What became of an office's file, as the screen Files shows it, and what it asks of a person.
//
// Decides: the words for kinds and columns, which of them are offered. Leaves to others: what is asked next
// (storage/import/mapping/asked_columns.h), when a file is read (terminal/station/stick_files.h).
#pragma once

#include <optional>
#include <string>

#include "storage/import/import_files.h"
#include "storage/import/mapping/asked_columns.h"
#include "terminal/device/office_files.h"

namespace dockhand {

// Of a file at this path, before anything is known of it.
FileReport report_for(const std::string& path);
FileReport report_of(const ImportedFile& one, const std::string& path);

// What was said of the columns, as the import takes it.
ColumnAnswers answers_in(const UseFile& said);
// Asks which sheet of a spreadsheet is meant. Nothing: somebody has said it, or there is no choice.
std::optional<FileReport> ask_sheet(const UseFile& said, const ImportChoices& choices);

// Whether its headings have to be asked about: nobody knows them, or a person wants to say them anew.
bool lacks_columns(const ParsedImport& parsed);
// Adds the question to the report. False: nothing is open, or nothing can be asked of such a file.
bool ask_columns(const ParsedImport& parsed, const UseFile& said, FileReport& report);

// The same of a word in its rows that a system writes for how far they are.
bool ask_state(const ParsedImport& parsed, const UseFile& said, FileReport& report);

// Whether what a yes was said to is what the file would do now.
bool is_as_shown(const ImportReport& now, const ImportReport& shown);

}  // namespace dockhand
