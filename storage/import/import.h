// Documents from the office, as CSV files with a header line.
//
// Decides: which kind of document a file is (by its header), what each column may hold, and that a file is taken whole
// or not at all. Leaves to others: what a row does to the books (storage/ledger/ledger.h).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "storage/import/rows/parsed_import.h"
#include "storage/ledger/ledger.h"

namespace dockhand {

// Reads and checks a file without a change to the ledger. It takes any text or spreadsheet that storage/files/table.h
// takes, of at most 1 GiB and 5,000,000 rows. An unreadable file is an Error; bad lines are in the report. It needs
// about 250 bytes of memory for each row.
Result<ParsedImport> parse_import(const std::filesystem::path& file, const ImportChoices& choices = {});

// Books the rows in one transaction, when no line is bad or bad ones are to be skipped. References between files (an
// order of an unknown item) are errors of the line as well. An item may be named by its barcode, also in packs. The ids
// are made of the file's content, so that importing it again does nothing. A report with `left_out` says that nothing
// was booked.
Result<ImportReport> book_import(Ledger& ledger, ParsedImport parsed, const ImportChoices& choices,
                                 const OperatorName& by, Instant now);

// Returns what booking these files one after the other would do. Nothing is written. The reports have `changes` where a
// file has rows that could be read.
Result<std::vector<ImportReport>> try_imports(Ledger& ledger, std::vector<ParsedImport> files,
                                              const ImportChoices& choices, const OperatorName& by, Instant now);

// Adds to the reports of files that are not booked, as lines of theirs cannot be read, what the books would refuse of
// the other lines: whoever puts them right is told all at once.
Result<std::vector<ImportReport>> with_all_bad_lines(Ledger& ledger, std::vector<ParsedImport> files,
                                                     const ImportChoices& choices, const OperatorName& by, Instant now);

// Returns the beginning of the ids of all commands of a file. The number of the next event of the books stands behind
// it.
std::string import_id_prefix(const std::string& content);

// Takes back what the last file wrote, so that the rows are as before. It is accepted, or refused where something was
// built on those rows. `users` is the file of the people, who may have come with the last file; empty: there is none.
// `progress` is as in ImportChoices, and counts the rows of a whole command.
struct TakesBack {
  OperatorName by;
  std::optional<OperatorName> allowed_by{};  // the supervisor who said yes to it
};
Result<Outcome> take_back_import(Ledger& ledger, const TakesBack& who, Instant now, const std::filesystem::path& users,
                                 const ImportProgress& progress = {});

// Does both: parse_import and book_import.
Result<ImportReport> import_file(Ledger& ledger, const std::filesystem::path& file, const OperatorName& by, Instant now,
                                 const ImportChoices& choices = {});

}  // namespace dockhand
