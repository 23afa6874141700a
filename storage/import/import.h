// Documents from the office, as CSV files with a header line.
//
// Decides: which kind of document a file is (by its header), what each column may hold, and that a file is taken whole
// or not at all. Leaves to others: what a row does to the books (storage/ledger/ledger.h).
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include "storage/import/column_survey.h"
#include "storage/ledger/ledger.h"
#include "storage/model/command.h"

namespace dockhand {

struct ImportReport {
  std::string kind;  // "items", "barcodes", "locations", "customers", "orders", "purchases", "asns", "site"
  std::size_t rows = 0;
  bool repeated = false;                    // every row says what is there already; nothing was booked now
  std::int64_t reserved = 0;                // units of stock that went to the orders of the file
  std::vector<std::string> found{};         // how the file was read, as sentences; nothing of what is usual
  std::vector<ImportQuestion> questions{};  // what has to be said before its bad lines can be good
  std::vector<Error> errors;                // place is "FILE:LINE"; at most max_errors, in the order of the file
  std::size_t errors_left_out = 0;
  static constexpr std::size_t max_errors = 50;
};

// What whoever imports has said about the file.
struct ImportChoices {
  std::optional<char> separator{};  // found in the file when it is not said
  Convention said{};                // of all columns
};

// Reads and checks a file without touching the ledger. At most 1 GiB and 5,000,000 rows. Any text or spreadsheet that
// storage/import/table.h takes. An unreadable file is an Error; bad lines are in the report.
// Memory: the rows, about 250 bytes each.
struct ParsedImport {
  std::filesystem::path file;
  ImportReport report;
  std::deque<ImportRow> rows;       // grows without being copied: there may be millions
  std::vector<std::int64_t> lines;  // of each row, in the file
  std::string content;              // SHA-256 of the file's bytes, hexadecimal
};
Result<ParsedImport> parse_import(const std::filesystem::path& file, const ImportChoices& choices = {});

// Books the rows in one transaction, when no line is bad. References between files (an order of an unknown item) are
// errors of the line as well. Ids are made of the file's content, so that importing it again does nothing.
Result<ImportReport> book_import(Ledger& ledger, ParsedImport parsed, const OperatorName& by, Instant now);

// Both.
Result<ImportReport> import_file(Ledger& ledger, const std::filesystem::path& file, const OperatorName& by,
                                 Instant now);

}  // namespace dockhand
