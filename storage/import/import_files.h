// Several files of the office, in whatever order they were named.
//
// Decides: that what is referred to is booked first, and that no file is booked when one of them has a bad line.
// Leaves to others: what a file is and may hold (storage/import/import.h).
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "storage/import/import.h"

namespace dockhand {

// One file, and whether its rows are in the books now.
struct ImportedFile {
  std::filesystem::path file;
  ImportReport report;
  bool booked = false;
};

// It is handed on and never copied: a million rows twice are 300 MB.
struct ParsedFiles {
  ParsedFiles() = default;
  ParsedFiles(ParsedFiles&&) = default;
  ParsedFiles& operator=(ParsedFiles&&) = default;

  std::vector<ParsedImport> files{};  // in the order in which they are booked
  bool good = false;                  // no line of any is bad
};
// Reads and checks the files without a change to the ledger. An unreadable file is an Error.
Result<ParsedFiles> parse_files(const std::vector<std::filesystem::path>& files, const ImportChoices& choices);

// The place of a kind in the order of booking: kinds that others refer to come first.
std::size_t booking_turn(std::string_view kind);

// Books each file in one transaction. Nothing is booked of bad files, unless bad rows are to be skipped. After a file
// that the books refuse the rest is not booked, and is told so.
Result<std::vector<ImportedFile>> book_files(Ledger& ledger, ParsedFiles parsed, const ImportChoices& choices,
                                             const OperatorName& by, Instant now);

}  // namespace dockhand
