// Documents from the office, as CSV files with a header line.
//
// Decides: which kind of document a file is (by its header), what each column may hold, and that a file is taken whole
// or not at all. Leaves to others: what a row does to the books (storage/ledger/ledger.h).
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "storage/import/header.h"
#include "storage/import/import_report.h"
#include "storage/import/people.h"
#include "storage/ledger/ledger.h"
#include "storage/model/command.h"

namespace dockhand {

// What whoever imports has said about the file.
struct ImportChoices {
  std::optional<char> separator{};  // found in the file when it is not said
  Convention said{};                // of all columns
  HeaderChoices header{};
  bool skip_bad = false;  // rows that are bad are left out, the others booked
  bool try_out = false;   // nothing is booked, and the report has `changes`
  // The office knows that booked units are called otherwise afterwards.
  bool confirmed = false;
  // The number that the next event had when the file was taken, so that booking it again after a crash is the same
  // command; else as it is when it is booked.
  std::optional<std::int64_t> taken_at{};
  std::filesystem::path users{};  // where the people are kept; empty: users are refused
  // Hears now and then what is done with how many rows of the file; may be empty. On the thread that does it.
  std::function<void(const char* done, std::size_t rows)> progress{};
};

// Reads and checks a file without touching the ledger. At most 1 GiB and 5,000,000 rows. Any text or spreadsheet that
// storage/files/table.h takes. An unreadable file is an Error; bad lines are in the report.
// Memory: the rows, about 250 bytes each.
struct ParsedImport {
  std::filesystem::path file;
  ImportReport report;
  std::deque<ImportRow> rows;                    // grows without being copied: there may be millions
  std::vector<std::int64_t> lines;               // of each row, in the file
  std::vector<PersonRow> people{};               // of a file of users, which has no other rows
  std::vector<std::size_t> made{};               // rows that are only for what is not known yet, ascending
  std::string content;                           // SHA-256 of the file's bytes, hexadecimal
  Mapping mapping{};                             // as it was read; without parts when no header was found
  std::vector<std::string> headers{}, sample{};  // the header line and the row below it, as far as they are known
};
Result<ParsedImport> parse_import(const std::filesystem::path& file, const ImportChoices& choices = {});

// Books the rows in one transaction, when no line is bad or bad ones are to be skipped. References between files (an
// order of an unknown item) are errors of the line as well. An item may be named by its barcode, in packs too. Ids are
// made of the file's content, so that importing it again does nothing.
Result<ImportReport> book_import(Ledger& ledger, ParsedImport parsed, const ImportChoices& choices,
                                 const OperatorName& by, Instant now);

// What the ids of the commands of a file begin with; the number of the next event of the books stands behind it.
std::string import_id_prefix(const std::string& content);

// Takes back what the last file wrote, rows as they were before; accepted, or refused where something was built on it.
// `users`: where the people are kept, who may have come with the last file; empty: nowhere.
Result<Outcome> take_back_import(Ledger& ledger, const OperatorName& by, Instant now,
                                 const std::filesystem::path& users);

// Both.
Result<ImportReport> import_file(Ledger& ledger, const std::filesystem::path& file, const OperatorName& by, Instant now,
                                 const ImportChoices& choices = {});

}  // namespace dockhand
