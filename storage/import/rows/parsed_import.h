// A file that was read, before the books have met it.
//
// Decides: what whoever imports may say of a file, and what is known of each of its rows beside what stands in it.
// Leaves to others: reading it (storage/import/import_parse.cpp), what the books make of it
// (storage/import/meeting/meet_books.h).
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "storage/files/notice_changes.h"
#include "storage/import/cells/delivered_part.h"
#include "storage/import/cells/row_units.h"
#include "storage/import/columns/people.h"
#include "storage/import/mapping/header.h"
#include "storage/import/rows/import_report.h"
#include "storage/model/commands/command.h"
#include "storage/model/rows/document_line.h"

namespace dockhand {

using ImportProgress = std::function<void(const char* done, std::size_t rows)>;

// What the person or program that imports has said about the file.
struct ImportChoices {
  std::optional<char> separator{};  // found in the file when it is not said
  std::string sheet{};              // of a spreadsheet; empty: it has one that is known
  Convention said{};                // holds for all columns
  HeaderChoices header{};
  bool skip_bad = false;  // rows that are bad are left out, the others booked
  bool try_out = false;   // nothing is booked, and the report has `changes`
  // The office knows that booked units will have another name afterwards.
  bool confirmed = false;
  // Somebody can say what becomes of lines that an order leaves out when it comes again. Nothing is booked before it
  // was said.
  bool asks_left_out = false;
  // Says whether lines that a document leaves out when it comes again are cancelled. When it is empty, the site's own
  // setting counts.
  std::optional<bool> cancels_left_out{};
  // The number that the next event had when the file was taken, so that booking it again after a crash is the same
  // command. When it is empty, the number at the time of booking counts.
  std::optional<std::int64_t> taken_at{};
  std::optional<OperatorName> allowed_by{};  // the supervisor who said yes to it
  std::filesystem::path users{};             // where the people are kept; empty: users are refused
  // Is told from time to time what is done, and with how many rows of the file. It may be empty. It is called on the
  // thread that does the work.
  ImportProgress progress{};
  // Is asked often, on the thread that reads and books. Once it says so, the import ends with nothing written and an
  // Error of kind busy. It may be empty.
  std::function<bool()> stop{};
};

// Says what is to be done with a row.
enum class RowUse : std::uint8_t {
  book,
  make,  // books what the file refers to, where it is not known yet
  drop,  // was told as bad, or added to another
};
// Says where a line number comes from.
enum class LineNumber : std::uint8_t {
  written,
  counted,  // it is the place among all rows of the document
  kept,     // the same, from a file that has some of these rows only
};

// Compares a row of a file that is tried out with what the books have.
enum class RowChange : std::uint8_t { created, changed, unchanged };

struct RowNote {
  std::int64_t line = 0;  // in the file; 0: it is no row of the file
  RowUse use = RowUse::book;
  LineNumber number = LineNumber::written;
  RowChange change = RowChange::created;
  bool stays = false;         // the books keep what they have of it: its pallet was received
  std::uint8_t part = 0;      // the place in ParsedImport::lacking, counted from one; 0: nothing is lacking
  std::int32_t given_up = 0;  // the place in LeftOutLines::given_up, counted from one; 0: it is no such line
};

// A line that is not wanted there: what the books have of it is cancelled, or goes on as it is.
struct EndedRow {
  ImportRow row;
  RowNote note;
  bool cancelled = false;
  bool is_over = false;  // it will not be wanted later either, as a draft may be
  std::string other_item{};
};

// Lines of the books that a document came again without.
struct LeftOutLines {
  std::size_t cancelled = 0, kept = 0, unread = 0;  // unread: kept, as a refused row may be theirs
  std::string first;
  std::deque<ImportRow> given_up{};  // those that are cancelled, as the books have them
};

// What else names the item of a row, as a barcode beside its number.
struct OtherName {
  std::size_t row = 0;
  std::string name;
};

// What a row counts, where the books have a say in it: only they know the size of its packs, or they may know it
// better, or its item may be named by the barcode of a pack.
struct RowUnit {
  std::size_t row = 0;
  std::string word;         // such as "Karton"; empty: only the size is said
  PackSize size{};          // of one
  bool is_counted = false;  // the quantity is in base units already
};

// Columns by their names in CSV.
using ColumnNames = std::set<std::string, std::less<>>;

struct ParsedImport {
  std::filesystem::path file;
  ImportReport report;
  std::deque<ImportRow> rows;                        // grows without being copied: there may be millions
  std::vector<RowNote> notes;                        // one for each row
  std::vector<ColumnNames> lacking{};                // of each kind of rows the columns that the file does not have
  std::vector<RowUnit> units{};                      // ascending
  std::vector<OtherName> other_items{};              // ascending
  std::map<std::size_t, DeliveredPart> delivered{};  // by the row; only rows of which some is delivered
  std::set<std::string> unread{};  // documents of which a row could not be read, as document_of names them
  std::size_t unread_rows = 0;     // that are told as bad, and whose document is known
  // Lines that another file has which comes with this one, by their document.
  std::map<std::string, std::set<std::int32_t>> elsewhere{};
  LeftOutLines left_out{};
  std::vector<EndedRow> ended{};                 // lines of orders and purchases
  std::vector<EndedThere> ended_there{};         // of them, those that go on here; once the books have met them
  bool is_partial = false;                       // rows that were refused before: other lines of theirs are not gone
  std::vector<PersonRow> people{};               // of a file of users, which has no other rows
  std::set<std::string> open_words{};            // states of rows of which nobody has said what they mean
  bool is_message = false;                       // of machines: its columns are given
  NoticeChanges notices{};                       // for a file of messages
  std::string content;                           // SHA-256 of the file's bytes, hexadecimal
  Mapping mapping{};                             // as it was read; without parts when no header was found
  bool forgets_days = false;                     // it shows another order of days than was said of such files
  std::string currency{};                        // that its prices name; empty: none does
  std::vector<std::string> headers{}, sample{};  // the header line and the row below it, as far as they are known
};

}  // namespace dockhand
